import type { Result } from '../../domain/result.ts'
import type { EditContext, EditProblem } from '../../usecases/ports.ts'

/** Opens and writes one kind of file, from bytes to bytes: no database, no network, nothing kept between two calls. */
export type FileEditor = {
  /** What the browser needs to show the file for editing, as JSON; null when it needs nothing but the original. */
  open(original: Uint8Array, kind: string): Promise<Result<unknown, EditProblem>>
  /** The bytes to keep, from what the browser sends; the original's own when nothing is different. */
  apply(
    original: Uint8Array,
    given: Uint8Array,
    context: EditContext & {
      /** Contents of the revisions that `needs` named, by id. */
      readonly others: ReadonlyMap<string, Uint8Array>
    },
  ): Promise<Result<Uint8Array, EditProblem>>
  /** Ids of other revisions that `apply` takes something from. */
  needs?(given: Uint8Array): readonly string[]
}
