import { createHash, randomUUID } from 'node:crypto'
import { test } from 'tap'
import type { AttachmentView } from '../contract/proposals.ts'
import { manifestText } from '../domain/audit/manifest.ts'
import {
  attachmentWorld as world,
  blobsIn,
  content,
  drafter,
  other,
  upload,
} from '../testing/attachment-world.ts'
import { makeOffice, makePdf } from '../testing/files.ts'

test('an uploaded file is kept as it came and waits for its pages', async (t) => {
  const at = await world(t)
  const docx = makeOffice('docx')
  const { status, body } = await upload(at, '起案（髙橋・塚）.docx', docx)
  t.equal(status, 201)
  const sha256 = createHash('sha256').update(docx).digest('hex')
  t.match(body.attachment, {
    name: '起案（髙橋・塚）.docx',
    kind: 'docx',
    revisionNumber: 1,
    sizeBytes: docx.length,
    sha256,
    warnings: { length: 0 },
    rendition: { status: 'waiting' },
  })
  t.strictSame(await blobsIn(at.dir), [sha256])
  t.equal(at.sent.length, 1)
  t.match(at.sent[0], `rendition ${sha256}:docx:`)
  const files = [{ name: '起案（髙橋・塚）.docx', sha256: sha256 as never, sizeBytes: docx.length }]
  t.equal(body.manifestSha256, createHash('sha256').update(manifestText(content, files)).digest('hex'))

  const answer = await at.inject(drafter, `/v1/revisions/${body.attachment.revisionId}/content`)
  t.ok(answer.rawPayload.equals(docx))
  t.match(answer.headers, {
    'content-disposition': /^attachment; filename="[ -~]+"; filename\*=UTF-8''%E8%B5%B7%E6%A1%88/,
    'x-content-type-options': 'nosniff',
    'content-security-policy': /sandbox/,
    'content-type': 'application/octet-stream',
  })
  const known = await at.inject(drafter, {
    method: 'GET',
    url: `/v1/revisions/${body.attachment.revisionId}/content`,
    headers: { 'if-none-match': `"${sha256}"` },
  })
  t.equal(known.statusCode, 304)
  t.equal((await at.inject(other, `/v1/revisions/${body.attachment.revisionId}/content`)).statusCode, 404)
  t.equal(
    (await at.inject(drafter, `/v1/revisions/${body.attachment.revisionId}/pdf`)).json().code,
    'pdf_not_ready',
  )
})

test('a form without a boundary is refused: none of its parts can be told apart', async (t) => {
  const { proposalId, inject } = await world(t)
  for (const type of [
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; charset=utf-8',
  ]) {
    const sent = await inject(drafter, {
      ...{ method: 'POST', url: `/v1/proposals/${proposalId}/attachments` },
      ...{ headers: { 'content-type': type, 'idempotency-key': type }, payload: '--\r\n\r\n--' },
    })
    t.match(
      { status: sent.statusCode, code: sent.json<{ code: string }>().code },
      { status: 400, code: 'file_missing' },
    )
  }
})

test('a retry with the same key answers the same attachment, at the same time too', async (t) => {
  const at = await world(t)
  const all = await Promise.all(
    Array.from({ length: 5 }, () => upload(at, 'a.pdf', makePdf(), { key: 'once' })),
  )
  const later = await upload(at, 'a.pdf', makePdf(), { key: 'once' })
  const ids = [...all, later].map((it) => it.body.attachment.id)
  t.equal(new Set(ids).size, 1)
  t.equal((await at.db.selectFrom('attachment').selectAll().execute()).length, 1)
  await upload(at, 'b.pdf', makePdf())
  t.equal(
    (await at.db.selectFrom('attachment').selectAll().execute()).length,
    2,
    'the same content twice is two attachments',
  )
  t.equal((await blobsIn(at.dir)).length, 1, 'of one blob')
})

test('a bad file is refused or kept with a sentence, and the others do not notice', async (t) => {
  const at = await world(t)
  const longName = `${'長い名前'.repeat(74)}.pdf`
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('....IEND....')])
  const results = await Promise.all([
    upload(at, '空.docx', ''),
    upload(at, longName, makePdf()),
    upload(at, '長'.repeat(501), makePdf()),
    upload(at, '暗号.pdf', makePdf('/Encrypt 9 0 R ')),
    upload(at, '実は画像.pdf', png),
    upload(at, '爆弾.docx', makeOffice('docx', [{ name: 'x', content: 'x', claims: 0xe0000000 }])),
    upload(at, '回覧.xdw', Buffer.from([0, 1, 2, 3])),
    upload(at, 'C:\\Users\\山\\計画.txt', '計画'),
  ])
  const seen = results.map(({ status, body }) =>
    status === 201
      ? [body.attachment.name, ...body.attachment.warnings.map((it) => it.code)]
      : [status, body.code],
  )
  t.strictSame(seen, [
    [422, 'empty_file'],
    [longName],
    [422, 'name_too_long'],
    ['暗号.pdf', 'encrypted'],
    ['実は画像.pdf', 'wrong_extension'],
    [422, 'zip_bomb'],
    ['回覧.xdw', 'not_shown'],
    ['計画.txt'],
  ])
  t.match(results[4]?.body.attachment.warnings[0]?.text, /PNG画像/)
  t.match(results[6]?.body.attachment.warnings[0]?.text, /DocuWorks文書はページとして表示できません/)
  t.match(results[6]?.body.attachment.rendition, {
    status: 'failed',
    failure: { code: 'not_shown', canRetry: false },
  })
  t.equal((await blobsIn(at.dir)).length, 5, 'what was refused left nothing')
  for (const { status, body } of results) if (status !== 201) t.match(body.title, /。$/)
})

test('only the drafter changes files, and only while it is not on its way', async (t) => {
  const at = await world(t)
  const { body } = await upload(at, 'a.pdf', makePdf())
  const url = `/v1/attachments/${body.attachment.id}`
  const codes = async (as: string) => {
    const uploaded = await upload(at, 'b.pdf', makePdf('/X 1 '), { as })
    const renamed = await at.inject(as, { method: 'PATCH', url, payload: { name: 'x.pdf' } })
    const removed = await at.inject(as, { method: 'DELETE', url })
    const order = {
      method: 'PUT',
      url: `/v1/proposals/${at.proposalId}/attachments/order`,
      payload: { ids: [] },
    } as const
    const ordered = await at.inject(as, order)
    return [uploaded.body.code, renamed.json().code, removed.json().code, ordered.json().code]
  }
  t.strictSame(await codes(other), Array(4).fill('not_found'), 'a draft is nobody else’s')
  await at.db.updateTable('proposal').set({ status: 'in_approval' }).execute()
  t.strictSame(await codes(drafter), Array(4).fill('files_fixed'))
  await at.db
    .updateTable('proposal')
    .set({ content: JSON.stringify({ ...content, accessList: [other] }) })
    .execute()
  t.strictSame(await codes(other), Array(4).fill('files_not_yours'), 'a reader is told')
  t.strictSame(await blobsIn(at.dir), [body.attachment.sha256])
  await at.db.updateTable('proposal').set({ status: 'returned' }).execute()
  t.equal((await upload(at, 'c.pdf', makePdf())).status, 201)
  t.equal((await at.inject(null, { method: 'DELETE', url })).statusCode, 401)
})

test('files are ordered, renamed and removed, and the manifest follows', async (t) => {
  const at = await world(t)
  const ids: string[] = []
  for (const name of ['一.txt', '二.txt', '三.txt'])
    ids.push((await upload(at, name, name)).body.attachment.id)
  const [first, second, third] = ids as [string, string, string]
  const names = (answer: { json(): { attachments: AttachmentView[] } }) =>
    answer.json().attachments.map((it) => it.name)
  const order = (wanted: string[]) =>
    at.inject(drafter, {
      method: 'PUT',
      url: `/v1/proposals/${at.proposalId}/attachments/order`,
      payload: { ids: wanted },
    })
  const ordered = await order([third, first, second])
  t.strictSame(names(ordered), ['三.txt', '一.txt', '二.txt'])
  for (const wrong of [
    [third, first],
    [third, first, first],
    [third, first, second, second],
    [third, first, randomUUID()],
  ]) {
    t.equal((await order(wrong)).json().code, 'other_files')
  }
  const url = (id: string) => `/v1/attachments/${id}`
  const renamed = await at.inject(drafter, {
    method: 'PATCH',
    url: url(first),
    payload: { name: 'a/b/予定\u{e0100}.txt' },
  })
  t.strictSame(names(renamed), ['三.txt', '予定\u{e0100}.txt', '二.txt'])
  const removed = await at.inject(drafter, { method: 'DELETE', url: url(third) })
  t.strictSame(names(removed), ['予定\u{e0100}.txt', '二.txt'])
  t.equal((await at.inject(drafter, { method: 'DELETE', url: url(third) })).statusCode, 404, 'gone once')
  const manifests = [ordered, renamed, removed].map((it) => it.json().manifestSha256)
  t.equal(new Set(manifests).size, 3)
  const row = await at.db.selectFrom('proposal').select('manifest_sha256').executeTakeFirstOrThrow()
  t.equal(row.manifest_sha256, manifests[2])
})

test('the rendition is sent in pieces when a browser asks for them', async (t) => {
  const at = await world(t)
  const { body } = await upload(at, 'a.txt', '文')
  const pdf = makePdf()
  const put = await at.deps.blobs.put(
    (async function* () {
      yield pdf
    })(),
  )
  await at.db
    .insertInto('blob')
    .values({ sha256: put.sha256, size_bytes: put.sizeBytes, stored_at: '2026-05-11T00:00:00Z' })
    .execute()
  await at.db
    .updateTable('rendition')
    .set({ status: 'done', pdf_sha256: put.sha256, page_count: 1 })
    .execute()
  const get = (range?: string) =>
    at.inject(drafter, {
      method: 'GET',
      url: `/v1/revisions/${body.attachment.revisionId}/pdf`,
      headers: range === undefined ? {} : { range },
    })
  t.ok((await get()).rawPayload.equals(pdf))
  const size = pdf.length
  const cases: readonly [string, number, Buffer | undefined][] = [
    ['bytes=0-9', 206, pdf.subarray(0, 10)],
    ['bytes=100-', 206, pdf.subarray(100)],
    ['bytes=-20', 206, pdf.subarray(size - 20)],
    [`bytes=5-${size * 2}`, 206, pdf.subarray(5)],
    [`bytes=${size}-`, 416, undefined],
    ['bytes=-0', 416, undefined],
    ['bytes=9-5', 200, pdf],
    ['bytes=0-1,5-6', 200, pdf],
    ['lines=0-1', 200, pdf],
  ]
  for (const [range, status, bytes] of cases) {
    const answer = await get(range)
    t.equal(answer.statusCode, status, range)
    if (bytes !== undefined) t.ok(answer.rawPayload.equals(bytes), range)
  }
})
