import type { Step, StepRole } from '../approval/route.ts'
import { type PersonId, type PostId, chargeOf } from '../ids.ts'
import { seatedIn } from '../organisation/holders.ts'
import { titleOf } from '../organisation/titles.ts'
import type { Because, RouteProblem, TemplateStep, VacancyRule } from './authority.ts'
import type { Setting } from './places.ts'
import type { PolicySettings } from './policy.ts'

/** What the drafter chose beside the rules: steps left out by their key, 後閲 by post, each with its reason. */
export type DraftersChoices = {
  readonly leftOut: ReadonlyMap<string, string>
  readonly postReview: ReadonlyMap<PostId, string>
}

/** A step before it has its number. */
export type DraftStep = Omit<Step, 'id'> & {
  /** What it is left out by: the template's key, for a unit's step `key:UNIT`. */
  readonly key: string
  readonly mayLeaveOut: boolean
}

/** A step that the records office gave to another post, and why. */
export type Reassigned = {
  readonly role: StepRole
  readonly from: PostId
  readonly to: PostId
  readonly because: readonly Because[]
}

/** Stages found so far, and what stands in the way. */
export type Work = {
  readonly setting: Setting
  readonly drafter: PersonId
  readonly choices: DraftersChoices
  readonly reassigned: readonly Reassigned[]
  readonly policy: Pick<PolicySettings, 'selfApproval'>
  /** The reason of every step that comes from the template. */
  readonly template: Extract<Because, { code: 'template' }>
  readonly stages: { readonly steps: DraftStep[]; readonly needs?: number }[]
  readonly problems: RouteProblem[]
}

/** What a step shall be, before anybody is looked for. */
export type Wanted = {
  readonly key: string
  readonly role: StepRole
  readonly post: PostId
  readonly onVacant: VacancyRule
  readonly because: readonly Because[]
  readonly provisional?: boolean
  /** The drafter may leave it out, with a reason. */
  readonly mayLeaveOut: boolean
  readonly removable: boolean
  /** The row lets the drafter decide. */
  readonly selfDecides?: Extract<Because, { code: 'self_decides' }>
}

/** That the template has a step, with the step's own article (根拠条項) where it names one. */
export function templateReason({ template }: Work, step: TemplateStep | undefined): Because {
  return step?.article === undefined ? template : { ...template, article: step.article }
}

function reasonsOfPost(setting: Setting, post: PostId): Because[] {
  const { organisation, day } = setting
  const charge = chargeOf(post)
  const because: Because[] = []
  if (charge !== undefined) {
    because.push({
      code: 'in_charge',
      unit: charge,
      unitName: organisation.units.get(charge)?.name ?? charge,
    })
  }
  const holder = seatedIn(organisation, post, day)[0]
  if (holder !== undefined && holder.kind !== 'primary') {
    because.push({ code: 'handled_by', kind: holder.kind, title: titleOf(organisation, post, holder.kind) })
  }
  return because
}

/** A draft with one more reason and why nobody acts in it. */
function passed(draft: DraftStep, because: Because, skipped: NonNullable<Step['skipped']>): DraftStep {
  return { ...draft, because: [...draft.because, because], skipped }
}

/**
 * A post that nobody exercises, not even by 兼務 or 事務取扱: skipped where the template says so, otherwise a problem.
 * 代決 does not help: it stands in for a holder who is away, and here is none.
 */
function vacantStep(work: Work, wanted: Wanted, draft: DraftStep): DraftStep | undefined {
  const { post, postName } = draft
  if (wanted.onVacant === 'skip' && draft.provisional !== true) {
    return passed(draft, { code: 'vacant', post, postName }, { reason: 'vacant' })
  }
  work.problems.push({ code: 'post_vacant', post, postName })
  return undefined
}

/** A step whose post nobody but the drafter holds. */
function ownStep(work: Work, wanted: Wanted, draft: DraftStep): DraftStep | undefined {
  const { post, postName, role } = draft
  if (role === 'decide') {
    if (wanted.selfDecides !== undefined) return { ...draft, because: [...draft.because, wanted.selfDecides] }
    work.problems.push({ code: 'drafter_would_decide', post, postName })
    return undefined
  }
  if (work.policy.selfApproval === 'block') {
    work.problems.push({ code: 'drafter_would_act', post, postName })
    return undefined
  }
  return passed(draft, { code: 'drafter_holds_it' }, { reason: 'self' })
}

/** What the drafter chose about a step, or the step as it is. */
function chosenStep(work: Work, wanted: Wanted, draft: DraftStep): DraftStep | undefined {
  const { post, postName, role } = draft
  const leftOut = work.choices.leftOut.get(wanted.key)
  if (leftOut !== undefined) {
    if (draft.mayLeaveOut) {
      return passed(draft, { code: 'left_out', why: leftOut }, { reason: 'left_out', why: leftOut })
    }
    work.problems.push({ code: 'may_not_leave_out', post, postName })
    return undefined
  }
  const later = work.choices.postReview.get(post)
  if (later === undefined) return draft
  if (role === 'review' && draft.provisional !== true) {
    return passed(draft, { code: 'post_review', why: later }, { reason: 'post_review', why: later })
  }
  work.problems.push({ code: 'may_not_post_review', post, postName })
  return undefined
}

/** For the post the records office gave it to, as long as somebody exercises that. */
function withReassigned({ setting, reassigned }: Work, wanted: Wanted): Wanted {
  const given = reassigned.find((it) => it.role === wanted.role && it.from === wanted.post)
  if (given === undefined || seatedIn(setting.organisation, given.to, setting.day).length === 0) return wanted
  return { ...wanted, post: given.to, because: [...wanted.because, ...given.because] }
}

/** A step for a post; undefined when it cannot be made, with the reason among the problems. */
export function makeStep(work: Work, asked: Wanted): DraftStep | undefined {
  const { organisation, day } = work.setting
  const wanted = withReassigned(work, asked)
  const { post, role } = wanted
  // 本決裁 asks for the 仮決裁: nobody leaves it out.
  const isProvisional = role === 'review' && wanted.provisional === true
  const seated = seatedIn(organisation, post, day)
  const draft: DraftStep = {
    key: wanted.key,
    mayLeaveOut: wanted.mayLeaveOut && !isProvisional,
    role,
    post,
    postName: titleOf(organisation, post),
    because: [...wanted.because, ...reasonsOfPost(work.setting, post)],
    seated: seated.map((it) => it.person),
    ...(isProvisional ? { provisional: true as const } : {}),
    ...(wanted.removable && !isProvisional ? { removable: true as const } : {}),
  }
  const chosen = chosenStep(work, wanted, draft)
  if (chosen === undefined || chosen.skipped !== undefined) return chosen
  if (seated.length === 0) return vacantStep(work, wanted, draft)
  const isDrafters = (it: { readonly person: PersonId }): boolean => it.person === work.drafter
  if (seated.every(isDrafters)) return ownStep(work, wanted, draft)
  // Another holder of the post acts; only who decides a small matter alone may be the drafter too.
  return role === 'decide' && wanted.selfDecides !== undefined && seated.some(isDrafters)
    ? ownStep(work, wanted, draft)
    : draft
}
