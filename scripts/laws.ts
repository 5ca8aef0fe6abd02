import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { startEmbeddedPostgres } from '../server/adapters/embedded-postgres.ts'
import { endAll, runFile } from './lib/test-runner.ts'

/**
 * `npm run laws -- 100000 [seed]`: plays so many games for every law of the approval core, the chain, the routes and the store, and
 * writes what was reached into docs/rules/README.md. The suite plays 2,000 of each; this is for the long night.
 */
const root = join(import.meta.dirname, '..')
const readme = join(root, 'docs/rules/README.md')
const [runs = '2000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2)
const files = [
  'server/domain/approval/laws.test.ts',
  'server/domain/approval/laws-waiting.test.ts',
  'server/domain/approval/laws-record.test.ts',
  'server/domain/approval/laws-buttons.test.ts',
  'server/domain/audit/chain-laws.test.ts',
  'server/domain/authority/compile-laws.test.ts',
  'server/store/approval-log-games.test.ts',
]
/** Games in a database are held in memory whole, and a fifth of the runs is played: more of them teach nothing new. */
const atMost: Readonly<Record<string, number>> = { 'server/store/approval-log-games.test.ts': 10_000 }
const dayMs = 86_400_000

const folder = await mkdtemp('/tmp/kessai-laws-')
await chmod(folder, 0o755)
const quiet = { info: () => undefined, warn: (facts: object) => console.error(JSON.stringify(facts)) }
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quiet })
async function close(): Promise<void> {
  endAll()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void close().then(() => process.exit(130)))

const env = {
  ...process.env,
  KESSAI_TEST_DATABASE_URL: postgres.url('postgres'),
  KESSAI_PROPERTY_SEED: seed,
  TAP_TIMEOUT: String(dayMs / 1000),
}
const on = new Date().toISOString().slice(0, 10)
const lines = [`On ${on}, ${Number(runs).toLocaleString('en')} runs of each from the seed ${seed}:`, '']
let failed = 0
/** Two files play at once: each is one process, and the machine has at least two cores. */
const lanes = 2
try {
  const waiting = [...files]
  const results = new Map<string, Awaited<ReturnType<typeof runFile>>>()
  const lane = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const most = String(Math.min(Number(runs), atMost[file] ?? Infinity))
      const result = await runFile(file, { ...env, KESSAI_PROPERTY_RUNS: most }, dayMs)
      results.set(file, result)
      if (result.trouble !== '') console.log(result.trouble)
      console.log(
        `${result.failed === 0 ? '✓' : '✗'} ${file}: ${result.passed} passed, ${result.failed} failed`,
      )
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  for (const file of files) {
    const result = results.get(file)
    failed += result?.failed ?? 1
    for (const { test, counts } of result?.tallies ?? []) {
      const { runs: played = 0, seed: _seed, ...reached } = counts
      const told = Object.entries(reached).map(([what, times]) => `${what} ${times.toLocaleString('en')}`)
      const fewer = played < Number(runs) ? ` (${played.toLocaleString('en')} runs)` : ''
      lines.push(`- ${test}${fewer}: ${told.join(' · ')}`)
      console.log(lines.at(-1))
    }
  }
} finally {
  await close()
}
if (failed === 0) {
  const marks = ['<!-- laws -->', '<!-- /laws -->'] as const
  const text = await readFile(readme, 'utf8')
  const [before = '', rest = ''] = text.split(marks[0])
  const after = rest.split(marks[1])[1] ?? ''
  const told = `${before}${marks[0]}\n\n${lines.join('\n')}\n\n${marks[1]}${after}`
  await writeFile(readme, await format(told, { ...(await resolveConfig(readme)), parser: 'markdown' }))
}
process.exitCode = failed === 0 ? 0 : 1
