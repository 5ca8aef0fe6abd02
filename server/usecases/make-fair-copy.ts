import { Readable } from 'node:stream'
import type { Transaction } from 'kysely'
import type { ActBody } from '../contract/acts.ts'
import { editorOf } from '../contract/editor-of.ts'
import type { WordFacts } from '../contract/editor-facts.ts'
import type { IssuedFile } from '../contract/issuance.ts'
import { decide } from '../domain/approval/decide.ts'
import type { DecidedCase } from '../domain/approval/proposal.ts'
import { type NameRefusal, parseFileName } from '../domain/files/file-name.ts'
import type { AttachmentId, LocalDate, PersonId, ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import { fillBlanks } from '../domain/issuing/blanks.ts'
import type { IssuingCommand } from '../domain/issuing/commands.ts'
import type { FilledBlank } from '../domain/issuing/issuance.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { insertAttachment, requestRendition } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { type FileOfCase, listFilesOfCase, markIssued } from '../store/issued-files.ts'
import { mayRead } from '../domain/access/may-read.ts'
import { actingOf } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { ActRefusal } from './commit-act.ts'
import { converterVersion } from './converter-version.ts'
import { type EditingRefusal, editorSaysNo } from './editing-refusal.ts'
import { isRenderable } from './file-sentences.ts'
import type { FileEditors } from './ports.ts'
import type { SignRefusal } from './sign-document.ts'
import { type FileRefusal, type StoreFileDeps, type StoredFile, storeFile } from './store-file.ts'
import { namedAt, readerOf } from './who-is.ts'

export type FairCopyDeps = ApprovalDeps & StoreFileDeps & { readonly editors: FileEditors }

/** Why an act of 施行 came to nothing; a Word file that cannot be written says so as its editor does. */
export type IssueRefusal = ActRefusal | EditingRefusal | SignRefusal

type CopyBody = Extract<ActBody, { type: 'make_fair_copy' }>
type Asked = { readonly id: ProposalId; readonly by: PersonId }

/** A copy that was made and is not kept yet. */
export type MadeCopy = {
  readonly command: Extract<IssuingCommand, { type: 'make_fair_copy' }>
  /** The file to keep; absent for one that was brought and is kept already. */
  readonly file?: StoredFile
  readonly name: string
  readonly rendition?: {
    readonly data: { readonly sha256: string; readonly kind: string }
    readonly key: string
  }
}

/**
 * 浄書: the decided file once more, with number and date in its blanks where that is wanted and it is a Word file; or a
 * file that was brought, as it is. No decided byte changes.
 */
export async function makeCopy(
  deps: FairCopyDeps,
  { id, by, body }: Asked & { readonly body: CopyBody },
): Promise<Result<MadeCopy, IssueRefusal>> {
  const asked = await mayIssue(deps, { id, by })
  if (!asked.ok) return asked
  const files = await listFilesOfCase(deps.db, id, converterVersion)
  const from = files.find((it) => it.revisionId === body.from)
  if (from === undefined) return no({ code: 'not_found' })
  const made = await copyOf(deps, { by, state: asked.value }, from, body)
  if (!made.ok) return made
  const { document, datedOn } = body
  const { file, filled } = made.value
  const source = from.isIssued ? {} : { from: { name: from.name, file: from.sha256 } }
  const sha256 = file?.sha256 ?? from.sha256
  return yes({
    command: {
      type: 'make_fair_copy',
      ...(document === undefined ? {} : { document }),
      name: from.name,
      file: sha256,
      ...source,
      ...(datedOn === undefined ? {} : { datedOn: datedOn as LocalDate }),
      filled,
    },
    name: from.name,
    ...(file === undefined ? {} : { file, ...renditionOf(file) }),
  })
}

/** The state of a decided case, for whoever may do this to it; or why not. */
export async function mayDo(
  deps: ApprovalDeps,
  { id, by }: Asked,
  command: IssuingCommand,
): Promise<Result<DecidedCase, ActRefusal>> {
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const at = deps.now()
  if (stored === undefined || !mayRead(stored.matter, readerOf(organisation, by, at)))
    return no({ code: 'not_found' })
  const manifests = { shown: stored.manifestSha256, current: stored.manifestSha256 }
  const acting = actingOf(organisation, by, at, manifests, stored.unit)
  const decided = decide(stored.state, command, acting)
  if (!decided.ok) return decided
  return stored.state.status === 'decided' ? yes(stored.state) : no({ code: 'not_found' })
}

/** Whether this person may make a copy of anything. */
function mayIssue(deps: ApprovalDeps, asked: Asked): Promise<Result<DecidedCase, ActRefusal>> {
  const file = '0'.repeat(64) as Sha256
  return mayDo(deps, asked, { type: 'make_fair_copy', name: '', file, filled: [] })
}

type Copy = { readonly file?: StoredFile; readonly filled: readonly FilledBlank[] }

async function copyOf(
  deps: FairCopyDeps,
  { by, state }: { readonly by: PersonId; readonly state: DecidedCase },
  from: FileOfCase,
  body: CopyBody,
): Promise<Result<Copy, IssueRefusal>> {
  if (from.isIssued) return yes({ filled: [] })
  const wanted = body.fill === true && editorOf(from.kind) === 'word'
  const filled = wanted ? await filledWord(deps, { by, state, from, body }) : yes(undefined)
  if (!filled.ok) return filled
  const source =
    filled.value === undefined ? await deps.blobs.open(from.sha256) : Readable.from([filled.value.bytes])
  const stored = await storeFile(deps, { name: from.name, source })
  if (!stored.ok) throw new Error(`a decided file is not kept a second time: ${stored.error.code}`)
  return yes({ file: stored.value, filled: filled.value?.filled ?? [] })
}

/** The bytes of a Word file with its blanks filled; undefined when it has none, or cannot be written. */
async function filledWord(
  { blobs, editors, organisation, now }: FairCopyDeps,
  given: {
    readonly by: PersonId
    readonly state: DecidedCase
    readonly from: FileOfCase
    readonly body: CopyBody
  },
): Promise<
  Result<{ readonly bytes: Uint8Array; readonly filled: readonly FilledBlank[] } | undefined, IssueRefusal>
> {
  const { by, state, from, body } = given
  const original = await blobs.path(from.sha256)
  const opened = await editors.open('word', original, from.kind)
  if (!opened.ok) return no(editorSaysNo(opened.error))
  const { paragraphs } = JSON.parse(opened.value) as WordFacts
  const places = paragraphs.flatMap(({ part, index, pieces }) =>
    pieces.flatMap((piece, at) => ('text' in piece ? [{ part, index, piece: at, text: piece.text }] : [])),
  )
  const kind = state.matter.issue?.needed === true ? state.matter.issue.numberKind : undefined
  const number = state.numbers.find((it) => kind === undefined || it.kind === kind)?.text
  const { texts, filled } = fillBlanks(
    places.map((it) => it.text),
    {
      ...(number === undefined ? {} : { number }),
      ...(body.datedOn === undefined ? {} : { datedOn: body.datedOn as LocalDate }),
    },
  )
  const changed = places.flatMap((place, at) => {
    const text = texts[at] ?? place.text
    return text === place.text ? [] : [{ ...place, text }]
  })
  if (changed.length === 0) return yes(undefined)
  const at = now()
  const written = await editors.apply('word', {
    original,
    given: new TextEncoder().encode(JSON.stringify({ texts: changed })),
    others: new Map(),
    context: {
      kind: from.kind,
      author: namedAt(await organisation.current(), by, at),
      at,
      tracked: false,
    },
  })
  return written.ok ? yes({ bytes: written.value, filled }) : no(editorSaysNo(written.error))
}

/** The job that makes the pages of a file; nothing for a kind without pages. */
export function renditionOf({ sha256, inspection }: StoredFile): Pick<MadeCopy, 'rendition'> {
  const { kind } = inspection
  if (!isRenderable(kind)) return {}
  return { rendition: { data: { sha256, kind }, key: `${sha256}:${kind}:${converterVersion}` } }
}

/** Keeps the file of a copy, apart from those that were decided upon. */
export async function keepCopyOf(
  deps: FairCopyDeps,
  trx: Transaction<Database>,
  { id, by }: Asked,
  { file, name }: Pick<MadeCopy, 'file' | 'name'>,
): Promise<RevisionId | undefined> {
  if (file === undefined) return undefined
  const { sha256, sizeBytes, inspection } = file
  const attachmentId = deps.newId() as AttachmentId
  const revisionId = deps.newId() as RevisionId
  await insertAttachment(trx, {
    id: attachmentId,
    revisionId,
    holder: { proposal: id },
    name,
    clientKey: undefined,
    ...{ sha256, sizeBytes, by },
    kind: inspection.kind,
    warnings: inspection.warnings,
    at: deps.now(),
  })
  await markIssued(trx, attachmentId)
  if (isRenderable(inspection.kind))
    await requestRendition(trx, { sha256, kind: inspection.kind, converter: converterVersion })
  return revisionId
}

/** Takes a file that was made elsewhere for 浄書; the act that names it comes after. */
export async function bringIssuedFile(
  deps: FairCopyDeps,
  request: Asked & {
    readonly name: string
    readonly source: AsyncIterable<Uint8Array>
    readonly signal?: AbortSignal
  },
): Promise<Result<IssuedFile, ActRefusal | NameRefusal | FileRefusal>> {
  const { id, by, source, signal } = request
  const name = parseFileName(request.name)
  if (!name.ok) return name
  const may = await mayIssue(deps, { id, by })
  if (!may.ok) return may
  const stored = await storeFile(deps, {
    ...{ name: name.value, source },
    ...(signal === undefined ? {} : { signal }),
  })
  if (!stored.ok) return stored
  const file = stored.value
  const revisionId = await deps.db
    .transaction()
    .execute((trx) => keepCopyOf(deps, trx, { id, by }, { file, name: name.value }))
  if (revisionId === undefined) throw new Error('a file was not kept')
  const { rendition } = renditionOf(file)
  if (rendition !== undefined) await deps.jobs.send('rendition', rendition.data, rendition.key)
  return yes({ revisionId, name: name.value, sha256: file.sha256 satisfies Sha256 })
}
