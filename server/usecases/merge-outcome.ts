import type { Part } from '../domain/compare/difference.ts'
import type { Result } from '../domain/result.ts'
import type { EditProblem } from './ports.ts'

/** Whose writing of a place that both changed is kept. */
export type MergeChoice = 'mine' | 'theirs' | 'both'

/** A place that both changed: what stood there, and what each made of it, marked against that. */
export type MergeConflict = {
  /** Among the conflicts of these three contents: 1, 2, … */
  readonly id: string
  readonly base: readonly Part[]
  readonly mine: readonly Part[]
  readonly theirs: readonly Part[]
  /** One can stand behind the other. */
  readonly canBoth: boolean
  /** The cell, as 積算!B2. */
  readonly where?: string
  /** What it is, when it has no words: the size and the margins of pages. */
  readonly about?: 'page'
}

export type MergeOutcome = {
  readonly conflicts: readonly MergeConflict[]
  /** Blocks that only one of them changed. */
  readonly mine: number
  readonly theirs: number
}

/** Two files that came of the same one; local paths. `kind`: docx or xlsx. */
export type ToMerge = {
  readonly kind: string
  readonly base: string
  readonly mine: string
  readonly theirs: string
}

/** Puts together what two wrote, apart from this process. */
export type FileMerger = {
  /** What there is to choose. */
  viewMerge(files: ToMerge): Promise<Result<MergeOutcome, EditProblem>>
  /** The bytes that come of it, of a workbook the edits to be made on `theirs`; what is not chosen is as `theirs` has it. */
  merge(
    files: ToMerge,
    choices: Readonly<Record<string, MergeChoice>>,
  ): Promise<Result<Uint8Array, EditProblem>>
}
