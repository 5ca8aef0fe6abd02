import type { Transaction } from 'kysely'
import type { RedraftBody } from '../contract/new-proposal.ts'
import type { ProposalContent } from '../contract/proposals.ts'
import { type Matter, isSecretAt, mayRead } from '../domain/access/may-read.ts'
import type { ProposalStatus, Submitted } from '../domain/approval/proposal.ts'
import {
  type Instant,
  type PersonId,
  type ProposalId,
  type ReceiptId,
  type Sha256,
  localDateOf,
  partsOfPost,
} from '../domain/ids.ts'
import { fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import type { Unit } from '../domain/organisation/organisation.ts'
import { lineOf, sectionOf } from '../domain/organisation/units.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from './converter-version.ts'
import { listAttachments } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { findDisposedOn } from '../store/disposals.ts'
import { refreshManifest } from '../store/manifests.ts'
import { findByClientKey, insertDraft } from '../store/proposals.ts'
import { linkCase } from '../store/receipts.ts'
import { loadReference } from '../store/reference.ts'
import { findSheet } from '../store/sheets.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { copyFiles, sendForPages } from './copy-files.ts'
import { noteAccess } from './reading-purpose.ts'
import { exercisedBy, readerOf } from './who-is.ts'

/** Why nothing was drafted from an old case: it has not ended so, or is not there for this person. */
export type RedraftRefusal =
  | { readonly code: 'not_found' | 'no_post' }
  | { readonly code: 'not_ended' | 'not_decided_yet'; readonly status: ProposalStatus }

type Request = {
  readonly id: ProposalId
  readonly by: PersonId
  readonly kind: RedraftBody['kind']
  /** A second request of the same key answers the draft of the first. */
  readonly clientKey?: string
}

/**
 * 再起案・変更起案・引用起案: a new draft of the asking person with the text and files of a proposal that ended, and a link
 * to it. What ended stays as it is; no act, number or date is carried over.
 */
export async function redraftProposal(
  deps: ApprovalDeps,
  request: Request,
): Promise<Result<{ readonly id: ProposalId; readonly created: boolean }, RedraftRefusal>> {
  const { id, by, kind } = request
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const at = deps.now()
  if (stored === undefined || !mayRead(stored.matter, readerOf(organisation, by, at))) {
    return no({ code: 'not_found' })
  }
  const { state } = stored
  if (state.status === 'draft' || state.status === 'in_approval' || state.status === 'returned') {
    return no({ code: 'not_ended', status: state.status })
  }
  if (kind === 'change' && state.status !== 'decided')
    return no({ code: 'not_decided_yet', status: state.status })
  const [capacity] = exercisedBy(organisation, by, at)
  if (capacity === undefined) return no({ code: 'no_post' })
  const sheet = await findSheet(deps.db, id)
  if (sheet === undefined) throw new Error(`proposal ${id} vanished while it was copied`)
  const { unit } = partsOfPost(capacity.post)
  const content = copiedContent(sheet.content as ProposalContent, {
    id,
    state,
    kind,
    matter: stored.matter,
    at,
  })
  const made = await deps.db.transaction().execute(async (trx) => {
    const draft = deps.newId() as ProposalId
    const clientKey = request.clientKey && `redraft ${id} ${kind} ${request.clientKey}`
    const filed: ProposalContent = {
      ...content,
      folderId: await folderOfThisYear(trx, content.folderId, { units: lineOf(organisation, unit), at }),
    }
    const inserted = await insertDraft(trx, {
      id: draft,
      drafter: by,
      post: capacity.post,
      unit,
      section: sectionOf(organisation, unit)?.code ?? unit,
      content: filed,
      // Of the text and the files together; set below, when both are there.
      manifestSha256: '' as Sha256,
      clientKey,
      at,
    })
    if (!inserted) {
      const earlier = clientKey === undefined ? undefined : await findByClientKey(trx, by, clientKey)
      if (earlier === undefined) throw new Error(`draft ${draft} was neither made nor found`)
      return { id: earlier.id, created: false, waiting: [] }
    }
    if (filed.received !== undefined) await linkCase(trx, filed.received.receiptId as ReceiptId, draft)
    // Of what was disposed of there are no files to take along.
    const isGone = (await findDisposedOn(trx, id)) !== undefined
    const files = isGone ? [] : await listAttachments(trx, id, converterVersion)
    const waiting = await copyFiles(deps, trx, { files, to: draft, by, at })
    await refreshManifest(trx, draft)
    return { id: draft, created: true, waiting }
  })
  await sendForPages(deps, made.waiting)
  if (made.created) await noteAccess(deps, stored.matter, readerOf(organisation, by, at), { id, what: kind })
  return yes({ id: made.id, created: made.created })
}

/** What of the old text is worth taking along: urgency and days belong to the old matter, and so does a secret that ended. */
function copiedContent(
  old: ProposalContent,
  from: {
    readonly id: ProposalId
    readonly state: Submitted
    readonly kind: RedraftBody['kind']
    readonly matter: Matter
    readonly at: Instant
  },
): ProposalContent {
  const { dueOn: _dueOn, origin: _origin, received, secretUntil, ...kept } = old
  const secret = isSecretAt(from.matter, from.at)
  return {
    ...kept,
    urgent: false,
    urgentReason: '',
    // 再起案 answers the same letter once more; any other case is one of its own.
    ...(received === undefined || from.kind !== 'redraft' ? {} : { received }),
    ...(secret ? {} : { secrecy: 'none', accessList: [] }),
    ...(secret && secretUntil !== undefined ? { secretUntil } : {}),
    origin: { proposalId: from.id, number: from.state.number, kind: from.kind },
  }
}

/** The same 簿冊 when it is one of this fiscal year; else the drafter chooses. */
async function folderOfThisYear(
  trx: Transaction<Database>,
  folder: string,
  { units, at }: { readonly units: readonly Unit[]; readonly at: Instant },
): Promise<string> {
  const codes = units.map((it) => it.code)
  const { folders } = await loadReference(trx, fiscalYearOf(localDateOf(at)), codes)
  return folders.some((it) => it.id === folder) ? folder : ''
}
