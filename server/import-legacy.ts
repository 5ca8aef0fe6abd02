import { setMaxListeners } from 'node:events'
import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { createDiskBlobs } from './adapters/blobs-disk.ts'
import { startEmbeddedPostgres } from './adapters/embedded-postgres.ts'
import { noLegacyFiles, openLegacyFiles } from './adapters/legacy-files.ts'
import { readTable } from './adapters/read-table.ts'
import { inspectFile } from './adapters/sniff/inspect.ts'
import { writeTable } from './adapters/write-table.ts'
import { configOrExit } from './config-or-exit.ts'
import type { Instant, PersonId } from './domain/ids.ts'
import type { LegacyCounts } from './domain/legacy/counts.ts'
import { createKysely, createPool } from './store/database.ts'
import { openOrganisationSource } from './store/organisation.ts'
import { type LegacyRefusal, type LegacyReport, importLegacy } from './usecases/import-legacy.ts'
import { problemLine, rejectTable } from './usecases/legacy-texts.ts'
import { utf8Table } from './usecases/utf8-table.ts'

/**
 * `node dist/server/import-legacy.js --manifest … --files … --by … --source …`: brings the records of an old system in. Reads the
 * environment the server reads; the server may run meanwhile. Ends with 0 when all is in, 1 when something was not taken or the
 * import was refused, 2 when the words or the environment are wrong, 130 when it was stopped.
 */
const usage = `使い方:
  node dist/server/import-legacy.js --manifest 目録.csv --by 取り込む文書管理者の職員番号 --source '旧システムの名前'
      [--files フォルダかZIP] [--decision 取込みを決裁した起案番号] [--dry-run] [--rejects 取り込めなかった行を書くCSV]

  --dry-run  すべてを確かめ、何も変えません。
  書き方: docs/operations/legacy-import.md
`

function fail(code: 1 | 2, ...lines: readonly string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exit(code)
}

function orderOrFail() {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      options: {
        ...{ manifest: text, files: text, by: text, source: text, decision: text, rejects: text },
        'dry-run': { type: 'boolean' },
      },
    })
    const { manifest, by, source } = values
    if (manifest === undefined || by === undefined || source === undefined) return fail(2, usage)
    if (source.trim() === '') return fail(2, '--source が空です。旧システムの名前を入れてください。')
    return { ...values, manifest, by, source: source.trim() }
  } catch (error) {
    return fail(2, (error as Error).message, usage)
  }
}

const refusals: Readonly<Record<Exclude<LegacyRefusal['code'], 'manifest_unreadable'>, string>> = {
  not_records_manager:
    '--by の人は文書管理者ではありません。取込みをする文書管理者の職員番号を指定してください。',
  no_post: '--by の人はいま職に就いていません。職にある文書管理者の職員番号を指定してください。',
  import_running: '同じ旧システムの取込みが動いています。終わってから、もう一度実行してください。',
}

const count = (it: number): string => it.toLocaleString('ja-JP')
const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)

function summary(counts: LegacyCounts, isRehearsal: boolean, seconds: number): string {
  const verb = isRehearsal ? '取り込める' : '取り込んだ'
  return [
    `${isRehearsal ? '確かめました（何も変えていません）' : '取り込みました'}: ${count(counts.records)}件を読みました。`,
    `  ${verb}文書          ${count(counts.imported)}件（うち秘 ${count(counts.secret)}件、確かめることのあるもの ${count(counts.warned)}件）`,
    `  取込み済みと同じ      ${count(counts.same)}件`,
    `  取り込めない          ${count(counts.rejected)}件`,
    `  ファイル              ${count(counts.files)}個 ${megabytes(counts.bytes)}MB`,
    `  開く簿冊              ${count(counts.folders)}冊　番号簿に記録 ${count(counts.numbers)}件`,
    `  速さ                  毎秒 ${(counts.imported / seconds).toFixed(1)}件、${(counts.files / seconds).toFixed(1)}個、${megabytes(counts.bytes / seconds)}MB（${seconds.toFixed(1)}秒）`,
    '',
  ].join('\n')
}

function printProgress(done: number, counts: LegacyCounts): void {
  const line = `${count(done)}/${count(counts.records)}件　取込み ${count(counts.imported)}　同じ ${count(counts.same)}　取り込めない ${count(counts.rejected)}　${megabytes(counts.bytes)}MB`
  process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`)
}

/** At most so many lines of each kind on the screen; the CSV has all. */
const shown = 20

function printProblems(heading: string, all: LegacyReport['warnings']): void {
  if (all.length === 0) return
  process.stdout.write(`${heading}\n`)
  for (const { line, key, problems } of all.slice(0, shown))
    for (const it of problems) process.stdout.write(`  ${line}行目 ${key}　${problemLine(it)}\n`)
  if (all.length > shown) process.stdout.write(`  ほか ${count(all.length - shown)}件\n`)
}

const order = orderOrFail()
const config = configOrExit()
const quiet = { info: () => undefined, warn: () => undefined }
const postgres =
  config.databaseUrl === undefined
    ? await startEmbeddedPostgres({ dataDir: join(config.dataDir, 'postgres'), log: quiet })
    : undefined
const databaseUrl = config.databaseUrl ?? postgres?.url('kessai') ?? ''
const pool = createPool(databaseUrl, {
  application_name: 'kessai-import',
})
pool.on('error', () => undefined)
const db = createKysely(pool)
const organisation = openOrganisationSource(databaseUrl, () => undefined)
const stopping = new AbortController()
// Every file that is being read listens to it.
setMaxListeners(0, stopping.signal)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => stopping.abort(new Error('told to stop')))

async function run(): Promise<number> {
  const bytes = await readFile(order.manifest).catch(() => undefined)
  if (bytes === undefined) return say(2, `目録 ${order.manifest} を読めません。場所を確かめてください。`)
  const files = order.files === undefined ? noLegacyFiles : await openLegacyFiles(order.files)
  if (files === undefined)
    return say(2, `${order.files ?? ''} はフォルダでもZIPでもありません。場所を確かめてください。`)
  const isRehearsal = order['dry-run'] === true
  const startedAt = performance.now()
  const done = await importLegacy(
    {
      ...{ db, pool, readTable, newId: randomUUID, organisation },
      now: () => new Date().toISOString() as Instant,
      blobs: createDiskBlobs(join(config.dataDir, 'blobs')),
      inspect: inspectFile,
    },
    {
      ...{ files, isRehearsal, source: order.source, by: order.by as PersonId, signal: stopping.signal },
      manifest: { name: basename(order.manifest), bytes },
      ...(order.decision === undefined ? {} : { decision: order.decision }),
      onProgress: printProgress,
    },
  )
  await files.close()
  if (process.stderr.isTTY) process.stderr.write('\n')
  if (!done.ok) {
    const { error } = done
    return error.code === 'manifest_unreadable'
      ? say(1, '目録を読めません。', ...error.problems.map((it) => `  ${problemLine(it)}`))
      : say(1, refusals[error.code])
  }
  const { counts, rejects, warnings, outcome } = done.value
  process.stdout.write(summary(counts, isRehearsal, (performance.now() - startedAt) / 1000))
  printProblems('取り込めない行', rejects)
  printProblems('確かめること', warnings)
  if (rejects.length > 0) {
    const path = order.rejects ?? `${order.manifest}.rejects.csv`
    await writeFile(path, utf8Table(writeTable, rejectTable(rejects)), { mode: 0o600 })
    process.stdout.write(`取り込めない行を ${path} に書きました。直して、同じ命令に渡してください。\n`)
  }
  if (outcome === 'stopped') return say(130, '途中で止めました。同じ命令で、続きから取り込みます。')
  return rejects.length === 0 ? 0 : 1
}

function say(code: number, ...lines: readonly string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`)
  return code
}

try {
  process.exitCode = await run()
} finally {
  await Promise.all([organisation.close(), db.destroy()])
  await postgres?.stop()
}
