import pg from 'pg'
import type { ApprovalEvent } from '../domain/approval/events.ts'
import { taskChanges } from '../domain/approval/open-tasks.ts'
import { postsOf } from '../domain/approval/progress.ts'
import type { Proposal, Submitted } from '../domain/approval/proposal.ts'
import type { ChainLink } from '../domain/audit/links.ts'
import type { PostId, ProposalId, Sha256 } from '../domain/ids.ts'
import { nobodyHere } from '../domain/legacy/asserted.ts'
import { GroupCommit, Unavailable } from './group-commit.ts'
import { type RunQuery, prepared } from './run-query.ts'

/** What one accepted act writes: the events, and everything that follows from them. */
export type LogWrite = {
  readonly id: ProposalId
  /** The version the decision was made on; another one in the store means somebody was faster. */
  readonly expectedVersion: number
  /**
   * The manifest the decision was made on, where the row is not held since: a file of what lies with its drafter changes without
   * counting the version.
   */
  readonly expectedManifest?: Sha256
  readonly before: Proposal
  readonly after: Proposal
  /** At least one; `links` are the same events as chain, in the same order. */
  readonly events: readonly ApprovalEvent[]
  readonly links: readonly ChainLink[]
  /** Posts that may read besides those of the route: of those who may stand in for the decider. */
  readonly readers: readonly PostId[]
}

export type Written =
  { readonly outcome: 'written'; readonly version: number } | { readonly outcome: 'version_changed' }

// One statement, hence one transaction and one round trip. Every part hangs on `moved`: what lost the race on the
// version writes nothing anywhere.
const text = `
with item as (
  select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[],
    $8::timestamptz[], $9::text[], $10::timestamptz[], $11::timestamptz[], $32::text[], $38::text[], $39::text[])
    as it (id, expected, status, state, head_seq, head_hash, manifest, at, number, submitted_at, decided_at, drafter,
      drafter_post, seen)
), moved as (
  update proposal p set
    version = p.version + 1, status = it.status, state = it.state::jsonb, head_seq = it.head_seq,
    head_hash = decode(it.head_hash, 'hex'), updated_at = it.at,
    -- What the drafter has changed since it was returned is there, and stays there, whatever is done beside it.
    manifest_sha256 = case when p.status = 'returned' and it.status <> 'in_approval' then p.manifest_sha256
      else it.manifest end,
    number = it.number, submitted_at = it.submitted_at, decided_at = it.decided_at, drafter_id = it.drafter,
    drafter_post = it.drafter_post,
    -- Nobody but the act itself changes the text of a case on its route; with its drafter it may say anything.
    submitted_authority_code = case when p.status = 'draft' or it.status = 'in_approval'
      then p.content ->> 'authorityCode' else p.submitted_authority_code end
  from item it where p.id = it.id and p.version = it.expected and (it.seen is null or p.manifest_sha256 = it.seen)
  returning p.id, p.version
), event as (
  select ev.* from unnest($12::uuid[], $13::int[], $14::text[], $15::timestamptz[], $16::text[], $17::text[],
    $18::text[], $19::text[]) as ev (id, seq, type, at, person, body, prev_hash, hash)
  join moved using (id)
), logged as (
  insert into approval_event (proposal_id, seq, type, at, person_id, body, prev_hash, hash)
  select id, seq, type, at, person, body, decode(prev_hash, 'hex'), decode(hash, 'hex') from event
), told as (
  insert into outbox_event (proposal_id, seq, type, at) select id, seq, type, at from event order by id, seq
), closed as (
  delete from task t using unnest($20::uuid[], $21::text[]) as c (id, step), moved
  where moved.id = c.id and t.proposal_id = c.id and t.step = c.step
), opened as (
  insert into task (post_id, person_id, proposal_id, step, kind, arrived_at, urgent, due_on)
  select o.post, o.person, o.id, o.step, o.kind, o.at, o.urgent, o.due_on
  from unnest($22::text[], $23::text[], $24::uuid[], $25::text[], $26::text[], $27::timestamptz[], $28::bool[],
    $29::date[]) as o (post, person, id, step, kind, at, urgent, due_on)
  join moved using (id)
), readable as (
  insert into proposal_reader (proposal_id, post_id)
  select r.id, r.post from unnest($30::uuid[], $31::text[]) as r (id, post) join moved using (id)
  on conflict do nothing
), readable_to as (
  insert into proposal_person_reader (proposal_id, person_id)
  select r.id, r.person from unnest($33::uuid[], $34::text[]) as r (id, person) join moved using (id)
  on conflict do nothing
), retagged as (
  update task t set urgent = u.urgent, due_on = u.due_on
  from unnest($35::uuid[], $36::bool[], $37::date[]) as u (id, urgent, due_on), moved
  where moved.id = u.id and t.proposal_id = u.id
    -- A row that goes in this same statement is not to be touched: PostgreSQL would do only one of the two.
    and not exists (select from unnest($20::uuid[], $21::text[]) as c (id, step) where c.id = u.id and c.step = t.step)
)
select id, version from moved`

type Row = readonly unknown[]

/** Turns rows into one array for each column, which is how a set enters a prepared statement. */
function columns(rows: readonly Row[], width: number): unknown[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? null))
}

function valuesOf(items: readonly LogWrite[]): unknown[] {
  const proposals: Row[] = []
  const events: Row[] = []
  const closed: Row[] = []
  const opened: Row[] = []
  const drafters: Row[] = []
  const drafterPosts: Row[] = []
  const readers: Row[] = []
  const people: Row[] = []
  const tags: Row[] = []
  const seen: Row[] = []
  for (const item of items) {
    const { id, expectedVersion, expectedManifest, before, after, events: done, links, readers: also } = item
    const last = links.at(-1)
    const at = done.at(-1)?.at
    if (last === undefined || links.length !== done.length || after.status === 'draft') {
      throw new Error(`nothing happened to ${id}, so there is nothing to write`)
    }
    const { number, submittedAt, manifestSha256 } = after
    const { urgent, dueOn } = after.matter
    const decidedAt = after.status === 'decided' ? after.decision.at : null
    const drafter =
      after.status === 'imported' && after.drafter.person === nobodyHere ? after.importedBy : after.drafter
    const state = JSON.stringify(after)
    proposals.push([
      id,
      expectedVersion,
      after.status,
      state,
      last.seq,
      last.hash,
      manifestSha256,
      at,
      number === '' ? null : number,
      after.status === 'imported' ? null : submittedAt,
      decidedAt,
    ])
    drafters.push([drafter.person])
    drafterPosts.push([after.drafter.capacity.post])
    seen.push([expectedManifest])
    for (const [index, link] of links.entries()) {
      const event = done[index]
      events.push([
        id,
        link.seq,
        event?.type,
        event?.at,
        event?.by.person,
        link.body,
        link.prevHash,
        link.hash,
      ])
    }
    const tasks = taskChanges(before, after)
    for (const task of tasks.closed) closed.push([id, task.step])
    for (const task of tasks.opened) {
      const [post, person] = 'person' in task ? [null, task.person] : [task.post, null]
      opened.push([post, person, id, task.step, task.kind, at, urgent, dueOn])
    }
    const isRouted = done.some((event) => 'route' in event || event.type === 'reassigned')
    for (const post of new Set([...(isRouted ? postsOf(after.route) : []), ...also])) readers.push([id, post])
    for (const person of newReaders(done)) people.push([id, person])
    if (isRetagged(before, after)) tags.push([id, urgent, dueOn])
  }
  return [
    ...columns(proposals, 11),
    ...columns(events, 8),
    ...columns(closed, 2),
    ...columns(opened, 8),
    ...columns(readers, 2),
    ...columns(drafters, 1),
    ...columns(people, 2),
    ...columns(tags, 3),
    ...columns(drafterPosts, 1),
    ...columns(seen, 1),
  ]
}

/** Whether what still waits has another urgency than when it arrived: 至急 was set, or another text went up again. */
function isRetagged(before: Proposal, after: Submitted): boolean {
  if (before.status === 'draft') return false
  return before.matter.urgent !== after.matter.urgent || before.matter.dueOn !== after.matter.dueOn
}

/** People who may read from now on: it was shown to them, asked of them, or is theirs now. */
function newReaders(events: readonly ApprovalEvent[]): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) => {
      if (event.type === 'circulated') return event.to.map((it) => it.person)
      if (event.type === 'asked' || event.type === 'draft_handed_over') return [event.to.person]
      return []
    }),
  )
}

/** Writes a set of acts in one statement; each is written whole or, when its version moved, not at all. */
export async function writeActs(run: RunQuery, items: readonly LogWrite[]): Promise<readonly Written[]> {
  const rows = await run<{ id: string; version: number }>({
    name: 'approval-log-write-6',
    text,
    values: valuesOf(items),
  })
  const versions = new Map(rows.map((row) => [row.id, row.version]))
  return items.map((item) => {
    const version = versions.get(item.id)
    return version === undefined ? { outcome: 'version_changed' } : { outcome: 'written', version }
  })
}

/** The database refused the statement, but the connection lives and nothing was written. */
function isRefusal(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && error.severity === 'ERROR'
}

const lockNotAvailable = '55P03'

/**
 * The writer of the event log: one connection of its own, on which acts that wait at the same moment share one commit.
 *
 * Whatever was on the way when the connection breaks is answered `Unavailable`, because nobody knows whether it was
 * stored; a retry on the old version is then written once or refused by the version guard.
 */
export class ApprovalLog {
  readonly #config: pg.ClientConfig
  readonly #group: GroupCommit<LogWrite, Written>
  #open: { readonly client: pg.Client; readonly ready: Promise<pg.Client> } | undefined
  #closed = false

  /** `config`: how to connect, for example the options of the pool. */
  constructor(config: pg.ClientConfig) {
    this.#config = config
    this.#group = new GroupCommit({ run: (items) => this.#run(items), keyOf: (item) => item.id })
  }

  /** Resolves when the act is durable. Rejects with `Unavailable` when it cannot be acknowledged. */
  write(item: LogWrite): Promise<Written> {
    return this.#group.submit(item)
  }

  async close(): Promise<void> {
    this.#closed = true
    const open = this.#open
    this.#open = undefined
    await open?.client.end()
  }

  async #run(items: readonly LogWrite[]): Promise<readonly Written[]> {
    const client = await this.#connect()
    try {
      return await writeActs(prepared(client), items)
    } catch (error) {
      if (isRefusal(error)) {
        // Somebody holds the row of this one proposal; the others need not wait for it.
        if (items.length === 1 && error.code === lockNotAvailable)
          throw new Unavailable('row is held', { cause: error })
        throw error
      }
      this.#drop(client)
      throw new Unavailable('the connection of the approval log broke', { cause: error })
    }
  }

  #connect(): Promise<pg.Client> {
    if (this.#closed) return Promise.reject(new Unavailable('the approval log is closed'))
    if (this.#open === undefined) {
      const client = new pg.Client(this.#config)
      client.on('error', () => this.#drop(client))
      client.on('end', () => this.#drop(client))
      this.#open = { client, ready: this.#prepare(client) }
    }
    return this.#open.ready
  }

  async #prepare(client: pg.Client): Promise<pg.Client> {
    try {
      await client.connect()
      await client.query(`set lock_timeout = '2s'`)
      return client
    } catch (error) {
      this.#drop(client)
      throw new Unavailable('the approval log has no connection', { cause: error })
    }
  }

  /** Forgets a broken connection; the next act opens another. */
  #drop(client: pg.Client): void {
    if (this.#open?.client === client) this.#open = undefined
    client.end().catch(() => undefined)
  }
}
