import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Caller } from '../rights/callers.ts'
import type { Stage } from '../rights/stage.ts'

/** What somebody was told: `text` is that of the pages of a PDF, too. */
export type Heard = { readonly status: number; readonly text: string; readonly headers: string }

const textOfPdf = (bytes: Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile('pdftotext', ['-', '-'], (error, text) =>
      error === null ? resolve(text) : reject(new Error('pdftotext', { cause: error })),
    )
    child.stdin?.end(bytes)
  })

/** Headers that say when, and nothing of what was asked. */
const ofTheMoment = ['date', 'server-timing', 'x-request-id', 'request-id', 'set-cookie']

export async function hear(stage: Stage, caller: Caller, request: InjectOptions | string): Promise<Heard> {
  const sent = typeof request === 'string' ? ({ method: 'GET', url: request } as const) : request
  const answer: LightMyRequestResponse = await stage.send(caller, sent)
  const headers = Object.entries(answer.headers).filter(([name]) => !ofTheMoment.includes(name))
  const isPdf = String(answer.headers['content-type']).startsWith('application/pdf')
  return {
    status: answer.statusCode,
    text: isPdf ? await textOfPdf(answer.rawPayload) : answer.rawPayload.toString(),
    headers: decodeURIComponent(JSON.stringify(headers).replaceAll(/%(?![0-9a-f]{2})/gi, '%25')),
  }
}

const anId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** The same question about what nothing has. */
export const ofNothing = (url: string): string => url.replaceAll(anId, () => randomUUID())

/** What is said of an id, whichever it is. */
export const withoutIds = ({ status, text }: Heard): string => `${status} ${text.replaceAll(anId, '…')}`
