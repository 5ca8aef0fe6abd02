import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Pool } from 'pg'
import type { ActDone, ProposalView } from '../../server/contract/proposals.ts'
import { plainMatter } from '../../server/testing/plain-matter.ts'
import { type SignedIn, signInAs } from '../../server/testing/signed-in.ts'
import { hashLink } from '../../server/usecases/hashes.ts'
import type { Bench } from './core.ts'
import { LoadClient, inParallel } from './load-client.ts'
import { type Measure, measureOf } from './results.ts'

const run = promisify(execFile)

const rounds = 5
/** Acts of one round at each number of clients. */
const load = [
  { clients: 1, acts: 300, goal: undefined },
  { clients: 16, acts: 1_600, goal: 0.5 },
  { clients: 64, acts: 4_000, goal: 1 },
] as const
const pgbenchClients = 8
const pgbenchActs = 400
const pgbench = process.env['KESSAI_PGBENCH'] ?? '/usr/lib/postgresql/15/bin/pgbench'

type Waiting = { readonly id: string; readonly body: string }

/**
 * Approvals a second over HTTP through the real core (session, rules, event chain, inbox, durable commit), against
 * the same rows written by one prepared statement under pgbench with 8 clients on the same PostgreSQL; the rounds of
 * both are taken in turn.
 */
export async function measureDecisions(bench: Bench): Promise<readonly Measure[]> {
  const drafter = await signInAs(bench.url, 'u0505')
  const chief = await signInAs(bench.url, 'u0504')
  const sample = await submitSample(drafter)
  const acted = await approveSample(bench.pool, chief, sample)
  const sessions = await Promise.all(
    Array.from({ length: 64 }, async () => (await signInAs(bench.url, 'u0504')).headers),
  )
  const ours = new Map<number, number[]>(load.map((it) => [it.clients, []]))
  const ceiling: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    ceiling.push(await writeByPgbench(bench, acted, round))
    for (const { clients: count, acts } of load) {
      const waiting = await cloneSample(bench.pool, sample, acts)
      // Opened for each load: a server closes what was idle while pgbench ran.
      const clients = await Promise.all(
        sessions.slice(0, count).map((headers) => LoadClient.open(bench.url, headers)),
      )
      const started = performance.now()
      await inParallel(clients, waiting, async (client, it) => {
        const status = await client.ask({
          method: 'POST',
          path: `/v1/proposals/${it.id}/acts`,
          body: it.body,
        })
        if (status !== 200) throw new Error(`an approval was answered ${status}`)
      })
      ours.get(count)?.push(acts / ((performance.now() - started) / 1000))
      for (const client of clients) client.close()
      await everyActIsThere(bench.pool, waiting)
    }
  }
  return load.map(({ clients: count, goal }) =>
    measureOf({
      group: 'core',
      name: `decisions over HTTP, ${count} client${count === 1 ? '' : 's'}`,
      unit: '/s',
      ours: ours.get(count) ?? [],
      ceiling,
      goal: { atLeast: goal ?? 0 },
    }),
  )
}

async function submitSample(drafter: SignedIn): Promise<ProposalView> {
  const content = await plainMatter(drafter, '512-01', {
    title: '後援名義の使用承認について',
    body: '標記について、次案のとおり承認してよろしいか伺います。',
    authorityCode: 'D01',
  })
  const draft = (await drafter.send<ProposalView>('POST', '/v1/proposals', { content })).body
  const path = `/v1/proposals/${draft.id}`
  const { version, manifestSha256 } = (await drafter.get<ProposalView>(path)).body
  const done = await drafter.send<ActDone>('POST', `${path}/acts`, {
    type: 'submit',
    version,
    manifestSha256,
  })
  if (done.status !== 200) throw new Error(`the sample was not submitted: ${JSON.stringify(done.body)}`)
  return (await drafter.get<ProposalView>(path)).body
}

type Acted = {
  readonly proposal: string
  readonly state: string
  readonly body: string
  readonly nextStep: string
  readonly nextPost: string
}

/** Lets a copy of the sample be approved for real, so that pgbench writes texts of exactly that size. */
async function approveSample(pool: Pool, chief: SignedIn, sample: ProposalView): Promise<Acted> {
  const [waiting] = await cloneSample(pool, sample, 1)
  if (waiting === undefined) throw new Error('one copy')
  const done = await chief.send(
    'POST',
    `/v1/proposals/${waiting.id}/acts`,
    JSON.parse(waiting.body) as object,
  )
  if (done.status !== 200) throw new Error(`the copy was not approved: ${JSON.stringify(done.body)}`)
  const { rows } = await pool.query<{ state: string; body: string; step: string; post_id: string }>(
    `select p.state::text as state, e.body, t.step, t.post_id from proposal p
     join approval_event e on e.proposal_id = p.id and e.seq = 2 join task t on t.proposal_id = p.id where p.id = $1`,
    [waiting.id],
  )
  const [row] = rows
  if (row === undefined) throw new Error('an approved copy has an event and a task')
  return { proposal: sample.id, state: row.state, body: row.body, nextStep: row.step, nextPost: row.post_id }
}

/** Copies of the submitted sample, each with its own event chain; `ids` may be given. */
async function cloneSample(
  pool: Pool,
  sample: ProposalView,
  count: number,
  ids?: readonly string[],
): Promise<readonly Waiting[]> {
  const { rows } = await pool.query<{ body: string }>(
    'select body from approval_event where proposal_id = $1 and seq = 1',
    [sample.id],
  )
  const body = rows[0]?.body ?? ''
  const chosen = ids ?? Array.from({ length: count }, () => randomUUID())
  const bodies = chosen.map((id) => body.replaceAll(sample.id, id))
  await pool.query('begin')
  try {
    await pool.query(
      `insert into proposal (id, version, status, drafter_id, drafter_post, unit_code, section_code, content, title, number, state,
         manifest_sha256, head_seq, head_hash, created_at, updated_at, submitted_at)
       select c.id, p.version, p.status, p.drafter_id, p.drafter_post, p.unit_code, p.section_code, p.content, p.title, p.number, p.state,
         p.manifest_sha256, 1, decode(c.hash, 'hex'), p.created_at, p.updated_at, p.submitted_at
       from unnest($2::uuid[], $3::text[]) as c (id, hash), proposal p where p.id = $1`,
      [sample.id, chosen, bodies.map((text) => hashLink(undefined, text))],
    )
    await pool.query(
      `insert into approval_event (proposal_id, seq, type, at, person_id, body, hash)
       select c.id, 1, e.type, e.at, e.person_id, c.body, decode(c.hash, 'hex')
       from unnest($2::uuid[], $3::text[], $4::text[]) as c (id, body, hash), approval_event e where e.proposal_id = $1 and e.seq = 1`,
      [sample.id, chosen, bodies, bodies.map((text) => hashLink(undefined, text))],
    )
    await pool.query(
      `insert into task (post_id, proposal_id, step, kind, arrived_at) select t.post_id, c.id, t.step, t.kind, t.arrived_at
       from unnest($2::uuid[]) as c (id), task t where t.proposal_id = $1`,
      [sample.id, chosen],
    )
    await pool.query(
      `insert into proposal_reader (proposal_id, post_id) select c.id, r.post_id
       from unnest($2::uuid[]) as c (id), proposal_reader r where r.proposal_id = $1`,
      [sample.id, chosen],
    )
    await pool.query('commit')
  } catch (error) {
    await pool.query('rollback')
    throw error
  }
  await pool.query('checkpoint')
  const { version, manifestSha256 } = sample
  return chosen.map((id) => ({ id, body: JSON.stringify({ type: 'approve', version, manifestSha256 }) }))
}

async function everyActIsThere(pool: Pool, waiting: readonly Waiting[]): Promise<void> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*) as count from approval_event where type = 'approved' and proposal_id = any($1::uuid[])`,
    [waiting.map((it) => it.id)],
  )
  if (rows[0]?.count !== waiting.length)
    throw new Error(`${rows[0]?.count} of ${waiting.length} approvals are in the log`)
}

/**
 * The statement of an approval for one proposal, its id counted up by pgbench; no guard, no arrays: as bare as it gets.
 * The texts stand in a table of one row, because pgbench would take `:word` inside a literal for its own.
 */
const pgbenchScript = [
  '\\set i :i + 1',
  '\\set n :base + :client_id * 100000 + :i',
  `with moved as (
     update proposal set version = version + 1, status = 'in_approval', state = bench_text.state, head_seq = head_seq + 1,
       head_hash = sha, updated_at = now()
     from bench_text where id = ('00000000-0000-4000-8000-' || lpad(:n::int8::text, 12, '0'))::uuid
     returning id, head_seq, head_hash, body, next_step, next_post
   ), logged as (
     insert into approval_event (proposal_id, seq, type, at, person_id, body, prev_hash, hash)
     select id, head_seq, 'approved', now(), 'u0504', body, head_hash, head_hash from moved
   ), told as (
     insert into outbox_event (proposal_id, seq, type, at) select id, head_seq, 'approved', now() from moved
   ), closed as (
     delete from task t using moved where t.proposal_id = moved.id
   )
   insert into task (post_id, proposal_id, step, kind, arrived_at) select next_post, id, next_step, 'review', now() from moved;`.replace(
    /\n\s*/g,
    ' ',
  ),
].join('\n')

async function layOutTexts(pool: Pool, { state, body, nextStep, nextPost }: Acted): Promise<void> {
  await pool.query(
    'create table if not exists bench_text (state jsonb, body text, sha bytea, next_step text, next_post text)',
  )
  await pool.query('truncate bench_text')
  await pool.query('insert into bench_text values ($1, $2, $3, $4, $5)', [
    state,
    body,
    Buffer.alloc(32),
    nextStep,
    nextPost,
  ])
}

/** Decisions a second of the bare statement, 8 clients, prepared. */
async function writeByPgbench(bench: Bench, acted: Acted, round: number): Promise<number> {
  const base = (round + 1) * 10_000_000
  const ids = Array.from({ length: pgbenchClients }, (_, client) =>
    Array.from(
      { length: pgbenchActs },
      (_, i) => `00000000-0000-4000-8000-${String(base + client * 100_000 + i + 1).padStart(12, '0')}`,
    ),
  ).flat()
  await cloneSample(bench.pool, { id: acted.proposal } as ProposalView, ids.length, ids)
  const folder = await mkdtemp(join(tmpdir(), 'kessai-pgbench-'))
  try {
    const file = join(folder, 'approve.sql')
    await layOutTexts(bench.pool, acted)
    await writeFile(file, pgbenchScript)
    const url = new URL(bench.databaseUrl)
    const { stdout } = await run(pgbench, [
      ...['-n', '-M', 'prepared', '-c', String(pgbenchClients), '-j', '2', '-t', String(pgbenchActs)],
      ...['-D', 'i=0', '-D', `base=${base}`, '-f', file],
      ...[
        '-h',
        url.searchParams.get('host') ?? url.hostname,
        '-U',
        decodeURIComponent(url.username),
        url.pathname.slice(1),
      ],
    ])
    const { rows } = await bench.pool.query<{ count: number }>(
      `select count(*) as count from approval_event where seq = 2 and proposal_id = any($1::uuid[])`,
      [ids],
    )
    if (rows[0]?.count !== ids.length)
      throw new Error(`pgbench wrote ${rows[0]?.count} of ${ids.length} approvals`)
    const rate = /tps = ([\d.]+)/.exec(stdout)?.[1]
    if (rate === undefined) throw new Error(`pgbench said no rate: ${stdout}`)
    return Number(rate)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
