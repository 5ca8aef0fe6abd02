import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { startEmbeddedPostgres } from '../server/adapters/embedded-postgres.ts'
import { ensureSystemPackages } from './lib/system-packages.ts'
import { endAll, runFile } from './lib/test-runner.ts'
import { ensureWeb } from './lib/web-build.ts'

/**
 * `npm test [-- path…]`: the whole suite, or the test files whose path starts with or contains one of the words. Starts a
 * PostgreSQL of its own; the last line is `N passed, N failed, N skipped`.
 */
const root = join(import.meta.dirname, '..')
const jobs = 2
const fileTimeoutMs = 15 * 60_000

async function testFiles(words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const folder of ['server', 'web', 'scripts']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
    for (const it of entries) {
      if (!it.isFile() || !/\.test\.tsx?$/.test(it.name) || it.parentPath.includes('node_modules')) continue
      found.push(relative(root, join(it.parentPath, it.name)))
    }
  }
  const wanted = words.map((word) => word.replace(/^\.\//, ''))
  return found.filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word))).sort()
}

const files = await testFiles(process.argv.slice(2))
if (files.length === 0) {
  console.error('no test file matches')
  console.log('0 passed, 0 failed, 0 skipped')
  process.exit(1)
}
const inBrowser = new Set(files.filter((it) => it.startsWith('web/e2e/')))
ensureSystemPackages(inBrowser.size > 0 || process.argv.length === 2 ? 'test' : 'runtime')
if (inBrowser.size > 0 && (await ensureWeb())) console.log('built dist/web')

const folder = await mkdtemp('/tmp/kessai-test-')
await chmod(folder, 0o755)
const quiet = { info: () => undefined, warn: (facts: object) => console.error(JSON.stringify(facts)) }
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quiet })

async function close(): Promise<void> {
  endAll()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void close().then(() => process.exit(130)))
}

const env = { ...process.env, KESSAI_TEST_DATABASE_URL: postgres.url('postgres'), TAP_TIMEOUT: '600' }
// The long ones first, so that nothing long begins when the rest is done.
const queue = [...files.filter((it) => inBrowser.has(it)), ...files.filter((it) => !inBrowser.has(it))]
let [passed, failed, skipped] = [0, 0, 0]
const startedAt = Date.now()

async function work(): Promise<void> {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const fileStartedAt = Date.now()
    const result = await runFile(file, env, fileTimeoutMs)
    passed += result.passed
    failed += result.failed
    skipped += result.skipped
    const seconds = ((Date.now() - fileStartedAt) / 1000).toFixed(1)
    const mark = result.failed === 0 ? '✓' : '✗'
    const rest = `${result.failed > 0 ? `, ${result.failed} failed` : ''}${result.skipped > 0 ? `, ${result.skipped} skipped` : ''}`
    console.log(`${mark} ${file}: ${result.passed} passed${rest} (${seconds} s)`)
    if (result.trouble !== '') console.log(result.trouble.replaceAll(/^/gm, '    '))
  }
}

try {
  await Promise.all(Array.from({ length: jobs }, work))
} finally {
  await close()
}
console.log(`${files.length} files in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed === 0 ? 0 : 1
