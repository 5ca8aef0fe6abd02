import type { PostId, Sha256 } from '../domain/ids.ts'
import type { Correction } from '../usecases/correct.ts'

/** What may be said of a correction, as the address or a body has it. */
type Said = {
  readonly version?: string | number | undefined
  readonly manifestSha256?: string | undefined
  readonly effect?: 'minor' | 'major' | undefined
  readonly reason?: string | undefined
  readonly as?: string | undefined
}

/** A correction on the way, whole or not at all; undefined when nothing of it is said: then the drafter changes a file. */
export function correctionOf(said: Said): Correction | 'incomplete' | undefined {
  const { version, manifestSha256, effect, reason, as } = said
  const given = [version, manifestSha256, effect, reason, as].filter((it) => it !== undefined)
  if (given.length === 0) return undefined
  if (version === undefined || manifestSha256 === undefined || effect === undefined || reason === undefined) {
    return 'incomplete'
  }
  return {
    version: Number(version),
    manifestSha256: manifestSha256 as Sha256,
    effect,
    reason,
    ...(as === undefined ? {} : { as: as as PostId }),
  }
}
