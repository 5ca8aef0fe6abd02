import { test } from 'tap'
import fc from 'fast-check'
import { as, draft, postOf, resubmitOn, routeOf, submitOn } from '../../testing/approval-world.ts'
import type { Acting, Command, CommandType } from './commands.ts'
import { type ApprovalEvent, theSystem } from './events.ts'
import type { PostId, Sha256 } from '../ids.ts'
import type { Proposal } from './proposal.ts'
import type { Route } from './route.ts'
import { allowed } from './allowed.ts'
import { canonicalJson } from '../audit/canonical-json.ts'
import { decide } from './decide.ts'
import { evolve, replay } from './evolve.ts'

const runs = Number(process.env['KESSAI_PROPERTY_RUNS'] ?? 1000)
const people = ['起案者', '係長', '課長', '文書', '財政', '人事', '部長', '知事']
const routes = [
  '決:部長',
  '回:係長 決:部長',
  '回:係長 回:課長 決:部長',
  '-回:係長 審:文書 合:財政+合:人事 決:部長',
  '回:係長 合:財政+-合:人事 -回:課長 決:知事',
  '合:財政+合:人事+合:文書 決:部長',
].map(routeOf)

/** Who holds what: mostly oneself, sometimes a second post as well, sometimes nothing. */
const holding: fc.Arbitrary<(name: string) => readonly string[]> = fc.oneof(
  { weight: 8, arbitrary: fc.constant((name: string) => [name]) },
  { weight: 2, arbitrary: fc.constantFrom(...people).map((also) => (name: string) => [name, also]) },
  { weight: 1, arbitrary: fc.constant(() => [] as string[]) },
)
const manifests = ['a', 'b'].map((it) => it.repeat(64) as Sha256)

type MoveType = Extract<
  CommandType,
  | 'submit'
  | 'approve'
  | 'examine'
  | 'concur'
  | 'decide'
  | 'return'
  | 'resubmit'
  | 'take_back'
  | 'withdraw'
  | 'reject'
>
type Move = {
  readonly who: string
  readonly holds: (name: string) => readonly string[]
  readonly type: MoveType
  readonly route: Route
  readonly mode: 'resume' | 'restart'
  readonly reason: string
  /** Undefined: what the proposal binds now. */
  readonly current: Sha256 | undefined
  readonly careless: boolean
}

const move = fc.record<Move>({
  who: fc.constantFrom(...people),
  holds: holding,
  type: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<MoveType>('approve', 'examine', 'concur', 'decide') },
    { weight: 2, arbitrary: fc.constantFrom<MoveType>('resubmit', 'take_back') },
    { weight: 1, arbitrary: fc.constantFrom<MoveType>('return', 'reject', 'withdraw', 'submit') },
  ),
  route: fc.constantFrom(...routes),
  mode: fc.constantFrom('resume', 'restart'),
  reason: fc.constantFrom('理由', '理由', '理由', ' '),
  current: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, fc.constantFrom(...manifests)),
  careless: fc.integer({ min: 0, max: 9 }).map((it) => it === 0),
})

function commandOf(it: Move): Command {
  switch (it.type) {
    case 'submit':
      return submitOn(it.route)
    case 'resubmit':
      return resubmitOn(it.route, { mode: it.mode })
    case 'concur':
      return { type: it.type, opinion: 'agree' }
    case 'return':
    case 'withdraw':
    case 'reject':
      return { type: it.type, reason: it.reason }
    case 'approve':
    case 'examine':
    case 'decide':
    case 'take_back':
      return { type: it.type }
  }
}

function actingOf(it: Move, proposal: Proposal): Acting {
  const known = proposal.status === 'draft' ? manifests[0]! : proposal.manifestSha256
  const current = it.current ?? known
  const shown = it.careless ? manifests.find((one) => one !== current)! : current
  return as(it.who, { holds: it.holds(it.who), currentManifest: current, shownManifest: shown })
}

/** To reach the far ends often, most moves are turned into ones of a person whose turn it is. */
function helped(it: Move, index: number, proposal: Proposal): Move {
  if (index % 4 === 3) return it
  if (proposal.status === 'returned')
    return it.type === 'take_back' ? it : { ...it, who: '起案者', type: 'resubmit' }
  if (proposal.status !== 'in_approval') return it
  if (it.type === 'take_back') {
    const last = proposal.marks.at(-1)?.by
    return last === undefined
      ? it
      : { ...it, who: last.person, holds: () => [last.capacity.post.slice('U:'.length)] }
  }
  const types = { review: 'approve', examine: 'examine', concur: 'concur', decide: 'decide' } as const
  const stage = proposal.route.stages[proposal.turn]?.steps ?? []
  const step = stage.find(
    (one) => one.skipped === undefined && !proposal.marks.some((mark) => mark.step === one.id),
  )
  if (step === undefined) return it
  const type = it.type === 'return' ? it.type : types[step.role]
  // Who holds two posts does the work of a second one.
  if (it.holds(it.who).length === 2) return { ...it, holds: (name) => [name, step.postName], type }
  return { ...it, who: step.postName, type }
}

type Seen = {
  readonly before: Proposal
  readonly acting: Acting
  readonly event: ApprovalEvent
  readonly after: Proposal
}
type Run = {
  readonly seen: readonly Seen[]
  readonly events: readonly ApprovalEvent[]
  readonly end: Proposal
}

function play(moves: readonly Move[]): Run {
  let proposal: Proposal = draft
  const seen: Seen[] = []
  const events: ApprovalEvent[] = []
  const first = moves[0]
  const start: Move[] =
    first === undefined
      ? []
      : [{ ...first, who: '起案者', type: 'submit', careless: false, holds: (it) => [it] }]
  for (const [index, wanted] of [...start, ...moves].entries()) {
    const it = index === 0 ? wanted : helped(wanted, index, proposal)
    const acting = actingOf(it, proposal)
    const decided = decide(proposal, commandOf(it), acting)
    if (!decided.ok) continue
    for (const event of decided.value) {
      const after = evolve(proposal, event)
      seen.push({ before: proposal, acting, event, after })
      events.push(event)
      proposal = after
    }
  }
  return { seen, events, end: proposal }
}

const moves = fc.array(move, { minLength: 1, maxLength: 40, size: 'max' })

/** The acts that still count at the end, computed from the log alone and in the plainest way. */
function countingActs(events: readonly ApprovalEvent[]): { step: string; type: string; by: PostId }[] {
  let counting: { step: string; type: string; by: PostId }[] = []
  for (const event of events) {
    if (event.type === 'resubmitted' && event.mode === 'restart') counting = []
    if (event.type === 'act_taken_back') counting = counting.filter((it) => it.step !== event.step)
    if (
      event.type === 'approved' ||
      event.type === 'examined' ||
      event.type === 'concurred' ||
      event.type === 'decided'
    ) {
      counting = counting.filter((it) => it.step !== event.step)
      // What the same person takes along is done in the capacities recorded beside.
      for (const step of event.also ?? []) {
        for (const { post } of event.by.alsoAs) counting.push({ step, type: 'along', by: post })
      }
      counting.push({ step: event.step, type: event.type, by: event.by.capacity.post })
    }
  }
  return counting
}

function lastRoute(events: readonly ApprovalEvent[]): Route {
  const event = events.findLast((it) => it.type === 'submitted' || it.type === 'resubmitted')
  if (event?.type !== 'submitted' && event?.type !== 'resubmitted') throw new Error('never submitted')
  return event.route
}

test('no run of commands reaches a decision without every step of the last route, in order (R-01)', async (t) => {
  let decided = 0
  let afterReturn = 0
  const acts = { review: 'approved', examine: 'examined', concur: 'concurred', decide: 'decided' }
  fc.assert(
    fc.property(moves, (given) => {
      const { events, end } = play(given)
      if (end.status !== 'decided') return
      decided += 1
      if (events.some((it) => it.type === 'resubmitted')) afterReturn += 1
      const counting = countingActs(events)
      let latest = -1
      for (const stage of lastRoute(events).stages) {
        const places = stage.steps
          .filter((step) => step.skipped === undefined)
          .map((step) =>
            counting.findIndex(
              (it) =>
                it.step === step.id &&
                (it.type === acts[step.role] || it.type === 'along') &&
                it.by === step.post,
            ),
          )
        if (places.includes(-1)) throw new Error(`decided without ${JSON.stringify(stage.steps)}`)
        if (places.some((it) => it < latest)) throw new Error('a later stage acted before an earlier one')
        latest = Math.max(latest, ...places)
      }
      if (events.filter((it) => it.type === 'decided').length !== 1)
        throw new Error('not exactly one decider')
      if (events.findLast((it) => it.by.person !== theSystem.person)?.type !== 'decided')
        throw new Error('something happened after the decision')
    }),
    { numRuns: runs },
  )
  t.ok(decided > runs / 5, `decided ${decided} of ${runs}`)
  t.ok(afterReturn > runs / 50, `decided after a return ${afterReturn}`)
})

test('nobody acts in a step without its post, on a text that is not the one shown, or for another drafter', async (t) => {
  let acts = 0
  let concurrent = 0
  fc.assert(
    fc.property(moves, (given) => {
      for (const { before, acting, event } of play(given).seen) {
        const held = acting.capacities.map((it) => it.post)
        if (event.by.person === theSystem.person) continue
        if (!held.includes(event.by.capacity.post)) throw new Error('acted in a capacity not held')
        if (event.manifestSha256 !== acting.currentManifest) throw new Error('bound to another text')
        if (event.by.person === theSystem.person) continue
        if ('step' in event && before.status !== 'draft') {
          acts += 1
          const step = before.route.stages.flatMap((stage) => stage.steps).find((it) => it.id === event.step)
          if (step === undefined || !held.includes(step.post)) throw new Error('acted without the post')
          if (step.skipped !== undefined) throw new Error('acted in a skipped step')
          if (step.post !== postOf(acting.person)) concurrent += 1
        } else if (acting.person !== '起案者') {
          throw new Error(`${event.type} by ${acting.person}`)
        }
      }
    }),
    { numRuns: runs },
  )
  t.ok(acts > runs, `acts ${acts}`)
  t.ok(concurrent > runs / 20, `in a second post ${concurrent}`)
})

test('the buttons are what the rules accept, with the reason or route of the day filled in', async (t) => {
  let offered = 0
  let none = 0
  fc.assert(
    fc.property(moves, fc.nat(6), fc.constantFrom(...people), holding, (given, length, who, holds) => {
      const { end } = play(given.slice(0, length))
      const current = end.status === 'draft' ? manifests[0]! : end.manifestSha256
      const acting = as(who, { holds: holds(who), currentManifest: current })
      const buttons = allowed(end, acting)
      const all: MoveType[] = [
        'submit', 'approve', 'examine', 'concur', 'decide', 'return', 'resubmit', 'take_back', 'withdraw', 'reject',
      ] // prettier-ignore
      for (const type of all) {
        for (const route of routes) {
          const it: Move = {
            who,
            holds,
            type,
            route,
            mode: 'resume',
            reason: '理由',
            current,
            careless: false,
          }
          if (decide(end, commandOf(it), acting).ok !== buttons.includes(type))
            throw new Error(`${type} differs`)
        }
      }
      offered += buttons.length
      if (buttons.length === 0) none += 1
    }),
    { numRuns: runs },
  )
  t.ok(offered > runs / 4, `offered ${offered}`)
  t.ok(none > runs / 20, `nothing offered ${none}`)
})

test('the state is the fold of its events, and survives being stored as JSON', async (t) => {
  let long = 0
  fc.assert(
    fc.property(moves, (given) => {
      const { events, end } = play(given)
      if (events.length > 6) long += 1
      const stored = JSON.parse(JSON.stringify(events)) as ApprovalEvent[]
      if (canonicalJson(replay(draft, stored)) !== canonicalJson(end)) throw new Error('replay differs')
    }),
    { numRuns: runs },
  )
  t.ok(long > runs / 20, `long runs ${long}`)
})

test('take back undoes exactly the last own act: what was before is there again', async (t) => {
  let taken = 0
  fc.assert(
    fc.property(moves, (given) => {
      const { seen } = play(given)
      for (const [index, { event, before, after }] of seen.entries()) {
        const previous = seen[index - 1]
        if (event.type !== 'act_taken_back' || previous === undefined) continue
        if (!('step' in previous.event) || previous.event.step !== event.step) continue
        taken += 1
        if (previous.after !== before) throw new Error('not consecutive')
        if (canonicalJson(after) !== canonicalJson(previous.before)) throw new Error('something else changed')
      }
    }),
    { numRuns: runs },
  )
  t.ok(taken > runs / 20, `taken back ${taken}`)
})
