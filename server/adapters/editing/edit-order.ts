import type { EditorName } from '../../contract/editing.ts'
import type { ToCompare } from '../../usecases/found-differences.ts'
import type { MergeChoice, ToMerge } from '../../usecases/merge-outcome.ts'
import type { EditContext, EditProblem } from '../../usecases/ports.ts'

/** What the editing process is to do; paths as it sees them. */
export type EditOrder =
  | ({ readonly editor: EditorName } & EditorOrder)
  | {
      readonly type: 'compare'
      readonly older: ToCompare<string>
      readonly newer: ToCompare<string>
      readonly target: string
    }
  | {
      readonly type: 'merge'
      readonly files: ToMerge
      readonly choices?: Readonly<Record<string, MergeChoice>>
      /** What there is to choose, as JSON; or what comes of it. */
      readonly asks: 'choices' | 'content'
      readonly target: string
    }

type EditorOrder =
  | { readonly type: 'open'; readonly original: string; readonly kind: string; readonly target: string }
  | { readonly type: 'needs'; readonly given: string; readonly target: string }
  | {
      readonly type: 'apply'
      readonly original: string
      readonly given: string
      readonly others: readonly (readonly [id: string, path: string])[]
      readonly context: EditContext
      readonly target: string
    }

/** What it says, one JSON line an order: what was asked for lies in `target`, or why it does not. */
export type EditLine =
  | { readonly type: 'done' }
  | ({ readonly type: 'problem' } & EditProblem)
  | { readonly type: 'broken'; readonly detail: string }
