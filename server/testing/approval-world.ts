import { decide } from '../domain/approval/decide.ts'
import { replay } from '../domain/approval/evolve.ts'
import type { Acting, Command } from '../domain/approval/commands.ts'
import type { ApprovalEvent } from '../domain/approval/events.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import type { Refusal } from '../domain/approval/refusals.ts'
import type { Route, Stage, Step, StepRole } from '../domain/approval/route.ts'
import type { Instant, LocalDate, PersonId, PostId, Sha256, UnitCode } from '../domain/ids.ts'
import type { Capacity } from '../domain/organisation/organisation.ts'
import type { Result } from '../domain/result.ts'

/** A small office for rule tests: a person is called after the one post he or she holds. */
export function postOf(name: string): PostId {
  return `U:${name}` as PostId
}

export function capacityOf(name: string, kind: Capacity['kind'] = 'primary'): Capacity {
  return { post: postOf(name), kind, unitName: '総務課', positionName: name, title: `総務課${name}` }
}

const firstManifest = 'a'.repeat(64) as Sha256

/** A person acting now; `holds` replaces the post of the same name. */
export function as(
  name: string,
  options: Partial<Acting> & { readonly holds?: readonly string[] } = {},
): Acting {
  const { holds = [name], ...rest } = options
  const shownManifest = rest.shownManifest ?? rest.currentManifest ?? firstManifest
  return {
    person: name as PersonId,
    name,
    at: '2026-05-11T01:20:00.000Z' as Instant,
    capacities: holds.map((it) => capacityOf(it)),
    absences: [],
    currentManifest: rest.currentManifest ?? firstManifest,
    ...rest,
    shownManifest,
  }
}

const roleOf: Readonly<Record<string, StepRole>> = { 回: 'review', 審: 'examine', 合: 'concur', 決: 'decide' }

/**
 * A route in one line: stages by spaces, parallel steps by `+`, each `role letter:post`, `-` before it when the step
 * is skipped. `回:係長 合:財政+合:人事 決:部長`
 */
export function routeOf(text: string): Route {
  let count = 0
  const stages = text.split(' ').map((stage): Stage => ({
    steps: stage.split('+').map((part): Step => {
      const skipped = part.startsWith('-')
      const [letter = '', name = ''] = part.replace('-', '').split(':')
      const role = roleOf[letter]
      if (role === undefined) throw new Error(`no step role ${letter}`)
      count += 1
      return {
        id: `s${count}`,
        role,
        post: postOf(name),
        postName: name,
        alsoFor: [],
        because: [],
        seated: [name as PersonId],
        ...(skipped ? { skipped: { reason: 'vacant' as const } } : {}),
      }
    }),
  }))
  return {
    stages,
    compiledFor: '2026-05-11' as LocalDate,
    authorityVersion: '2026-04-01',
    template: 'RT1',
    templateVersion: '1',
    class: '丙',
    circulation: [],
  }
}

export function submitOn(route: Route): Command {
  return {
    type: 'submit',
    title: '件名',
    number: '総務起第1号',
    route,
    policyVersion: 1,
    unit: 'U' as UnitCode,
  }
}

export const draft: Proposal = { status: 'draft', drafter: '起案者' as PersonId }

/** A proposal with its history; `when` goes on, and throws when the rules say no. */
export class Story {
  readonly events: readonly ApprovalEvent[]
  constructor(events: readonly ApprovalEvent[] = []) {
    this.events = events
  }
  get proposal(): Proposal {
    return replay(draft, this.events)
  }
  ask(command: Command, acting: Acting): Result<readonly ApprovalEvent[], Refusal> {
    return decide(this.proposal, command, acting)
  }
  when(command: Command, acting: Acting): Story {
    const decided = this.ask(command, acting)
    if (!decided.ok) throw new Error(`${acting.person} ${command.type}: ${JSON.stringify(decided.error)}`)
    return new Story([...this.events, ...decided.value])
  }
}

/** A story that begins with the submission of this route by 起案者. */
export function submitted(route: Route | string): Story {
  const compiled = typeof route === 'string' ? routeOf(route) : route
  return new Story().when(submitOn(compiled), as('起案者'))
}
