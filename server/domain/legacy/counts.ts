/** What became of a manifest. */
export type LegacyCounts = {
  /** In the manifest. */
  readonly records: number
  /** Brought in; of a rehearsal those that would be. */
  readonly imported: number
  /** There already, just so. */
  readonly same: number
  readonly rejected: number
  /** Brought in with something to look at. */
  readonly warned: number
  /** Files of those that were brought in, and their bytes. */
  readonly files: number
  readonly bytes: number
  /** 簿冊 opened. */
  readonly folders: number
  /** Numbers entered in their books. */
  readonly numbers: number
  /** 秘 and 時限秘 among those brought in. */
  readonly secret: number
}

export const nothingCounted: LegacyCounts = {
  ...{ records: 0, imported: 0, same: 0, rejected: 0, warned: 0 },
  ...{ files: 0, bytes: 0, folders: 0, numbers: 0, secret: 0 },
}
