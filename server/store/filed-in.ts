import { type RawBuilder, sql } from 'kysely'
import type { LocalDate } from '../domain/ids.ts'

/**
 * The 簿冊 a case is filed in, in exactly one at any time: the one it was moved to, else the one its content names. As it stands
 * in the index. `table` is another name of `proposal`.
 */
export function filedInOf(table: string): RawBuilder<string> {
  const of = (column: string) => sql.ref(`${table}.${column}`)
  return sql<string>`(case when ${of('refiled_from')} = ${of('content')} ->> 'folderId'
  then ${of('refiled_to')} else ${of('content')} ->> 'folderId' end)`
}

export const filedIn = filedInOf('proposal')

/**
 * 完結日: the day its work was done; of a case that came to its end without 施行 the day of that. Null while it is not: a decision
 * that is to go out (施行) is not done before its 完結 is noted.
 */
export function completedOnOf(table: string): RawBuilder<LocalDate | null> {
  const of = (column: string) => sql.ref(`${table}.${column}`)
  const state = of('state')
  return sql<LocalDate | null>`coalesce(${of('completed_on')},
  case when ${of('status')} = 'decided' and ${state} #>> '{matter,issue,needed}' = 'true' then null
    when ${of('status')} = 'decided' then (${of('decided_at')} at time zone 'Asia/Tokyo')::date
    when ${of('status')} in ('rejected', 'withdrawn', 'abandoned') then
      (coalesce(${state} ->> 'at', ${state} -> 'decision' ->> 'at')::timestamptz at time zone 'Asia/Tokyo')::date
  end)`
}

export const completedOn = completedOnOf('proposal')
