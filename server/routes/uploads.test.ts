import { readdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Test, test } from 'tap'
import type { UploadShelf } from '../adapters/upload-shelf.ts'
import type { UploadedAttachment } from '../contract/attachments.ts'
import { type AttachmentWorld, attachmentWorld, drafter, other } from '../testing/attachment-world.ts'
import { makePdf } from '../testing/files.ts'

const version = { 'tus-resumable': '1.0.0' }
const pieceType = 'application/offset+octet-stream'

const shelfOf = (at: AttachmentWorld): UploadShelf => at.deps.uploads as UploadShelf

/** As tus writes it: name, space, base64. */
function metadataOf(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}

async function begin(
  at: AttachmentWorld,
  size: number,
  plan: Readonly<Record<string, string>> = { proposalId: at.proposalId, filename: '計画書.pdf' },
  as = drafter,
) {
  return at.inject(as, {
    method: 'POST',
    url: '/v1/uploads',
    headers: { ...version, 'upload-length': String(size), 'upload-metadata': metadataOf(plan) },
  })
}

async function send(at: AttachmentWorld, url: string, offset: number, bytes: Uint8Array, as = drafter) {
  return at.inject(as, {
    method: 'PATCH',
    url,
    headers: { ...version, 'content-type': pieceType, 'upload-offset': String(offset) },
    payload: Buffer.from(bytes),
  })
}

const head = async (at: AttachmentWorld, url: string, as = drafter) =>
  at.inject(as, { method: 'HEAD', url, headers: version })

async function namesOf(at: AttachmentWorld): Promise<string[]> {
  const rows = await at.db.selectFrom('attachment').select('name').orderBy('name').execute()
  return rows.map((it) => it.name)
}

test('a file in three pieces becomes one attachment', async (t) => {
  const at = await attachmentWorld(t)
  const file = makePdf('第一章 計画の概要')
  const begun = await begin(at, file.length)
  t.equal(begun.statusCode, 201, begun.body)
  const url = String(begun.headers['location'])
  t.match(url, /^\/v1\/uploads\/[0-9a-f]{32}$/)
  t.ok(begun.headers['upload-expires'])

  t.equal((await send(at, url, 0, file.subarray(0, 100))).headers['upload-offset'], '100')
  t.equal((await at.inject(drafter, url)).statusCode, 409, 'not whole yet')
  const wrong = await send(at, url, 50, file.subarray(50, 100))
  t.match(wrong.json(), { code: 'upload_offset', status: 409 })
  t.equal((await head(at, url)).headers['upload-offset'], '100')
  await send(at, url, 100, file.subarray(100, 200))
  t.same(await namesOf(at), [])
  const last = await send(at, url, 200, file.subarray(200))
  t.equal(last.statusCode, 204, last.body)
  t.same(await namesOf(at), ['計画書.pdf'])

  const answer = (await at.inject(drafter, url)).json<UploadedAttachment>()
  const stored = await at.inject(drafter, `/v1/revisions/${answer.attachment.revisionId}/content`)
  t.ok(stored.rawPayload.equals(Buffer.from(file)), 'byte for byte')

  await t.test('and the upload still says that it is complete, without its bytes', async (t) => {
    const asked = await head(at, url)
    t.equal(asked.headers['upload-offset'], String(file.length))
    t.equal((await at.inject(drafter, url)).json<UploadedAttachment>().attachment.id, answer.attachment.id)
    t.same(
      (await readdir(shelfOf(at).directory)).filter((it) => !it.endsWith('.json')),
      [],
    )
    const gone = await at.inject(drafter, { method: 'DELETE', url, headers: version })
    t.equal(gone.statusCode, 400, 'what has become an attachment is removed as one')
    t.same(await namesOf(at), ['計画書.pdf'])
  })
})

test('a file that came in pieces and was taken away since is not there, and nothing breaks', async (t) => {
  const at = await attachmentWorld(t)
  const file = makePdf('図面')
  const url = String((await begin(at, file.length)).headers['location'])
  t.equal((await send(at, url, 0, file)).statusCode, 204)
  const { attachment } = (await at.inject(drafter, url)).json<UploadedAttachment>()
  await at.inject(drafter, { method: 'DELETE', url: `/v1/attachments/${attachment.id}` })
  t.match((await at.inject(drafter, url)).json(), { status: 404, code: 'not_found' })
  t.equal((await head(at, url)).headers['upload-offset'], String(file.length))
})

test('nobody was told that the last piece came: HEAD makes it an attachment, once', async (t) => {
  const at = await attachmentWorld(t)
  const file = makePdf('図面')
  const plan = { proposalId: at.proposalId, filename: '図面.pdf', key: 'drop-1' }
  const url = String((await begin(at, file.length, plan)).headers['location'])
  await send(at, url, 0, file.subarray(0, 10))
  // As if the process had ended between the last byte and the row.
  const id = url.slice(-32)
  const upload = await at.deps.uploads.getUpload(id)
  await at.deps.uploads.write(
    (await import('node:stream')).Readable.from([file.subarray(10)]),
    id,
    upload.offset,
  )
  t.same(await namesOf(at), [])
  const asked = await Promise.all([head(at, url), head(at, url), head(at, url)])
  t.same(
    asked.map((it) => it.headers['upload-offset']),
    [file.length, file.length, file.length].map(String),
  )
  t.same(await namesOf(at), ['図面.pdf'])

  await t.test('and the same key in a second upload is the same attachment', async (t) => {
    const again = String((await begin(at, file.length, plan)).headers['location'])
    t.equal((await send(at, again, 0, file)).statusCode, 204)
    t.same(await namesOf(at), ['図面.pdf'])
  })
})

test('the line breaks in the middle: what had arrived is not sent again', async (t) => {
  const at = await attachmentWorld(t)
  await at.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = at.app.server.address() as AddressInfo
  const file = Buffer.concat([Buffer.from(makePdf('図面')), Buffer.alloc(3 * 1024 * 1024, 32)])
  const url = String((await begin(at, file.length)).headers['location'])
  const broken = httpRequest({
    port,
    host: '127.0.0.1',
    method: 'PATCH',
    path: url,
    headers: {
      ...version,
      'x-test-person': drafter,
      'content-type': pieceType,
      'upload-offset': '0',
      'content-length': file.length,
    },
  })
  broken.write(file.subarray(0, 2 * 1024 * 1024))
  let arrived = 0
  while (arrived < 1024 * 1024) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    arrived = (await at.deps.uploads.getUpload(url.slice(-32))).offset
  }
  const closed = new Promise((resolve) => broken.once('error', resolve).once('close', resolve))
  broken.destroy()
  await closed
  const offset = Number((await head(at, url)).headers['upload-offset'])
  t.ok(offset >= 1024 * 1024, `${offset} bytes are there`)
  t.equal((await send(at, url, offset, file.subarray(offset))).statusCode, 204)
  const { attachment } = (await at.inject(drafter, url)).json<UploadedAttachment>()
  const stored = await at.inject(drafter, `/v1/revisions/${attachment.revisionId}/content`)
  t.ok(stored.rawPayload.equals(file), 'byte for byte')
})

test('what is refused is refused with its sentence, before a byte is sent where it can be', async (t) => {
  const at = await attachmentWorld(t, 1000)
  const refusal = async (t: Test, code: string, answer: ReturnType<typeof begin>) =>
    t.match((await answer).json(), { code, title: /。$/ })
  await refusal(t, 'upload_plan', begin(at, 10, { filename: 'a.pdf' }))
  await refusal(
    t,
    'upload_plan',
    begin(at, 10, { proposalId: at.proposalId, filename: 'a.pdf', key: 'a\0b' }),
  )
  await refusal(t, 'name_missing', begin(at, 10, { proposalId: at.proposalId }))
  await refusal(t, 'not_found', begin(at, 10, { proposalId: at.proposalId, filename: 'a.pdf' }, other))
  await refusal(t, 'file_too_large', begin(at, 1001))
  t.equal((await at.inject(null, { method: 'POST', url: '/v1/uploads', headers: version })).statusCode, 401)
  const without = await at.inject(drafter, { method: 'POST', url: '/v1/uploads' })
  t.match(without.json(), { code: 'bad_request', technical: 'Tus-Resumable Required' })

  const empty = await begin(at, 0)
  t.match(empty.json(), { code: 'empty_file' })
  const url = String((await begin(at, 10)).headers['location'])
  for (const answer of [
    await head(at, url, other),
    await send(at, url, 0, Buffer.from('0123456789'), other),
    await at.inject(other, url),
    await at.inject(other, { method: 'DELETE', url, headers: version }),
    await send(at, '/v1/uploads/00000000000000000000000000000000', 0, Buffer.from('0123456789')),
  ])
    t.equal(answer.statusCode, 404)
  t.equal((await head(at, '/v1/uploads/..%2f..%2fetc%2fpasswd')).statusCode, 400)
  for (const type of ['text/plain', 'application/json', `${pieceType}; charset=utf-8`]) {
    const headers = { ...version, 'content-type': type, 'upload-offset': '0' }
    const sent = await at.inject(drafter, { method: 'PATCH', url, headers, payload: '"01234567"' })
    t.ok(sent.statusCode >= 400 && sent.statusCode < 500, `${type}: ${sent.statusCode}`)
  }
  t.equal((await head(at, url)).headers['upload-offset'], '0', 'of another type nothing is taken')
  t.equal((await send(at, url, 0, Buffer.alloc(11))).statusCode, 413, 'more than was said')
  t.equal((await at.inject(drafter, { method: 'DELETE', url, headers: version })).statusCode, 204)
  t.equal((await head(at, url)).statusCode, 404)
  t.same(await namesOf(at), [])

  await t.test('a draft submitted meanwhile takes no more files', async (t) => {
    const late = String((await begin(at, 4)).headers['location'])
    await at.db.updateTable('proposal').set({ status: 'in_approval' }).execute()
    t.match((await send(at, late, 0, Buffer.from('text'))).json(), { code: 'files_fixed' })
  })
})

test('what nobody goes on with is swept away', async (t) => {
  const at = await attachmentWorld(t)
  const url = String((await begin(at, 10)).headers['location'])
  t.equal(await shelfOf(at).sweep(Date.now()), 0)
  t.equal((await head(at, url)).statusCode, 200)
  t.equal(await shelfOf(at).sweep(Date.now() + 49 * 60 * 60 * 1000), 2)
  t.equal((await head(at, url)).statusCode, 404)
})
