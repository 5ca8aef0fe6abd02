import type { BeingEdited, SaveConflict } from '../domain/editing/lease.ts'
import type { EditProblem } from './ports.ts'

/** Why a file is not opened for editing, or an edit not kept, besides what stands against any change of files. */
export type EditingRefusal =
  | {
      readonly code:
        | 'not_found'
        | 'edit_unchanged'
        | 'not_edited_here'
        | 'lease_gone'
        | 'not_edited_on_office_server'
        | 'office_server_unreachable'
    }
  | BeingEdited
  /** `copyId`: what was sent, kept as the sender's 控え. */
  | (SaveConflict & { readonly copyId: string })
  /** The pass (編集用の鍵) was made for reading. */
  | { readonly code: 'pass_reads_only' }
  /** A program saved another kind of file (FileKind) than it opened. */
  | { readonly code: 'kind_changed'; readonly was: string; readonly became: string }
  /** The editor says no. */
  | { readonly code: 'edit_refused'; readonly because: EditProblem['code']; readonly fact: string }

/** The refusal of an editor's problem. */
export function editorSaysNo({ code, fact }: EditProblem): EditingRefusal {
  return { code: 'edit_refused', because: code, fact }
}
