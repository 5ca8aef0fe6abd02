import { createRequire } from 'node:module'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'tap'
import { isForeign } from './keep-languages.ts'

const require = createRequire(import.meta.url)

/** The modules of the words of a package, as the build names them. */
async function wordsOf(name: string): Promise<readonly string[]> {
  const folder = join(dirname(require.resolve(`${name}/package.json`)), 'dist/private/intl')
  const names = await readdir(folder, { recursive: true })
  return names.filter((it) => it.endsWith('.mjs')).map((it) => join(folder, it))
}

test('of every text of React Aria, Japanese and English stay and nothing else does', async (t) => {
  for (const name of ['react-aria', 'react-stately', 'react-aria-components']) {
    const modules = await wordsOf(name)
    const ours = modules.filter((it) => /(ja-JP|en-US)\.mjs$/.test(it))
    t.ok(ours.length >= 2, `${name} still keeps its words here`)
    t.same(
      modules.filter((it) => !isForeign(it)),
      ours,
    )
  }
})
