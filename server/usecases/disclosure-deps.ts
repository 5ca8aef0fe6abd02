import type { DisclosureRefusal } from '../domain/disclosing/decide-request.ts'
import type { Reader } from '../domain/access/may-read.ts'
import type { DisclosureRequest } from '../domain/disclosing/request.ts'
import type { LocalDate, UnitCode } from '../domain/ids.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { EditingRefusal } from './editing-refusal.ts'
import type { BlobStore } from './blob-store.ts'
import type { FileEditors } from './ports.ts'
import type { DisposedRefusal } from './readable-revision.ts'
import type { StaleReceipt } from './receipt-deps.ts'

export type DisclosureDeps = ApprovalDeps & {
  readonly blobs: BlobStore
  readonly editors: FileEditors
  /** Whether mail can be sent. */
  readonly isMailing?: boolean
}

/** Why something about a 開示請求 was not done. */
export type DisclosureProblem =
  | DisclosureRefusal
  | EditingRefusal
  | DisposedRefusal
  | { readonly code: 'not_found' | 'no_post' }
  | StaleReceipt
  | { readonly code: 'unit_not_found'; readonly unit: string }
  | { readonly code: 'not_a_day'; readonly value: string }
  | {
      readonly code:
        /** Only the 情報公開担当 does it. */
        | 'disclosure_not_yours'
        /** Its pages cannot be looked at (yet). */
        | 'disclosure_no_pages'
        /** The case that is to decide it is not decided. */
        | 'disclosure_case_undecided'
        /** 延長 after the term. */
        | 'disclosure_term_over'
        /** No copy is to be handed out. */
        | 'disclosure_nothing_to_hand_out'
    }
  | { readonly code: 'disclosure_day_ahead'; readonly requestedOn: LocalDate }

/** Whether the 課 of somebody is, or was, asked for its opinion in a request. */
export function isAsked(
  { consultations }: Pick<DisclosureRequest, 'consultations'>,
  { sections }: Pick<Reader, 'sections'>,
): boolean {
  return consultations.some((it) => sections.includes(it.section.unit as UnitCode))
}

/** Whether somebody is 情報公開担当 (監査・情報公開担当). */
export function handlesDisclosure({ roles }: Pick<Reader, 'roles'>): boolean {
  return roles.includes('auditor')
}
