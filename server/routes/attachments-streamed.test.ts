import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { test } from 'tap'
import {
  attachmentWorld as world,
  type AttachmentWorld as World,
  boundary,
  blobsIn,
  drafter,
  partEnd,
  partHead,
  upload,
} from '../testing/attachment-world.ts'
import { makePdf } from '../testing/files.ts'

async function listening(at: World): Promise<number> {
  await at.app.listen({ port: 0, host: '127.0.0.1' })
  return (at.app.server.address() as AddressInfo).port
}

function startUpload(
  port: number,
  at: World,
  path = `/v1/proposals/${at.proposalId}/attachments`,
): { readonly request: ClientRequest; readonly answer: Promise<IncomingMessage> } {
  const request = httpRequest({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path,
    headers: { 'x-test-person': drafter, 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  const answer = new Promise<IncomingMessage>((resolve, reject) =>
    request.once('response', resolve).once('error', reject),
  )
  request.write(partHead('大きい.bin'))
  return { request, answer }
}

/** Sends so many MiB, waiting whenever the server cannot follow. */
async function sendMebibytes(request: ClientRequest, count: number, each?: () => void): Promise<void> {
  const chunk = Buffer.alloc(1024 * 1024, 7)
  for (let sent = 0; sent < count; sent++) {
    chunk.writeUInt32LE(sent)
    if (!request.write(chunk)) await new Promise((resolve) => request.once('drain', resolve))
    each?.()
  }
}

test('a gigabyte goes through without staying in memory', async (t) => {
  const at = await world(t)
  const { request, answer } = startUpload(await listening(at), at)
  await sendMebibytes(request, 32)
  const before = process.memoryUsage().rss
  let most = before
  await sendMebibytes(request, 992, () => {
    most = Math.max(most, process.memoryUsage().rss)
  })
  request.end(partEnd)
  const response = await answer
  t.equal(response.statusCode, 201)
  t.match(await json(response), { attachment: { sizeBytes: 1024 ** 3, kind: 'unknown' } })
  const grownMiB = Math.round((most - before) / 1024 ** 2)
  // Both ends are in this process; a buffered file would be 1000.
  t.ok(grownMiB < 200, `grew by ${grownMiB} MiB`)
})

test('a browser that goes away in the middle leaves nothing', async (t) => {
  const at = await world(t)
  const { request, answer } = startUpload(await listening(at), at)
  await sendMebibytes(request, 5)
  while ((await blobsIn(at.dir)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  request.destroy()
  await t.rejects(answer)
  while ((await blobsIn(at.dir)).length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  t.strictSame(await at.db.selectFrom('attachment').selectAll().execute(), [])
  t.equal((await upload(at, 'a.pdf', makePdf())).status, 201, 'the next one is not hurt')
})

test('a file over the limit is refused while the browser still sends', async (t) => {
  const at = await world(t, 3 * 1024 * 1024)
  const { request, answer } = startUpload(await listening(at), at)
  // Like a browser, it reads the answer when it comes, not when it has sent everything.
  const read = answer.then(async (it) => ({ status: it.statusCode, body: await json(it) }))
  await Promise.race([sendMebibytes(request, 20), read])
  const { status, body } = await read
  request.destroy()
  t.equal(status, 413)
  t.match(body, { code: 'file_too_large', facts: { maxBytes: 3 * 1024 * 1024 } })
  t.strictSame(await blobsIn(at.dir), [])
})

test('a correction that is half said is refused while the browser still sends', async (t) => {
  const at = await world(t)
  const { body } = await upload(at, 'a.pdf', makePdf())
  const path = `/v1/attachments/${body.attachment.id}/revisions?version=1`
  const { request, answer } = startUpload(await listening(at), at, path)
  const read = answer.then(async (it) => ({ status: it.statusCode, body: await json(it) }))
  await Promise.race([sendMebibytes(request, 20), read])
  const refused = await read
  request.destroy()
  t.equal(refused.status, 400)
  t.match(refused.body, { code: 'bad_request' })
  t.equal((await blobsIn(at.dir)).length, 1, 'the file as it was')
})

test('a file that is taken away while its next content comes in: nobody is told that it was kept', async (t) => {
  const at = await world(t)
  const { id } = (await upload(at, 'a.pdf', makePdf())).body.attachment
  const { request, answer } = startUpload(await listening(at), at, `/v1/attachments/${id}/revisions`)
  await sendMebibytes(request, 5)
  while ((await blobsIn(at.dir)).length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  const gone = await at.inject(drafter, { method: 'DELETE', url: `/v1/attachments/${id}` })
  t.equal(gone.statusCode, 200)
  request.end(partEnd)
  const response = await answer
  t.match([response.statusCode, await json(response)], [404, { code: 'not_found' }])
  t.equal((await at.db.selectFrom('revision').selectAll().execute()).length, 1)
})

test('a request without a file is told so', async (t) => {
  const at = await world(t)
  const url = `/v1/proposals/${at.proposalId}/attachments`
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
  const empty = await at.inject(drafter, { method: 'POST', url, headers, payload: `--${boundary}--\r\n` })
  t.equal(empty.json().code, 'file_missing')
  const cut = await at.inject(drafter, {
    method: 'POST',
    url,
    headers,
    payload: Buffer.concat([partHead('a.pdf'), makePdf()]),
  })
  t.equal(cut.json().code, 'upload_broken_off')
  t.strictSame(await blobsIn(at.dir), [])
})
