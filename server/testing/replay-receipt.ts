import type { Test } from 'tap'
import { sampleFile } from '../../db/seed/sample-files/index.ts'
import type { NumberBook } from '../contract/numbers.ts'
import type { Reference } from '../contract/organisation.ts'
import type { Office } from './office.ts'
import type { Played } from './perform.ts'
import { letter, receiving } from './receiving.ts'
import { type ScriptedDocument, contentOfScripted, instantOf } from './scripted-documents.ts'

/** The words of the script for how something came. */
const channels: Readonly<Record<string, string>> = { 電子申請: 'electronic_application' }

/**
 * The 収受 a scripted document comes from, over HTTP: registered on its day by its drafter with the application itself, under
 * the number of the script (those before it are in the register on paper), then 接受起案 on the day of the document. Answers
 * the draft, with the first file in it already.
 */
export async function draftFromReceived(
  t: Test,
  office: Office,
  document: ScriptedDocument,
): Promise<Played> {
  const { drafter, received } = document
  if (received === undefined) throw new Error(`${document.key} was not received`)
  const { number, received_at: day } = received
  const desk = receiving(office)
  office.setTime(instantOf(`${day}T10:00`))
  const before = Number(/第(\d+)号/.exec(number)?.[1]) - 1
  const skipped = await office.ask<NumberBook>(drafter, 'POST', '/v1/numbers/skipped', {
    ...{ kind: '収受番号', unit: 'KNK', count: before, reason: '紙の収受簿で使用済み' },
  })
  t.match(skipped, { status: 200, body: { last: before } }, 'the numbers before it are on paper')
  const id = await desk.begin(
    drafter,
    letter({
      ...{ title: document.title, sender: received.from, senderNumber: received.their_number },
      ...{ sentOn: day, channel: channels[received.channel] },
    }),
  )
  const [application] = document.attachments
  if (application === undefined) throw new Error(`${document.key} has no application`)
  const bytes = await sampleFile(application.type, application.name, application.gist, 1)
  t.match(
    await desk.addFile(drafter, id, application.name, bytes),
    { status: 201 },
    'the application lies by it',
  )
  t.equal((await desk.register(drafter, id)).status, 200, 'registered')
  const arrived = await desk.view(drafter, id)
  t.match(arrived, {
    number,
    arrival: { sender: received.from, senderNumber: received.their_number, receivedOn: day },
  })

  office.setTime(instantOf(document.submitted))
  const drafted = await office.ask<{ proposalId: string }>(drafter, 'POST', `/v1/receipts/${id}/proposals`, {
    version: arrived.version,
  })
  t.equal(drafted.status, 201, `接受起案: ${JSON.stringify(drafted.body)}`)
  const { proposalId } = drafted.body
  const { content, version } = await office.view(drafter, proposalId)
  t.same(content.received, {
    ...{ receiptId: id, number, receivedOn: day },
    ...{ sender: received.from, senderNumber: received.their_number },
  })
  t.match(content, { title: document.title, addressee: received.from }, 'what arrived is in the draft')
  const { body: reference } = await office.ask<Reference>(drafter, 'GET', '/v1/reference')
  const saved = await office.ask(drafter, 'PUT', `/v1/proposals/${proposalId}/draft`, {
    ...{ version, content: { ...content, ...contentOfScripted(document, reference) } },
  })
  t.equal(saved.status, 200, JSON.stringify(saved.body))
  const { cases, status } = await desk.view(drafter, id)
  t.match({ cases, status }, { cases: [{ proposalId }], status: 'drafted' }, 'linked on both sides')
  return { status: drafted.status, body: { id: proposalId } }
}
