import type { Kysely, Transaction } from 'kysely'
import type { Pool } from 'pg'
import type { Matter } from '../domain/access/may-read.ts'
import { postsOf } from '../domain/approval/progress.ts'
import type { Proposal, ProposalStatus } from '../domain/approval/proposal.ts'
import type { Instant, PersonId, PostId, ProposalId, Sha256, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { filedIn } from './filed-in.ts'
import { GroupCommit } from './group-commit.ts'
import { type SecrecyRow, secreciesOfRow } from './matters.ts'
import { type RunQuery, prepared } from './run-query.ts'

/** A proposal as an act needs it: the state for the rules, and what decides who may see it. */
export type StoredProposal = {
  readonly id: ProposalId
  readonly version: number
  readonly state: Proposal
  readonly matter: Matter
  readonly drafterPost: PostId
  readonly unit: UnitCode
  readonly number?: string
  /** What a signature binds to now: kept by whoever changes the text or the files. */
  readonly manifestSha256: Sha256
  readonly head: { readonly seq: number; readonly hash?: Sha256 }
}

/** Of `actColumns`. */
export type ActRow = Omit<SecrecyRow, 'recorded'> & {
  readonly id: ProposalId
  readonly version: number
  readonly status: ProposalStatus
  readonly state: Proposal
  readonly drafter_id: PersonId
  readonly drafter_post: PostId
  readonly unit_code: UnitCode
  readonly section_code: UnitCode
  readonly number: string | null
  readonly manifest_sha256: Sha256
  readonly head_seq: number
  readonly head_hash: Sha256 | null
  readonly reader_posts: PostId[]
  readonly reader_people: PersonId[]
}

/** What an act needs of a proposal `p`. */
export const actColumns = `p.id, p.version, p.status, p.state, p.drafter_id, p.drafter_post, p.unit_code, p.section_code,
  p.number, p.manifest_sha256, p.head_seq, encode(p.head_hash, 'hex') as head_hash, p.content->>'secrecy' as secrecy,
  p.content->'accessList' as "accessList", p.content->>'secretUntil' as "secretUntil",
  p.state->>'secrecyReleasedAt' as "releasedAt",
  array(select r.post_id from proposal_reader r where r.proposal_id = p.id) as reader_posts,
  array(select r.person_id from proposal_person_reader r where r.proposal_id = p.id) as reader_people`

// The ids come by a subquery, so that the plan is the same for any number of them and made once.
const actText = `select ${actColumns} from proposal p where p.id = any((select $1::uuid[])::uuid[])`

/** The proposal in a row. */
export function toStored(row: ActRow): StoredProposal {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    matter: {
      status: row.status,
      drafter: row.state.status === 'imported' ? row.state.drafter.person : row.drafter_id,
      section: row.section_code,
      secrecies: secreciesOfRow({
        ...row,
        recorded: row.state.status === 'draft' ? undefined : row.state.matter,
      }),
      routePosts: row.state.status === 'draft' ? [] : postsOf(row.state.route),
      readerPosts: row.reader_posts,
      readerPeople: row.reader_people,
    },
    drafterPost: row.drafter_post,
    unit: row.unit_code,
    ...(row.number === null ? {} : { number: row.number }),
    manifestSha256: row.manifest_sha256,
    head: row.head_hash === null ? { seq: row.head_seq } : { seq: row.head_seq, hash: row.head_hash },
  }
}

/** The proposals of these ids, in one query; missing ones are missing. */
export async function loadMany(
  run: RunQuery,
  ids: readonly ProposalId[],
): Promise<ReadonlyMap<ProposalId, StoredProposal>> {
  const rows = await run<ActRow>({ name: 'proposals-load-4', text: actText, values: [ids] })
  return new Map(rows.map((row) => [row.id, toStored(row)]))
}

/** Reads of cases; those that wait at the same moment share one query. */
export class CaseReads<Case> {
  readonly #group: GroupCommit<ProposalId, Case | undefined>

  /** `load` finds the cases of these ids, in one query; missing ones are missing. */
  constructor(load: (ids: readonly ProposalId[]) => Promise<ReadonlyMap<ProposalId, Case>>) {
    this.#group = new GroupCommit({
      run: async (wanted) => {
        const found = await load([...new Set(wanted)])
        return wanted.map((it) => found.get(it))
      },
    })
  }

  find(id: ProposalId): Promise<Case | undefined> {
    return this.#group.submit(id)
  }
}

/** Reads of what an act needs. */
export class ProposalReads extends CaseReads<StoredProposal> {
  constructor(pool: Pool) {
    const run = prepared(pool)
    super((ids) => loadMany(run, ids))
  }
}

export type NewProposal = {
  readonly id: ProposalId
  readonly drafter: PersonId
  readonly post: PostId
  readonly unit: UnitCode
  readonly section: UnitCode
  readonly content: object & { readonly title: string }
  readonly manifestSha256: Sha256
  readonly clientKey: string | undefined
  /** Hash of what was asked under the key. */
  readonly clientBodySha256?: Sha256
  /** The application that made it, and whether it is one for trying (試験). */
  readonly madeBy?: {
    readonly application: string
    readonly isTrial: boolean
    /** 連携元の番号. */
    readonly ref: string | undefined
  }
  readonly at: Instant
}

/** Inserts a draft; false when this drafter already made one under the same client key. */
export async function insertDraft(db: Kysely<Database>, added: NewProposal): Promise<boolean> {
  const state: Proposal = { status: 'draft', drafter: added.drafter }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('proposal')
    .values({
      id: added.id,
      drafter_id: added.drafter,
      drafter_post: added.post,
      unit_code: added.unit,
      section_code: added.section,
      content: JSON.stringify(added.content),
      title: added.content.title,
      state: JSON.stringify(state),
      manifest_sha256: added.manifestSha256,
      client_key: added.clientKey ?? null,
      client_body_sha256: added.clientBodySha256 ?? null,
      application_id: added.madeBy?.application ?? null,
      is_trial: added.madeBy?.isTrial ?? false,
      external_ref: added.madeBy?.ref ?? null,
      created_at: added.at,
      updated_at: added.at,
    })
    .onConflict((it) => it.columns(['drafter_id', 'client_key']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The proposal that a drafter made under a client key; null for a body nobody kept. */
export async function findByClientKey(
  db: Kysely<Database>,
  drafter: PersonId,
  clientKey: string,
): Promise<{ readonly id: ProposalId; readonly bodySha256: Sha256 | null } | undefined> {
  const row = await db
    .selectFrom('proposal')
    .select(['id', 'client_body_sha256'])
    .where('drafter_id', '=', drafter)
    .where('client_key', '=', clientKey)
    .executeTakeFirst()
  return row && { id: row.id as ProposalId, bodySha256: row.client_body_sha256 as Sha256 | null }
}

export type LockedProposal = {
  readonly version: number
  readonly status: ProposalStatus
  readonly drafter: PersonId
  readonly content: unknown
  readonly manifestSha256: Sha256
  /** Made by an application for trying (試験). */
  readonly isTrial: boolean
  /** The 簿冊 it is filed in; empty while none was chosen. */
  readonly folder: string
}

/** Holds the row until the transaction ends, so that neither text nor files change meanwhile. */
export async function lockProposal(
  trx: Transaction<Database>,
  id: ProposalId,
): Promise<LockedProposal | undefined> {
  const row = await trx
    .selectFrom('proposal')
    .select([
      'version',
      'status',
      'drafter_id',
      'content',
      'manifest_sha256',
      'is_trial',
      filedIn.as('folder'),
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return (
    row && {
      version: row.version,
      status: row.status as ProposalStatus,
      drafter: row.drafter_id as PersonId,
      content: row.content,
      manifestSha256: row.manifest_sha256 as Sha256,
      isTrial: row.is_trial,
      folder: row.folder ?? '',
    }
  )
}

/** Writes a text corrected on the way; the caller holds the row, and the act that goes with it counts the version. */
export async function correctContent(
  trx: Transaction<Database>,
  id: ProposalId,
  content: object & { readonly title: string },
): Promise<void> {
  const values = { content: JSON.stringify(content), title: content.title }
  await trx.updateTable('proposal').set(values).where('id', '=', id).execute()
}

/** Writes what the drafter typed; the caller holds the row and has looked at its version. */
export async function updateContent(
  trx: Transaction<Database>,
  id: ProposalId,
  content: object & { readonly title: string },
  at: Instant,
): Promise<number> {
  const row = await trx
    .updateTable('proposal')
    .set((eb) => ({
      content: JSON.stringify(content),
      title: content.title,
      updated_at: at,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}
