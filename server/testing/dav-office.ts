import type { AddressInfo } from 'node:net'
import type { App } from '../app.ts'
import type { DesktopLink } from '../contract/desktop-link.ts'
import type { Editing, RevisionList } from '../contract/editing.ts'
import { type Office, staff } from './office.ts'
import { bodyOf, makeWordFile } from './word-files.ts'

/** Lets an application listen on a free port of this machine; answers its address. */
export async function listening(app: Pick<App, 'listen' | 'server'>): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
}

/** With a letter that macOS sends as two. */
export const name = '委託契約書（が）.docx'
export const original = makeWordFile({ body: bodyOf('plain') })
/** The same file with a paragraph more. */
export const written = (words: string): Buffer =>
  makeWordFile({ body: `${bodyOf('plain')}<w:p><w:r><w:t>${words}</w:t></w:r></w:p>` })

export type DavFile = {
  readonly office: Office
  readonly base: string
  readonly id: string
  readonly attachment: string
}

/** A file of a draft. */
export async function drafted(
  office: Office,
  base: string,
  as = name,
  bytes: Buffer = original,
): Promise<DavFile> {
  const { id } = await office.draft()
  const boundary = 'kessai-test'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${as}"\r\n\r\n`
  const answer = await office.inject(staff.drafter, {
    method: 'POST',
    url: `/v1/proposals/${id}/attachments`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return { office, base, id, attachment: answer.json<{ attachment: { id: string } }>().attachment.id }
}

/** A pass for the file, as an address on this machine. Throws what it is refused with. */
export async function linkFor({ office, base, attachment }: DavFile, person: string, said = {}) {
  const link = await office.ask<DesktopLink>(
    person,
    'POST',
    `/v1/attachments/${attachment}/desktop-link`,
    said,
  )
  if (link.status !== 201) throw new Error(JSON.stringify(link.body))
  return { ...link.body, url: base + new URL(link.body.url).pathname }
}

/** One request of a program. */
export async function ask(
  method: string,
  url: string,
  { body, ...headers }: Readonly<Record<string, string | Buffer>> = {},
) {
  const answer = await fetch(url, {
    method,
    headers: headers as Record<string, string>,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

export const lockinfo = (scope = 'exclusive'): string =>
  `<?xml version="1.0"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:${scope}/></D:lockscope><D:locktype><D:write/></D:locktype><D:owner><D:href>幌平 &amp; &lt;美咲&gt;</D:href></D:owner></D:lockinfo>`

/** Takes the lock; answers its token, with its brackets. */
export async function lockOf(url: string): Promise<string> {
  const { status, headers } = await ask('LOCK', url, { body: lockinfo(), timeout: 'Second-3600' })
  if (status !== 200) throw new Error(`LOCK ${status}`)
  return headers.get('lock-token') ?? ''
}

export const makings = async ({ office, attachment }: DavFile) =>
  (await office.ask<RevisionList>(staff.drafter, 'GET', `/v1/attachments/${attachment}/revisions`)).body
    .revisions
export const editing = async ({ office, id }: DavFile, person: string = staff.drafter) =>
  (await office.ask<Editing>(person, 'GET', `/v1/proposals/${id}/editing`)).body
