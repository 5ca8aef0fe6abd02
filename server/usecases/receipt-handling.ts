import type { Kysely } from 'kysely'
import type { ArrivalBody } from '../contract/receipts.ts'
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
import { sectionOf } from '../domain/organisation/units.ts'
import type { Arrival } from '../domain/receiving/receipt.ts'
import type { Asked, Destination, Handling } from '../domain/receiving/decide-receipt.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { peopleIn } from './acting-of.ts'
import type { CameThrough } from './application-caller.ts'
import type { ReceiptProblem } from './receipt-deps.ts'
import { recordActor } from './record-actor.ts'
import { nameOf, readerOf } from './who-is.ts'

/** A person about to do something with a 収受文書, named by the post in `unit` where there is one; undefined without a post. */
export function handlingOf(
  organisation: Organisation,
  person: PersonId,
  at: Instant,
  { unit, through }: { readonly unit: UnitCode; readonly through?: CameThrough | undefined },
): Handling | undefined {
  const by = recordActor(organisation, person, at, unit)
  if (by === undefined) return undefined
  const { posts, sections, roles } = readerOf(organisation, person, at)
  return {
    by,
    at,
    posts,
    sections,
    isRecordsManager: roles.includes('records_manager'),
    ...(through === undefined ? {} : { through: { application: through.application, name: through.name } }),
  }
}

/** A 課 (or 出先機関) of the day, with its people; undefined for any other place. */
export function destinationOf(
  organisation: Organisation,
  unit: UnitCode,
  at: Instant,
): Destination | undefined {
  const section = sectionOf(organisation, unit)
  const day = localDateOf(at)
  if (section?.code !== unit || section.from > day || (section.to !== undefined && section.to < day))
    return undefined
  return { unit, name: section.name, people: peopleIn(organisation, unit, at).map((it) => it.person) }
}

/** 供覧先 as they are named by a request: of a 所属 everybody who is in it that day, each person and post once. */
export function askedOf(
  organisation: Organisation,
  at: Instant,
  wanted: {
    readonly people: readonly PersonId[]
    readonly posts: readonly PostId[]
    readonly units: readonly UnitCode[]
  },
): Result<readonly Asked[], ReceiptProblem> {
  const day = localDateOf(at)
  const asked = new Map<string, Asked>()
  const personAsked = (person: PersonId, unit?: string): Asked => {
    const [first] = capacitiesOf(organisation, person, day)
    const name = `${first?.title ?? ''} ${nameOf(organisation, person)}`.trim()
    return {
      viewer: { kind: 'person', person, name, ...(unit === undefined ? {} : { unit }) },
      people: [person],
    }
  }
  for (const person of wanted.people) {
    if (capacitiesOf(organisation, person, day).length === 0)
      return no({ code: 'person_not_found', names: [nameOf(organisation, person)] })
    asked.set(`person:${person}`, personAsked(person))
  }
  for (const post of wanted.posts) {
    const holders = seatedIn(organisation, post, day)
    if (holders.length === 0) return no({ code: 'post_not_found', post })
    asked.set(`post:${post}`, {
      viewer: { kind: 'post', post, name: titleOf(organisation, post) },
      people: holders.map((it) => it.person),
    })
  }
  for (const code of wanted.units) {
    const unit = organisation.units.get(code)
    const people = unit === undefined ? [] : peopleIn(organisation, code, at)
    if (unit === undefined || people.length === 0) return no({ code: 'unit_not_found', unit: code })
    for (const { person } of people)
      if (!asked.has(`person:${person}`)) asked.set(`person:${person}`, personAsked(person, unit.name))
  }
  return yes([...asked.values()])
}

/** Whether there is such a 簿冊; '' is none chosen yet. */
export async function hasFolder(db: Kysely<Database>, id: string): Promise<boolean> {
  if (id === '') return true
  const row = await db.selectFrom('record_folder').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** What was typed, as the rules have it; its days are looked at by them. */
export function toArrival({ sentOn, receivedOn, dueOn, accessList, ...typed }: ArrivalBody): Arrival {
  return {
    ...typed,
    accessList: accessList as PersonId[],
    ...(sentOn === undefined ? {} : { sentOn: sentOn as LocalDate }),
    ...(receivedOn === undefined ? {} : { receivedOn: receivedOn as LocalDate }),
    ...(dueOn === undefined ? {} : { dueOn: dueOn as LocalDate }),
  }
}
