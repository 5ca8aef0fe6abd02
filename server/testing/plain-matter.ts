import type { Reference } from '../contract/organisation.ts'
import type { ProposalContent, ProposalView } from '../contract/proposals.ts'
import type { SignedIn } from './signed-in.ts'

/** The content of a matter without amount, secrecy or haste, filed in the 簿冊 of that code. Throws without such a 簿冊. */
export async function plainMatter(
  drafter: SignedIn,
  folderCode: string,
  words: Pick<ProposalContent, 'title' | 'body' | 'authorityCode'>,
): Promise<ProposalContent> {
  const { folders } = (await drafter.get<Reference>('/v1/reference')).body
  const folder = folders.find((it) => it.code === folderCode)
  if (folder === undefined) throw new Error(`the example has the folder ${folderCode}`)
  return {
    ...words,
    flags: [],
    folderId: folder.id,
    retentionCode: folder.retention,
    disclosure: { class: 'open', grounds: [] },
    secrecy: 'none',
    accessList: [],
    urgent: false,
    urgentReason: '',
  }
}

/** Acts on what the person sees now. Throws when it is refused. */
export async function actAs(person: SignedIn, id: string, act: object): Promise<void> {
  const path = `/v1/proposals/${id}`
  const { version, manifestSha256 } = (await person.get<ProposalView>(path)).body
  const done = await person.send('POST', `${path}/acts`, { version, manifestSha256, ...act })
  if (done.status !== 200) throw new Error(`${person.person}: ${JSON.stringify(done.body)}`)
}

/** Drafts and submits a matter over HTTP; answers its id. */
export async function submitMatter(drafter: SignedIn, content: ProposalContent): Promise<string> {
  const { id } = (await drafter.send<ProposalView>('POST', '/v1/proposals', { content })).body
  await actAs(drafter, id, { type: 'submit' })
  return id
}
