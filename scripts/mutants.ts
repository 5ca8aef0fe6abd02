import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../server/adapters/embedded-postgres.ts'
import { Field, mutants } from './lib/mutants.ts'

/**
 * `npm run mutants`: sows each bug into a copy of the server and shows which tests catch it. Slow: every test file of the
 * folder runs for every bug. The test beside runs each bug against its quickest killer and its law only.
 */
const root = join(import.meta.dirname, '..')
const folder = await mkdtemp(join(tmpdir(), 'kessai-mutants-postgres-'))
await chmod(folder, 0o755)
const quiet = { info: () => undefined, warn: (facts: object) => console.error(JSON.stringify(facts)) }
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quiet })
process.env['KESSAI_TEST_DATABASE_URL'] = postgres.url('postgres')
const field = new Field(root)
let survived = 0
try {
  for (const mutant of mutants) {
    const { by, bug, file } = mutant
    const beside = by.slice(0, by.lastIndexOf('/'))
    const names = await readdir(join(root, 'server', beside))
    const tests = names
      .filter((it) => it.endsWith('.test.ts'))
      .map((it) => `${beside}/${it.slice(0, -'.test.ts'.length)}`)
    const caughtBy = await field.sown(mutant, async () => {
      const found: string[] = []
      for (const it of beside.startsWith('domain/') ? tests : [by])
        if ((await field.ask(it)).verdict === 'caught') found.push(it)
      return found
    })
    if (caughtBy.length === 0) survived += 1
    console.log(`${caughtBy.length === 0 ? '✗' : '✓'} ${bug} (${file}): ${caughtBy.join(', ') || 'nobody'}`)
  }
} finally {
  field.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
console.log(`${mutants.length} bugs, ${survived} survived`)
process.exitCode = survived === 0 ? 0 : 1
