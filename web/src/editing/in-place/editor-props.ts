import type { Ref } from 'react'

/** What the place of an edit asks of the editor in it. */
export type EditorHandle = {
  /** What is sent to be saved: the `given` of the editor's side on the server. */
  given(): Promise<Blob>
  /** Keeps what is not kept yet, before the place is left. */
  rest?(): Promise<void>
}

/** What an editor of one kind of file gets. It fills the place below the bar and scrolls inside itself. */
export type EditorProps = {
  readonly file: {
    readonly proposalId: string
    readonly attachmentId: string
    readonly revisionId: string
    readonly name: string
    /** FileKind. */
    readonly kind: string
  }
  /** The original's bytes. */
  readonly content: Uint8Array
  /** What the editor's side on the server answered to `open`. */
  readonly facts: unknown
  /** Not the drafter edits: where the format can, what is changed stays visible as a change (変更履歴). */
  readonly isTracked: boolean
  /** Work this browser kept of an edit that was not saved, as `onWork` was told last; undefined when there is none. */
  readonly kept: unknown
  /** The kept work was done on an earlier content: the two are to be merged. */
  readonly isMerging: boolean
  /** After each change: what to keep, fit for structured cloning; undefined when nothing differs from the file. */
  readonly onWork: (work: unknown) => void
  /** Leads to a program on the desktop, where this editor is not enough; absent when none opens such a file. */
  readonly onDesktop?: (() => void) | undefined
  readonly ref: Ref<EditorHandle>
}
