import type { ProposalList, ProposalListItem } from '../contract/proposals.ts'
import { stepsWaitingNow } from '../domain/approval/progress.ts'
import type { ProposalStatus } from '../domain/approval/proposal.ts'
import { type Instant, type PersonId, parseInstant, parseProposalId } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type ListCursor, type ListedProposal, listMadeBy, listProposals } from '../store/proposal-lists.ts'
import type { ApplicationCaller } from './application-caller.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { parseCursor, toCursor } from './cursor.ts'
import { nameOf, readerOf } from './who-is.ts'

const pageSize = 50

/** A page of proposals the person may open, newest first. */
export async function listProposalsFor(
  deps: ApprovalDeps,
  request: {
    readonly by: PersonId
    readonly scope: 'mine' | 'section' | 'acted'
    readonly status?: ProposalStatus
    readonly after?: string
  },
): Promise<Result<ProposalList, { readonly code: 'bad_cursor' }>> {
  const after = request.after === undefined ? undefined : cursorOf(request.after)
  if (request.after !== undefined && after === undefined) return no({ code: 'bad_cursor' })
  const organisation = await deps.organisation.current()
  const rows = await listProposals(deps.db, {
    scope: request.scope,
    reader: readerOf(organisation, request.by, deps.now()),
    limit: pageSize + 1,
    ...(request.status === undefined ? {} : { status: request.status }),
    ...(after === undefined ? {} : { after }),
  })
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return yes({
    items: shown.map((row) => itemOf(organisation, row)),
    ...(rows.length > pageSize && last !== undefined ? { next: toCursor([last.createdAt, last.id]) } : {}),
  })
}

/** A page of what an application made itself, in the order it changed; of one drafter where it named an officer. */
export async function listMadeByApplication(
  deps: ApprovalDeps,
  request: {
    readonly caller: ApplicationCaller
    readonly status?: ProposalStatus
    readonly changedSince?: Instant
    /** 連携元の番号. */
    readonly externalRef?: string
    readonly after?: string
  },
): Promise<Result<ProposalList, { readonly code: 'bad_cursor' }>> {
  const { caller, after: text, ...filters } = request
  const after = text === undefined ? undefined : cursorOf(text)
  if (text !== undefined && after === undefined) return no({ code: 'bad_cursor' })
  const organisation = await deps.organisation.current()
  const rows = await listMadeBy(deps.db, {
    ...filters,
    application: caller.clientId,
    limit: pageSize + 1,
    ...(caller.officer === undefined ? {} : { drafter: caller.officer }),
    ...(after === undefined ? {} : { after: { updatedAt: after.createdAt, id: after.id } }),
  })
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return yes({
    items: shown.map((row) => itemOf(organisation, row)),
    ...(rows.length > pageSize && last !== undefined ? { next: toCursor([last.updatedAt, last.id]) } : {}),
  })
}

/** The place in a list that a text names; undefined for none of ours. */
export function cursorOf(text: string): ListCursor | undefined {
  const [at, id] = parseCursor(text, 2) ?? []
  const createdAt = parseInstant(String(at))
  const proposalId = parseProposalId(String(id))
  return createdAt === undefined || proposalId === undefined ? undefined : { createdAt, id: proposalId }
}

/** A case as lists show it. */
export function itemOf(organisation: Organisation, row: ListedProposal): ProposalListItem {
  const { state } = row
  const drafter =
    state.status === 'draft'
      ? { name: nameOf(organisation, row.drafter), title: titleOf(organisation, row.drafterPost) }
      : { name: state.drafter.name, title: state.drafter.capacity.title }
  const waiting = stepsWaitingNow(state)
  return {
    id: row.id,
    title: row.title,
    ...(row.number === null ? {} : { number: row.number }),
    status: state.status,
    drafter: { id: state.status === 'imported' ? state.drafter.person : row.drafter, ...drafter },
    ...(row.application === null ? {} : { application: row.application }),
    ...(row.trial ? { trial: true } : {}),
    ...(row.externalRef === null ? {} : { externalRef: row.externalRef }),
    updatedAt: row.updatedAt,
    ...(row.submittedAt === null ? {} : { submittedAt: row.submittedAt }),
    ...(row.decidedAt === null ? {} : { decidedAt: row.decidedAt }),
    urgent: row.urgent ?? false,
    ...(row.dueOn === null ? {} : { dueOn: row.dueOn }),
    attachmentCount: row.attachmentCount,
    waitingFor: waiting.map((step) => step.postName),
  }
}
