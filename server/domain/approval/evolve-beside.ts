import { unreachable } from '../result.ts'
import type { ApprovalEvent, EventOf } from './events.ts'
import { getStep } from './progress.ts'
import type { OnRoute, Question, Showing, Submitted } from './proposal.ts'
import { urgencyOf } from './urgency.ts'

/** The number of the case itself, not one of what goes out. */
export const caseNumberKind = '起案番号'

const besideTypes = [
  'responded',
  'post_reviewed',
  'held',
  'hold_ended',
  'circulated',
  'acknowledged',
  'commented',
  'asked',
  'answered',
  'urgency_set',
  'explained',
  'paper_moved',
  'seat_confirmed',
  'draft_handed_over',
  'cover_noted',
  'numbered',
  'secrecy_released',
] as const

/** What happens beside the route: it moves nobody's turn and may happen in several states. */
type BesideEvent = EventOf<(typeof besideTypes)[number]>

/** Whether an event happens beside the route and moves no step. */
export function isBeside(event: ApprovalEvent): event is BesideEvent {
  return besideTypes.some((type) => type === event.type)
}

/** Applies what happens beside the route; the status stays. */
export function evolveBeside<State extends Submitted>(state: State, event: BesideEvent): State {
  const { by, at } = event
  switch (event.type) {
    case 'responded':
      return { ...state, responses: [...state.responses, { step: event.step, by, at, text: event.text }] }
    case 'post_reviewed':
      return {
        ...state,
        postReviews: state.postReviews.map((it) =>
          it.id === event.review ? { ...it, done: { by, at, ...commentOf(event) } } : it,
        ),
      }
    case 'held':
      // One of each step: what a predecessor in the post held binds nobody any more.
      return {
        ...state,
        holds: [
          ...state.holds.filter((it) => it.step !== event.step),
          { step: event.step, by, at, reason: event.reason },
        ],
      }
    case 'hold_ended':
      return { ...state, holds: state.holds.filter((it) => it.step !== event.step) }
    case 'circulated':
      return { ...state, showings: [...state.showings, ...showingsOf(state, event)] }
    case 'acknowledged':
      return {
        ...state,
        showings: state.showings.map((it) =>
          it.id === event.showing ? { ...it, seen: { at, ...commentOf(event) } } : it,
        ),
      }
    case 'commented':
      return state
    case 'asked':
      return { ...state, questions: [...state.questions, questionOf(state, event)] }
    case 'answered':
      return {
        ...state,
        questions: state.questions.map((it) =>
          it.id === event.question ? { ...it, answer: { at, text: event.text } } : it,
        ),
      }
    case 'urgency_set': {
      const { dueOn: _before, ...matter } = state.matter
      return {
        ...state,
        urgencyTyped: state.urgencyTyped ?? urgencyOf(state.matter),
        matter: {
          ...matter,
          urgent: event.urgent,
          ...(event.dueOn === undefined ? {} : { dueOn: event.dueOn }),
        },
      }
    }
    case 'explained':
      return { ...state, explained: [...state.explained, { by, at, to: event.to }] }
    case 'paper_moved':
      return { ...state, paperPlaces: [...state.paperPlaces, { by, at, place: event.place }] }
    case 'seat_confirmed':
      return { ...state, confirmedSeats: [...state.confirmedSeats, ...confirmedBy(state, event)] }
    case 'draft_handed_over':
      return {
        ...state,
        drafter: event.to,
        formerDrafters: [...(state.formerDrafters ?? []), state.drafter.person],
      }
    case 'cover_noted':
      return { ...state, coverNotes: [...state.coverNotes, { by, at, text: event.text }] }
    case 'numbered':
      return event.kind === caseNumberKind
        ? { ...state, number: event.text }
        : { ...state, numbers: [...state.numbers, { kind: event.kind, text: event.text, at }] }
    case 'secrecy_released':
      return { ...state, secrecyReleasedAt: at }
    default:
      return unreachable(event)
  }
}

function confirmedBy(
  state: Submitted,
  { step, people = [] }: EventOf<'seat_confirmed'>,
): OnRoute['confirmedSeats'] {
  const { post } = getStep(state.route, step)
  return people.map(({ person }) => ({ post, person }))
}

function commentOf(event: { readonly comment?: string }): { readonly comment?: string } {
  return event.comment === undefined ? {} : { comment: event.comment }
}

function showingsOf(state: Submitted, event: EventOf<'circulated'>): readonly Showing[] {
  const { by, at, kind, note } = event
  return event.to.map(({ person, name, title }, index) => ({
    id: `c${(state.letGo?.showings ?? 0) + state.showings.length + index + 1}`,
    kind,
    person,
    name,
    title,
    by,
    at,
    ...(note === undefined ? {} : { note }),
  }))
}

function questionOf(state: Submitted, event: EventOf<'asked'>): Question {
  const { person, name, title } = event.to
  return {
    id: `q${(state.letGo?.questions ?? 0) + state.questions.length + 1}`,
    to: person,
    toName: name,
    toTitle: title,
    by: event.by,
    at: event.at,
    text: event.text,
  }
}
