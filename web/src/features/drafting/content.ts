import type { ProposalContent } from '../../../../server/contract/proposals.ts'

/** A draft nobody has written in yet. */
export const emptyContent: ProposalContent = {
  title: '',
  body: '',
  authorityCode: '',
  flags: [],
  folderId: '',
  retentionCode: '',
  disclosure: { class: '', grounds: [] },
  secrecy: 'none',
  accessList: [],
  urgent: false,
  urgentReason: '',
}

export type Field = keyof ProposalContent

/** Leaves an optional field away instead of keeping it as undefined: the server refuses unknown values. */
export function withoutField(content: ProposalContent, field: Field): ProposalContent {
  const { [field]: _gone, ...rest } = content
  return rest as ProposalContent
}
