import type { OrganisationView } from '../../../../server/contract/organisation.ts'
import { searchKey } from '../../ui/index.ts'

type Unit = OrganisationView['units'][number]
export type PostView = OrganisationView['posts'][number]

export type UnitNode = {
  readonly unit: Unit
  readonly below: readonly UnitNode[]
  readonly posts: readonly PostView[]
  /** Posts without anybody, in the unit and everywhere below. */
  readonly vacant: number
}

function groupBy<Value>(values: readonly Value[], key: (value: Value) => string) {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    const group = groups.get(key(value))
    if (group === undefined) groups.set(key(value), [value])
    else group.push(value)
  }
  return groups
}

/** The units as trees: those without a parent that exists that day are roots. */
export function treeOf(view: OrganisationView): readonly UnitNode[] {
  const posts = groupBy(view.posts, (it) => it.unit)
  const codes = new Set(view.units.map((it) => it.code))
  const below = groupBy(view.units, (it) =>
    it.parent !== undefined && codes.has(it.parent) ? it.parent : '',
  )
  const nodesOf = (parent: string): readonly UnitNode[] =>
    (below.get(parent) ?? []).map((unit) => {
      const children = nodesOf(unit.code)
      const own = posts.get(unit.code) ?? []
      return {
        unit,
        below: children,
        posts: own,
        vacant:
          own.filter((it) => it.holders.length === 0).length +
          children.reduce((sum, it) => sum + it.vacant, 0),
      }
    })
  return nodesOf('')
}

/** The node of a unit, wherever it hangs; undefined when that day has no such unit. */
export function findNode(nodes: readonly UnitNode[], code: string): UnitNode | undefined {
  for (const node of nodes) {
    const found = node.unit.code === code ? node : findNode(node.below, code)
    if (found !== undefined) return found
  }
  return undefined
}

/** Posts whose title, unit or holders match what was typed, in the order of the organisation. */
export function findPosts(view: OrganisationView, typed: string): readonly PostView[] {
  const key = searchKey(typed)
  if (key === '') return []
  const names = new Map(view.units.map((it) => [it.code, it.name]))
  return view.posts.filter((it) =>
    searchKey(
      [names.get(it.unit) ?? '', it.title, ...it.holders.flatMap((one) => [one.name, one.person])].join('\n'),
    ).includes(key),
  )
}
