import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../server/adapters/embedded-postgres.ts'
import { projectFile } from '../server/project-root.ts'
import type { Fuzzed } from './fuzz/fuzz.ts'
import { summaryOf, withSummary } from './fuzz/tally.ts'

/**
 * `npm run fuzz:api [-- requests [seed]]`: schemathesis sends so many requests and more (20,000), in rounds that each have a
 * database and cases of their own, and what came of it is written into docs/api/fuzzing.md. Fails on every fault it finds, and
 * when an operation was never answered with something else than a refusal of its sender.
 */
const [wanted = 20_000, firstSeed = 1] = process.argv.slice(2).map(Number)
const page = projectFile('docs/api/fuzzing.md')
const folder = await mkdtemp(join(tmpdir(), 'kessai-fuzz-database-'))
const quiet = { info: () => undefined, warn: (facts: object) => console.error(JSON.stringify(facts)) }
const postgres = await startEmbeddedPostgres({ dataDir: folder, log: quiet })
process.env['KESSAI_TEST_DATABASE_URL'] = postgres.url('postgres')
// It reads the variable above.
const { fuzz } = await import('./fuzz/fuzz.ts')
const rounds: Fuzzed[] = []
const sent = (): number => rounds.reduce((sum, { answered }) => sum + answered.length, 0)
try {
  while (sent() < wanted) {
    const undo: (() => unknown)[] = []
    try {
      const seed = firstSeed + rounds.length
      // The walk along the edges of every schema is much the longest part.
      const phases = wanted < 5_000 ? 'fuzzing' : 'coverage,fuzzing'
      const examples = Math.min(10, Math.ceil(wanted / 300))
      const options = { seed, examples, phases, tell: console.log }
      rounds.push(await fuzz({ teardown: (fn) => void undo.unshift(fn) }, options))
    } finally {
      for (const it of undo) await it()
    }
    console.log(`${sent()} requests so far`)
  }
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
for (const fault of rounds.flatMap((it) => it.faults)) console.log(fault)
const { text, unheard, faults } = summaryOf(rounds, firstSeed)
await writeFile(page, await withSummary(page, await readFile(page, 'utf8'), text))
console.log(text)
if (unheard.length > 0) console.log(`refused to everybody who sent it: ${unheard.join(', ')}`)
process.exitCode = faults === 0 && unheard.length === 0 ? 0 : 1
