import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reference } from '../../server/contract/organisation.ts'
import type { ProposalContent, ProposalView } from '../../server/contract/proposals.ts'
import { type SignedIn, signInAs } from '../../server/testing/signed-in.ts'
import type { Office } from './office.ts'

/** Who acts, in order: 𠮷田, 北郷, 山﨑, 葛󠄀西; 髙橋 decides. */
const acts = [
  ['u0108', { type: 'approve' }],
  ['u0105', { type: 'approve' }],
  ['u0119', { type: 'concur', opinion: 'agree' }],
  ['u0203', { type: 'concur', opinion: 'agree' }],
  ['u0104', { type: 'decide' }],
] as const

/** A proposal decided over HTTP by people whose names are hard to print, and its PDF on disk. */
export async function hardNamesProposal({
  server,
  folder,
}: Office): Promise<{ readonly pdf: string; readonly decided: ProposalView }> {
  const drafter = await signInAs(server.url, 'u0109')
  const { folders } = (await drafter.get<Reference>('/v1/reference')).body
  const content: ProposalContent = {
    title: '髙\u{20bb7}\ufa11葛\u{e0100}の公文書の引渡しについて',
    body: '伺います。',
    authorityCode: 'F01',
    flags: [],
    concurringUnits: ['KYK', 'JHO'],
    folderId: folders.find((it) => it.code === '111-01')?.id ?? '',
    retentionCode: 'R30',
    disclosure: { class: 'open', grounds: [] },
    secrecy: 'none',
    accessList: [],
    urgent: false,
    urgentReason: '',
  }
  const made = await drafter.send<{ id: string }>(
    'POST',
    '/v1/proposals',
    { content },
    { 'idempotency-key': randomUUID() },
  )
  const path = `/v1/proposals/${made.body.id}`
  const act = async (who: SignedIn, command: object) => {
    const { version, manifestSha256 } = (await who.get<ProposalView>(path)).body
    const done = await who.send('POST', `${path}/acts`, { ...command, version, manifestSha256 })
    if (done.status !== 200) throw new Error(`${who.person}: ${JSON.stringify(done.body)}`)
  }
  await act(drafter, { type: 'submit' })
  for (const [person, command] of acts) await act(await signInAs(server.url, person), command)
  const decided = await stamped(drafter, path)
  const answer = await fetch(`${server.url}${path}/stamped.pdf`, { headers: drafter.headers })
  const pdf = join(folder, 'hard-names.pdf')
  await writeFile(pdf, Buffer.from(await answer.arrayBuffer()))
  return { pdf, decided }
}

async function stamped(who: SignedIn, path: string): Promise<ProposalView> {
  for (;;) {
    const { body } = await who.get<ProposalView>(path)
    if (body.stampedPdf === 'ready') return body
    if (body.stampedPdf === 'failed') throw new Error('the PDF could not be made')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
