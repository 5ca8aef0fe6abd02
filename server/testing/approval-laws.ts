import fc from 'fast-check'
import { type Run, play } from './approval-model.ts'
import type { Game } from './approval-office.ts'
import { sampled } from './property-runs.ts'

/**
 * Asserts that a law holds for so many random games. What breaks it is told as a story of who did what, which says more
 * than a smaller game would: so nothing is shrunk.
 */
export function assertLaw(games: fc.Arbitrary<Game>, law: (run: Run, game: Game) => void): void {
  fc.assert(
    fc.property(games, (game) => {
      const run = play(game)
      try {
        law(run, game)
      } catch (error) {
        throw new Error(`${(error as Error).message}\n${told(run, game)}`, { cause: error })
      }
    }),
    { ...sampled, endOnFailure: true },
  )
}

function told({ taken }: Run, { policy }: Game): string {
  const lines = taken.flatMap(({ events, states, office }) =>
    events.map((event, index) => {
      const { by, at: _at, manifestSha256, type, ...rest } = event
      const state = states[index]
      const where = state !== undefined && 'turn' in state ? `${state.status} ${state.turn}` : state?.status
      const facts =
        type === 'submitted' || type === 'resubmitted' || type === 'route_changed'
          ? routeText(event)
          : JSON.stringify(rest)
      const away = Object.keys(office.absent).join('・')
      return `${type} ${by.person}（${by.capacity.post}） ${facts} ${manifestSha256.slice(-4)} → ${where}; away ${away}; ${JSON.stringify(office.holders)}`
    }),
  )
  return [JSON.stringify(policy), ...lines].join('\n')
}

function routeText(event: Run['events'][number]): string {
  if (!('route' in event)) return ''
  const { stages } = event.route
  const mode = event.type === 'resubmitted' ? `${event.mode} ${event.effect ?? ''} ` : ''
  return mode + stages.map((it) => it.steps.map((one) => `${one.id}:${one.role}:${one.postName}`).join('+') + (it.needs === undefined ? '' : `/${it.needs}`)).join(' ') // prettier-ignore
}
