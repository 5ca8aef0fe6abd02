/** Why a file inside another has no pages. */
export type Missing =
  | 'encrypted'
  | 'damaged'
  | 'timeout'
  | 'too_large'
  | 'too_many'
  | 'too_deep'
  | 'link'
  | 'not_shown'
  | 'failed'

/** A file inside a ZIP or a mail, as it came out. */
export type Member = {
  /** Folders and containers on the way, then the name itself: for show only, never a path on this machine. */
  readonly path: readonly string[]
  readonly sizeBytes: number
  /** As the container says, in its own time: `2026-05-11 10:20`; '' when it does not say. */
  readonly modified: string
  /** What it is by its content; 'unknown' while it has not come out. */
  readonly kind: string
  /** Name of the file with its bytes in the folder for files; absent when it did not come out. */
  readonly file?: string
  readonly missing?: Missing
}

/** What came out of a container: the words of a mail, and the files. */
export type Unpacked = {
  /** Words that stand before everything else; absent for a ZIP. */
  readonly text?: string
  readonly members: readonly Member[]
  /** Files that were only counted. */
  readonly uncounted: number
}

/** What is taken out of one file, however deep it lies. */
export const limits = {
  listed: 1000,
  /** The first so many become pages, or say why not. */
  shown: 200,
  totalBytes: 500_000_000,
  fileBytes: 150_000_000,
  depth: 3,
} as const
