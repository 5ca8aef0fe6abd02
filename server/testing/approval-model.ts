import fc from 'fast-check'
import { decide } from '../domain/approval/decide.ts'
import { evolve } from '../domain/approval/evolve.ts'
import type { Acting, Command } from '../domain/approval/commands.ts'
import type { ApprovalEvent } from '../domain/approval/events.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import type { Instant, Sha256 } from '../domain/ids.ts'
import { anyMatter, anyPolicy, routes } from './approval-givens.ts'
import { choose, commandOf, movedOffice, shaOf, standsIn } from './approval-moves.ts'
import { type Dice, type Game, type Office, actingIn } from './approval-office.ts'
import { draft } from './approval-world.ts'

/** So many moves drawn from a seed: a thousand times faster than drawing each die by itself, and as repeatable. */
const anyMoves: fc.Arbitrary<readonly Dice[]> = fc
  .tuple(fc.nat(2 ** 31 - 1), fc.integer({ min: 15, max: 60 }))
  .map(([seed, length]) => {
    const die = dieOf(seed)
    return Array.from({ length }, () => [die(), die(), die(), die(), die()] as const)
  })

/** 0 to 9,999 by mulberry32. */
function dieOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % 10_000
  }
}

/** Random circumstances and moves. */
export const anyGame: fc.Arbitrary<Game> = fc.record({
  policy: anyPolicy,
  matter: anyMatter,
  numbered: fc.nat(2).map((it) => it > 0),
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
  moves: anyMoves,
})

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

/** Plays a game out: every accepted command with the states around it. */
export function play(game: Game): Run {
  let proposal: Proposal = draft
  let office: Office = { holders: game.holders, absent: {} }
  let content = shaOf(1)
  const taken: Taken[] = []
  const events: ApprovalEvent[] = []
  let minutes = 0
  const now = (): Instant => new Date(Date.UTC(2026, 4, 11, 1, minutes)).toISOString() as Instant
  for (const [index, [a, b, c, d, e]] of game.moves.entries()) {
    minutes += 1 + (e % 20)
    if (index > 0 && e % 5 < 2) office = movedOffice(office, [b, c, d])
    if (proposal.status === 'returned' && e % 4 === 0) content = shaOf(index + 2)
    const [who, type] = choose(proposal, office, [a, b, c], now())
    const acting = actingIn(office, who, { content, at: now(), stale: e % 29 === 0, opened: e % 3 === 0 })
    const own = acting.capacities.map((it) => it.post)
    const command = commandOf(type, proposal, game, [standsIn(proposal, type, own) ? d - (d % 4) : d, e], own)
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
