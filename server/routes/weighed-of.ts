import type { Weighed } from '../domain/approval/commands.ts'
import type { PostId } from '../domain/ids.ts'

type Said = {
  readonly effect?: 'minor' | 'major' | undefined
  readonly reason?: string | undefined
  readonly as?: string | undefined
}

/** What somebody says beforehand of a correction on the way, whole or not at all; undefined when nothing of it is said. */
export function weighedOf({ effect, reason, as }: Said): Weighed | 'incomplete' | undefined {
  if (effect === undefined && reason === undefined && as === undefined) return undefined
  if (effect === undefined || reason === undefined) return 'incomplete'
  return { effect, reason, ...(as === undefined ? {} : { as: as as PostId }) }
}
