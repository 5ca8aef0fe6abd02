import type { AttachmentView, ProposalView } from '../../contract/proposals.ts'
import { type SignedIn, signInAs } from '../signed-in.ts'
import type { Known } from './values.ts'

/** What is there for bodies to be about. */
export type World = {
  readonly known: Known
  /** Ids of what is there, by the word of the address before them. */
  readonly ids: Readonly<Record<string, readonly string[]>>
  readonly davUrl: string
  readonly uploadUrl: string
}

type Reference = { readonly folders: readonly { readonly id: string; readonly retentionCode?: string }[] }

const somebody = 'u0505'

/** Drafts of somebody with a file, a note, and what programs use to change them; made over the wire. */
export async function makeWorld(url: string): Promise<World> {
  const session = await signInAs(url, somebody)
  const { body: reference } = await session.get<Reference>('/v1/reference')
  const folder = reference.folders[0]
  if (folder === undefined) throw new Error('no folder')
  const content = {
    ...{
      title: '庁舎管理の見直しについて',
      body: '（伺い）',
      authorityCode: 'E01',
      flags: [],
      concurringUnits: [],
    },
    ...{ folderId: folder.id, retentionCode: 'R05', disclosure: { class: 'open', grounds: [] } },
    ...{ secrecy: 'none', accessList: [], urgent: false, urgentReason: '' },
  }
  const made: ProposalView[] = []
  for (let count = 0; count < 2; count++)
    made.push(await done<ProposalView>(session, '/v1/proposals', { content }))
  const [draft, other] = made as [ProposalView, ProposalView]
  const sent = await session.upload<{ readonly attachment: AttachmentView }>(
    `/v1/proposals/${draft.id}/attachments`,
    '別表.txt',
    Buffer.from('別表\n一　宿泊　800円\n'),
    'fuzz',
  )
  const { attachment } = sent.body
  const note = await done<{ readonly id: string }>(session, `/v1/proposals/${draft.id}/notes`, {
    ...{ revisionId: attachment.revisionId, pageIndex: 0, words: '率の根拠は。', audience: 'route' },
    place: { kind: 'note', x: 60, y: 60 },
  })
  const link = await done<{ readonly url: string }>(
    session,
    `/v1/attachments/${attachment.id}/desktop-link`,
    {},
  )
  return {
    known: {
      ...{ revisionId: [attachment.revisionId], attachmentId: [attachment.id], proposalId: [draft.id] },
      ...{ folderId: [folder.id], authorityCode: ['E01', 'A03', 'B01'], retentionCode: ['R05', 'R30'] },
      ...{ version: [draft.version, 1, 2], manifestSha256: [draft.manifestSha256], content: [content] },
      ...{ personId: [somebody, 'u0404'], from: [attachment.revisionId], person: ['u0404'] },
    },
    ids: {
      ...{ proposals: [draft.id, other.id], attachments: [attachment.id], notes: [note.id] },
      ...{ people: ['u0404'], 'route-templates': ['T1', 'standard'], 'acting-orders': ['P-KCH'] },
    },
    davUrl: new URL(link.url).pathname,
    uploadUrl: await newUpload(session, draft.id),
  }
}

async function done<Made>(session: SignedIn, path: string, body: object): Promise<Made> {
  const answer = await session.send<Made>('POST', path, body)
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

async function newUpload(session: SignedIn, proposalId: string): Promise<string> {
  const metadata = Object.entries({ proposalId, filename: '追加.txt' })
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')
  const answer = await fetch(new URL('/v1/uploads', session.baseUrl), {
    method: 'POST',
    headers: {
      ...session.headers,
      'tus-resumable': '1.0.0',
      'upload-length': '600',
      'upload-metadata': metadata,
    },
  })
  return answer.headers.get('location') ?? ''
}
