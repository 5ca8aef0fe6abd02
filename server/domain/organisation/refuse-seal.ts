import { type LocalDate, type PostId, partsOfPost } from '../ids.ts'
import type { OfficialSeal, Organisation } from './organisation.ts'

export type SealSettingRefusal =
  | { readonly code: 'seal_code_known'; readonly name: string }
  | { readonly code: 'seal_name_taken'; readonly seal: string }
  /** 公印取扱責任者: no post of the day. */
  | { readonly code: 'seal_keeper_unknown'; readonly post: PostId }
  /** What was sealed on days that are over stays as it was. */
  | { readonly code: 'seal_day_past'; readonly today: LocalDate }
  | { readonly code: 'seal_ended'; readonly on: LocalDate }

/** What speaks against registering a seal; undefined when nothing does. A code is never given out a second time. */
export function refuseSeal(
  organisation: Pick<Organisation, 'seals' | 'units' | 'positions'>,
  { code, name, keeper, from }: OfficialSeal,
  today: LocalDate,
): SealSettingRefusal | undefined {
  const known = organisation.seals.find((it) => it.code === code)
  if (known !== undefined) return { code: 'seal_code_known', name: known.name }
  if (from < today) return { code: 'seal_day_past', today }
  const same = organisation.seals.find((it) => it.name === name && (it.to === undefined || it.to >= from))
  if (same !== undefined) return { code: 'seal_name_taken', seal: same.code }
  const { unit, position } = partsOfPost(keeper)
  const place = organisation.units.get(unit)
  const isThere = place !== undefined && place.from <= from && (place.to === undefined || place.to >= from)
  return isThere && organisation.positions.has(position)
    ? undefined
    : { code: 'seal_keeper_unknown', post: keeper }
}

/** What speaks against ending a seal (廃止) after a day. */
export function refuseSealEnd(
  seal: OfficialSeal,
  lastDay: LocalDate,
  today: LocalDate,
): SealSettingRefusal | undefined {
  if (seal.to !== undefined) return { code: 'seal_ended', on: seal.to }
  return lastDay < today ? { code: 'seal_day_past', today } : undefined
}
