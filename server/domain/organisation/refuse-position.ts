import type { PositionCode } from '../ids.ts'
import type { Organisation } from './organisation.ts'

export type NewPosition = {
  readonly code: PositionCode
  readonly name: string
  /** The position right above it. */
  readonly below: PositionCode
  readonly isLine: boolean
  readonly isDecider: boolean
}

export type PositionRefusal =
  | { readonly code: 'position_known'; readonly name: string }
  | { readonly code: 'position_name_taken'; readonly position: PositionCode }
  | { readonly code: 'position_above_unknown'; readonly position: PositionCode }
  /** 担当課長 and 主査 are no 課長 and no 係長: only the line decides (札幌市事務専決規程 excludes the others by name). */
  | { readonly code: 'position_decider_off_line' }

/** What speaks against a new position; undefined when nothing does. */
export function refusePosition(
  organisation: Pick<Organisation, 'positions'>,
  { code, name, below, isLine, isDecider }: NewPosition,
): PositionRefusal | undefined {
  const known = organisation.positions.get(code)
  if (known !== undefined) return { code: 'position_known', name: known.name }
  const same = [...organisation.positions.values()].find((it) => it.name === name)
  if (same !== undefined) return { code: 'position_name_taken', position: same.code }
  if (!organisation.positions.has(below)) return { code: 'position_above_unknown', position: below }
  return isDecider && !isLine ? { code: 'position_decider_off_line' } : undefined
}

/** The rank between a position and the next lower one; that of the lower one when there is no number between them. */
export function rankBelow(organisation: Pick<Organisation, 'positions'>, above: PositionCode): number {
  const upper = organisation.positions.get(above)?.rank ?? 0
  const lower = [...organisation.positions.values()].map((it) => it.rank).filter((it) => it < upper)
  return Math.floor((upper + Math.max(0, ...lower)) / 2)
}
