import type { ContentDifferences } from '../domain/compare/difference.ts'
import type { Result } from '../domain/result.ts'
import type { EditProblem } from './ports.ts'

/** A content that is compared, and its FileKind. */
export type ToCompare<File> = { readonly file: File; readonly kind: string }

/** Compares the contents of files, apart from this process; files are local paths. */
export type ContentComparer = {
  compare(older: ToCompare<string>, newer: ToCompare<string>): Promise<Result<FoundDifferences, EditProblem>>
}

/** How two contents differ, before it is known on which pages. */
export type FoundDifferences = ContentDifferences & {
  /** pages: only these can be laid beside each other. */
  readonly by: 'words' | 'cells' | 'pages'
  /** Why not, in a few Japanese words, when it is not for the kind of file. */
  readonly limit?: string
  /** What differs besides, and is not told one by one; tracked: a file has changes that are marked as such, read as accepted. */
  readonly besides: readonly (
    | 'pictures'
    | 'charts'
    | 'objects'
    | 'comments'
    | 'macros'
    | 'styles'
    | 'data'
    | 'encoding'
    | 'line_ends'
    | 'tracked'
  )[]
}
