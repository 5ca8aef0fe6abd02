import type { Reference } from '../contract/organisation.ts'
import type { ProposalContent } from '../contract/proposals.ts'
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
