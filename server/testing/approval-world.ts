import { decide } from '../domain/approval/decide.ts'
import { replay } from '../domain/approval/evolve.ts'
import type { Acting, Command, CommandOf, Facts, Seat } from '../domain/approval/commands.ts'
import type { ApprovalEvent, MatterFacts } from '../domain/approval/events.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import type { Refusal } from '../domain/approval/refusals.ts'
import type { Route, Stage, Step, StepRole } from '../domain/approval/route.ts'
import { type Policy, type PolicySettings, defaultPolicy } from '../domain/authority/policy.ts'
import type { Instant, LocalDate, PersonId, PostId, Sha256, UnitCode } from '../domain/ids.ts'
import type { Capacity } from '../domain/organisation/organisation.ts'
import type { Result } from '../domain/result.ts'

/** A small office for rule tests: a person is called after the one post he or she holds. */
export function postOf(name: string): PostId {
  return `U:${name}` as PostId
}

/** Somebody in the post of the same name. */
export function capacityOf(name: string, kind: Capacity['kind'] = 'primary'): Capacity {
  return { post: postOf(name), kind, unitName: '総務課', positionName: name, title: `総務課${name}` }
}

const firstManifest = 'a'.repeat(64) as Sha256
const section = 'SEC' as UnitCode
const noon = '2026-05-11T01:20:00.000Z' as Instant

/** What is out of the ordinary in the office: who holds a post, who is away, who may stand in for whom. */
export type World = {
  /** Holders by post name; a post not named is held by the person called after it, an empty list is a vacancy. */
  readonly holders?: Readonly<Record<string, readonly string[]>>
  /** Reason of absence by person. */
  readonly absent?: Readonly<Record<string, string>>
  /** 代決の順位 by post name. */
  readonly standIns?: Readonly<Record<string, readonly string[]>>
  /** 文書取扱主任 of the 主務課. */
  readonly numberKeepers?: readonly string[]
  /** Seals of the body, by code, and who keeps each. */
  readonly seals?: readonly {
    readonly code: string
    readonly kind?: 'stamp' | 'electronic'
    readonly keepers: readonly string[]
  }[]
  /** People of a 所属, by its code. */
  readonly people?: Readonly<Record<string, readonly string[]>>
}

function holdersOf(world: World, name: string): readonly string[] {
  return world.holders?.[name] ?? [name]
}

function factsOf(world: World = {}): Facts {
  return {
    seatOf: (post): Seat => {
      const name = post.slice('U:'.length)
      return {
        holders: holdersOf(world, name).map((holder) => {
          const absence = world.absent?.[holder]
          return {
            person: holder as PersonId,
            name: holder,
            title: `総務課${name}`,
            ...(absence === undefined ? {} : { absence }),
          }
        }),
        standIns: (world.standIns?.[name] ?? []).map((it, index) => ({
          place: index + 1,
          post: postOf(it),
          postName: it,
          holders: holdersOf(world, it).map((holder) => ({
            person: holder as PersonId,
            name: holder,
            absent: world.absent?.[holder] !== undefined,
          })),
        })),
      }
    },
    peopleIn: (unit) =>
      (world.people?.[unit] ?? []).map((it) => ({ person: it as PersonId, name: it, title: `総務課${it}` })),
    unitName: (unit) => unit,
    seals: () =>
      (world.seals ?? []).map(({ code, keepers, kind = 'stamp' }) => ({
        ...{ code, kind, name: `${code}印`, keeper: postOf(keepers[0] ?? '') },
        keepers: keepers.map((it) => ({ person: it as PersonId, name: it, title: `総務課${it}` })),
      })),
    numberKeepers: () =>
      (world.numberKeepers ?? []).map((it) => ({ person: it as PersonId, name: it, title: `総務課${it}` })),
  }
}

/** A person acting now; `holds` replaces the post of the same name. */
export function as(
  name: string,
  options: Partial<Acting> & { readonly holds?: readonly string[]; readonly world?: World } = {},
): Acting {
  const { holds = [name], world, ...rest } = options
  const shownManifest = rest.shownManifest ?? rest.currentManifest ?? firstManifest
  return {
    person: name as PersonId,
    name,
    at: noon,
    capacities: holds.map((it) => capacityOf(it)),
    sections: name === '起案者' || name === '係長' || name === '課長' ? [section] : [],
    roles: name === '文書管理者' ? ['records_manager'] : [],
    facts: factsOf(world),
    currentManifest: rest.currentManifest ?? firstManifest,
    ...rest,
    shownManifest,
  }
}

const roleOf: Readonly<Record<string, StepRole>> = { 回: 'review', 審: 'examine', 合: 'concur', 決: 'decide' }

/**
 * A route in one line: stages by spaces, parallel steps by `+`, each `role letter:post`. Before it `-` when the step is
 * skipped, `?` when it may be taken out; after the stage `/n` when n of its steps suffice.
 * `回:係長 合:財政+合:人事 ?合:文書 回:甲+回:乙/1 決:部長`
 */
export function routeOf(text: string): Route {
  let count = 0
  const stages = text.split(' ').map((stage): Stage => {
    const [all = '', needs] = stage.split('/')
    return {
      steps: all.split('+').map((part): Step => {
        const skipped = part.startsWith('-')
        const removable = part.startsWith('?')
        const [letter = '', name = ''] = part.replace(/^[-?]/, '').split(':')
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
          ...(removable ? { removable: true as const } : {}),
        }
      }),
      ...(needs === undefined ? {} : { needs: Number(needs) }),
    }
  })
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

function policyOf(settings: Partial<PolicySettings> = {}): Policy {
  return { version: 1, from: '2026-04-01' as LocalDate, settings: { ...defaultPolicy, ...settings } }
}

function matterOf(matter: Partial<MatterFacts> = {}): MatterFacts {
  return { flags: [], urgent: false, secrecy: 'none', accessList: [], ...matter }
}

export type Circumstances = {
  readonly policy?: Partial<PolicySettings>
  readonly matter?: Partial<MatterFacts>
}

/** The command that submits on a route. */
export function submitOn(route: Route, { policy, matter }: Circumstances = {}): Command {
  return {
    type: 'submit',
    title: '件名',
    number: '総務起第1号',
    route,
    policy: policyOf(policy),
    unit: 'U' as UnitCode,
    section,
    matter: matterOf(matter),
  }
}

/** 再提出, from where it stopped and without a change unless said otherwise. */
export function resubmitOn(route: Route, more: Partial<CommandOf<'resubmit'>> = {}): CommandOf<'resubmit'> {
  return { type: 'resubmit', title: '件名', mode: 'resume', route, matter: matterOf(), ...more }
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
export function submitted(
  route: Route | string,
  circumstances: Circumstances = {},
  options: Parameters<typeof as>[1] = {},
): Story {
  const compiled = typeof route === 'string' ? routeOf(route) : route
  return new Story().when(submitOn(compiled, circumstances), as('起案者', options))
}
