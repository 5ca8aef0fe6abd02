import { test } from 'tap'
import fc from 'fast-check'
import { issuingForms } from '../../testing/issuing-moves.ts'
import { assertLaw } from '../../testing/approval-laws.ts'
import { type Run, type Taken, anyGame } from '../../testing/approval-model.ts'
import { actingIn, people } from '../../testing/approval-office.ts'
import { commandOf } from '../../testing/approval-moves.ts'
import { Tally } from '../../testing/tally.ts'
import type { Acting, Command, CommandType } from './commands.ts'
import { allowed } from './allowed.ts'
import { decide } from './decide.ts'
import type { PersonId, Sha256 } from '../ids.ts'
import { openTasks } from './open-tasks.ts'
import type { Proposal } from './proposal.ts'

const sealOf = { review: 'approve', examine: 'examine', concur: 'concur', decide: 'decide' } as const

function actingAtEnd({ office, content, at }: Run, who: string): Acting {
  return actingIn(office, who, { content, at })
}

/** A run broken off within the first `share` of it, per cent, so that every stage of a case is looked at. */
const brokenOff = (share: number) =>
  fc.tuple(anyGame, fc.nat(share)).map(([game, until]) => ({
    ...game,
    moves: game.moves.slice(0, Math.ceil((game.moves.length * until) / 100)),
  }))

const everyType: readonly Taken['command']['type'][] = [
  'submit', 'approve', 'provisionally_decide', 'examine', 'concur', 'respond', 'decide', 'reject', 'return', 'resubmit', 'take_back', 'withdraw', 'abandon',
  'pull_up', 'post_review', 'hold', 'end_hold', 'circulate', 'acknowledge', 'comment', 'ask', 'answer', 'set_urgency', 'explain',
  'move_paper', 'change_route', 'revise', 'judge_edit', 'confirm_seat', 'reassign', 'hand_over_draft', 'add_cover_note',
  'give_number', 'release_secrecy', 'pass_over', 'make_fair_copy', 'collate', 'seal_document', 'void_document', 'dispatch', 'report_failure',
  'complete',
] // prettier-ignore

const others: readonly Command[] = [
  { type: 'return', reason: '理由' },
  { type: 'reject', reason: '理由' },
  { type: 'hold', reason: '理由' },
  {
    type: 'revise',
    effect: 'minor',
    changes: [{ kind: 'text', name: '件名' }],
    to: 'f'.repeat(64) as Sha256,
    reason: '理由',
  },
]

test('R-23 the buttons are what the rules accept: whatever is accepted was offered', async (t) => {
  const tally = new Tally()
  assertLaw(anyGame, (run) => {
    // To ask for all buttons is a hundred questions: of each game the two kinds least seen so far are asked about.
    const rarest = run.taken.toSorted((a, b) => tally.of(a.command.type) - tally.of(b.command.type))
    for (const { before, command, acting } of rarest.slice(0, 2)) {
      tally.add(command.type)
      if (!allowed(before, acting).includes(command.type))
        throw new Error(`${command.type} was accepted and not offered to ${acting.person}`)
    }
  })
  tally.tell(
    t,
    Object.fromEntries(
      everyType.map((type) => [type, ['pass_over', 'confirm_seat', 'judge_edit'].includes(type) ? 1 : 4]),
    ),
  )
})

test('the buttons are what the rules accept: whatever is offered is accepted in one of its forms', async (t) => {
  const tally = new Tally()
  const dice = Array.from({ length: 40 }, (_, index) => [index * 7 + 1, index * 11 + 1] as const)
  assertLaw(brokenOff(99), (run, game) => {
    const who = people[game.moves.length % people.length]!
    // At the end anybody is asked; and of each game whoever did what was seen least so far, right before that.
    const [rarest] = run.taken.toSorted((a, b) => tally.of(a.command.type) - tally.of(b.command.type))
    const moments = [
      { state: run.end, acting: actingAtEnd(run, who) },
      ...(rarest === undefined ? [] : [{ state: rarest.before, acting: rarest.acting }]),
    ]
    for (const { state, acting } of moments) {
      const own = acting.capacities.map(({ post }) => post)
      const buttons = allowed(state, acting)
      if (buttons.length === 0) tally.add('nothing')
      for (const type of buttons) {
        tally.add(type)
        const accepts = (command: Command): boolean => decide(state, command, acting).ok
        const isAccepted =
          precise(type, state, acting).some(accepts) ||
          dice.some((it) => accepts(commandOf(type, state, game, it, own)))
        if (!isAccepted) throw new Error(`${type} was offered to ${acting.person} and is not accepted`)
      }
    }
  })
  tally.tell(t, { nothing: 100, ...Object.fromEntries(everyType.map((type) => [type, 4])) })
})

/** Forms that dice seldom give: in each capacity, and a 代決 with everything said. */
function precise(type: CommandType, end: Proposal, acting: Acting): readonly Command[] {
  const said = { comment: '意見', paperChecked: true }
  const exceptions = ['emergency', 'prior_instruction'] as const
  const claims = exceptions.map((kind) => ({ absence: '会議', exception: { kind, reason: '災害' } }))
  const state = end.status === 'draft' ? undefined : end
  const listed = [...(state?.matter.accessList ?? []), ...(state === undefined ? [] : [state.drafter.person])]
  const to = ['誰か', ...listed].map((it) => ({ person: it as never, name: it, title: it }))
  switch (type) {
    case 'approve':
    case 'provisionally_decide':
    case 'examine':
      return acting.capacities.map(({ post }) => ({ type, ...said, as: post }))
    case 'return':
    case 'reject':
    case 'hold':
    case 'revise':
      return others
        .filter((it) => it.type === type)
        .flatMap((it) => acting.capacities.map(({ post }) => ({ ...it, as: post })))
    case 'judge_edit':
      return acting.capacities.map(({ post }) => ({ type, reason: '理由', as: post }))
    case 'concur':
      return [
        ...acting.capacities.map(({ post }): Command => ({ type, opinion: 'object', ...said, as: post })),
        ...claims.map((claim): Command => ({ type, opinion: 'object', ...said, acting: claim })),
      ]
    case 'decide':
      return [
        ...acting.capacities.map(({ post }): Command => ({ type, ...said, as: post })),
        ...claims.map((claim): Command => ({ type, ...said, acting: claim })),
      ]
    case 'give_number':
      return [{ type, kind: '指令', text: '総務指令第1号' }]
    case 'respond':
      return (state?.marks ?? []).map(({ step }) => ({ type, step, text: '対応する。' }))
    case 'circulate':
      return to.map((one) => ({ type, kind: 'circulate', to: [one] }))
    case 'ask':
      return to.map((one) => ({ type, to: one, text: '相談' }))
    case 'hand_over_draft':
      return state === undefined
        ? []
        : people.map((it) => ({ type, to: { ...state.drafter, person: it as PersonId }, reason: '異動' }))
    case 'confirm_seat':
      return (state?.route.stages.flatMap((it) => it.steps) ?? []).map(({ id }) => ({
        type,
        step: id,
        reason: '異動',
      }))
    case 'reassign':
      return (state?.route.stages.flatMap((it) => it.steps) ?? []).map(({ id }) => ({
        type, step: id, post: 'U:主幹' as never, postName: '主幹', seated: [], reason: '廃止',
      })) // prettier-ignore
    default:
      return issuingForms(type, end)
  }
}

test('what waits is what is accepted: the holder of a waiting 職 can act, and nobody else can seal', async (t) => {
  const tally = new Tally()
  assertLaw(brokenOff(60), (run) => {
    const { end, office } = run
    if (end.status !== 'in_approval') return
    const tasks = openTasks(end).filter((it) => 'post' in it)
    for (const task of tasks) {
      if (task.kind === 'post_review' || task.kind === 'ahead') continue
      const step = end.route.stages.flatMap((it) => it.steps).find((it) => it.id === task.step)!
      for (const who of office.holders[step.postName] ?? [step.postName]) {
        const acting = actingAtEnd(run, who)
        if (sealsOf(acting).some((command) => decide(end, command, acting).ok)) tally.add('acted')
        else if (hasReason(run, acting, sealOf[step.role])) tally.add('had to wait')
        else throw new Error(`${who} cannot act at ${step.postName}`)
      }
    }
    for (const who of people) {
      const acting = actingAtEnd(run, who)
      const holds = tasks.some((it) => acting.capacities.some((one) => one.post === it.post))
      const standsIn = tasks.some((it) =>
        acting.facts.seatOf(it.post).standIns.some((one) => one.holders.some((it) => it.person === who)),
      )
      if (holds || standsIn) continue
      tally.add('kept away')
      for (const command of [...sealsOf(acting), ...others])
        if (decide(end, command, acting).ok) throw new Error(`${who} may ${command.type} where nothing waits`)
    }
  })
  tally.tell(t, { acted: 300, 'kept away': 1000, 'had to wait': 5 })
})

/** Every seal, in no capacity of one's own choice and in each. */
function sealsOf({ capacities }: Acting): readonly Command[] {
  const said = { comment: '意見', paperChecked: true, opinion: 'agree' }
  const hows = [said, ...capacities.map(({ post }) => ({ ...said, as: post }))]
  const types = ['provisionally_decide', ...Object.values(sealOf)]
  return hows.flatMap((how) => types.map((type) => ({ type, ...how }) as Command))
}

/** The lawful reasons for which the holder of a waiting post has to wait, asked in each of his capacities. */
function hasReason({ end }: Run, acting: Acting, type: CommandType): boolean {
  const lawful = ['drafter_may_not_approve', 'drafter_may_not_decide', 'same_person_again', 'held']
  return acting.capacities.some(({ post }) => {
    const command = { type, opinion: 'agree', comment: '意見', paperChecked: true, as: post } as Command
    const decided = decide(end, command, acting)
    return !decided.ok && (lawful.includes(decided.error.code) || decided.error.code === 'wrong_role')
  })
}
