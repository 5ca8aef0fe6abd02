import type { LocalDate, PersonId, PostId, Sha256, UnitCode } from '../ids.ts'
import type { Acting, ActingClaim, Command, CommandType } from './commands.ts'
import { decide } from './decide.ts'
import type { Actor, MatterFacts } from './events.ts'
import { openObjections, stepsOf } from './progress.ts'
import type { Proposal } from './proposal.ts'
import { type Policy, defaultPolicy } from '../authority/policy.ts'
import type { Refusal } from './refusals.ts'
import { issuingAttempts } from '../issuing/attempts.ts'
import type { Route } from './route.ts'

// Whether a submission is complete is told in its own words; here the question is only whose turn it is.
const anyRoute: Route = {
  stages: [
    {
      steps: [
        {
          id: 's1',
          role: 'decide',
          post: 'ANY:ANY' as PostId,
          postName: '決裁者',
          because: [],
          seated: [],
        },
      ],
    },
  ],
  compiledFor: '1970-01-01' as LocalDate,
  authorityVersion: '',
  template: '',
  templateVersion: '',
  class: '',
  circulation: [],
}
const anyMatter: MatterFacts = { flags: [], urgent: false, secrecy: 'none', accessList: [] }
const anyPolicy: Policy = { version: 0, from: '1970-01-01' as LocalDate, settings: defaultPolicy }
const somebody = { person: 'ANY' as PersonId, name: '', title: '' }
const nobody: Actor = {
  person: 'ANY' as PersonId,
  name: '',
  capacity: { post: 'ANY:ANY' as PostId, kind: 'primary', unitName: '', positionName: '', title: '' },
  alsoAs: [],
}
const reason = '理由'

/** 代決 with everything said that may be said, so that only what no word can change refuses it. */
const fullClaims: readonly ActingClaim[] = (['emergency', 'prior_instruction'] as const).map((kind) => ({
  absence: reason,
  exception: { kind, reason },
}))

/**
 * Plausible commands of every type for this state, said as fully as they can be, so that every button is a question to
 * the rules themselves.
 */
function attempts(proposal: Proposal, acting: Acting): readonly Command[] {
  const submitted = proposal.status === 'draft' ? undefined : proposal
  const steps = submitted === undefined ? [] : stepsOf(submitted.route)
  const sealing = { comment: reason, paperChecked: true }
  // Of two steps that wait for one person, each is asked for in its own capacity (兼務).
  const inPosts = [{}, ...acting.capacities.map(({ post }) => ({ as: post }))]
  const sealings = inPosts.map((how) => ({ ...sealing, ...how }))
  const other = 'f'.repeat(64) as Sha256
  return [
    {
      type: 'submit',
      title: '件名',
      number: '',
      route: anyRoute,
      policy: anyPolicy,
      unit: '' as UnitCode,
      section: '' as UnitCode,
      matter: anyMatter,
    },
    ...sealings.flatMap((how): Command[] => [
      { type: 'approve', ...how },
      { type: 'provisionally_decide', ...how },
      { type: 'examine', ...how },
      { type: 'concur', opinion: 'agree', ...how },
      { type: 'decide', ...how },
    ]),
    ...fullClaims.flatMap((claim): Command[] => [
      { type: 'concur', opinion: 'agree', ...sealing, acting: claim },
      { type: 'decide', ...sealing, acting: claim },
    ]),
    ...inPosts.flatMap((how): Command[] => [
      { type: 'reject', reason, ...how },
      { type: 'return', reason, ...how },
      { type: 'hold', reason, ...how },
      {
        type: 'revise',
        effect: 'minor',
        changes: [{ kind: 'text', name: '伺い文' }],
        to: other,
        reason,
        ...how,
      },
      { type: 'judge_edit', reason, ...how },
    ]),
    ...(submitted === undefined
      ? []
      : openObjections(submitted).map((it): Command => ({ type: 'respond', step: it.step, text: reason }))),
    {
      type: 'resubmit',
      title: '件名',
      mode: 'restart',
      route: submitted?.route ?? anyRoute,
      matter: anyMatter,
    },
    { type: 'take_back' },
    { type: 'withdraw', reason },
    { type: 'abandon', reason },
    { type: 'pull_up', reason },
    { type: 'end_hold' },
    ...(submitted === undefined
      ? []
      : [{ type: 'change_route' as const, route: longer(submitted.route), reason }]),
    { type: 'post_review' },
    ...listedPeople(proposal).map((to): Command => ({ type: 'circulate', kind: 'inform', to: [to] })),
    { type: 'acknowledge' },
    { type: 'comment', text: reason },
    ...listedPeople(proposal).map((to): Command => ({ type: 'ask', to, text: reason })),
    { type: 'answer', text: reason },
    {
      type: 'set_urgency',
      urgent: submitted?.matter.urgent !== true,
      reason,
    },
    { type: 'explain', to: reason },
    { type: 'move_paper', place: reason },
    ...steps.flatMap(({ id }): Command[] => [
      { type: 'confirm_seat', step: id, reason },
      { type: 'reassign', step: id, post: 'ANY:ANY' as PostId, postName: '', seated: [], reason },
    ]),
    { type: 'hand_over_draft', to: nobody, reason },
    { type: 'add_cover_note', text: reason },
    { type: 'give_number', kind: '', text: '' },
    { type: 'release_secrecy', reason },
    ...issuingAttempts(proposal, acting),
    ...(acting.person === 'system' ? [{ type: 'pass_over' as const }] : []),
  ]
}

/** Somebody who may know: anybody, or of a secret matter those on its list. */
function listedPeople(proposal: Proposal): readonly { person: PersonId; name: string; title: string }[] {
  if (proposal.status === 'draft') return [somebody]
  const listed = [...proposal.matter.accessList, proposal.drafter.person]
  return [somebody, ...listed.map((person) => ({ person, name: '', title: '' }))]
}

/** The route with one more 合議 before the 決裁. */
function longer(route: Route): Route {
  const decider = route.stages.at(-1)
  const one = decider?.steps[0]
  if (decider === undefined || one === undefined) return route
  const { skipped: _skipped, ...step } = one
  const added = { ...step, id: 'added', role: 'concur' as const, because: [], removable: true as const }
  return { ...route, stages: [...route.stages.slice(0, -1), { steps: [added] }, decider] }
}

/** What a person may do now, and why not the rest. */
export type Possibilities = {
  readonly allowed: readonly CommandType[]
  readonly refused: ReadonlyMap<CommandType, Refusal>
}

/**
 * Why somebody with a place in the order of 代決 may not decide now: that it is not his own turn goes without
 * saying.
 */
function saysMore({ code }: Refusal): boolean {
  return ['acting_other_first', 'acting_reserved', 'acting_self_absent'].includes(code)
}

/** What the rules would accept from this person now: the buttons, exactly; and why each other button is missing. */
export function possibilities(proposal: Proposal, acting: Acting): Possibilities {
  const allowed = new Set<CommandType>()
  const refused = new Map<CommandType, Refusal>()
  for (const attempt of attempts(proposal, acting)) {
    const decided = decide(proposal, attempt, acting)
    if (decided.ok) allowed.add(attempt.type)
    else if (!refused.has(attempt.type) || saysMore(decided.error)) refused.set(attempt.type, decided.error)
  }
  for (const type of allowed) refused.delete(type)
  return { allowed: [...allowed], refused }
}

/** The buttons alone. */
export function allowed(proposal: Proposal, acting: Acting): readonly CommandType[] {
  return possibilities(proposal, acting).allowed
}
