import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import { beforeArchive } from './before-archive.ts'

/** The two designations of `secreciesOf` as conditions on rows of `proposal`, which may go by another name. */
function secrecyIn(table: string, at: Instant) {
  const state = sql.ref(`${table}.state`)
  const content = sql.ref(`${table}.content`)
  const level = (of: RawBuilder<unknown>): RawBuilder<string> =>
    sql<string>`coalesce(nullif(${of} ->> 'secrecy', ''), 'none')`
  // Instants are compared as the text they are; the order of a language has no part in it.
  const isBefore = (of: RawBuilder<unknown>): RawBuilder<boolean> =>
    sql<boolean>`coalesce((${of} ->> 'secretUntil') collate "C" > ${at}, true)`
  const matter = sql`${state} -> 'matter'`
  const released = sql<boolean>`${state} ->> 'secrecyReleasedAt' is not null`
  const isSame = sql<boolean>`(${level(sql`(${matter})`)} = ${level(content)}
    and ${matter} ->> 'secretUntil' is not distinct from ${content} ->> 'secretUntil')`
  return {
    recorded: sql<boolean>`(${level(sql`(${matter})`)} <> 'none' and not ${released} and ${isBefore(sql`(${matter})`)})`,
    typed: sql<boolean>`(${level(content)} <> 'none' and not (${released} and ${isSame}) and ${isBefore(content)})`,
    isNamedOnRecord: (person: PersonId) =>
      sql<boolean>`coalesce(${matter} -> 'accessList' ? ${person}, false)`,
    isNamedInText: (person: PersonId) =>
      sql<boolean>`coalesce(${content} -> 'accessList' ? ${person}, false)`,
    // Of one designation, ended on the record, the list on the record counts and no other.
    isNamedInOwnText: (person: PersonId) =>
      sql<boolean>`(not (${released} and ${isSame}) and coalesce(${content} -> 'accessList' ? ${person}, false))`,
  }
}

/** That a matter is 秘 or 時限秘 at an instant (`isSecretAt` of the domain). */
export function isSecret(table: string, at: Instant): RawBuilder<boolean> {
  const { recorded, typed } = secrecyIn(table, at)
  return sql<boolean>`(${recorded} or ${typed})`
}

/** That a matter is no secret, or that its list names the person: what a stand-in for its decider may know of. */
export function knownToStandIn(table: string, person: PersonId, at: Instant): RawBuilder<boolean> {
  const { recorded, isNamedOnRecord } = secrecyIn(table, at)
  return sql<boolean>`(not ${recorded} or ${isNamedOnRecord(person)})`
}

/**
 * That somebody drafted a case. Who brought one in is no drafter of it: that is whom the old system names, where it is somebody
 * here.
 */
export function isDrafter(person: PersonId): RawBuilder<boolean> {
  return sql<boolean>`(proposal.drafter_id = ${person}
    and (proposal.status <> 'imported' or proposal.state #>> '{drafter,person}' = ${person}))`
}

/** `mayRead` of the domain as a condition on rows of `proposal`: a list shows exactly what can be opened (R-16). */
export function readable(reader: Reader): RawBuilder<boolean> {
  const { person, at } = reader
  const seesAll = reader.roles.some((role) => role === 'records_manager' || role === 'auditor')
  const appraises = reader.roles.includes('archivist')
  const { recorded, typed, isNamedOnRecord, isNamedInText, isNamedInOwnText } = secrecyIn('proposal', at)
  const posts = sql`any(${[...reader.posts]}::text[])`
  return sql<boolean>`(
    ${isDrafter(person)}
    or (proposal.status <> 'draft' and case
      when ${recorded} or ${typed} then
        ((not ${recorded} or ${isNamedOnRecord(person)}) and (not ${typed} or ${isNamedInText(person)}))
        or exists (
          select 1 from jsonb_path_query(proposal.state, '$.route.stages[*].steps[*].post') r (post)
          where r.post #>> '{}' = ${posts})
        or exists (
          select 1 from jsonb_path_query(proposal.state, '$.route.stages[*].steps[*].alsoFor[*].post') r (post)
          where r.post #>> '{}' = ${posts})
      else
        proposal.section_code = any(${[...reader.sections]}::text[]) or ${seesAll}::boolean
        or exists (select 1 from proposal_reader r where r.proposal_id = proposal.id and r.post_id = ${posts})
        or exists (select 1 from proposal_person_reader r
          where r.proposal_id = proposal.id and r.person_id = ${person})
        or ${isNamedOnRecord(person)} or ${isNamedInOwnText(person)}
        or ${appraises ? beforeArchive(at) : sql`false`}
    end)
  )`
}
