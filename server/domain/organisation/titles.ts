import { type PostId, partsOfPost } from '../ids.ts'
import type { AppointmentKind, Organisation, Position, Unit } from './organisation.ts'

/** How a capacity other than 本務 and 兼務 is written after the title. */
const suffixes: Readonly<Record<AppointmentKind, string>> = {
  primary: '',
  concurrent: '',
  handling: '事務取扱',
  proxy: '職務代理者',
}

/** The longest beginning of `text`, at least two characters, with which `name` ends. */
function sharedWith(name: string, text: string): string | undefined {
  for (let length = text.length - 1; length >= 2; length -= 1) {
    const beginning = text.slice(0, length)
    if (name.endsWith(beginning)) return beginning
  }
  return undefined
}

/** 課 + 課長 → 観光振興課長, but only when the position is the head of exactly such a unit: never 担当課長. */
function headTitle(unit: Unit, positionName: string): string | undefined {
  if (!positionName.endsWith('長') || positionName.length < 2) return undefined
  return unit.name.endsWith(positionName.slice(0, -1)) ? `${unit.name}長` : undefined
}

/** The one of the names of a position (総合振興局長・振興局長) that fits the unit; a plain name is itself. */
export function positionNameIn(unit: Unit | undefined, position: Position): string {
  const names = position.name.split('・')
  const fitting = unit && names.find((name) => headTitle(unit, name) !== undefined)
  return fitting ?? position.name
}

function baseTitle(unit: Unit, parent: Unit | undefined, position: Position): string {
  // 知事 and 副知事 are of the body, not of a unit; so is a decider who is not called 長 (会計管理者).
  if (unit.kind === 'executive' || unit.kind === 'root') return position.name
  const name = positionNameIn(unit, position)
  if (position.isDecider && !name.endsWith('長')) return name
  const head = headTitle(unit, name)
  if (head !== undefined) return head
  // 振興局副局長 in 東部総合振興局 → 東部総合振興局副局長.
  const own = sharedWith(unit.name, name)
  if (own !== undefined) return unit.name + name.slice(own.length)
  // 振興局部長 in 地域創生部 of 東部総合振興局 → 地域創生部長.
  const above = parent && sharedWith(parent.name, name)
  if (above !== undefined) {
    const rest = name.slice(above.length)
    return headTitle(unit, rest) ?? unit.name + rest
  }
  return unit.name + name
}

/**
 * The title of a post as people write it on paper: 観光振興課長, 企画係主任, 知事; with a kind also 観光局長事務取扱
 * and 知事職務代理者. A post nobody knows is its own code.
 */
export function titleOf(organisation: Organisation, post: PostId, kind: AppointmentKind = 'primary'): string {
  const { unit: unitCode, position: positionCode } = partsOfPost(post)
  const unit = organisation.units.get(unitCode)
  const position = organisation.positions.get(positionCode)
  if (unit === undefined || position === undefined) return post
  const parent = unit.parent === undefined ? undefined : organisation.units.get(unit.parent)
  return baseTitle(unit, parent, position) + suffixes[kind]
}

/** Title and 本務 as they stand before a name on paper: 観光局長事務取扱 経済部長, 知事職務代理者 副知事. */
export function writtenTitle(capacity: { readonly title: string; readonly ownTitle?: string }): string {
  return capacity.ownTitle === undefined ? capacity.title : `${capacity.title} ${capacity.ownTitle}`
}
