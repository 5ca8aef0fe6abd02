import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'tap'
import { projectFile } from '../../server/project-root.ts'
import { clientTypes } from './types.ts'

const run = promisify(execFile)

test('the types are those of the description, and say so when it changes', async (t) => {
  const description = await readFile(projectFile('docs/api/openapi.json'), 'utf8')
  const written = await readFile(projectFile('client/src/openapi.ts'), 'utf8')
  t.equal(await clientTypes(description), written, 'else: npm run client')
  const changed = description.replaceAll('"amountYen"', '"amountInYen"')
  t.not(await clientTypes(changed), written)
  t.match(written, /\/v1\/proposals:bulk/)
  t.notMatch(written, /\/v1\/inbox/, 'what only people may do is not in it')
  t.match(written, /\| 'idempotency_key_reused'/)
})

test('the packed package works from plain JavaScript, and from strict TypeScript', async (t) => {
  // Below the project: what the package depends on is found where the project has it, in the same versions.
  const folder = await mkdtemp(projectFile('.cache/client-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const manifest = JSON.parse(await readFile(projectFile('client/package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  const ours = JSON.parse(await readFile(projectFile('package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>
  }
  for (const [name, version] of Object.entries(manifest.dependencies))
    t.equal(ours.devDependencies[name], version, name)

  await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: projectFile('client') })
  const installed = join(folder, 'node_modules/@kessai/client')
  await mkdir(installed, { recursive: true })
  await run('tar', ['-xzf', join(folder, 'kessai-client-0.1.0.tgz'), '--strip-components=1', '-C', installed])

  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(
    join(folder, 'plain.js'),
    `import { createKessai, readWebhook, WebhookRefused } from '@kessai/client'
const kessai = createKessai({ url: 'http://127.0.0.1:9', issuer: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'b' })
try { readWebhook('whsec_AAAA', {}, '{}') } catch (error) { console.log(error instanceof WebhookRefused) }
await kessai.read('x').catch((error) => console.log(error.name))
`,
  )
  const { stdout } = await run(process.execPath, ['plain.js'], { cwd: folder })
  t.equal(stdout, 'true\nKessaiUnreachable\n')

  const typed = (
    field: string,
  ) => `import { createKessai, isProblem, type ProposalContent } from '@kessai/client'
const kessai = createKessai({ url: '', issuer: '', clientId: '', clientSecret: '' })
export async function numberOf(id: string): Promise<string | undefined> {
  try {
    return (await kessai.read(id)).value.${field}
  } catch (error) {
    if (isProblem(error, 'not_found')) return undefined
    throw error
  }
}
export const title = (content: ProposalContent): string => content.title
`
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    lib: ['es2022', 'dom'],
    types: [],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['typed.ts'] }))
  const check = async (field: string) => {
    await writeFile(join(folder, 'typed.ts'), typed(field))
    return run(projectFile('node_modules/.bin/tsc'), [], { cwd: folder }).then(
      () => 'well',
      (error: { readonly stdout: string }) => error.stdout,
    )
  }
  t.equal(await check('number'), 'well')
  t.match(await check('nummer'), /'nummer' does not exist/, 'a misspelt field does not compile')
})
