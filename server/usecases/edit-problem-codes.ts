import type { PageProblemCode } from './page-sentences.ts'
import type { SheetProblemCode } from './sheet-sentences.ts'
import type { WordProblemCode } from './word-sentences.ts'

/** Why an editor says no; each with its sentence in server/usecases/editor-sentences.ts. */
export type EditProblemCode =
  | 'edit_failed'
  | 'edit_took_too_long'
  | 'edit_malformed'
  | 'edit_too_large'
  | 'edit_letter_has_no_room'
  | PageProblemCode
  | SheetProblemCode
  | WordProblemCode
