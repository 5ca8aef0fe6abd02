import { chmod, mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { join, relative } from 'node:path'
import pg from 'pg'
import { fetchKeycloak } from '../server/testing/keycloak/distribution.ts'
import { sharedKeycloakName, startForTests } from '../server/testing/keycloak/realm.ts'
import type { KeycloakServer } from '../server/testing/keycloak/server.ts'
import { startEmbeddedPostgres } from '../server/adapters/embedded-postgres.ts'
import { ensureServer } from './lib/server-build.ts'
import { ensureSystemPackages } from './lib/system-packages.ts'
import { buildTests } from './lib/test-build.ts'
import { type Group, groupsOf, writeGroup } from './lib/test-groups.ts'
import { type FileResult, endAll, runFile } from './lib/test-runner.ts'
import { ensureWeb } from './lib/web-build.ts'

/**
 * `npm test [-- path…]`: the whole suite, or the test files whose path starts with or contains one of the words. Starts a
 * PostgreSQL of its own; the last line is `N passed, N failed, N skipped`.
 */
const root = join(import.meta.dirname, '..')
/** On two cores: two take the long ones, which mostly wait for a browser, and the third what needs none. */
const jobs = ['long', 'long', 'short'] as const
const fileTimeoutMs = 15 * 60_000
/** Bytes: several times what the cluster of a whole suite takes. */
const roomOfCluster = 6e9
/** So many files that failed are run once more, by themselves; more than that are no accident (docs/decisions/0047). */
const mostRunAgain = 2

async function testFiles(words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const folder of ['server', 'web', 'scripts', 'client']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
    for (const it of entries) {
      if (!it.isFile() || !/\.test\.tsx?$/.test(it.name) || it.parentPath.includes('node_modules')) continue
      found.push(relative(root, join(it.parentPath, it.name)))
    }
  }
  const wanted = words.map((word) => word.replace(/^\.\//, ''))
  return found.filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word))).sort()
}

const words = process.argv.slice(2)
const files = await testFiles(words)
/** Whoever names files looks for something; of a whole suite only what failed is run again with it. */
const isNamed = words.length > 0
if (files.length === 0) {
  console.error('no test file matches')
  console.log('0 passed, 0 failed, 0 skipped')
  process.exit(1)
}
/** They share one Keycloak, each with a realm of its own; the name says it. */
const withKeycloak = new Set(files.filter((it) => it.includes('keycloak')))
const inBrowser = new Set(files.filter((it) => it.startsWith('web/e2e/')))
ensureSystemPackages(inBrowser.size + withKeycloak.size > 0 ? 'test' : 'runtime')
/** Made while files run that need no browser. */
const web: Promise<unknown> =
  inBrowser.size === 0
    ? Promise.resolve()
    : ensureWeb().then((isBuilt) => isBuilt && console.log('built dist/web'))
// Whoever waits for it says why it could not be made.
web.catch(() => undefined)
// Also what runs inside a test starts processes of the server.
if (await ensureServer()) console.log('built dist/server')

const folder = await mkdtemp(join(await folderOfCluster(), 'kessai-test-'))
await chmod(folder, 0o755)
const quiet = { info: () => undefined, warn: (facts: object) => console.error(JSON.stringify(facts)) }
const builtFolder = join(root, 'dist', `tests-${process.pid}`)
const built = await buildTests(files, builtFolder)
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quiet })
await waitForNoDisk(postgres.url('postgres'))

/** In memory where there is room: every test has a database of its own, a thousand files that are gone a moment later. */
async function folderOfCluster(): Promise<string> {
  const memory = '/dev/shm'
  const found = await statfs(memory).catch(() => undefined)
  return found !== undefined && found.bavail * found.bsize > roomOfCluster ? memory : '/tmp'
}

/** The cluster is gone with the suite: to wait until its pages are on the disk would be time for nothing. */
async function waitForNoDisk(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('alter system set fsync = off')
  await client.query('alter system set full_page_writes = off')
  await client.query('select pg_reload_conf()')
  await client.end()
}

/** Comes up while other files run. Undefined when it cannot, which fails the files that need it. */
const keycloak: Promise<KeycloakServer | undefined> =
  withKeycloak.size === 0
    ? Promise.resolve(undefined)
    : fetchKeycloak()
        .then(startForTests)
        .catch((error: unknown) => {
          console.error(
            `Keycloak を用意できませんでした。次の1行で取得できます: npm run setup\n${String(error)}`,
          )
          return undefined
        })

async function close(): Promise<void> {
  endAll()
  await (await keycloak)?.stop()
  await postgres.stop()
  for (const it of [folder, builtFolder]) await rm(it, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void close().then(() => process.exit(130)))
}

const env = { ...process.env, KESSAI_TEST_DATABASE_URL: postgres.url('postgres'), TAP_TIMEOUT: '600' }
// The long ones first, so that nothing long begins when the rest is done.
const inOrder = [...files.filter((it) => inBrowser.has(it)), ...files.filter((it) => !inBrowser.has(it))]
const queue = [...groupsOf(inOrder, (it) => isNamed || inBrowser.has(it) || withKeycloak.has(it))]
/** By group or file. */
const results = new Map<string, FileResult>()
/** Files whose group failed before: they had their second time. */
const ranAgain = new Set<string>()
let groupsBuilt = 0
const startedAt = Date.now()

async function work(from: (typeof jobs)[number]): Promise<void> {
  const next = (): Group | undefined => (from === 'long' ? queue.shift() : queue.pop())
  for (let group = next(); group !== undefined; group = next()) await runGroup(group)
}

/** A group that failed does not count: its files are run by themselves, and say which it was. */
async function runGroup(group: Group): Promise<void> {
  const result = await run(group)
  if (result.failed === 0 || group.files.length === 1) return void results.set(group.name, result)
  console.log(`↻ ${group.name} failed, and its files are run by themselves`)
  const alone = new Map<string, FileResult>()
  for (const file of group.files) alone.set(file, await run({ name: file, files: [file] }, true))
  const isWhole = [...alone.values()].every((it) => it.failed === 0)
  if (isWhole) console.log(`↻ ${group.name} passed only file by file`)
  if (isWhole && process.env['CI'] === undefined) return void results.set(group.name, result)
  for (const [file, it] of alone) {
    ranAgain.add(file)
    results.set(file, it)
  }
}

/** Once more what failed, alone: whether it was the machine or the product is for whoever reads both to find. */
async function runAgain(): Promise<void> {
  const first = [...results].filter(([, it]) => it.failed > 0).map(([file]) => file)
  if (first.length > mostRunAgain) return
  for (const file of first.filter((it) => !ranAgain.has(it))) {
    console.log(`↻ ${file} failed, and is run once more`)
    const result = await run({ name: file, files: [file] }, true)
    results.set(file, result)
    if (result.failed === 0) console.log(`↻ ${file} passed only when it was run again`)
  }
}

function total(name: 'passed' | 'failed' | 'skipped'): number {
  return [...results.values()].reduce((sum, it) => sum + it[name], 0)
}

/** Runs a group, or a file that is one by itself, and says how it went. */
async function run(group: Group, withMaps = isNamed): Promise<FileResult> {
  const { name, files: its } = group
  const file = its[0] ?? name
  if (inBrowser.has(file)) await web
  const fileStartedAt = Date.now()
  const shared = withKeycloak.has(file) ? await keycloak : undefined
  const told = shared && { [sharedKeycloakName]: JSON.stringify(shared) }
  const isOne = its.length === 1
  const program = isOne
    ? (built.get(file) ?? file)
    : await writeGroup(group, built, builtFolder, groupsBuilt++)
  const result = await runFile(program, { ...env, ...told }, fileTimeoutMs, withMaps, isOne ? [] : its)
  const seconds = ((Date.now() - fileStartedAt) / 1000).toFixed(1)
  const mark = result.failed === 0 ? '✓' : '✗'
  const rest = `${result.failed > 0 ? `, ${result.failed} failed` : ''}${result.skipped > 0 ? `, ${result.skipped} skipped` : ''}`
  console.log(`${mark} ${name}: ${result.passed} passed${rest} (${seconds} s)`)
  if (result.trouble !== '') console.log(result.trouble.replaceAll(/^/gm, '    '))
  return result
}

try {
  await Promise.all(jobs.map(work))
  if (process.env['CI'] !== undefined) await runAgain()
  const started = await keycloak
  if (started !== undefined) console.log(`Keycloak was ready after ${(started.readyMs / 1000).toFixed(1)} s`)
} finally {
  await close()
}
console.log(`${files.length} files in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
console.log(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`)
process.exitCode = total('failed') === 0 ? 0 : 1
