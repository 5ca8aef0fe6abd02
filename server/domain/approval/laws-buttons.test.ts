import { test } from 'tap'
import fc from 'fast-check'
import { assertLaw } from '../../testing/approval-laws.ts'
import {
  type Run,
  actingIn,
  anyGame,
  commandOf,
  people,
  propertyRuns as runs,
} from '../../testing/approval-model.ts'
import type { Acting, Command, CommandType } from './commands.ts'
import { allowed } from './allowed.ts'
import { decide } from './decide.ts'
import { openTasks } from './open-tasks.ts'

const sealOf = { review: 'approve', examine: 'examine', concur: 'concur', decide: 'decide' } as const

function actingAtEnd({ office, content, at }: Run, who: string): Acting {
  return actingIn(office, who, { content, at })
}

/** A run broken off somewhere, so that every stage of a case is looked at. */
const brokenOff = fc.tuple(anyGame, fc.nat(99)).map(([game, share]) => ({
  ...game,
  moves: game.moves.slice(0, 1 + Math.floor((game.moves.length * share) / 100)),
}))

test('R-23 the buttons are what the rules accept: whatever is accepted was offered', async (t) => {
  const seen = new Map<CommandType, number>()
  assertLaw(
    anyGame,
    (run) => {
      for (const { before, command, acting } of run.taken) {
        seen.set(command.type, (seen.get(command.type) ?? 0) + 1)
        if (!allowed(before, acting).includes(command.type))
          throw new Error(`${command.type} was accepted and not offered to ${acting.person}`)
      }
    },
    Math.ceil(runs / 8),
  )
  t.comment(JSON.stringify(Object.fromEntries(seen)))
  t.ok(seen.size >= 30, `types accepted: ${seen.size} of 34`)
})

test('the buttons are what the rules accept: whatever is offered is accepted in one of its forms', async (t) => {
  let offered = 0
  let none = 0
  const dice = Array.from({ length: 40 }, (_, index) => [index * 7 + 1, index * 11 + 1] as const)
  assertLaw(
    brokenOff,
    (run, game) => {
      const who = people[game.moves.length % people.length]!
      const acting = actingAtEnd(run, who)
      const buttons = allowed(run.end, acting)
      if (buttons.length === 0) none += 1
      for (const type of buttons) {
        offered += 1
        const forms: readonly Command[] = [
          ...dice.map((it) => commandOf(type, run.end, game, [...it])),
          ...precise(type, run, acting),
        ]
        if (!forms.some((command) => decide(run.end, command, acting).ok))
          throw new Error(`${type} was offered to ${who} and is not accepted`)
      }
    },
    Math.ceil(runs / 8),
  )
  t.ok(offered > runs / 4, `offered ${offered}`)
  t.ok(none > 0, `nothing offered ${none}`)
})

/** Forms that dice seldom give: in each capacity, and a 代決 with everything said. */
function precise(type: CommandType, { end }: Run, acting: Acting): readonly Command[] {
  const said = { comment: '意見', paperChecked: true }
  const exceptions = ['emergency', 'prior_instruction'] as const
  const claims = exceptions.map((kind) => ({ absence: '会議', exception: { kind, reason: '災害' } }))
  const state = end.status === 'draft' ? undefined : end
  const listed = [...(state?.matter.accessList ?? []), ...(state === undefined ? [] : [state.drafter.person])]
  const to = ['誰か', ...listed].map((it) => ({ person: it as never, name: it, title: it }))
  switch (type) {
    case 'approve':
    case 'examine':
      return acting.capacities.map(({ post }) => ({ type, ...said, as: post }))
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
      return []
  }
}

test('what waits is what is accepted: the holder of a waiting 職 can act, and nobody else can seal', async (t) => {
  let acted = 0
  let kept = 0
  assertLaw(
    brokenOff,
    (run) => {
      const { end, office } = run
      if (end.status !== 'in_approval') return
      for (const task of openTasks(end)) {
        if (!('post' in task) || task.kind === 'post_review' || task.kind === 'ahead') continue
        const step = end.route.stages.flatMap((it) => it.steps).find((it) => it.id === task.step)!
        for (const who of office.holders[step.postName] ?? [step.postName]) {
          const acting = actingAtEnd(run, who)
          const could = allowed(end, acting)
          if (Object.values(sealOf).some((type) => could.includes(type))) acted += 1
          else if (!hasReason(run, acting, sealOf[step.role]))
            throw new Error(`${who} cannot act at ${step.postName}`)
        }
      }
      for (const who of people) {
        const acting = actingAtEnd(run, who)
        const holds = openTasks(end).some(
          (it) => 'post' in it && acting.capacities.some((one) => one.post === it.post),
        )
        const standsIn = openTasks(end).some(
          (it) =>
            'post' in it &&
            acting.facts.seatOf(it.post).standIns.some((one) => one.holders.some((it) => it.person === who)),
        )
        if (holds || standsIn) continue
        kept += 1
        for (const type of [...Object.values(sealOf), 'return', 'reject', 'hold', 'revise'] as const) {
          if (allowed(end, acting).includes(type))
            throw new Error(`${who} may ${type} where nothing waits for him`)
        }
      }
    },
    Math.ceil(runs / 8),
  )
  t.ok(acted > runs / 20, `acted ${acted}`)
  t.ok(kept > runs / 20, `kept away ${kept}`)
})

/** The lawful reasons for which the holder of a waiting post has to wait, asked in each of his capacities. */
function hasReason({ end }: Run, acting: Acting, type: CommandType): boolean {
  const lawful = ['drafter_may_not_approve', 'drafter_may_not_decide', 'same_person_again', 'held']
  return acting.capacities.some(({ post }) => {
    const command = { type, opinion: 'agree', comment: '意見', paperChecked: true, as: post } as Command
    const decided = decide(end, command, acting)
    return !decided.ok && (lawful.includes(decided.error.code) || decided.error.code === 'wrong_role')
  })
}
