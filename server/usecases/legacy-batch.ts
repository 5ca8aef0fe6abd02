import type { Transaction } from 'kysely'
import type { ProposalContent } from '../contract/proposals.ts'
import type { Actor, EventOf, MatterFacts } from '../domain/approval/events.ts'
import { evolve } from '../domain/approval/evolve.ts'
import { canonicalJson } from '../domain/audit/canonical-json.ts'
import { extendChain } from '../domain/audit/chain.ts'
import { manifestText } from '../domain/audit/manifest.ts'
import type { Instant, PersonId, PostId, ProposalId, Sha256 } from '../domain/ids.ts'
import { type Asserted, nobodyHere } from '../domain/legacy/asserted.ts'
import type { LegacyFolder, LegacyRecord } from '../domain/legacy/check-record.ts'
import { numberWritten } from '../domain/legacy/number-fit.ts'
import type { LegacyProblem } from '../domain/legacy/problem.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { Database } from '../store/database.ts'
import { recordNumber } from '../store/document-numbers.ts'
import { insertFolder, nextFolderCode } from '../store/folders.ts'
import { type ImportedRow, insertImported } from '../store/legacy-cases.ts'
import { type FoundFolder, holdOpenFolders, weighNumber } from '../store/legacy-imports.ts'
import { converterVersion } from './converter-version.ts'
import { findBookOnDay } from './find-number-book.ts'
import { hashLink, sha256Of } from './hashes.ts'
import type { ReadFile } from './legacy-store-files.ts'
import type { NewId } from './ports.ts'

/** A record whose files are there, and what was found to look at in it. */
export type ReadyRecord = {
  readonly record: LegacyRecord
  readonly files: readonly ReadFile[]
  readonly sha256: Sha256
  readonly warnings: readonly LegacyProblem[]
}

export type BatchRun = {
  readonly id: string
  readonly source: string
  readonly manifest: Sha256
  readonly decision?: string
  readonly by: Actor
  readonly at: Instant
}

/** What a batch did besides the cases themselves. */
export type BatchDone = {
  readonly opened: readonly FoundFolder[]
  readonly numbers: number
  /** By key: what else there is to look at. */
  readonly warnings: ReadonlyMap<string, LegacyProblem>
  /** Keys whose 簿冊 was closed meanwhile: nothing was written of them. */
  readonly closed: ReadonlySet<string>
}

/** Hash of a record as the manifest has it, and of its files: the same text, the same record. */
export function hashOfRecord({ line: _line, ...record }: LegacyRecord, files: readonly ReadFile[]): Sha256 {
  const bytes = files.map(({ name, sha256, sizeBytes }) => ({ name, sha256, sizeBytes }))
  return sha256Of(canonicalJson({ files: bytes, legacy: 1, record }))
}

/** What tells one 簿冊 from another. */
export function folderKey(
  { name, fiscalYear, classification }: Pick<LegacyFolder, 'name' | 'fiscalYear' | 'classification'>,
  owner: string,
): string {
  return [fiscalYear, classification, owner, name].join('\u0000')
}

/**
 * Writes the records of a batch within one transaction: their 簿冊, where it is not there yet, their numbers, and each as a case
 * whose chain begins with `imported`. `folders` are those known so far.
 */
export async function writeBatch(
  {
    trx,
    organisation,
    newId,
  }: { readonly trx: Transaction<Database>; readonly organisation: Organisation; readonly newId: NewId },
  run: BatchRun,
  ready: readonly ReadyRecord[],
  folders: ReadonlyMap<string, FoundFolder>,
): Promise<BatchDone> {
  const known = new Map(folders)
  const opened: FoundFolder[] = []
  const idOf = async (record: LegacyRecord): Promise<string> => {
    const found = folderOf(known, record)
    if (found !== undefined) return found.id
    const made = await openFolder(trx, run, record)
    known.set(folderKey(record.folder, record.section), made)
    opened.push(made)
    return made.id
  }
  const placed: (ReadyRecord & { readonly folder: string })[] = []
  for (const one of ready) placed.push({ ...one, folder: await idOf(one.record) })
  const open = await holdOpenFolders(trx, [...new Set(placed.map((it) => it.folder))])
  const closed = new Set(placed.filter((it) => !open.has(it.folder)).map((it) => it.record.key))
  const rows = placed
    .filter((it) => !closed.has(it.record.key))
    .map((it) => ({ ...it, row: rowOf(run, it, newId) }))
  await insertImported(
    trx,
    { id: run.id, source: run.source, converter: converterVersion, at: run.at },
    rows.map((it) => it.row),
  )
  const warnings = new Map<string, LegacyProblem>()
  let numbers = 0
  for (const { record, row } of rows) {
    const code = await enterNumber(trx, organisation, run, record, row.id)
    if (code === 'entered') numbers += 1
    else if (code !== undefined)
      warnings.set(record.key, { field: 'number', code, value: record.number ?? '' })
  }
  return { opened, numbers, warnings, closed }
}

/** The 簿冊 of a record, of its 課 or of the whole body; undefined while there is none. */
export function folderOf(
  known: ReadonlyMap<string, FoundFolder>,
  { folder, section }: Pick<LegacyRecord, 'folder' | 'section'>,
): FoundFolder | undefined {
  return known.get(folderKey(folder, section)) ?? known.get(folderKey(folder, ''))
}

async function openFolder(
  trx: Transaction<Database>,
  { by, at }: BatchRun,
  { folder, section, retention }: LegacyRecord,
): Promise<FoundFolder> {
  const { name, fiscalYear, classification, disposition = 'appraise' } = folder
  const code = await nextFolderCode(trx, classification)
  const id = `${fiscalYear}-${code}`
  const facts = { code, name, fiscalYear, classification, retention, disposition, owner: section }
  await insertFolder(trx, id, { type: 'opened', at, by, facts }, hashLink)
  return { id, name, fiscalYear, classification, owner: section, disposition, isOpen: true }
}

async function enterNumber(
  trx: Transaction<Database>,
  organisation: Organisation,
  { at }: BatchRun,
  record: LegacyRecord,
  id: ProposalId,
): Promise<'entered' | 'number_does_not_fit' | 'number_taken' | 'number_book_in_use' | undefined> {
  const { number: text, numberKind: kind, section: unit, draftedOn, decidedOn, completedOn } = record
  if (text === undefined || kind === undefined) return undefined
  const instantOf = (day: string): Instant => `${day}T03:00:00.000Z` as Instant
  const book = await findBookOnDay(trx, {
    ...{ organisation, kind, unit },
    at: instantOf(draftedOn ?? decidedOn ?? completedOn),
    ...(decidedOn === undefined ? {} : { decidedAt: instantOf(decidedOn) }),
  })
  const number = book && numberWritten(text, (it) => book.write(it))
  if (book === undefined || number === undefined) return 'number_does_not_fit'
  const refused = await weighNumber(trx, book.scope, number)
  if (refused !== undefined) return refused === 'taken' ? 'number_taken' : 'number_book_in_use'
  await recordNumber(trx, { ...book.scope, number, branch: 0, text, holder: { proposal: id }, at })
  return 'entered'
}

function rowOf(
  run: BatchRun,
  { record, files, sha256, folder }: ReadyRecord & { readonly folder: string },
  newId: NewId,
): ImportedRow {
  const id = newId() as ProposalId
  const content = contentOf(record, folder)
  const body = manifestText(content, files)
  const manifest = { sha256: sha256Of(body), body }
  const event: EventOf<'imported'> = {
    type: 'imported',
    by: run.by,
    at: run.at,
    manifestSha256: manifest.sha256,
    title: record.title,
    unit: record.section,
    section: record.section,
    drafter: drafterOf(record),
    matter: matterOf(record),
    asserted: assertedOf(run.source, record),
    from: {
      run: run.id,
      manifest: run.manifest,
      record: sha256,
      ...(run.decision === undefined ? {} : { decision: run.decision }),
    },
  }
  const state = evolve({ status: 'draft', drafter: run.by.person }, event)
  const [link] = extendChain(id, { seq: 0 }, [event], hashLink)
  if (state.status !== 'imported' || link === undefined) throw new Error('an import that is none')
  return {
    ...{ id, key: record.key, record: sha256, content, manifest, state, event, link },
    section: record.section,
    drafter: record.drafterId ?? run.by.person,
    completedOn: record.completedOn,
    listedOn: record.draftedOn ?? record.decidedOn ?? record.completedOn,
    files: files.map((it) => ({ ...it, id: newId(), revisionId: newId() })),
  }
}

function contentOf(record: LegacyRecord, folderId: string): ProposalContent {
  const { title, body, retention, disclosure, secrecy, secretUntil, readers } = record
  return {
    ...{ title, body, folderId, secrecy, retentionCode: retention },
    authorityCode: '',
    flags: [],
    disclosure: { ...disclosure, grounds: [...disclosure.grounds] },
    accessList: [...readers],
    urgent: false,
    urgentReason: '',
    ...(secretUntil === undefined ? {} : { secretUntil }),
  }
}

function matterOf({ secrecy, secretUntil, readers }: LegacyRecord): MatterFacts {
  return {
    ...{ flags: [], urgent: false, secrecy, accessList: readers },
    ...(secretUntil === undefined ? {} : { secretUntil }),
  }
}

/** Whom the old system names, in no post of ours. */
function drafterOf({ drafter, drafterId, sectionName }: LegacyRecord): Actor {
  const title = drafter?.title ?? ''
  const person: PersonId = drafterId ?? nobodyHere
  const unitName = sectionName ?? ''
  return {
    ...{ person, name: drafter?.name ?? '', alsoAs: [] },
    capacity: { post: '' as PostId, kind: 'primary', unitName, positionName: title, title },
  }
}

function assertedOf(source: string, record: LegacyRecord): Asserted {
  const { key, completedOn, approvers } = record
  const { number, sectionName, draftedOn, decidedOn, issuedOn, drafter, decider } = record
  const said = { number, sectionName, draftedOn, decidedOn, issuedOn, drafter, decider }
  return {
    ...{ source, key, completedOn, approvers },
    ...(Object.fromEntries(Object.entries(said).filter(([, it]) => it !== undefined)) as Partial<Asserted>),
  }
}
