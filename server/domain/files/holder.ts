import type { ProposalId, ReceiptId } from '../ids.ts'

/** What a file belongs to: a case or a 収受文書. Whoever may read that may read the file. */
export type FileHolder = { readonly proposal: ProposalId } | { readonly receipt: ReceiptId }
