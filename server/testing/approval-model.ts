import fc from 'fast-check'
import { decide } from '../domain/approval/decide.ts'
import { evolve } from '../domain/approval/evolve.ts'
import type { Acting, ActingClaim, Command, CommandType } from '../domain/approval/commands.ts'
import type { ApprovalEvent, EditEffect, MatterFacts, Opinion } from '../domain/approval/events.ts'
import type { Proposal, Submitted } from '../domain/approval/proposal.ts'
import type { Route, Step } from '../domain/approval/route.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'
import type { Instant, PersonId, Sha256 } from '../domain/ids.ts'
import { anyMatter, anyPolicy, routes } from './approval-givens.ts'
import { type World, as, draft, postOf, resubmitOn, submitOn } from './approval-world.ts'

/** Everybody in the office of the model. A post of the same name belongs to each, and may change hands. */
export const people = [
  '起案者',
  '係長',
  '課長',
  '文書',
  '財政',
  '人事',
  '次長',
  '部長',
  '知事',
  '文書管理者',
  'system',
]
const posts = people.filter((it) => it !== 'system')
const standIns = { 部長: ['次長', '課長'], 知事: ['部長', '次長'], 財政: ['人事', '次長'], 人事: ['文書'] }

/** A move is a handful of dice: what they mean depends on how far the case has come. */
type Dice = readonly [number, number, number, number, number]
/** How many games a property plays; many more by hand: KESSAI_PROPERTY_RUNS=100000. */
export const propertyRuns = Number(process.env['KESSAI_PROPERTY_RUNS'] ?? 2000)

const die = fc.nat(9999)
export type Game = {
  readonly policy: Partial<PolicySettings>
  readonly matter: Partial<MatterFacts>
  readonly paper: boolean
  readonly route: number
  /** Who holds two posts from the beginning (兼務). */
  readonly holders: Office['holders']
  readonly moves: readonly Dice[]
}

/** Random circumstances and moves. */
export const anyGame: fc.Arbitrary<Game> = fc.record({
  policy: anyPolicy,
  matter: anyMatter,
  paper: fc.nat(4).map((it) => it === 0),
  route: fc.nat(routes.length - 1),
  holders: fc.constantFrom<Office['holders']>(
    {},
    {},
    { 係長: ['課長'] },
    { 課長: ['部長'] },
    { 次長: ['部長'] },
    { 財政: ['人事'] },
    { 係長: ['係長', '課長'] },
  ),
  moves: fc.array(fc.tuple(die, die, die, die, die), { minLength: 15, maxLength: 60, size: 'max' }),
})

/** Who holds what and is away at one instant. */
export type Office = {
  readonly holders: Readonly<Record<string, readonly string[]>>
  readonly absent: Readonly<Record<string, string>>
}

/** An accepted command: the state around it, who acted in which office, and what happened. */
export type Taken = {
  readonly before: Proposal
  readonly command: Command
  readonly acting: Acting
  readonly office: Office
  readonly events: readonly ApprovalEvent[]
  /** The state after each event. */
  readonly states: readonly Proposal[]
  readonly after: Proposal
}

export type Run = {
  readonly taken: readonly Taken[]
  readonly events: readonly ApprovalEvent[]
  readonly end: Proposal
  readonly office: Office
  readonly content: Sha256
  readonly at: Instant
}

/** An office of the model as the world of a story. */
export function worldOf(office: Office): World {
  return { holders: office.holders, absent: office.absent, standIns }
}

function postsOf(office: Office, person: string): readonly string[] {
  return posts.filter((post) => (office.holders[post] ?? [post]).includes(person))
}

/** Somebody of the model, on the content that there is. */
export function actingIn(
  office: Office,
  person: string,
  more: {
    readonly content: Sha256
    readonly at: Instant
    readonly stale?: boolean
    readonly opened?: boolean
  },
): Acting {
  return as(person, {
    holds: postsOf(office, person),
    world: worldOf(office),
    at: more.at,
    currentManifest: more.content,
    shownManifest: more.stale === true ? ('9'.repeat(64) as Sha256) : more.content,
    ...(more.opened === true ? { openedBy: '次の人' } : {}),
  })
}

const shaOf = (count: number) => count.toString(16).padStart(64, '0') as Sha256
const sealOf = { review: 'approve', examine: 'examine', concur: 'concur', decide: 'decide' } as const
const types: readonly CommandType[] = [
  'approve', 'examine', 'concur', 'respond', 'decide', 'reject', 'return', 'resubmit', 'take_back', 'withdraw', 'abandon',
  'pull_up', 'post_review', 'hold', 'end_hold', 'circulate', 'acknowledge', 'comment', 'ask', 'answer', 'set_urgency',
  'explain', 'move_paper', 'change_route', 'revise', 'judge_edit', 'confirm_seat', 'reassign', 'hand_over_draft',
  'add_cover_note', 'give_number', 'release_secrecy', 'pass_over', 'submit',
] // prettier-ignore

function one<Value>(values: readonly Value[], roll: number): Value {
  const value = values[roll % values.length]
  if (value === undefined) throw new Error('nothing to choose from')
  return value
}

function recipientOf(person: string) {
  return { person: person as PersonId, name: person, title: `総務課${person}` }
}

/** A route with something added before the 決裁, or with everything taken out that may be. */
function changedRoute(route: Route, roll: number): Route {
  if (roll % 2 === 0) {
    const stages = route.stages
      .map((stage) => ({ ...stage, steps: stage.steps.filter((step) => step.removable !== true) }))
      .filter((stage) => stage.steps.length > 0)
    return { ...route, stages }
  }
  const last = route.stages.at(-1)!
  const name = one(['文書', '人事', '次長', '係長'], roll >> 1)
  const id = `a${route.stages.length}${roll}`
  const role = roll % 3 === 0 ? ('review' as const) : ('concur' as const)
  const step: Step = {
    ...last.steps[0]!,
    id,
    role,
    post: postOf(name),
    postName: name,
    because: [],
    removable: true,
  }
  return { ...route, stages: [...route.stages.slice(0, -1), { steps: [step] }, last] }
}

/** A command of a type with its details chosen by dice: mostly sensible, sometimes not. */
export function commandOf(
  type: CommandType,
  proposal: Proposal,
  game: Game,
  [c, d]: readonly [number, number],
): Command {
  const state = proposal.status === 'draft' ? undefined : proposal
  const steps = state?.route.stages.flatMap((stage) => stage.steps) ?? []
  const reason = c % 17 === 0 ? ' ' : '理由'
  const seal = { paperChecked: c % 7 !== 0, ...(c % 3 === 0 ? { comment: '意見' } : {}) }
  const claim: ActingClaim = {
    ...(d % 3 === 0 ? { absence: '会議中' } : {}),
    ...(d % 2 === 0
      ? { exception: { kind: d % 4 === 0 ? 'emergency' : 'prior_instruction', reason: '災害' } }
      : {}),
    ...(d % 5 === 0 ? { postReview: true } : {}),
  }
  const acting = c % 4 === 0 ? { acting: claim } : {}
  switch (type) {
    case 'submit':
      return submitOn(routes[game.route]!, { policy: game.policy, matter: game.matter })
    case 'resubmit':
      return resubmitOn(c % 3 === 0 ? one(routes, d) : (state?.route ?? routes[0]!), {
        mode: c % 5 === 0 ? 'restart' : 'resume',
        effect: one<EditEffect>(['minor', 'major'], d),
        matter: { flags: [], urgent: false, secrecy: 'none', accessList: [], ...game.matter },
      })
    case 'approve':
    case 'provisionally_decide':
    case 'examine':
      return { type, ...seal }
    case 'concur':
      return { type, comment: '意見', opinion: one<Opinion>(['agree', 'agree', 'agree', 'object', 'conditional'], d), paperChecked: true, ...acting }
    case 'decide':
      return { type, ...seal, ...acting, ...(d % 6 === 0 ? { condition: '予算の範囲内' } : {}) }
    case 'respond':
      return { type, step: state?.marks.find((it) => it.opinion === 'object')?.step ?? 's1', text: reason }
    case 'return':
      return { type, reason, ...(c % 2 === 0 && steps.length > 0 ? { to: one(steps, d).id } : {}) }
    case 'reject':
    case 'withdraw':
    case 'abandon':
    case 'pull_up':
    case 'hold':
    case 'judge_edit':
    case 'release_secrecy':
      return { type, reason }
    case 'take_back':
    case 'end_hold':
    case 'post_review':
    case 'acknowledge':
    case 'pass_over':
      return { type }
    case 'circulate':
      return { type, kind: 'circulate', to: [recipientOf(one(posts, d))] }
    case 'ask':
      return { type, to: recipientOf(one(posts, d)), text: reason }
    case 'comment':
    case 'answer':
    case 'add_cover_note':
      return { type, text: reason }
    case 'set_urgency':
      return { type, urgent: d % 2 === 0, reason }
    case 'explain':
      return { type, to: '部長' }
    case 'move_paper':
      return { type, place: '窓口' }
    case 'change_route':
      return { type, route: state === undefined ? routes[0]! : changedRoute(state.route, d), reason }
    case 'revise':
      return { type, effect: one<EditEffect>(['minor', 'minor', 'major'], d), changes: [{ kind: 'text', name: '件名' }], to: shaOf(d + 100_000), reason }
    case 'confirm_seat':
      return { type, step: one(steps, d)?.id ?? 's1', reason }
    case 'reassign': {
      const name = one(['次長', '文書'], d)
      return { type, step: steps.length === 0 ? 's1' : one(steps, c).id, post: postOf(name), postName: name, seated: [name as PersonId], reason }
    }
    case 'hand_over_draft':
      return { type, to: { ...(state?.drafter ?? nobody), person: one(['係長', '起案者'], d) as PersonId }, reason }
    case 'give_number':
      return { type, kind: '施行', text: '総務第1号' }
  } // prettier-ignore
}

const nobody = { person: '起案者' as PersonId, name: '起案者', capacity: { post: postOf('起案者'), kind: 'primary' as const, unitName: '', positionName: '', title: '' }, alsoAs: [] } // prettier-ignore

/** Whom to let act, and what: mostly somebody who has something to do, so that the far ends are reached. */
function choose(
  proposal: Proposal,
  office: Office,
  [a, b, c]: readonly [number, number, number],
): readonly [string, CommandType] {
  if (proposal.status === 'draft') return ['起案者', 'submit']
  const type = one(types, c)
  const any: readonly [string, CommandType] = [likely(proposal, type, b), type]
  if (a % 5 === 0) return any
  if (proposal.status === 'returned') {
    const author = proposal.marks.find((it) => it.act === 'returned')?.by.person
    if (a % 5 === 1 && author !== undefined) return [author, 'take_back']
    return a % 3 === 0 ? any : [proposal.drafter.person, 'resubmit']
  }
  if (proposal.status !== 'in_approval') {
    const owed = proposal.postReviews.find((it) => it.done === undefined)
    return owed === undefined || a % 2 === 0 ? any : [one(holdersIn(office, owed.post), b), 'post_review']
  }
  const last = proposal.marks.at(-1)
  if (a % 9 === 1 && last !== undefined) return [last.by.person, 'take_back']
  const objected = proposal.marks.some((it) => it.opinion === 'object')
  if (objected && a % 4 === 1) return [proposal.drafter.person, 'respond']
  if (a % 23 === 2) return ['system', 'pass_over']
  if (a % 7 === 3) return [one(['課長', '次長', '部長', '知事'], b), 'pull_up']
  const steps = proposal.route.stages[proposal.turn]?.steps.filter((it) => it.skipped === undefined) ?? []
  const waiting = steps.filter((it) => !proposal.marks.some((mark) => mark.step === it.id))
  const step = one(waiting.length === 0 ? steps : waiting, b)
  const holders = holdersIn(office, step.post)
  const who =
    a % 4 === 2 ? one([...holders, ...(standIns[step.postName as '部長'] ?? [])], c) : one(holders, c)
  const others: readonly CommandType[] = [
    'return',
    'hold',
    'revise',
    'judge_edit',
    'change_route',
    'reject',
    'circulate',
  ]
  return [who, a % 3 === 0 ? one(others, c) : sealOf[step.role]]
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

function movedOffice(office: Office, [b, c, d]: readonly [number, number, number]): Office {
  const name = one(posts, b)
  if (d % 2 === 0) {
    const { [name]: away, ...others } = office.absent
    return { ...office, absent: away === undefined ? { ...others, [name]: '出張' } : others }
  }
  const other = one(posts, c)
  const holders = one([[name], [name, other], [other], [name], c % 5 === 0 ? [] : [other]], d >> 1)
  return { ...office, holders: { ...office.holders, [name]: holders } }
}

/** Plays a game out: every accepted command with the states around it. */
export function play(game: Game): Run {
  const matter: Partial<MatterFacts> = game.paper
    ? { ...game.matter, paper: { reason: '図面', what: '図面' } }
    : game.matter
  const given: Game = { ...game, matter }
  let proposal: Proposal = draft
  let office: Office = { holders: game.holders, absent: {} }
  let content = shaOf(1)
  const taken: Taken[] = []
  const events: ApprovalEvent[] = []
  let minutes = 0
  const now = (): Instant => new Date(Date.UTC(2026, 4, 11, 1, minutes)).toISOString() as Instant
  for (const [index, [a, b, c, d, e]] of game.moves.entries()) {
    minutes += 1 + (e % 20)
    if (index > 0 && e % 6 === 0) office = movedOffice(office, [b, c, d])
    if (proposal.status === 'returned' && e % 4 === 0) content = shaOf(index + 2)
    const [who, type] = choose(proposal, office, [a, b, c])
    const acting = actingIn(office, who, { content, at: now(), stale: e % 29 === 0, opened: e % 3 === 0 })
    const command = commandOf(type, proposal, given, [d, e])
    const decided = decide(proposal, command, acting)
    if (!decided.ok) continue
    const before: Proposal = proposal
    const states: Proposal[] = []
    for (const event of decided.value) {
      proposal = evolve(proposal, event)
      states.push(proposal)
      events.push(event)
    }
    if (command.type === 'revise') content = command.to
    taken.push({ before, command, acting, office, events: decided.value, states, after: proposal })
  }
  return { taken, events, end: proposal, office, content, at: now() }
}
