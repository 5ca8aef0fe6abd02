import type { InjectOptions } from 'fastify'
import type { Test } from 'tap'
import { createTokenVerifier } from '../adapters/identity/token-verifier.ts'
import type { ProposalContent, ProposalView } from '../contract/proposals.ts'
import type { Instant } from '../domain/ids.ts'
import { boundary, partEnd, partHead } from './attachment-world.ts'
import { type Office, createOffice } from './office.ts'
import type { Played } from './perform.ts'
import type { ScriptedDocument } from './scripted-documents.ts'
import { startTestRealm } from './test-realm.ts'
import { type WebhookHand, webhookHand } from './webhook-office.ts'
import { type WebhookReceiver, startReceiver } from './webhook-receiver.ts'

/** The other system of a scripted document: what it asks of us, and where it is told. */
export type Door = WebhookHand & {
  readonly receiver: WebhookReceiver
  /** The key its webhooks are signed with. */
  readonly secret: string
  /** Asks as the program by itself. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what that route answers
  readonly ask: <Answer>(url: string) => Promise<{ readonly status: number; readonly body: Answer }>
  /** Makes the draft for the officer, under the key of the script. */
  readonly create: (content: ProposalContent) => Promise<Played>
  readonly attach: (id: string, name: string, bytes: Buffer) => Promise<Played>
  readonly submit: (id: string) => Promise<Played>
}

type Sent = InjectOptions & { readonly key?: string }

/** An office for a document; with the other system that sends it, where one does. */
export async function openDoor(
  t: Test,
  { source_system: source, drafter }: ScriptedDocument,
): Promise<{ readonly office: Office; readonly door?: Door }> {
  if (source === undefined) return { office: await createOffice(t, { isMailing: true }) }
  const realm = await startTestRealm(t)
  // Tokens are of today, whatever day the office has.
  const now = (): Instant => new Date().toISOString() as Instant
  const tokens = createTokenVerifier({ issuer: realm.issuer, now })
  const office = await createOffice(t, { isMailing: true, tokens })
  const { client_id: clientId } = await office.db
    .selectFrom('application')
    .select('client_id')
    .where('name', '=', source.system)
    .executeTakeFirstOrThrow()
  const authorization = `Bearer ${await realm.token({ azp: clientId })}`
  const send = async ({ key, headers, ...request }: Sent) => {
    const named = key === undefined ? {} : { 'idempotency-key': key, 'kessai-officer': drafter }
    const answer = await office.inject(null, {
      ...request,
      headers: { authorization, ...named, ...headers },
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const hand = webhookHand(office)
  const receiver = await startReceiver(t)
  const { secret } = await hand.endpoint(receiver.url, { clientId })
  const { idempotency_key: key, external_id: externalRef } = source
  return {
    office,
    door: {
      ...hand,
      receiver,
      secret,
      ask: (url) => send({ method: 'GET', url }),
      create: (content) =>
        send({ key, method: 'POST', url: '/v1/proposals', payload: { content, externalRef } }),
      attach: (id, name, bytes) =>
        send({
          key: encodeURIComponent(`${key} ${name}`),
          method: 'POST',
          url: `/v1/proposals/${id}/attachments`,
          headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
          payload: Buffer.concat([partHead(name), bytes, partEnd]),
        }),
      async submit(id) {
        const { body } = await send({ method: 'GET', url: `/v1/proposals/${id}` })
        const { version, manifestSha256 } = body as ProposalView
        return send({
          key: `${key}-submit`,
          method: 'POST',
          url: `/v1/proposals/${id}/acts`,
          payload: { type: 'submit', version, manifestSha256 },
        })
      },
    },
  }
}
