import { type Alike, aligned, namesFor } from '../compare/align.ts'

/** What becomes of things in a row that two changed without knowing of each other. */
export type MergeStep<Thing> =
  /** Nobody changed it, only one did, or both did the same; each side's own writing of it. */
  | {
      readonly is: 'settled'
      readonly by: 'nobody' | 'mine' | 'theirs' | 'both'
      readonly things: readonly Thing[]
    }
  /** One thing that both changed, each in another way. */
  | { readonly is: 'changed'; readonly base: Thing; readonly mine: Thing; readonly theirs: Thing }
  | {
      readonly is: 'conflict'
      readonly base: readonly Thing[]
      readonly mine: readonly Thing[]
      readonly theirs: readonly Thing[]
    }

type Side = 'mine' | 'theirs'
/** What is laid beside each other, and how: `keyOf` is the same for what is the same. */
export type MergeWays<Thing> = {
  readonly keyOf: (thing: Thing) => string
  /** How alike two things are that are not the same, from 0 to 1. */
  readonly alike: (one: Thing, other: Thing) => number
}

/**
 * Two rows of things that came of the same one, as one: what only one of them changed is as that one has it. What both
 * changed is left to be chosen, with what came in or went next to it, for that may belong to it.
 */
export function threeWay<Thing>(
  base: readonly Thing[],
  sides: Readonly<Record<Side, readonly Thing[]>>,
  ways: MergeWays<Thing>,
): readonly MergeStep<Thing>[] {
  const units = unitsOf(base, beside(base, sides.mine, ways), beside(base, sides.theirs, ways))
    .filter((it) => it.base.length + it.mine.length + it.theirs.length > 0)
    .map((unit) => ({ ...unit, state: stateOf(unit, ways) }))
  const inConflict = spread(units)
  const steps: MergeStep<Thing>[] = []
  for (let at = 0; at < units.length;) {
    const end = inConflict[at] === true ? endOf(inConflict, at) : at + 1
    steps.push(...told(units.slice(at, end)))
    at = end
  }
  return steps
}

/** A thing of the base, or a gap before one: what each side has there. */
type Unit<Thing> = {
  readonly base: readonly Thing[]
  readonly mine: readonly Thing[]
  readonly theirs: readonly Thing[]
}
type Judged<Thing> = Unit<Thing> & { readonly state: 'nobody' | 'mine' | 'theirs' | 'both' | 'conflict' }

type Beside<Thing> = {
  /** Of each thing of the base what it is on this side; undefined when it went. */
  readonly at: readonly (Thing | undefined)[]
  /** What came in before each of them, and at last behind all. */
  readonly before: readonly (readonly Thing[])[]
}

function beside<Thing>(
  base: readonly Thing[],
  side: readonly Thing[],
  { keyOf, alike }: MergeWays<Thing>,
): Beside<Thing> {
  const [was = [], is = []] = namesFor(base.map(keyOf), side.map(keyOf))
  const weigh: Alike = (older, newer) => alike(base[older] as Thing, side[newer] as Thing)
  const at: (Thing | undefined)[] = base.map(() => undefined)
  const before: Thing[][] = Array.from({ length: base.length + 1 }, () => [])
  let next = 0
  for (const { older, newer } of aligned(was, is, weigh)) {
    if (older !== undefined && newer !== undefined) at[older] = side[newer]
    if (older === undefined && newer !== undefined) before[next]?.push(side[newer] as Thing)
    if (older !== undefined) next = older + 1
  }
  return { at, before }
}

function unitsOf<Thing>(
  base: readonly Thing[],
  mine: Beside<Thing>,
  theirs: Beside<Thing>,
): readonly Unit<Thing>[] {
  const some = (thing: Thing | undefined): readonly Thing[] => (thing === undefined ? [] : [thing])
  return Array.from({ length: base.length + 1 }, (_, index) => index).flatMap((index) => [
    { base: [], mine: mine.before[index] ?? [], theirs: theirs.before[index] ?? [] },
    { base: base.slice(index, index + 1), mine: some(mine.at[index]), theirs: some(theirs.at[index]) },
  ])
}

function stateOf<Thing>(
  { base, mine, theirs }: Unit<Thing>,
  { keyOf }: MergeWays<Thing>,
): Judged<Thing>['state'] {
  const [was, own, other] = [base, mine, theirs].map((it) => it.map(keyOf).join('\n'))
  if (own === other) return own === was ? 'nobody' : 'both'
  if (own === was) return 'theirs'
  return other === was ? 'mine' : 'conflict'
}

/** Whether something came in or went. */
function isStructural({ base, mine, theirs, state }: Judged<unknown>): boolean {
  return state !== 'nobody' && (base.length !== mine.length || base.length !== theirs.length)
}

/** Which units are to be chosen: those in conflict, and what came in or went next to them. */
function spread(units: readonly Judged<unknown>[]): readonly boolean[] {
  const marked = units.map((it) => it.state === 'conflict')
  const pass = (order: readonly number[], step: 1 | -1) => {
    for (const at of order) {
      const unit = units[at]
      if (unit !== undefined && isStructural(unit) && marked[at - step] === true) marked[at] = true
    }
  }
  const order = [...units.keys()]
  pass(order, 1)
  pass(order.toReversed(), -1)
  return marked
}

function endOf(marked: readonly boolean[], from: number): number {
  const end = marked.indexOf(false, from)
  return end === -1 ? marked.length : end
}

function told<Thing>(units: readonly Judged<Thing>[]): readonly MergeStep<Thing>[] {
  if (units.some(isStructural) && units.some((it) => it.state === 'conflict'))
    return [
      {
        is: 'conflict',
        base: units.flatMap((it) => it.base),
        mine: units.flatMap((it) => it.mine),
        theirs: units.flatMap((it) => it.theirs),
      },
    ]
  return units.map(({ state, ...unit }): MergeStep<Thing> => {
    if (state !== 'conflict')
      return { is: 'settled', by: state, things: state === 'mine' ? unit.mine : unit.theirs }
    const [base, mine, theirs] = [unit.base[0], unit.mine[0], unit.theirs[0]]
    return base === undefined || mine === undefined || theirs === undefined
      ? { is: 'conflict', ...unit }
      : { is: 'changed', base, mine, theirs }
  })
}
