import { type Kysely, sql } from 'kysely'
import type { Instant, PostId, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { isSecret } from './readable.ts'
import { mayBeActedFor } from './tasks.ts'

/** A post at which something waits that may be 代決-ed, and the unit that the matter comes from: the order depends on it. */
type ActedForPlace = { readonly post: PostId; readonly unit: UnitCode }

/** Those of these posts at which a 決裁 waits, or a 合議 where the body lets others concur, each with its units once. */
export async function listActedForPlaces(
  db: Kysely<Database>,
  posts: readonly PostId[],
): Promise<readonly ActedForPlace[]> {
  if (posts.length === 0) return []
  const { rows } = await sql<ActedForPlace>`
    select distinct t.post_id as post, p.unit_code as unit
    from task t join proposal p on p.id = t.proposal_id
    where t.post_id = any(${[...posts]}::text[]) and ${mayBeActedFor}`.execute(db)
  return rows
}

/** Lets the posts that stand in at these places read what waits there; of 秘 only its list may know. */
export async function letStandInsRead(
  db: Kysely<Database>,
  standIns: readonly (ActedForPlace & { readonly standIn: PostId })[],
  at: Instant,
): Promise<void> {
  if (standIns.length === 0) return
  const of = (key: 'post' | 'unit' | 'standIn') => sql`${standIns.map((it) => it[key])}::text[]`
  await sql`
    insert into proposal_reader (proposal_id, post_id)
    select distinct t.proposal_id, s.stand_in
    from unnest(${of('post')}, ${of('unit')}, ${of('standIn')}) as s (post, unit, stand_in)
    join task t on t.post_id = s.post
    join proposal p on p.id = t.proposal_id and p.unit_code = s.unit and ${mayBeActedFor}
      and not ${isSecret('p', at)}
    on conflict do nothing`.execute(db)
}
