import { Readable } from 'node:stream'
import type { AttachmentsChanged } from '../contract/attachments.ts'
import type { MergeView } from '../contract/merging.ts'
import type { AttachmentId, PersonId, ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import type { SaveConflict } from '../domain/editing/lease.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findNewest, findProposalOfAttachment } from '../store/attachments.ts'
import { findRevision } from '../store/held-revisions.ts'
import { deleteCopy, findCopy } from '../store/editing.ts'
import type { ActRefusal } from './commit-act.ts'
import { converterVersion } from './converter-version.ts'
import type { Correction } from './correct.ts'
import type { EditRefusal } from './edit-files.ts'
import { whyNotEdit } from './edit-leases.ts'
import { type EditingRefusal, editorSaysNo } from './editing-refusal.ts'
import { type KeepRevisionDeps, keepRevision, whyNotRevise } from './keep-revision.ts'
import type { FileMerger, MergeChoice, ToMerge } from './merge-outcome.ts'
import type { EditProblem, FileEditors } from './ports.ts'
import { type FileRefusal, storeFile } from './store-file.ts'
import { namedAt } from './who-is.ts'

export type MergeDeps = KeepRevisionDeps & { readonly editors: FileMerger & FileEditors }

type Own = { readonly id: string; readonly by: PersonId }

type Found = {
  readonly attachmentId: AttachmentId
  readonly proposalId: ProposalId
  readonly onto: RevisionId
  readonly name: string
  readonly files: ToMerge
}

/** What comes of one's own 控え and the newest content of its file together: what is joined, and what is to be chosen. */
export async function viewMerge(
  deps: MergeDeps,
  request: Own,
): Promise<Result<MergeView, EditRefusal | EditingRefusal>> {
  const found = await findThree(deps, request)
  if (!found.ok) return found
  const refused = await whyNotEdit(deps, found.value.proposalId, request.by)
  if (refused !== undefined) return no(refused)
  const merged = await deps.editors.viewMerge(found.value.files)
  if (!merged.ok) return no(editorSaysNo(merged.error))
  const { conflicts, mine, theirs } = merged.value
  return yes({
    ...{ ontoRevisionId: found.value.onto, mine, theirs },
    conflicts: conflicts.map((it) => ({
      ...it,
      base: [...it.base],
      mine: [...it.mine],
      theirs: [...it.theirs],
    })),
  })
}

/** Thrown to undo the transaction; never leaves this file. */
class Faster extends Error {}

/** Keeps the two as one as the newest content, as a revision of its own; the 控え is gone then. */
export async function saveMerged(
  deps: MergeDeps,
  request: Own & {
    /** The content the choices were made on. */
    readonly onto: RevisionId
    readonly choices: Readonly<Record<string, MergeChoice>>
    readonly correction?: Correction
  },
): Promise<Result<AttachmentsChanged, EditRefusal | EditingRefusal | FileRefusal | ActRefusal>> {
  const { id: copyId, by, onto, correction } = request
  const found = await findThree(deps, request)
  if (!found.ok) return found
  const { attachmentId: id, proposalId, name, files } = found.value
  const refused = await whyNotRevise(deps, proposalId, request)
  if (refused !== undefined) return no(refused)
  if (found.value.onto !== onto) return no(await savedMeanwhile(deps, id, copyId))
  const merged = await contentOf(deps, request, files)
  if (!merged.ok) return no(editorSaysNo(merged.error))
  const file = await storeFile(deps, { name, source: Readable.from([merged.value]) })
  if (!file.ok) return file
  const newest = await findNewest(deps.db, id)
  if (newest?.sha256 === file.value.sha256) return no({ code: 'edit_unchanged' })
  const reason = correction?.reason
  try {
    return await keepRevision(deps, {
      ...{ id, by, proposalId, correction, name, file: file.value },
      making: { how: 'browser', from: onto, ...(reason === undefined ? {} : { reason }) },
      async check(trx) {
        if ((await findNewest(trx, id))?.id !== onto) throw new Faster('saved meanwhile')
        await deleteCopy(trx, copyId, by)
      },
    })
  } catch (error) {
    if (!(error instanceof Faster)) throw error
    return no(await savedMeanwhile(deps, id, copyId))
  }
}

/** Of a workbook the cells are put into the newest one as its editor would, and its formulas worked out. */
async function contentOf(
  deps: MergeDeps,
  { by, choices }: { readonly by: PersonId; readonly choices: Readonly<Record<string, MergeChoice>> },
  files: ToMerge,
): Promise<Result<Uint8Array, EditProblem>> {
  const merged = await deps.editors.merge(files, choices)
  if (!merged.ok || files.kind !== 'xlsx') return merged
  const at = deps.now()
  const author = namedAt(await deps.organisation.current(), by, at)
  return deps.editors.apply('sheet', {
    ...{ original: files.theirs, given: merged.value, others: new Map() },
    context: { kind: files.kind, author, at, tracked: false },
  })
}

async function findThree(
  deps: MergeDeps,
  { id, by }: Own,
): Promise<Result<Found, { readonly code: 'not_found' } | EditingRefusal>> {
  const copy = await findCopy(deps.db, id, by)
  const proposalId = copy && (await findProposalOfAttachment(deps.db, copy.attachmentId))
  const newest = copy && (await findNewest(deps.db, copy.attachmentId))
  if (copy === undefined || proposalId === undefined || newest === undefined) return no({ code: 'not_found' })
  const [base, theirs] = await Promise.all([
    findRevision(deps.db, copy.from, converterVersion),
    findRevision(deps.db, newest.id, converterVersion),
  ])
  if (base === undefined || theirs === undefined) return no({ code: 'not_found' })
  if (base.kind !== theirs.kind)
    return no(editorSaysNo({ code: 'edit_word_cannot_merge', fact: '新しい版はほかの種類のファイルです' }))
  const path = (sha256: Sha256): Promise<string> => deps.blobs.path(sha256)
  return yes({
    ...{ attachmentId: copy.attachmentId, proposalId, onto: newest.id, name: theirs.name },
    files: {
      kind: theirs.kind,
      base: await path(base.sha256),
      mine: await path(copy.sha256),
      theirs: await path(theirs.sha256),
    },
  })
}

async function savedMeanwhile(
  deps: MergeDeps,
  id: AttachmentId,
  copyId: string,
): Promise<SaveConflict & { readonly copyId: string }> {
  const newest = await findNewest(deps.db, id)
  const who = newest && namedAt(await deps.organisation.current(), newest.by, newest.at)
  return {
    ...{ code: 'edit_conflict', because: 'saved_meanwhile', copyId },
    ...(who === undefined ? {} : { who }),
  }
}
