import { type PositionCode, type PostId, partsOfPost, postIdOf } from '../ids.ts'
import { postExists } from '../organisation/holders.ts'
import { lineOf } from '../organisation/units.ts'
import { type Result, no, yes } from '../result.ts'
import type { AuthorityBand, AuthorityItem, Because, RouteProblem, RouteTemplate } from './authority.ts'
import { type Setting, isSelector, positionIn, postAt } from './places.ts'

export type Matter = {
  readonly item: AuthorityItem
  /** Yen; absent when the matter has none. */
  readonly amountYen?: number
  /** Flags that may move the matter up; those the table does not know are left out of account. */
  readonly flags: readonly string[]
}

/** Whether the rows of an item differ by amount, so that it cannot be placed without one. */
export function needsAmount(item: AuthorityItem): boolean {
  return item.bands.some((band) => band.minYen > 0 || band.maxYen !== undefined)
}

/** The first whole yen above a band; undefined for one without an upper end. */
export function endOf({
  maxYen,
  maxInclusive,
}: Pick<AuthorityBand, 'maxYen' | 'maxInclusive'>): number | undefined {
  return maxYen === undefined || maxInclusive !== true ? maxYen : maxYen + 1
}

/** The band of an amount, a decrease (減額) counting by its size; undefined between or beyond bands. */
export function bandOf(item: AuthorityItem, amountYen: number): AuthorityBand | undefined {
  const yen = Math.abs(amountYen)
  return item.bands.find((band) => {
    const end = endOf(band)
    return band.minYen <= yen && (end === undefined || yen < end)
  })
}

/** A class with the position that decides in it; no position: this body may not decide. */
type Rung = Pick<AuthorityBand, 'class' | 'decider' | 'entrustedBy'>

/**
 * One class up: the next more senior one among the item's bands, in whatever order they are written, then the next class
 * of the table; the top stays the top. A class that the table does not have (本庁進達) is above them all.
 */
function stepUp(setting: Setting, matter: Matter, from: Rung): Rung {
  const { classes } = setting.table
  const rankOf = (it: Rung): number => classes.findIndex((one) => one.class === it.class)
  const rank = rankOf(from)
  const above = matter.item.bands
    .filter((band) => rankOf(band) < rank)
    .toSorted((a, b) => rankOf(b) - rankOf(a))[0]
  if (above !== undefined) return above
  const higher = rank > 0 ? classes[rank - 1] : undefined
  const decider = higher?.deciders[0]
  return higher === undefined || decider === undefined ? from : { class: higher.class, decider }
}

export type Decider = {
  readonly class: string
  /** Which position decides where the drafter is. */
  readonly position: PositionCode
  readonly because: readonly Because[]
  /** The row lets the drafter decide; never after a flag or a missing post moved the matter up. */
  readonly selfDecides: boolean
}

/** Whether a position that decides is anywhere in the drafter's line, or above it all (知事, 副知事). */
function decidesHere(setting: Setting, position: PositionCode): PositionCode | undefined {
  const { organisation, place, day } = setting
  for (const unit of lineOf(organisation, place)) {
    const local = positionIn(setting, unit.code, position)
    if (postExists(organisation, postIdOf(unit.code, local), day)) return local
  }
  const executive = [...organisation.units.values()].filter((unit) => unit.kind === 'executive')
  return executive.some((unit) => postExists(organisation, postIdOf(unit.code, position), day))
    ? position
    : undefined
}

/**
 * Who decides a matter: the band of its amount, moved up by its flags (専決の留保), in the drafter's own line. Where the
 * line has no post of the class the next class up decides, but a row that names a special decider (会計管理者,
 * 総合振興局長) belongs to those places only.
 */
export function chooseDecider(setting: Setting, matter: Matter): Result<Decider, RouteProblem> {
  const { table } = setting
  const { item, amountYen } = matter
  if (needsAmount(item) && amountYen === undefined) return no({ code: 'amount_missing', item: item.code })
  const band = bandOf(item, amountYen ?? 0)
  if (band === undefined) return no({ code: 'no_band', item: item.code, amountYen: amountYen ?? 0 })

  const because: Because[] = []
  let rung: Rung = band
  const raising = matter.flags.filter((flag) => (table.escalation[flag] ?? 0) > 0)
  // Two flags are one reservation: the matter goes up by the larger of the two, not by their sum.
  const flag = raising.toSorted((a, b) => (table.escalation[b] ?? 0) - (table.escalation[a] ?? 0))[0]
  for (let steps = flag === undefined ? 0 : (table.escalation[flag] ?? 0); steps > 0; steps -= 1) {
    const higher = stepUp(setting, matter, rung)
    if (higher.class === rung.class) break
    const article = table.escalationArticles?.[flag ?? '']
    because.push({
      code: 'escalated',
      flag: flag ?? '',
      from: rung.class,
      to: higher.class,
      ...(article === undefined ? {} : { article }),
    })
    rung = higher
  }

  // Every round goes up, so more rounds than there are bands and classes means that the table contradicts itself.
  for (let rounds = item.bands.length + table.classes.length; rounds >= 0; rounds -= 1) {
    if (rung.decider === undefined) {
      return no({ code: 'beyond_authority', item: item.code, class: rung.class })
    }
    const local = decidesHere(setting, rung.decider)
    if (local !== undefined) {
      return yes({
        class: rung.class,
        position: local,
        because: [rowBecause(setting, matter, band, local), ...because, ...entrusted(setting, rung)],
        selfDecides: rung === band && band.selfDecides === true,
      })
    }
    const higher = stepUp(setting, matter, rung)
    const isGeneral = table.classes.some((it) => it.deciders[0] === rung.decider)
    if (!isGeneral || higher.class === rung.class) {
      const name = setting.organisation.positions.get(rung.decider)?.name ?? rung.decider
      return no({ code: 'no_such_place', selector: rung.class, position: name })
    }
    because.push({ code: 'no_decider_of_class', from: rung.class, to: higher.class })
    rung = higher
  }
  return no({ code: 'no_band', item: item.code, amountYen: amountYen ?? 0 })
}

function rowBecause(setting: Setting, matter: Matter, band: AuthorityBand, local: PositionCode): Because {
  const { table, organisation } = setting
  const { item, amountYen } = matter
  // The row's own decider, as its class is called where the drafter is.
  const decider = table.classes.find((it) => it.class === band.class)?.deciders.includes(local)
    ? local
    : (band.decider ?? local)
  return {
    code: 'authority_row',
    version: table.version,
    source: table.source,
    ...(item.article === undefined ? {} : { article: item.article }),
    item: item.code,
    itemName: item.name,
    class: band.class,
    minYen: band.minYen,
    ...(band.maxYen === undefined ? {} : { maxYen: band.maxYen }),
    ...(band.maxInclusive === undefined ? {} : { maxInclusive: band.maxInclusive }),
    ...(amountYen === undefined ? {} : { amountYen }),
    deciderName: organisation.positions.get(decider)?.name ?? decider,
    isDelegated: table.classes[0]?.class !== band.class && band.entrustedBy === undefined,
  }
}

/** 委任, where the band says so itself: a flag that moves the matter up (専決の留保) takes it back to whom it moves to. */
function entrusted({ table, organisation }: Setting, rung: Rung): Because[] {
  const head = table.classes[0]?.deciders[0]
  if (rung.entrustedBy === undefined || head === undefined) return []
  return [{ code: 'entrusted', by: rung.entrustedBy, from: organisation.positions.get(head)?.name ?? head }]
}

/** A template cut to end at the decider: which of its steps that is, and the decider's post there. */
export type Chosen = { readonly template: RouteTemplate; readonly last: number; readonly post: PostId }

/** The steps of a role in which this decider acts; `literal` when the step names the position itself. */
function stepsThatReach(
  setting: Setting,
  template: RouteTemplate,
  decider: PositionCode,
  role: 'decide' | 'review',
): readonly (Chosen & { readonly literal: boolean })[] {
  return template.steps.flatMap(({ role: its, where, position }, index) => {
    if (its !== role || !isSelector(where)) return []
    const post = postAt(setting, where, position)
    if (post === undefined || partsOfPost(post).position !== decider) return []
    return [{ template, last: index, post, literal: position === decider }]
  })
}

function asksProvisional({ steps }: RouteTemplate): boolean {
  return steps.some((it) => it.provisional === true)
}

/**
 * The template of a route, of those that end with this decider: one made for just this position first, then the
 * item's own, then shorter ones; one with a 仮決裁 is for the items that name it. When none ends with the decider, one that passes him or her on the way up, cut there.
 */
export function chooseTemplate(
  setting: Setting,
  templates: readonly RouteTemplate[],
  item: AuthorityItem,
  decider: PositionCode,
): Result<Chosen, RouteProblem> {
  const sorted = templates.toSorted(
    (a, b) =>
      Number(asksProvisional(a)) - Number(asksProvisional(b)) ||
      a.steps.length - b.steps.length ||
      (a.code < b.code ? -1 : 1),
  )
  for (const role of ['decide', 'review'] as const) {
    const reaching = sorted
      .flatMap((it) => stepsThatReach(setting, it, decider, role))
      .toSorted(
        (a, b) =>
          Number(b.literal) - Number(a.literal) ||
          Number(b.template.code === item.template && role === 'decide') -
            Number(a.template.code === item.template && role === 'decide'),
      )
    const best = reaching[0]
    if (best !== undefined) return yes(best)
  }
  return no({ code: 'no_template', item: item.code })
}
