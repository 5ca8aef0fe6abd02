import type { ProposalContent } from '../../../../server/contract/proposals.ts'

/** What every part of the form gets. */
export type FormPart = {
  readonly content: ProposalContent
  readonly change: (to: (content: ProposalContent) => ProposalContent) => void
  /** What the last submission found missing, by field; undefined where nothing is. */
  readonly missing: (field: string) => string | undefined
}
