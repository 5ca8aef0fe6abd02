import type { Test } from 'tap'
import { createOfficeServer } from '../adapters/office-server/office-server.ts'
import type { Editing } from '../contract/editing.ts'
import type { OfficeSession } from '../contract/office-session.ts'
import type { ProposalContent } from '../contract/proposals.ts'
import type { Instant } from '../domain/ids.ts'
import { createLog } from '../plugins/log.ts'
import { type Office, createOffice, staff } from './office.ts'
import { type TestOfficeServer, startOfficeServer } from './office-server.ts'
import { word, wordsOf } from './word-says.ts'
import { WopiClient } from './wopi-client.ts'

const usAt = 'https://kessai.example'

export type WopiOffice = Office & {
  readonly server: TestOfficeServer
  /** What was written to the log. */
  readonly lines: readonly string[]
  /** A case of the drafter with one Word file: ids of the case and of the file. */
  drafted(
    words?: string,
    changes?: Partial<ProposalContent>,
  ): Promise<{ readonly id: string; readonly attachment: string }>
  /** The office server with a file open for a person; `said` is the body of the request. */
  opened(person: string, attachment: string, said?: object): Promise<WopiClient>
  openSession(
    person: string,
    attachment: string,
    said?: object,
  ): Promise<{ readonly status: number; readonly body: OfficeSession & { code: string; facts?: object } }>
  /** A client of the office server for a file, by whatever token. */
  client(attachment: string, token: string): WopiClient
  editing(person: string, id: string): Promise<Editing>
  /** The newest content of a file, and what is known of it. */
  newest(id: string): Promise<{ readonly bytes: Buffer; readonly says: string; readonly number: number }>
}

/** The application with an office server beside it that signs what it asks. */
export async function createWopiOffice(
  t: Test,
  options: Parameters<typeof startOfficeServer>[1] = {},
): Promise<WopiOffice> {
  const server = await startOfficeServer(t, options)
  const lines: string[] = []
  let now = '2026-05-11T01:20:00.000Z'
  const office = await createOffice(t, {
    log: createLog('app', (line) => lines.push(line)),
    office: {
      seesUsAt: usAt,
      publicUrl: usAt,
      server: createOfficeServer({
        origin: server.origin,
        now: () => now as Instant,
        onFailure(error) {
          throw error
        },
      }),
    },
  })
  const client: WopiOffice['client'] = (attachment, token) =>
    new WopiClient({
      ...{
        source: `${usAt}/wopi/files/${attachment}`,
        token,
        keys: server.keys,
        nowMs: () => Date.parse(now),
      },
      async carry({ method, url, headers, body }) {
        const answer = await office.app.inject({
          ...{ method, url: url.slice(usAt.length), headers },
          ...(body === undefined ? {} : { payload: Buffer.from(body) }),
        })
        const header = (name: string) => answer.headers[name.toLowerCase()]
        return {
          status: answer.statusCode,
          header: (name) => (header(name) === undefined ? undefined : String(header(name))),
          body: answer.rawPayload,
        }
      },
    })
  const openSession: WopiOffice['openSession'] = (person, attachment, said = {}) =>
    office.ask(person, 'POST', `/v1/attachments/${attachment}/office-session`, { takeOver: false, ...said })
  return {
    ...office,
    ...{ server, lines, client, openSession },
    setTime(at) {
      now = at
      office.setTime(at)
    },
    async drafted(words = '一', changes) {
      const { id } = await office.draft(changes)
      const boundary = 'kessai-test'
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="伺い.docx"\r\n\r\n`
      const sent = await office.inject(staff.drafter, {
        ...{ method: 'POST', url: `/v1/proposals/${id}/attachments` },
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload: Buffer.concat([Buffer.from(head), word(words), Buffer.from(`\r\n--${boundary}--\r\n`)]),
      })
      return { id, attachment: sent.json<{ attachment: { id: string } }>().attachment.id }
    },
    async opened(person, attachment, said) {
      const { status, body } = await openSession(person, attachment, said)
      if (status !== 201) throw new Error(JSON.stringify(body))
      return client(attachment, body.accessToken)
    },
    async editing(person, id) {
      return (await office.ask<Editing>(person, 'GET', `/v1/proposals/${id}/editing`)).body
    },
    async newest(id) {
      const { attachments } = await office.view(staff.drafter, id)
      const [file] = attachments
      const content = await office.inject(staff.drafter, `/v1/revisions/${file?.revisionId ?? ''}/content`)
      const bytes = content.rawPayload
      return { bytes, says: wordsOf(bytes), number: file?.revisionNumber ?? 0 }
    },
  }
}
