import type { ActingClaim, Command, CommandType } from '../domain/approval/commands.ts'
import type { EditEffect, MatterFacts, Opinion } from '../domain/approval/events.ts'
import type { Proposal, Submitted } from '../domain/approval/proposal.ts'
import type { Route, Step } from '../domain/approval/route.ts'
import type { Instant, LocalDate, PersonId, PostId, Sha256 } from '../domain/ids.ts'
import { routes } from './approval-givens.ts'
import { type Game, type Office, people, posts, standIns } from './approval-office.ts'
import { postOf, resubmitOn, submitOn } from './approval-world.ts'
import { issuingMove, likelyIssuing } from './issuing-moves.ts'

export const shaOf = (count: number) => count.toString(16).padStart(64, '0') as Sha256
const sealOf = { review: 'approve', examine: 'examine', concur: 'concur', decide: 'decide' } as const
const types: readonly CommandType[] = [
  'approve', 'provisionally_decide', 'examine', 'concur', 'respond', 'decide', 'reject', 'return', 'resubmit', 'take_back', 'withdraw', 'abandon',
  'pull_up', 'post_review', 'hold', 'end_hold', 'circulate', 'acknowledge', 'comment', 'ask', 'answer', 'set_urgency',
  'explain', 'move_paper', 'change_route', 'revise', 'judge_edit', 'confirm_seat', 'reassign', 'hand_over_draft',
  'add_cover_note', 'give_number', 'release_secrecy', 'pass_over', 'submit',
  'make_fair_copy', 'collate', 'seal_document', 'void_document', 'dispatch', 'report_failure', 'complete',
] // prettier-ignore

function one<Value>(values: readonly Value[], roll: number): Value {
  const value = values[roll % values.length]
  if (value === undefined) throw new Error('nothing to choose from')
  return value
}

function recipientOf(person: string) {
  return { person: person as PersonId, name: person, title: `総務課${person}` }
}

/** A route with something added before the 決裁, everything taken out that may be, or another decider: which is unlawful. */
function changedRoute(route: Route, roll: number): Route {
  if (roll % 2 === 0) {
    const stages = route.stages
      .map((stage) => ({ ...stage, steps: stage.steps.filter((step) => step.removable !== true) }))
      .filter((stage) => stage.steps.length > 0)
    return { ...route, stages }
  }
  const last = route.stages.at(-1)!
  const name = one(['文書', '人事', '次長', '係長'], roll >> 1)
  const step: Step = {
    ...last.steps[0]!,
    id: `a${route.stages.length}${roll}`,
    role: one(['review', 'concur', 'examine', 'decide', 'concur'] as const, roll >> 3),
    post: postOf(name),
    postName: name,
    because: [],
    removable: true,
  }
  return { ...route, stages: [...route.stages.slice(0, -1), { steps: [step] }, last] }
}

/** The matter as it goes up again: as it was, or with another flag, another urgency, paper or 秘. */
function changedMatter({ matter }: Game, roll: number): MatterFacts {
  const { paper, dueOn, secretUntil, ...rest } = matter
  const kept = { ...rest, ...(secretUntil === undefined ? {} : { secretUntil }) }
  const beside = { ...(paper && { paper }), ...(dueOn && { dueOn }) }
  switch (roll % 6) {
    case 0:
    case 4:
      return { ...kept, ...beside, flags: matter.flags.includes('重要') ? [] : ['重要'] }
    case 1:
      return { ...kept, ...beside, urgent: !matter.urgent }
    case 2:
      return { ...kept, ...beside, secrecy: 'secret', accessList: ['課長'] as PersonId[] }
    case 3:
      return { ...kept, dueOn: '2026-06-30' as LocalDate, paper: { reason: '図面', what: '追加の図面' } }
    default:
      return matter
  }
}

/** A command of a type with its details chosen by dice: mostly sensible, sometimes not. `own`: posts of who asks. */
export function commandOf(
  type: CommandType,
  proposal: Proposal,
  game: Game,
  [c, d]: readonly [number, number],
  own: readonly PostId[] = [],
): Command {
  const state = proposal.status === 'draft' ? undefined : proposal
  const steps = state?.route.stages.flatMap((stage) => stage.steps) ?? []
  const reason = c % 17 === 0 ? ' ' : '理由'
  const inPost = c % 4 === 1 && own.length > 0 ? { as: one(own, d) } : {}
  const seal = { paperChecked: c % 7 !== 0, ...(c % 3 === 0 ? { comment: '意見' } : {}), ...inPost }
  const claim: ActingClaim = {
    ...(d % 3 === 0 ? { absence: d % 9 === 0 ? '　' : '会議中' } : {}),
    ...(d % 2 === 0
      ? { exception: { kind: d % 4 === 0 ? 'emergency' : 'prior_instruction', reason: '災害' } }
      : {}),
    ...(d % 5 === 0 ? { postReview: true } : {}),
  }
  // 代決
  const acting = c % 4 === 0 ? { acting: claim } : {}
  switch (type) {
    case 'submit':
      return { ...submitOn(routes[game.route]!, { policy: game.policy, matter: game.matter }), ...(game.numbered ? {} : { number: '' }) }
    case 'resubmit':
      return resubmitOn(c % 3 === 0 ? one(routes, d) : (state?.route ?? routes[0]!), {
        mode: c % 5 === 0 ? 'restart' : 'resume',
        effect: one<EditEffect>(['minor', 'major'], d),
        matter: changedMatter(game, c),
      })
    case 'approve':
    case 'provisionally_decide':
    case 'examine':
      return { type, ...seal }
    case 'concur': {
      const opinion = one<Opinion>(['agree', 'agree', 'agree', 'object', 'conditional'], d)
      return { type, ...seal, ...(c % 11 === 0 ? {} : { comment: '意見' }), opinion, ...acting }
    }
    case 'decide':
      return { type, ...seal, ...acting, ...(d % 6 === 0 ? { condition: '予算の範囲内' } : {}), ...(game.numbered ? {} : { number: '総務起第2号' }) }
    case 'respond':
      return { type, step: state?.marks.find((it) => it.opinion === 'object')?.step ?? 's1', text: reason }
    case 'return':
      return { type, reason, ...inPost, ...(c % 2 === 0 && steps.length > 0 ? { to: one(steps, d).id } : {}) }
    case 'reject':
    case 'hold':
    case 'judge_edit':
      return { type, reason, ...inPost }
    case 'withdraw':
    case 'abandon':
    case 'pull_up':
    case 'release_secrecy':
      return { type, reason }
    case 'take_back':
    case 'end_hold':
    case 'post_review':
    case 'acknowledge':
    case 'pass_over':
      return { type }
    case 'circulate':
      return { type, kind: c % 2 === 0 ? 'circulate' : 'inform', to: [one(posts, d), ...(c % 3 === 0 ? [one(posts, d + 1), '財政'] : [])].map(recipientOf) }
    case 'ask':
      return { type, to: recipientOf(one(posts, d)), text: reason }
    case 'comment':
    case 'answer':
    case 'add_cover_note':
      return { type, text: reason }
    case 'set_urgency':
      return { type, urgent: d % 2 === 0, reason, ...(c % 3 === 0 ? { dueOn: '2026-05-29' as LocalDate } : {}) }
    case 'explain':
      return { type, to: '部長' }
    case 'move_paper':
      return { type, place: '窓口' }
    case 'change_route':
      return { type, route: state === undefined ? routes[0]! : changedRoute(state.route, d), reason, ...inPost }
    case 'revise':
      return { type, effect: one<EditEffect>(['minor', 'minor', 'major'], d), changes: [{ kind: 'text', name: '件名' }], to: shaOf(d + 100_000), reason, ...inPost }
    case 'confirm_seat':
      return { type, step: (d % 3 === 0 ? one(steps, d) : waitingStep(proposal, d))?.id ?? 's1', reason }
    case 'reassign': {
      const name = one(['次長', '文書'], d)
      return { type, step: steps.length === 0 ? 's1' : one(steps, c).id, post: postOf(name), postName: name, seated: [name as PersonId], reason }
    }
    case 'hand_over_draft':
      return { type, to: { ...(state?.drafter ?? nobody), person: one(['係長', '起案者'], d) as PersonId }, reason }
    case 'give_number':
      return { type, kind: one(['施行', '起案番号', '施行'], d), text: '総務第1号' }
    default:
      return issuingMove(type, proposal, [c, d])
  } // prettier-ignore
}

const nobody = { person: '起案者' as PersonId, name: '起案者', capacity: { post: postOf('起案者'), kind: 'primary' as const, unitName: '', positionName: '', title: '' }, alsoAs: [] } // prettier-ignore

function waitingStep(proposal: Proposal, roll: number): Step | undefined {
  const steps = proposal.status === 'in_approval' ? proposal.route.stages[proposal.turn]?.steps : undefined
  return steps?.[roll % steps.length]
}

/** Whom to let act at `at`, and what: mostly somebody who has something to do, so that the far ends are reached. */
export function choose(
  proposal: Proposal,
  office: Office,
  [a, b, c]: readonly [number, number, number],
  at: Instant,
): readonly [string, CommandType] {
  if (proposal.status === 'draft') return ['起案者', 'submit']
  const { secretUntil } = proposal.matter
  // Now and then the clock is early, and must be told so.
  const isTime = secretUntil !== undefined && (at >= secretUntil || b % 8 === 0)
  if (isTime && a % 3 === 0) return ['system', 'release_secrecy']
  const type = one(types, c)
  const any: readonly [string, CommandType] = [likely(proposal, type, b), type]
  if (a % 5 === 0) return any
  if (proposal.status === 'returned') {
    const author = proposal.marks.find((it) => it.act === 'returned')?.by.person
    if (a % 5 === 1 && author !== undefined) return [author, 'take_back']
    return a % 3 === 0 ? any : [proposal.drafter.person, 'resubmit']
  }
  if (proposal.status !== 'in_approval') {
    if (proposal.status === 'decided' && a % 3 === 1) return likelyIssuing(proposal, [a, b, c])
    const owed = proposal.postReviews.find((it) => it.done === undefined)
    return owed === undefined || a % 2 === 0 ? any : [one(holdersIn(office, owed.post), b), 'post_review']
  }
  const last = proposal.marks.at(-1)
  if (a % 9 === 1 && last !== undefined) return [last.by.person, 'take_back']
  const kept = proposal.holds[0]
  if (kept !== undefined && a % 6 === 1) return [kept.by.person, 'end_hold']
  const objected = proposal.marks.some((it) => it.opinion === 'object')
  if (objected && a % 4 === 1) return [proposal.drafter.person, 'respond']
  if (a % 23 === 2) return ['system', 'pass_over']
  if (a % 7 === 3) return [one(['課長', '次長', '部長', '知事'], b), 'pull_up']
  if (a % 29 === 4) return ['文書管理者', one(['confirm_seat', 'reassign', 'hand_over_draft'], b)]
  const steps = proposal.route.stages[proposal.turn]?.steps.filter((it) => it.skipped === undefined) ?? []
  const waiting = steps.filter((it) => !proposal.marks.some((mark) => mark.step === it.id))
  const step = one(waiting.length === 0 ? steps : waiting, b)
  const holders = holdersIn(office, step.post)
  if (a % 3 !== 0 && step.role === 'review' && holders.every((it) => office.absent[it] !== undefined))
    return ['system', 'pass_over']
  const isAgain = (name: string): boolean =>
    !step.seated.some((it) => it === name) &&
    proposal.marks.some((it) => it.by.person === name && it.step !== step.id)
  if (a % 3 === 1 && holders.some(isAgain)) return ['文書管理者', 'confirm_seat']
  const who =
    a % 4 === 2 ? one([...holders, ...(standIns[step.postName as '部長'] ?? [])], c) : one(holders, c)
  if (a % 6 === 2 && proposal.edits.some((it) => it.effect === 'minor' && it.confirmedBy === undefined))
    return [who, 'judge_edit']
  const others: readonly CommandType[] = [
    'return',
    'hold',
    'revise',
    'judge_edit',
    'change_route',
    'reject',
    'circulate',
  ]
  if (a % 3 === 0) return [who, one(others, c)]
  return [who, step.provisional === true ? 'provisionally_decide' : sealOf[step.role]]
}

/** Whether somebody without a waiting post is to seal, which only 代決 makes possible. */
export function standsIn(proposal: Proposal, type: CommandType, own: readonly PostId[]): boolean {
  if (proposal.status !== 'in_approval' || (type !== 'decide' && type !== 'concur')) return false
  const steps = proposal.route.stages[proposal.turn]?.steps ?? []
  return !steps.some((step) => own.includes(step.post))
}

/** Who would do this sort of thing, half of the time; else anybody. */
function likely(proposal: Submitted, type: CommandType, roll: number): string {
  if (roll % 2 === 0) return one(people, roll >> 1)
  switch (type) {
    case 'confirm_seat':
    case 'reassign':
    case 'hand_over_draft':
      return '文書管理者'
    case 'acknowledge':
      return proposal.showings.find((it) => it.seen === undefined)?.person ?? '課長'
    case 'answer':
      return proposal.questions.find((it) => it.answer === undefined)?.to ?? '課長'
    case 'end_hold':
      return proposal.holds[0]?.by.person ?? '課長'
    default:
      return proposal.drafter.person
  }
}

function holdersIn(office: Office, post: string): readonly string[] {
  const name = post.slice('U:'.length)
  const holders = office.holders[name] ?? [name]
  return holders.length === 0 ? ['課長'] : holders
}

const line = ['係長', '課長', '次長', '部長']

/** An absence begins or ends, or a post changes hands. */
export function movedOffice(office: Office, [b, c, d]: readonly [number, number, number]): Office {
  // Half of the time it is one of those through whom most cases go, and whoever comes there has often acted before.
  const rank = b % line.length
  const name = c % 2 === 0 ? one(line, rank) : one(posts, b)
  if (d % 2 === 0) {
    const { [name]: away, ...others } = office.absent
    return { ...office, absent: away === undefined ? { ...others, [name]: '出張' } : others }
  }
  const below = c % 4 === 0 ? line[rank - 1] : undefined
  const other = below ?? one(posts, c)
  const usual = [[name], [name, other], [other], [name], c % 5 === 0 ? [] : [other]]
  const holders = one(below === undefined ? usual : [[name, other], [other]], d >> 1)
  return { ...office, holders: { ...office.holders, [name]: holders } }
}
