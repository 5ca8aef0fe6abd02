import type { Acting } from '../domain/approval/commands.ts'
import type { MatterFacts } from '../domain/approval/events.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'
import type { Instant, Sha256 } from '../domain/ids.ts'
import { peopleOf } from './approval-givens.ts'
import { type World, as } from './approval-world.ts'

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
  '閲覧者',
  'system',
]
export const posts = people.filter((it) => it !== 'system')
export const standIns: Readonly<Record<string, readonly string[]>> = {
  部長: ['次長', '課長'],
  知事: ['部長', '次長'],
  財政: ['人事', '次長'],
  人事: ['文書'],
}

/** 公印 of the office, and who keeps each. */
export const seals = [
  { code: '知事', kind: 'stamp', keepers: ['文書', '文書管理者'] },
  { code: '電子', kind: 'electronic', keepers: ['課長'] },
] as const

/** Who holds what and is away at one instant. */
export type Office = {
  readonly holders: Readonly<Record<string, readonly string[]>>
  readonly absent: Readonly<Record<string, string>>
}

/** A move is a handful of dice: what they mean depends on how far the case has come. */
export type Dice = readonly [number, number, number, number, number]

export type Game = {
  readonly policy: Partial<PolicySettings>
  readonly matter: MatterFacts
  /** Whether the body numbers at the submission; else at the decision. */
  readonly numbered: boolean
  readonly route: number
  /** Who holds two posts from the beginning (兼務). */
  readonly holders: Office['holders']
  readonly moves: readonly Dice[]
}

/** An office of the model as the world of a story. */
export function worldOf(office: Office): World {
  return { holders: office.holders, absent: office.absent, standIns, people: peopleOf, seals }
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
