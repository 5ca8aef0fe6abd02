import { type Transaction, sql } from 'kysely'
import type { ApprovalEvent, EventOf } from '../domain/approval/events.ts'
import type { ImportedCase } from '../domain/approval/proposal.ts'
import type { ChainLink } from '../domain/audit/links.ts'
import type { Instant, LocalDate, PersonId, ProposalId, Sha256, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** A file of a case that is brought in; its bytes are stored. */
export type ImportedFile = {
  readonly id: string
  readonly revisionId: string
  readonly name: string
  readonly sha256: Sha256
  readonly sizeBytes: number
  readonly kind: string
  readonly warnings: readonly string[]
  /** Whether pages are made of it. */
  readonly isRenderable: boolean
}

/** A case that is brought in, with everything that is written of it. */
export type ImportedRow = {
  readonly id: ProposalId
  readonly key: string
  readonly record: Sha256
  readonly content: object & { readonly title: string }
  readonly manifest: { readonly sha256: Sha256; readonly body: string }
  readonly state: ImportedCase
  readonly event: EventOf<'imported'>
  readonly link: ChainLink
  readonly section: UnitCode
  /** Whom the row names as drafter: somebody here, or whoever brought it in. */
  readonly drafter: PersonId
  readonly completedOn: LocalDate
  /** The day under which lists have it. */
  readonly listedOn: LocalDate
  readonly files: readonly ImportedFile[]
}

/** Writes cases that are brought in, a statement for each table. What is not shown to anybody yet waits for the workers. */
export async function insertImported(
  trx: Transaction<Database>,
  run: { readonly id: string; readonly source: string; readonly converter: string; readonly at: Instant },
  rows: readonly ImportedRow[],
): Promise<void> {
  if (rows.length === 0) return
  const { at } = run
  await trx
    .insertInto('manifest')
    .values(rows.map((it) => it.manifest))
    .onConflict((it) => it.column('sha256').doNothing())
    .execute()
  await trx
    .insertInto('proposal')
    .values(
      rows.map((it) => ({
        id: it.id,
        version: 1,
        status: 'imported',
        drafter_id: it.drafter,
        drafter_post: '',
        unit_code: it.section,
        section_code: it.section,
        content: JSON.stringify(it.content),
        title: it.content.title,
        number: it.state.number === '' ? null : it.state.number,
        state: JSON.stringify(it.state),
        manifest_sha256: it.manifest.sha256,
        head_seq: it.link.seq,
        head_hash: Buffer.from(it.link.hash, 'hex'),
        // Noon in Japan: it lies among the cases of that day, and in its 年度.
        created_at: `${it.listedOn}T03:00:00.000Z`,
        updated_at: at,
        completed_on: it.completedOn,
      })),
    )
    .execute()
  await insertChain(trx, rows)
  await insertFiles(
    trx,
    run,
    rows.flatMap((row) =>
      row.files.map((file, place) => ({ ...file, place, proposal: row.id, by: row.event.by.person })),
    ),
  )
  await trx
    .insertInto('legacy_case')
    .values(
      rows.map((it) => ({
        source: run.source,
        key: it.key,
        proposal_id: it.id,
        run_id: run.id,
        record_sha256: it.record,
      })),
    )
    .execute()
}

async function insertChain(trx: Transaction<Database>, rows: readonly ImportedRow[]): Promise<void> {
  await trx
    .insertInto('approval_event')
    .values(
      rows.map(({ id, link, event }) => ({
        proposal_id: id,
        seq: link.seq,
        type: event.type satisfies ApprovalEvent['type'],
        at: event.at,
        person_id: event.by.person,
        body: link.body,
        prev_hash: null,
        hash: Buffer.from(link.hash, 'hex'),
      })),
    )
    .execute()
}

type PlacedFile = ImportedFile & {
  readonly place: number
  readonly proposal: ProposalId
  readonly by: PersonId
}

/** A statement takes so many rows: the values of one are counted in 16 bits. */
const filesAtOnce = 1000

async function insertFiles(
  trx: Transaction<Database>,
  { at, converter }: { readonly at: Instant; readonly converter: string },
  all: readonly PlacedFile[],
): Promise<void> {
  for (let from = 0; from < all.length; from += filesAtOnce) {
    const files = all.slice(from, from + filesAtOnce)
    const bySha = [...new Map(files.map((it) => [it.sha256, it])).values()].toSorted((a, b) =>
      a.sha256 < b.sha256 ? -1 : 1,
    )
    await trx
      .insertInto('blob')
      .values(bySha.map((it) => ({ sha256: it.sha256, size_bytes: it.sizeBytes, stored_at: at })))
      .onConflict((it) =>
        it.column('sha256').doUpdateSet({ erased_at: null }).where('blob.erased_at', 'is not', null),
      )
      .execute()
    await trx
      .insertInto('attachment')
      .values(
        files.map((it) => ({
          id: it.id,
          proposal_id: it.proposal,
          place: it.place,
          name: it.name,
          current_revision: it.revisionId,
          created_at: at,
        })),
      )
      .execute()
    await trx
      .insertInto('revision')
      .values(
        files.map((it) => ({
          id: it.revisionId,
          attachment_id: it.id,
          number: 1,
          sha256: it.sha256,
          kind: it.kind,
          warnings: [...it.warnings],
          made_by: it.by,
          made_at: at,
        })),
      )
      .execute()
    const rendered = [...new Map(files.map((it) => [`${it.sha256} ${it.kind}`, it])).values()].filter(
      (it) => it.isRenderable,
    )
    if (rendered.length > 0)
      await trx
        .insertInto('rendition')
        .values(rendered.map(({ sha256, kind }) => ({ sha256, kind, converter })))
        .onConflict((it) => it.columns(['sha256', 'kind', 'converter']).doNothing())
        .execute()
  }
}

/** Which keys of an old system are here already, and by which record each came. */
export async function findImported(
  trx: Pick<Transaction<Database>, 'selectFrom'>,
  source: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Sha256>> {
  if (keys.length === 0) return new Map()
  const rows = await trx
    .selectFrom('legacy_case')
    .select(['key', 'record_sha256'])
    .where('source', '=', source)
    .where(sql<boolean>`key = any(${[...keys]}::text[])`)
    .execute()
  return new Map(rows.map((it) => [it.key, it.record_sha256 as Sha256]))
}
