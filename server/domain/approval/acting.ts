import { type PostId, partsOfPost } from '../ids.ts'
import { type Result, no, yes } from '../result.ts'
import type { Capacity } from '../organisation/organisation.ts'
import type { Acting } from './commands.ts'
import { isBlank } from './completeness.ts'
import type { Actor, ApprovalEvent } from './events.ts'
import { postsOf, stepsOf } from './progress.ts'
import type { Submitted } from './proposal.ts'
import type { Refusal } from './refusals.ts'
import type { Step } from './route.ts'

export type Decided = Result<readonly ApprovalEvent[], Refusal>
export type ActFields = Pick<ApprovalEvent, 'by' | 'at' | 'manifestSha256' | 'through'>

/** The fields every event has. */
export function actOf(by: Actor, acting: Acting): ActFields {
  const { at, shownManifest, through } = acting
  return { by, at, manifestSha256: shownManifest, ...(through === undefined ? {} : { through }) }
}

/** The person as holder of the step's post, with every merged post that is held too; undefined without the post. */
export function actorAt(step: Step, acting: Acting): Actor | undefined {
  const capacity = acting.capacities.find((it) => it.post === step.post)
  if (capacity === undefined) return undefined
  const alsoAs = (step.alsoFor ?? []).flatMap(({ post }) =>
    acting.capacities.filter((it) => it.post === post).slice(0, 1),
  )
  return { person: acting.person, name: acting.name, capacity, alsoAs }
}

/** The person in the capacity preferred, else the first one; without any post nobody acts. */
export function asSelf(
  acting: Acting,
  preferred: (capacity: Capacity) => boolean,
  then: (act: ActFields) => Decided,
): Decided {
  const capacity = acting.capacities.find(preferred) ?? acting.capacities[0]
  if (capacity === undefined) return no({ code: 'no_post' })
  return then(actOf({ person: acting.person, name: acting.name, capacity, alsoAs: [] }, acting))
}

/** As somebody on the route where that is so: the capacity of a post there comes first. */
export function asOnRoute(proposal: Submitted, acting: Acting, then: (act: ActFields) => Decided): Decided {
  const posts = new Set<PostId>([
    proposal.drafter.capacity.post,
    ...stepsOf(proposal.route).map((step) => step.post),
  ])
  return asSelf(acting, (it) => posts.has(it.post), then)
}

/** Whether the person speaks for the draft: its drafter, or one of the 主務課 with a post on the route. */
export function speaksForDraft(proposal: Submitted, acting: Acting): boolean {
  if (proposal.drafter.person === acting.person) return true
  if (!acting.sections.includes(proposal.section)) return false
  // Of a case that was brought in nobody here had a step.
  if (proposal.status === 'imported') return true
  return stepsOf(proposal.route).some(
    (step) => step.role !== 'concur' && acting.capacities.some((it) => it.post === step.post),
  )
}

/** A person as a sentence names one: title and name. */
export function named(by: Actor): string {
  return `${by.capacity.title} ${by.name}`
}

/** Said to whoever is not the drafter. */
export function notDrafter(proposal: Submitted): Decided {
  return no({ code: 'not_drafter', drafter: named(proposal.drafter) })
}

/** Said to whoever does not belong to the 主務課. */
export function notOfSection(proposal: Submitted, acting: Acting): Decided {
  const section = acting.facts.unitName(proposal.section)
  return no({ code: 'not_of_section', section, drafter: named(proposal.drafter) })
}

/** Said to whoever may only read. */
export function notConcerned(proposal: Submitted, acting: Acting): Decided {
  return no({ code: 'not_concerned', section: acting.facts.unitName(proposal.section) })
}

/** Said to whoever is not a 文書管理者. */
export function notOffice(acting: Acting): Decided {
  return no({ code: 'records_manager_only', held: titlesOf(acting) })
}

/** Titles of the posts somebody holds. */
export function titlesOf(acting: Acting): readonly string[] {
  return acting.capacities.map((it) => it.title)
}

/**
 * 同係: somebody of the drafter's own 係, who may take a case back or withdraw it when the drafter cannot. Whoever has a
 * seat on the route speaks in that: by 承認, 差戻し or 廃案.
 */
export function isOfGroup(proposal: Submitted, acting: Acting): boolean {
  const { unit } = partsOfPost(proposal.drafter.capacity.post)
  const onRoute = new Set(postsOf(proposal.route))
  return (
    acting.sections.includes(proposal.section) &&
    acting.capacities.some((it) => partsOfPost(it.post).unit === unit) &&
    !acting.capacities.some((it) => onRoute.has(it.post))
  )
}

/** Whether somebody has more to do with a case than to read it: its drafter, its route, its 主務課, the 文書主管課. */
export function isConcerned(proposal: Submitted, acting: Acting): boolean {
  const onRoute = new Set(postsOf(proposal.route))
  return (
    proposal.drafter.person === acting.person ||
    acting.sections.includes(proposal.section) ||
    acting.roles.includes('records_manager') ||
    acting.capacities.some((it) => onRoute.has(it.post))
  )
}

/**
 * In which of the posts held now somebody goes on with the own draft: the one it was drafted in, or since a 異動 within
 * the 係 another one of that. Undefined for who has left it: the draft is to be handed over.
 */
export function drafterCapacity(drafted: PostId, held: readonly Capacity[]): Capacity | undefined {
  const { unit } = partsOfPost(drafted)
  return held.find((it) => it.post === drafted) ?? held.find((it) => partsOfPost(it.post).unit === unit)
}

/** nobody's act binds to something other than what was shown. */
export function unlessChanged(acting: Acting, decided: Decided): Decided {
  if (acting.shownManifest === acting.currentManifest) return decided
  return no({ code: 'manifest_changed', shown: acting.shownManifest, current: acting.currentManifest })
}

/** Goes on with the reason; refused when nothing can be read in it. */
export function withReason(text: string, then: (reason: string) => Decided): Decided {
  return isBlank(text) ? no({ code: 'reason_missing' }) : then(text)
}

/** Goes on with the text; refused when nothing can be read in it. */
export function withText(text: string, then: (text: string) => Decided): Decided {
  return isBlank(text) ? no({ code: 'text_missing' }) : then(text)
}

/** A comment worth keeping. */
export function said(command: { readonly comment?: string }): { readonly comment?: string } {
  return command.comment === undefined || isBlank(command.comment) ? {} : { comment: command.comment }
}

/** One event, as what was decided. */
export function event(one: ApprovalEvent): Decided {
  return yes([one])
}
