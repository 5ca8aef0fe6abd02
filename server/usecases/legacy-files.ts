import type { Readable } from 'node:stream'

/** One file of an import, by its place below the folder or in the ZIP. */
export type LegacyFileContent = { readonly sizeBytes: number; readonly open: () => Promise<Readable> }

/** The files an import brings along: a folder of the server, or a ZIP. */
export type LegacyFiles = {
  /** A file by its path with `/`; undefined when there is none, or it lies outside. */
  readonly find: (path: string) => Promise<LegacyFileContent | undefined>
  readonly close: () => Promise<void>
}
