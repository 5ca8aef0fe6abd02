import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { type AppDeps, buildApp } from '../../server/app.ts'
import type { ArrivalBody, ReceiptActBody, ReceiptView } from '../../server/contract/receipts.ts'
import type { LocalDate, PersonId } from '../../server/domain/ids.ts'
import { projectFile } from '../../server/project-root.ts'
import { type PlannedMoment, boundary, momentOf, multipart, workingDay } from './demo-moments.ts'
import { type SampleType, sampleFile } from './sample-files/index.ts'

type Without<Body> = Body extends unknown ? Omit<Body, 'version'> : never
type PlannedReceipt = {
  readonly by: string
  readonly at: PlannedMoment
  readonly arrival: Pick<ArrivalBody, 'title' | 'sender' | 'senderNumber' | 'channel' | 'signature'> & {
    readonly personalData?: boolean
    readonly sentDay: number
    readonly dueDay?: number
  }
  readonly file: {
    readonly name: string
    readonly type: SampleType | 'eml'
    readonly pages: number
    readonly gist: string
  }
  readonly distributeTo?: string
  readonly acts: readonly (PlannedMoment & { readonly by: string; readonly body: Without<ReceiptActBody> })[]
}

/**
 * Plays what arrived in the example prefecture through the public API, each act at its own date. Those that were begun before
 * are left as they are. Throws at the first act the rules refuse.
 */
export async function makeDemoReceipts(deps: AppDeps, today: LocalDate, signal?: AbortSignal): Promise<void> {
  const text = await readFile(projectFile('db/seed/demo-receipts.yaml'), 'utf8')
  const { receipts } = parse(text) as { readonly receipts: readonly PlannedReceipt[] }
  let clock = deps.now()
  const app = await buildApp({
    ...deps,
    log: false,
    now: () => clock,
    authenticate: async (request) => request.headers['x-demo-person'] as PersonId | undefined,
  })
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what that route answers
  const ask = async <Answer>(
    person: string,
    method: 'GET' | 'POST',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ): Promise<{ readonly status: number; readonly body: Answer }> => {
    signal?.throwIfAborted()
    const answer = await app.inject({
      ...{ method, url, headers: { 'x-demo-person': person, ...headers } },
      ...(payload === undefined ? {} : { payload }),
    })
    if (answer.statusCode >= 300)
      throw new Error(`demo: ${method} ${url} by ${person}: ${answer.statusCode} ${answer.body}`)
    return { status: answer.statusCode, body: answer.json() }
  }
  try {
    for (const [index, planned] of receipts.entries()) {
      clock = momentOf(today, planned.at)
      const { by, file } = planned
      const begun = await ask<{ readonly id: string }>(
        by,
        'POST',
        '/v1/receipts',
        { arrival: arrivalOf(planned, today) },
        { 'idempotency-key': `demo-receipt-${index + 1}` },
      )
      if (begun.status === 200) continue
      const { id } = begun.body
      await ask(by, 'POST', `/v1/receipts/${id}/files`, multipart(file.name, await bytesOf(planned, today)), {
        'content-type': `multipart/form-data; boundary=${boundary}`,
      })
      const seen = await ask<ReceiptView>(by, 'GET', `/v1/receipts/${id}`)
      const { distributeTo } = planned
      await ask(by, 'POST', `/v1/receipts/${id}/register`, {
        version: seen.body.version,
        ...(distributeTo === undefined ? {} : { distributeTo }),
      })
      for (const act of planned.acts) {
        clock = momentOf(today, act)
        const { version } = (await ask<ReceiptView>(act.by, 'GET', `/v1/receipts/${id}`)).body
        await ask(act.by, 'POST', `/v1/receipts/${id}/acts`, { ...act.body, version })
      }
    }
  } finally {
    await app.close()
  }
}

function arrivalOf({ arrival }: PlannedReceipt, today: LocalDate): ArrivalBody {
  const { sentDay, dueDay, personalData = false, ...typed } = arrival
  return {
    ...typed,
    sentOn: workingDay(today, sentDay),
    ...(dueDay === undefined ? {} : { dueOn: workingDay(today, dueDay) }),
    earlierReason: '',
    secrecy: 'none',
    accessList: [],
    personalData,
    folderId: '',
  }
}

function bytesOf({ arrival, file }: PlannedReceipt, today: LocalDate): Promise<Buffer> {
  const { name, type, pages, gist } = file
  if (type !== 'eml') return sampleFile(type, name.replace(/\.[a-z]+$/, ''), gist, pages)
  const word = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`
  const mail = [
    `From: ${word(arrival.sender)} <info@kanko.example>`,
    'To: bunsho@mihon.example',
    `Subject: ${word(arrival.title)}`,
    `Date: ${new Date(`${workingDay(today, arrival.sentDay)}T16:20:00+09:00`).toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    gist,
    '',
  ].join('\r\n')
  return Promise.resolve(Buffer.from(mail))
}
