import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { mutants } from './lib/mutants.ts'
import { rightsPage } from './lib/rights-page.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

test('docs/rules/README.md names every bug that is sown, where it is sown and what catches it', async (t) => {
  const rows = read('docs/rules/README.md')
    .split('\n')
    .map((it) => it.split('|').map((cell) => cell.trim()))
  for (const { bug, file, by, law } of mutants) {
    const caught = law === undefined ? `\`${by}\`` : `\`${by}\` and \`${law.split('/').at(-1)}\``
    const row = rows.find((it) => it[1] === bug)
    t.same(row?.slice(2, 4), [`\`${file}\``, caught], bug)
  }
})

test('docs/operations/README.md names every setting the server reads', async (t) => {
  const told = read('docs/operations/README.md')
  const names = new Set(
    [...read('server/config.ts').matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map((it) => it[1] ?? ''),
  )
  t.ok(names.size > 10, `${names.size} settings`)
  for (const name of names) t.ok(told.includes(`\`${name}\``), name)
})

test('every library of package.json has a record in docs/decisions that names it', async (t) => {
  const records = readdirSync(join(root, 'docs/decisions')).map((it) => read(`docs/decisions/${it}`))
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    string,
    Record<string, string>
  >
  const libraries = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies })
  for (const name of libraries.filter((it) => !it.startsWith('@types/'))) {
    t.ok(
      records.some((it) => it.includes(`\`${name}\``)),
      name,
    )
  }
})

test('docs/security/matrix.md is what the table of rights says now (npm run rights)', async (t) => {
  t.equal(read('docs/security/matrix.md'), rightsPage())
})
