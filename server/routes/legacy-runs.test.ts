import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { readTable } from '../adapters/read-table.ts'
import { inspectFile } from '../adapters/sniff/inspect.ts'
import { writeTable } from '../adapters/write-table.ts'
import type { LegacyUpload, LegacyUploads } from '../contract/legacy-uploads.ts'
import type { LegacyRuns } from '../contract/legacy-runs.ts'
import type { Instant, PersonId, Sha256 } from '../domain/ids.ts'
import { nothingCounted } from '../domain/legacy/counts.ts'
import { insertRejects, insertRun, noteRun } from '../store/legacy-imports.ts'
import { makeZip } from '../testing/files.ts'
import { createOffice, staff } from '../testing/office.ts'
import { runLegacyUpload } from '../usecases/run-legacy-upload.ts'
import { utf8Table } from '../usecases/utf8-table.ts'

test('移行: the imports are on record, and what one did not take is for whoever began it (R-16)', async (t) => {
  const office = await createOffice(t)
  const { db, ask, inject } = office
  const [other, manager] = ['u0104', staff.recordsManager]
  t.same((await ask<LegacyRuns>(manager, 'GET', '/v1/legacy-runs')).body, { items: [], more: false })
  const id = randomUUID()
  await insertRun(db, {
    ...{ id, source: '旧文書管理システム', manifestName: 'list.csv', startedBy: other as PersonId },
    ...{ manifestSha256: 'a'.repeat(64) as Sha256, startedAt: '2026-05-11T00:00:00.000Z' as Instant },
  })
  await insertRejects(db, id, 0, [
    {
      line: 2,
      key: 'K-1',
      problems: [{ code: 'unknown_retention', value: '永年' }],
      rows: [{ 旧管理番号: 'K-1' }],
    },
  ])
  const listed = async (person: string) =>
    (await ask<LegacyRuns>(person, 'GET', '/v1/legacy-runs')).body.items[0]
  t.equal((await listed(manager))?.ended, undefined, 'it goes on')
  const counts = { ...nothingCounted, records: 1, rejected: 1 }
  await noteRun(db, id, counts, { at: '2026-05-11T00:01:00.000Z' as Instant, outcome: 'done' })
  const { secret: _secret, ...shown } = counts
  t.match(await listed(manager), { ended: { outcome: 'done' }, counts: shown, mayTakeRejects: false })
  t.match(await listed(other), { source: '旧文書管理システム', mayTakeRejects: true })
  const url = `/v1/legacy-runs/${id}/rejects.csv`
  const taken = await inject(other, url)
  t.equal(taken.statusCode, 200)
  t.match(taken.body, /※行,※項目,※理由,※すること.*K-1/s)
  t.equal((await inject(manager, url)).statusCode, 404, 'also to a 文書管理者')
  t.equal((await inject(other, `/v1/legacy-runs/${randomUUID()}/rejects.csv`)).statusCode, 404)
  t.equal((await ask(staff.drafter, 'GET', '/v1/legacy-runs')).status, 403)
})

test('移行 from the browser: sent, tried, put right, brought in, and stopped', async (t) => {
  const sent: string[] = []
  const office = await createOffice(t, {
    jobs: { send: async (queue, _data, key) => void (queue === 'legacy' && sent.push(key)) },
  })
  const { ask, inject, db, deps } = office
  const manager = staff.recordsManager
  const work = (id: string, signal = new AbortController().signal) =>
    runLegacyUpload({ ...deps, readTable, inspect: inspectFile, log: { warn() {} } }, id, signal)
  const cells = {
    旧管理番号: 'K-1',
    件名: '雪まつりの後援',
    決裁日: '2018-11-08',
    課: 'KNK',
    決裁者: '東 三郎',
  }
  const row = { ...cells, 分類: '512', 簿冊: '旧後援名義', 保存期間: '3年', ファイル: 'old.txt' }
  const manifestOf = (...rows: readonly Readonly<Record<string, string>>[]) =>
    Buffer.from(utf8Table(writeTable, [Object.keys(row), ...rows.map((it) => Object.values(it))]))
  const zip = makeZip([{ name: 'old.txt', content: '後援申請書' }])
  const send = async (parts: readonly Part[], by: string = manager) => {
    const answer = await inject(by, { method: 'POST', url: '/v1/legacy-uploads', ...formOf(parts) })
    return { status: answer.statusCode, body: answer.json<LegacyUpload & { code?: string }>() }
  }
  const whole = (manifest: Buffer, source = '旧文書管理'): readonly Part[] => [
    { name: 'source', value: source },
    { name: 'manifest', file: 'list.csv', bytes: manifest },
    { name: 'files', file: 'files.zip', bytes: zip },
  ]
  const own = async (by: string = manager) => (await ask<LegacyUploads>(by, 'GET', '/v1/legacy-uploads')).body
  const cases = async () => (await db.selectFrom('legacy_case').select('key').execute()).map((it) => it.key)

  t.match(await send(whole(manifestOf(row)), staff.drafter), { status: 403, body: { code: 'not_allowed' } })
  t.match(await send(whole(manifestOf(row), ' ')), { status: 400, body: { code: 'bad_request' } })
  t.match(await send([{ name: 'source', value: '旧' }]), { status: 400, body: { code: 'file_missing' } })
  t.match(await own(staff.drafter), { mayUpload: false, items: { length: 0 } })

  const wrong = { ...row, 旧管理番号: 'K-2', 保存期間: '永年' }
  const first = await send(whole(manifestOf(row, wrong)))
  t.match(first, { status: 201, body: { mode: 'rehearsal', status: 'waiting', mayImport: false } })
  const { id } = first.body
  t.same(sent, [id])
  const early = await ask<{ code: string }>(manager, 'POST', `/v1/legacy-uploads/${id}/import`)
  t.match(early, { status: 409, body: { code: 'legacy_not_ready' } })
  t.equal(await work(id), 'done')
  t.match((await own()).items, [
    {
      ...{
        id,
        status: 'done',
        recordsDone: 2,
        mayImport: true,
        counts: { imported: 1, rejected: 1, files: 1 },
      },
      rejects: [{ line: 3, key: 'K-2', problems: [/永年.*知らない保存期間です.*ください。$/] }],
    },
  ])
  t.same(await cases(), [], 'nothing was brought in')
  const csv = await inject(manager, `/v1/legacy-uploads/${id}/rejects.csv`)
  t.match(csv.body, /※理由.*K-2/s)
  for (const other of ['u0104', staff.drafter]) {
    t.equal((await own(other)).items.length, 0, 'R-16: for whoever sent it alone')
    t.equal((await inject(other, `/v1/legacy-uploads/${id}/rejects.csv`)).statusCode, 404)
    const stopped = await inject(other, { method: 'DELETE', url: `/v1/legacy-uploads/${id}` })
    t.equal(stopped.statusCode, 404)
  }

  await t.test('a worker that ends gives it to the next; what is stopped goes on where it was', async (t) => {
    t.match(await ask(manager, 'POST', `/v1/legacy-uploads/${id}/import`), {
      ...{ status: 200, body: { mode: 'import', status: 'waiting' } },
    })
    t.equal(await work(id, AbortSignal.abort(new Error('ending'))), 'again')
    t.match((await own()).items, [{ status: 'running' }])
    const stop = () => inject(manager, { method: 'DELETE', url: `/v1/legacy-uploads/${id}` })
    t.equal((await stop()).statusCode, 204)
    t.match((await own()).items, [{ status: 'stopped', mayImport: true }])
    t.equal(await work(id), 'nothing')
    t.equal((await ask(manager, 'POST', `/v1/legacy-uploads/${id}/import`)).status, 200)
    t.equal(await work(id), 'done')
    t.same(await cases(), ['K-1'])
    t.match((await own()).items, [{ status: 'done', mayImport: false, counts: { imported: 1, rejected: 1 } }])
    t.equal((await stop()).statusCode, 204)
    t.match((await own()).items, [{ status: 'done' }], 'what is over stays as it is')
    t.equal(await deps.legacy.manifest(id), undefined, 'what was sent is gone: it is brought in')
  })

  await t.test('what cannot be read says why', async (t) => {
    office.setTime('2026-05-11T02:00:00.000Z')
    const bad = await send(whole(Buffer.from('x,y\r\n1,2\r\n')))
    t.equal(await work(bad.body.id), 'failed')
    t.match((await own()).items[0], {
      status: 'failed',
      failure: /目録を読めません.*ください。$/,
      mayImport: false,
    })
    t.ok(((await own()).items[0]?.problems.length ?? 0) > 0)
    office.setTime('2026-05-11T03:00:00.000Z')
    const noZip = await send([
      { name: 'source', value: '旧文書管理' },
      { name: 'manifest', file: 'list.csv', bytes: manifestOf(row) },
      { name: 'files', file: 'files.zip', bytes: Buffer.from('no zip') },
    ])
    t.equal(await work(noZip.body.id), 'failed')
    t.match((await own()).items[0], { failure: /ZIPを読めません/ })
  })
})

type Part =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly file: string; readonly bytes: Buffer }

function formOf(parts: readonly Part[]) {
  const border = '----legacy'
  const chunks = parts.flatMap((it) => [
    `--${border}\r\ncontent-disposition: form-data; name="${it.name}"${'file' in it ? `; filename="${it.file}"\r\ncontent-type: application/octet-stream` : ''}\r\n\r\n`,
    'file' in it ? it.bytes : it.value,
    '\r\n',
  ])
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${border}` },
    payload: Buffer.concat([...chunks, `--${border}--\r\n`].map((it) => Buffer.from(it))),
  }
}
