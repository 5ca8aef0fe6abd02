import type { HistoryEntry, ProposalContent, ProposalView } from '../contract/proposals.ts'
import {
  type Matter,
  type Reader,
  mayRead,
  readsAsArchivist,
  readsAsAuditor,
} from '../domain/access/may-read.ts'
import type { ApprovalEvent } from '../domain/approval/events.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import type { Route } from '../domain/approval/route.ts'
import { eventOf } from '../domain/audit/chain.ts'
import type { ChainLink } from '../domain/audit/links.ts'
import { manifestText } from '../domain/audit/manifest.ts'
import { type Instant, type PersonId, type ProposalId, partsOfPost } from '../domain/ids.ts'
import { familyNameOf } from '../domain/organisation/names.ts'
import type { Capacity, Organisation } from '../domain/organisation/organisation.ts'
import { positionNameIn, titleOf, writtenTitle } from '../domain/organisation/titles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { StoredProposal } from '../store/proposals.ts'
import type { Sheet } from '../store/sheets.ts'
import type { WholeCase } from '../store/whole-cases.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { CameThrough } from './application-caller.ts'
import { attachmentView } from './attachment-view.ts'
import { actingOf } from './acting-of.ts'
import { asSeenBy } from './may-read.ts'
import { issuanceViewOf } from './issuance-view.ts'
import { proceedingsOf } from './proceedings-view.ts'
import { resubmissionOf } from './resubmission-view.ts'
import { historyText, remarkOf } from './history-text.ts'
import { toRouteOnWay } from './route-on-way.ts'
import { toCapacityView } from './route-view.ts'
import { noteAccess } from './reading-purpose.ts'
import { type LinkedEvent, type WhatChanged, whatChanged } from './what-changed.ts'
import { nameOf, readerOf } from './who-is.ts'

/**
 * Everything the reading page shows of a proposal, and what its reader may do now. The read is logged. `found` is the case
 * where the caller is reading it as well.
 */
export async function viewProposal(
  deps: ApprovalDeps,
  request: { readonly id: ProposalId; readonly by: PersonId; readonly through?: CameThrough },
  found: Promise<WholeCase | undefined> = deps.wholeCases.find(request.id),
): Promise<Result<ProposalView, { readonly code: 'not_found' }>> {
  const { id, by, through } = request
  const [organisation, whole] = await Promise.all([deps.organisation.current(), found])
  const at = deps.now()
  const reader = readerOf(organisation, by, at)
  if (whole === undefined) return no({ code: 'not_found' })
  const matter = await asSeenBy(deps, id, whole.stored.matter, reader)
  if (!mayRead(matter, reader)) return no({ code: 'not_found' })
  const read = { id, what: 'view', ...(through === undefined ? {} : { through }) }
  // The view is made while the note of the read is on its way to the disk.
  const [view] = await Promise.all([
    viewOf(deps, whole, { organisation, reader, through, matter }),
    noteAccess(deps, matter, reader, read),
  ])
  return yes(view)
}

async function viewOf(
  deps: ApprovalDeps,
  { stored, sheet, attachments, links }: WholeCase,
  asked: {
    readonly organisation: Organisation
    readonly reader: Reader
    readonly through: CameThrough | undefined
    /** Of the case, as the reader may see it. */
    readonly matter: Matter
  },
): Promise<ProposalView> {
  const { organisation, reader, through, matter } = asked
  const { person: by, at } = reader
  const onlyReads = readsAsAuditor(matter, reader) || readsAsArchivist(matter, reader)
  const { id, state, manifestSha256 } = stored
  const manifests = { shown: manifestSha256, current: manifestSha256 }
  const acting = actingOf(organisation, by, at, manifests, stored.unit)
  const content = sheet.content as ProposalContent
  const events = links.map((link) => ({ ...link, event: eventOf(link) }))
  const [{ changedSinceMine, changedWhileReturned, ofEdits, ofEvents }, resubmission, issuance] =
    await Promise.all([
      whatChanged(deps, stored, { by, current: () => manifestText(content, attachments), events }),
      resubmissionOf(deps.db, stored, { organisation, content, acting }),
      issuanceViewOf(deps.db, stored, acting),
    ])
  return {
    id,
    version: stored.version,
    status: state.status,
    content,
    names: sheet.names,
    ...(sheet.movedTo === undefined ? {} : { movedTo: sheet.movedTo }),
    ...drafterOf(organisation, stored),
    ...(sheet.application === undefined ? {} : { application: sheet.application }),
    createdAt: sheet.createdAt,
    updatedAt: sheet.updatedAt,
    ...(sheet.decidedAt === undefined ? {} : { decidedAt: sheet.decidedAt }),
    ...(sheet.disposedOn === undefined ? {} : { disposedOn: sheet.disposedOn }),
    ...onRoute(organisation, state, at, manifestSha256),
    ...assertedOf(state),
    manifestSha256,
    attachments: attachments.map(attachmentView),
    history: historyOf(events, ofEvents),
    // What a program may do is said by its routes, not by buttons.
    ...proceedingsOf(state, acting, { content, ofEdits, acts: !onlyReads && through === undefined }),
    ...(changedSinceMine === undefined ? {} : { changedSinceMine }),
    ...(changedWhileReturned === undefined ? {} : { changedWhileReturned }),
    ...(resubmission === undefined ? {} : { resubmission }),
    ...(issuance === undefined ? {} : { issuance }),
    redraftable:
      !onlyReads && state.status !== 'draft' && state.status !== 'in_approval' && state.status !== 'returned',
    editable: (state.status === 'draft' || state.status === 'returned') && stored.matter.drafter === by,
    stampedPdf: stampedPdfOf(state, sheet.stampedPdf),
  }
}

/** Before submission as the organisation has it today, after it as it was then. */
function drafterOf(
  organisation: Organisation,
  stored: StoredProposal,
): Pick<ProposalView, 'drafter' | 'drafterCapacity' | 'drafterFamilyName'> {
  const { state } = stored
  const id = stored.matter.drafter
  const name = state.status === 'draft' ? nameOf(organisation, id) : state.drafter.name
  const capacity = state.status === 'draft' ? draftingCapacity(organisation, stored) : state.drafter.capacity
  return {
    drafter: { id, name, title: capacity.title },
    drafterCapacity: toCapacityView(capacity),
    drafterFamilyName: familyNameOf(name),
  }
}

function draftingCapacity(organisation: Organisation, { drafterPost, unit }: StoredProposal): Capacity {
  const place = organisation.units.get(unit)
  const position = organisation.positions.get(partsOfPost(drafterPost).position)
  return {
    post: drafterPost,
    kind: 'primary',
    unitName: place?.name ?? unit,
    positionName: position === undefined ? '' : positionNameIn(place, position),
    title: titleOf(organisation, drafterPost),
  }
}

function onRoute(
  organisation: Organisation,
  state: Proposal,
  at: Instant,
  currentManifest: StoredProposal['manifestSha256'],
): Pick<ProposalView, 'number' | 'submittedAt' | 'route' | 'returned' | 'ended'> {
  if (state.status === 'draft') return {}
  const { number, submittedAt } = state
  if (state.status === 'imported') return number === '' ? {} : { number }
  const cause = state.status === 'returned' ? state.cause : undefined
  const byStep = cause?.by === 'step' ? cause : undefined
  return {
    ...(number === '' ? {} : { number }),
    submittedAt,
    route: toRouteOnWay(organisation, state, at, currentManifest),
    ...(byStep === undefined
      ? {}
      : {
          returned: {
            by: byStep.actor.name,
            title: byStep.actor.capacity.title,
            at: byStep.at,
            reason: byStep.reason,
          },
        }),
    ...(state.status === 'rejected' || state.status === 'withdrawn' || state.status === 'abandoned'
      ? { ended: { reason: state.reason } }
      : {}),
  }
}

/** 移行: what the old system says, and by which import. */
function assertedOf(state: Proposal): Pick<ProposalView, 'asserted'> {
  if (state.status !== 'imported') return {}
  const { asserted, importedBy, submittedAt, from } = state
  return {
    asserted: {
      ...asserted,
      approvers: [...asserted.approvers],
      importedAt: submittedAt,
      importedBy: { name: importedBy.name, title: writtenTitle(importedBy.capacity) },
      ...(from.decision === undefined ? {} : { decision: from.decision }),
      run: from.run,
      manifestSha256: from.manifest,
      recordSha256: from.record,
    },
  }
}

/** The chain as sentences; what an event means may hang on the route that was there before it. */
function historyOf(
  events: readonly (LinkedEvent & Pick<ChainLink, 'hash'>)[],
  changes: WhatChanged['ofEvents'],
): HistoryEntry[] {
  let route: Route | undefined
  return events.map((link) => {
    const { event } = link
    const entry = { ...historyEntry(link, event, route), ...replacedBy(changes.get(link.seq)) }
    if ('route' in event) route = event.route
    return entry
  })
}

/** The files an event changed whose revisions both have pages. */
function replacedBy(changes: ReturnType<WhatChanged['ofEvents']['get']>): Pick<HistoryEntry, 'replaced'> {
  const replaced = (changes ?? []).flatMap(({ name, earlier, later }) =>
    earlier?.isPdf === true && later?.isPdf === true
      ? [{ name, earlierId: earlier.revisionId, laterId: later.revisionId }]
      : [],
  )
  return replaced.length === 0 ? {} : { replaced }
}

function historyEntry(
  link: Pick<ChainLink, 'seq' | 'hash'>,
  event: ApprovalEvent,
  before: Route | undefined,
): HistoryEntry {
  const remark = remarkOf(event)
  return {
    seq: link.seq,
    type: event.type,
    at: event.at,
    person: event.by.person,
    name: event.by.name,
    title: writtenTitle(event.by.capacity),
    text: historyText(event, before),
    ...(event.through === undefined ? {} : { application: event.through.name }),
    ...(remark === undefined ? {} : { comment: remark }),
    hash: link.hash,
  }
}

/** A decided proposal gets its PDF without anybody asking, so it is being prepared from the start. */
function stampedPdfOf(state: Proposal, status: Sheet['stampedPdf']): ProposalView['stampedPdf'] {
  if (state.status !== 'decided') return 'none'
  if (status === 'done') return 'ready'
  return status === 'failed' ? 'failed' : 'preparing'
}
