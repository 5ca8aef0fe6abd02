import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FuzzResult, fuzzRoutes } from '../server/testing/fuzz/run.ts'
import { freePort, startServer } from '../server/testing/running-server.ts'
import { ensureServer } from './lib/server-build.ts'

/**
 * `npm run fuzz [-- bodies a route [seed]]`: bodies for every route that takes one, to a server of its own with the example
 * prefecture. Writes its numbers into docs/security/README.md, between the marks. Ends with 1 at a fault.
 */
const whole = 2_000
const [perRoute = whole, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'kessai-fuzz-'))
await ensureServer()
const server = await startServer({
  built: true,
  dataDir: folder,
  port: await freePort(),
  env: { KESSAI_WRITES_PER_MINUTE: '0', KESSAI_ROLE: 'app', KESSAI_DEMO: 'organisation' },
})
try {
  const result = await fuzzRoutes({ url: server.url, perRoute, seed, told: (it) => console.log(it) })
  const text = tableOf(result)
  console.log(text)
  for (const it of result.faults.slice(0, 100)) console.error(it)
  write(text)
  process.exitCode = result.faults.length === 0 ? 0 : 1
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function tableOf({ routes, bodies, answers, slowestMs, faults }: FuzzResult): string {
  const rows = [
    ['Routes that take a body', routes],
    ['Bodies a route', perRoute],
    ['Bodies', bodies],
    ...Object.entries(answers)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, count]) => [`Answered ${kind}`, count]),
    ['Slowest answer, in ms', Math.round(slowestMs)],
    ['Faults', faults.length],
    ['Seed', seed],
  ] as const
  const lines = rows.map(([name, value]) => `| ${name} | ${value.toLocaleString('en')} |`)
  return ['| What | How many |', '| --- | --- |', ...lines].join('\n')
}

function write(text: string): void {
  const page = join(import.meta.dirname, '../docs/security/README.md')
  const [before, after] = ['<!-- fuzz begins -->', '<!-- fuzz ends -->']
  const old = readFileSync(page, 'utf8')
  const pattern = new RegExp(`${before}[\\s\\S]*${after}`)
  if (!pattern.test(old)) throw new Error(`${page} has no marks`)
  writeFileSync(page, old.replace(pattern, `${before}\n\n${text}\n\n${after}`))
}
