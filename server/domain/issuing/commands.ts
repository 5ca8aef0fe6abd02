import type { LocalDate, Sha256 } from '../ids.ts'
import type { FilledBlank } from './issuance.ts'
import type { Channel } from './plan.ts'

/** What was signed, for `seal_document`: the file as it is after it. */
export type Signed = { readonly signer: string; readonly file: Sha256; readonly timestamped: boolean }

/** What is asked for in 施行. `document`: one of the documents that go out, by its id. */
export type IssuingCommand =
  /** 浄書; with `document` again, in the place of the copy before. */
  | {
      readonly type: 'make_fair_copy'
      readonly document?: string
      readonly name: string
      readonly file: Sha256
      readonly from?: { readonly name: string; readonly file: Sha256 }
      readonly datedOn?: LocalDate
      readonly filled: readonly FilledBlank[]
    }
  /** 照合. */
  | {
      readonly type: 'collate'
      readonly document: string
      readonly matches: boolean
      readonly remark?: string
    }
  /** 公印, 公印省略, 電子署名. `reason`: why another way than the one decided. */
  | {
      readonly type: 'seal_document'
      readonly document: string
      /** The PDF/A of the copy, where there is one. */
      readonly pdf?: Sha256
      readonly with:
        | { readonly how: 'seal'; readonly seal: string; readonly count: number }
        | { readonly how: 'omitted' }
        /** `signed` absent: it is asked before anything is signed whether it may be. */
        | { readonly how: 'electronic'; readonly seal: string; readonly signed?: Signed }
      readonly reason?: string
    }
  /** 書損. */
  | { readonly type: 'void_document'; readonly document: string; readonly reason: string }
  /** 発送. `again`: the sending that failed before. */
  | {
      readonly type: 'dispatch'
      readonly document: string
      readonly on: LocalDate
      readonly to: readonly { readonly name: string; readonly channel: Channel; readonly again?: string }[]
    }
  | { readonly type: 'report_failure'; readonly dispatch: string; readonly reason: string }
  /** 完結. `unissued`: why nothing went out although something was to. */
  | { readonly type: 'complete'; readonly on: LocalDate; readonly unissued?: string }
