import type { Pool, PoolClient } from 'pg'
import { converterVersion } from '../../../server/usecases/converter-version.ts'
import type { Sample } from './sample-cases.ts'

/** So many copies of a sample, spread over the days before it. */
export type Copies = { readonly sample: Sample; readonly count: number; readonly overDays: number }

const batch = 20_000

/**
 * Copies played cases by statements over whole sets. A copy has its own id, number, title, day and manifest, all of
 * them also inside its state and in the texts of its events, and an event chain hashed over these texts: to every
 * rule it is a case like any other.
 *
 * @param pool A superuser's: foreign keys are not looked up row by row.
 */
export async function copyCases(pool: Pool, all: readonly Copies[]): Promise<void> {
  const client = await pool.connect()
  try {
    // Connection by connection: the rows are right as they are made, and looking each up takes longer than making it.
    await client.query(`set session_replication_role = 'replica'; set synchronous_commit = off`)
    const taken = await client.query<{ last: number }>(
      'select coalesce(max(number), 0) as last from document_number',
    )
    let done = taken.rows[0]?.last ?? 0
    for (const { sample, count, overDays } of all) {
      await readSample(client, sample)
      for (let made = 0; made < count; made += batch) {
        const size = Math.min(batch, count - made)
        await client.query('begin')
        await nameCopies(client, sample, { first: done + 1, count: size, overDays })
        await writeCopies(client, sample)
        await client.query('commit')
        done += size
      }
    }
    await moveCounters(client, done)
  } finally {
    await client.query('reset all').catch(() => undefined)
    client.release()
  }
}

/** The sample's own words, in a table of one row that every statement reads. */
async function readSample(client: PoolClient, sample: Sample): Promise<void> {
  await client.query(`drop table if exists pg_temp.sample`)
  await client.query(
    `create temp table sample as
     select p.*, p.content::text as content_text, p.state::text as state_text, m.body as manifest_body,
       to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD') as day
     from proposal p left join manifest m on m.sha256 = p.manifest_sha256 where p.id = $1`,
    [sample.id],
  )
  // What the worker makes of the sample's files; every copy has the same files.
  await client.query(
    `insert into rendition (sha256, kind, converter, status, pdf_sha256, page_count, finished_at)
     select distinct r.sha256, r.kind, $2, 'done', r.sha256, 2, now()
     from attachment a join revision r on r.id = a.current_revision where a.proposal_id = $1
     on conflict (sha256, kind, converter) do update
       set status = excluded.status, pdf_sha256 = excluded.pdf_sha256, page_count = excluded.page_count`,
    [sample.id, converterVersion],
  )
}

/** Who the next copies are. */
async function nameCopies(
  client: PoolClient,
  sample: Sample,
  { first, count, overDays }: { readonly first: number; readonly count: number; readonly overDays: number },
): Promise<void> {
  await client.query(`drop table if exists pg_temp.copy`)
  await client.query(
    `create temp table copy as
     select c.*, m.body as manifest_body,
       coalesce(encode(sha256(convert_to(m.body, 'UTF8')), 'hex'), s.manifest_sha256) as manifest_sha256
     from sample s, lateral (
       select n, gen_random_uuid() as id, $1::text || ' その' || n as title,
         regexp_replace(s.number, '\\d+', n::text) as number,
         to_char(s.day::date - (n % $4::int), 'YYYY-MM-DD') as day, n % $4::int as days
       from generate_series($2::int, $2::int + $3::int - 1) n
     ) c, lateral (
       select replace(replace(s.manifest_body, $1::text, c.title), s.day, c.day) as body
     ) m`,
    [sample.title, first, count, overDays],
  )
  await client.query('create unique index on copy (id); analyze copy')
}

/** A text of the sample as it reads in a copy. A draft has no number: what never occurs is looked for instead. */
function retold(text: string): string {
  return `replace(replace(replace(replace(replace(${text}, s.id::text, c.id::text), coalesce(s.number, '\u0001'), coalesce(c.number, '')),
    s.title, c.title), s.manifest_sha256, c.manifest_sha256), s.day, c.day)`
}

const earlier = (column: string): string => `${column} - c.days * interval '1 day'`

async function writeCopies(client: PoolClient, sample: Sample): Promise<void> {
  const write = (text: string) => client.query(text, [sample.id])
  const { rows } = await client.query<{ seq: number }>(
    'select seq from approval_event where proposal_id = $1 order by seq',
    [sample.id],
  )
  for (const { seq } of rows) {
    await client.query(
      `insert into approval_event (proposal_id, seq, type, at, person_id, body, prev_hash, hash)
       select c.id, e.seq, e.type, ${earlier('e.at')}, e.person_id, t.body, before.hash,
         sha256(coalesce(before.hash, '') || convert_to(t.body, 'UTF8'))
       from copy c cross join sample s join approval_event e on e.proposal_id = s.id and e.seq = $1
       cross join lateral (select ${retold('e.body')} as body) t
       left join approval_event before on before.proposal_id = c.id and before.seq = $1 - 1`,
      [seq],
    )
  }
  await client.query(
    `insert into proposal (id, version, status, drafter_id, drafter_post, unit_code, section_code, content, title, number,
       state, manifest_sha256, head_seq, head_hash, created_at, updated_at, submitted_at, decided_at)
     select c.id, s.version, s.status, s.drafter_id, s.drafter_post, s.unit_code, s.section_code,
       ${retold('s.content_text')}::jsonb, c.title, c.number, ${retold('s.state_text')}::jsonb, c.manifest_sha256, s.head_seq,
       last.hash, ${earlier('s.created_at')}, ${earlier('s.updated_at')}, ${earlier('s.submitted_at')}, ${earlier('s.decided_at')}
     from copy c cross join sample s left join approval_event last on last.proposal_id = c.id and last.seq = s.head_seq`,
  )
  await client.query(
    `insert into manifest (sha256, body) select manifest_sha256, manifest_body from copy where manifest_body is not null`,
  )
  await write(
    `insert into task (post_id, person_id, proposal_id, step, kind, arrived_at, urgent, due_on)
     select t.post_id, t.person_id, c.id, t.step, t.kind, ${earlier('t.arrived_at')} + c.n * interval '1 ms', c.n % 50 = 0, t.due_on
     from copy c cross join task t where t.proposal_id = $1`,
  )
  for (const [table, column] of [
    ['proposal_reader', 'post_id'],
    ['proposal_person_reader', 'person_id'],
  ]) {
    await write(
      `insert into ${table} (proposal_id, ${column}) select c.id, r.${column} from copy c cross join ${table} r where r.proposal_id = $1`,
    )
  }
  // Told long ago: whoever reads the outbox has been through all this.
  await write(
    `insert into outbox_event (proposal_id, seq, type, at, xid)
     select c.id, o.seq, o.type, ${earlier('o.at')}, '0' from copy c cross join outbox_event o where o.proposal_id = $1 order by c.n, o.seq`,
  )
  await write(
    `insert into document_number (kind, unit_code, fiscal_year, number, text, proposal_id, allocated_at)
     select d.kind, d.unit_code, extract(year from (${earlier('d.allocated_at')}) - interval '3 months')::int, c.n, c.number, c.id,
       ${earlier('d.allocated_at')}
     from copy c cross join document_number d where d.proposal_id = $1`,
  )
  await write(
    `insert into audit_access (at, person_id, proposal_id, what)
     select ${earlier('a.at')}, a.person_id, c.id, a.what from copy c cross join audit_access a where a.proposal_id = $1`,
  )
  await copyFiles(client, sample)
}

async function copyFiles(client: PoolClient, sample: Sample): Promise<void> {
  await client.query(`drop table if exists pg_temp.copied_file`)
  await client.query(
    `create temp table copied_file as
     select c.id as proposal_id, c.days, a.id as of_attachment, gen_random_uuid() as attachment_id, gen_random_uuid() as revision_id
     from copy c cross join attachment a where a.proposal_id = $1 and a.removed_at is null`,
    [sample.id],
  )
  await client.query(
    `insert into attachment (id, proposal_id, place, name, current_revision, created_at)
     select c.attachment_id, c.proposal_id, a.place, a.name, c.revision_id, ${earlier('a.created_at')}
     from copied_file c join attachment a on a.id = c.of_attachment`,
  )
  await client.query(
    `insert into revision (id, attachment_id, number, sha256, kind, warnings, made_by, made_at)
     select c.revision_id, c.attachment_id, 1, r.sha256, r.kind, r.warnings, r.made_by, ${earlier('r.made_at')}
     from copied_file c join attachment a on a.id = c.of_attachment join revision r on r.id = a.current_revision`,
  )
}

/** Numbers go on after the last copy's. */
async function moveCounters(client: PoolClient, last: number): Promise<void> {
  await client.query(
    `insert into number_counter (kind, unit_code, fiscal_year, last_number)
     select kind, unit_code, fiscal_year, $1 from document_number group by 1, 2, 3
     on conflict (kind, unit_code, fiscal_year) do update set last_number = greatest(number_counter.last_number, $1)`,
    [last],
  )
}
