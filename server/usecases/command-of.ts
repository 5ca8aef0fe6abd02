import type { ActBody } from '../contract/acts.ts'
import { drafterCapacity } from '../domain/approval/acting.ts'
import type { Command } from '../domain/approval/commands.ts'
import type { Actor, Recipient } from '../domain/approval/events.ts'
import type { Submitted } from '../domain/approval/proposal.ts'
import type { Route } from '../domain/approval/route.ts'
import { extendRoute } from '../domain/authority/extend-route.ts'
import {
  type Instant,
  type LocalDate,
  type PersonId,
  type PostId,
  type UnitCode,
  localDateOf,
} from '../domain/ids.ts'
import { capacitiesOf, seatedIn } from '../domain/organisation/holders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { type Result, no, unreachable, yes } from '../domain/result.ts'
import type { IssuingActBody } from './issue-case.ts'
import { nameOf } from './who-is.ts'

/** Acts that need nothing but the state and the organisation; the others have use cases of their own. */
export type PlainActBody = Exclude<
  ActBody,
  { type: 'submit' | 'resubmit' | 'give_number' | 'revise' } | IssuingActBody
>

/** Somebody or something named in an act is not in the organisation today. */
export type UnknownName =
  | { readonly code: 'person_not_found'; readonly names: readonly string[] }
  | { readonly code: 'post_not_found'; readonly post: string }
  | { readonly code: 'unit_not_found'; readonly unit: string }

/** The world a request is read in. */
type Setting = {
  readonly organisation: Organisation
  readonly at: Instant
  readonly by: PersonId
  /** Undefined for a draft: the rules then say no by themselves. */
  readonly state: Submitted | undefined
}

/** What a request asks of the rules: codes become people, posts and routes as of now. */
export function commandOf(body: PlainActBody, setting: Setting): Result<Command, UnknownName> {
  const { version: _version, manifestSha256: _manifest, ...rest } = body
  switch (rest.type) {
    case 'approve':
    case 'provisionally_decide':
    case 'examine':
    case 'concur':
    case 'decide':
    case 'reject':
    case 'return':
    case 'hold':
    case 'judge_edit': {
      const { as, ...more } = rest
      return yes({ ...more, ...inPost(as) })
    }
    case 'circulate': {
      const { people, ...more } = rest
      return withPeople(setting, people, (to) => yes({ ...more, to }))
    }
    case 'ask':
      return withPeople(setting, [rest.to], ([to]) =>
        to === undefined ? no({ code: 'person_not_found', names: [rest.to] }) : yes({ ...rest, to }),
      )
    case 'set_urgency': {
      const { dueOn, ...more } = rest
      return yes({ ...more, ...(dueOn === undefined ? {} : { dueOn: dueOn as LocalDate }) })
    }
    case 'change_route':
      return changedRoute(setting, rest)
    case 'reassign':
      return reassigned(setting, rest)
    case 'hand_over_draft':
      return handedOver(setting, rest)
    case 'respond':
    case 'take_back':
    case 'withdraw':
    case 'abandon':
    case 'pull_up':
    case 'post_review':
    case 'end_hold':
    case 'acknowledge':
    case 'comment':
    case 'answer':
    case 'explain':
    case 'move_paper':
    case 'confirm_seat':
    case 'add_cover_note':
    case 'release_secrecy':
      return yes(rest)
    default:
      return unreachable(rest)
  }
}

function withPeople(
  { organisation, at }: Setting,
  ids: readonly string[],
  then: (people: readonly Recipient[]) => Result<Command, UnknownName>,
): Result<Command, UnknownName> {
  const day = localDateOf(at)
  const unknown: string[] = []
  const people = [...new Set(ids)].flatMap((id) => {
    const person = id as PersonId
    const [capacity] = capacitiesOf(organisation, person, day)
    if (capacity === undefined) unknown.push(knownAs(organisation, person))
    return capacity === undefined
      ? []
      : [{ person, name: nameOf(organisation, person), title: capacity.title }]
  })
  return unknown.length > 0 ? no({ code: 'person_not_found', names: unknown }) : then(people)
}

/** How a person is told to whoever named one: the name, and the 職員番号 as it was sent. */
function knownAs(organisation: Organisation, person: PersonId): string {
  const name = organisation.people.get(person)?.name
  return name === undefined ? `職員番号 ${person}` : `${name}（職員番号 ${person}）`
}

function unitNameOf(organisation: Organisation, code: string): string {
  return organisation.units.get(code as UnitCode)?.name ?? code
}

type RouteChange = Omit<
  Extract<PlainActBody, { type: 'change_route' }>,
  'version' | 'manifestSha256' | 'type'
>

const noRoute: Route = {
  stages: [],
  compiledFor: '1970-01-01' as LocalDate,
  authorityVersion: '',
  template: '',
  templateVersion: '',
  class: '',
  circulation: [],
}

function changedRoute(
  { organisation, at, by, state }: Setting,
  body: RouteChange,
): Result<Command, UnknownName> {
  const { add = [], remove = [], reason, as } = body
  // Of a draft there is no route: the rules say so themselves, whatever route is asked for.
  if (state === undefined) return yes({ type: 'change_route', route: noRoute, reason })
  const { route } = state
  const unknown = add.find((it) => !organisation.units.has(it.unit as UnitCode))
  if (unknown !== undefined) return no({ code: 'unit_not_found', unit: unknown.unit })
  const held = capacitiesOf(organisation, by, localDateOf(at))
  const capacity = held.find((it) => it.post === as) ?? held[0]
  const extended = extendRoute(
    { route, turn: state.status === 'in_approval' ? state.turn : 0 },
    {
      add: add.map((it) => ({ unit: it.unit as UnitCode, role: it.role })),
      remove,
      by: capacity?.title ?? nameOf(organisation, by),
      reason,
    },
    { organisation, day: localDateOf(at) },
  )
  return extended === undefined
    ? no({ code: 'unit_not_found', unit: add.map(({ unit }) => unitNameOf(organisation, unit)).join('、') })
    : yes({ type: 'change_route', route: extended, reason, ...inPost(as) })
}

function inPost(as: string | undefined): { readonly as?: PostId } {
  return as === undefined ? {} : { as: as as PostId }
}

function reassigned(
  { organisation, at }: Setting,
  body: { readonly step: string; readonly post: string; readonly reason: string },
): Result<Command, UnknownName> {
  const post = body.post as PostId
  const seated = seatedIn(organisation, post, localDateOf(at)).map((it) => it.person)
  // A post nobody holds would strand the case again.
  if (seated.length === 0) return no({ code: 'post_not_found', post: titleOf(organisation, post) })
  const postName = titleOf(organisation, post)
  return yes({ type: 'reassign', step: body.step, post, postName, seated, reason: body.reason })
}

function handedOver(
  { organisation, at, state }: Setting,
  body: { readonly person: string; readonly reason: string },
): Result<Command, UnknownName> {
  const person = body.person as PersonId
  const held = capacitiesOf(organisation, person, localDateOf(at))
  // In a post of the 係 it was drafted in where there is one: the route is sought from there.
  const capacity = (state && drafterCapacity(state.drafter.capacity.post, held)) ?? held[0]
  if (capacity === undefined) return no({ code: 'person_not_found', names: [knownAs(organisation, person)] })
  const to: Actor = { person, name: nameOf(organisation, person), capacity, alsoAs: [] }
  return yes({ type: 'hand_over_draft', to, reason: body.reason })
}
