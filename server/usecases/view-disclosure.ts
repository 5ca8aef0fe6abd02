import type { DisclosureCase, DisclosureList, DisclosureView } from '../contract/disclosure.ts'
import type { RecordChain } from '../contract/event-chain.ts'
import { type Reader, mayRead } from '../domain/access/may-read.ts'
import { recordEventOf } from '../domain/audit/record-chain.ts'
import { allowedOnRequest } from '../domain/disclosing/decide-request.ts'
import type { DisclosureEvent, DisclosureRequest } from '../domain/disclosing/request.ts'
import {
  type DisclosureId,
  type PersonId,
  type ProposalId,
  type UnitCode,
  localDateOf,
} from '../domain/ids.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  type StoredCopy,
  type StoredDisclosure,
  findDisclosure,
  findRequester,
  listCopies,
  listDisclosures,
} from '../store/disclosure.ts'
import { findRecord } from '../store/record-log.ts'
import type { WholeCase } from '../store/whole-cases.ts'
import { listFilesOfRevisions } from '../store/disclosure-files.ts'
import { converterVersion } from './converter-version.ts'
import { type DisclosureDeps, handlesDisclosure, isAsked } from './disclosure-deps.ts'
import { dueOf, loadCalendar } from './disclosure-due.ts'
import { disclosureRemark, disclosureSentence } from './disclosure-history.ts'
import { noteForRequest } from './note-for-request.ts'
import { readerOf } from './who-is.ts'

const listedAtMost = 500

type Missing = { readonly code: 'not_found' }
/** 開示請求, what runs out first on top; for everybody but the 情報公開担当 those in which their 課 is asked. */
export async function listDisclosuresFor(
  deps: DisclosureDeps,
  { by, all }: { readonly by: PersonId; readonly all: boolean },
): Promise<DisclosureList> {
  const at = deps.now()
  const reader = readerOf(await deps.organisation.current(), by, at)
  const handles = handlesDisclosure(reader)
  const [calendar, own, asked] = await Promise.all([
    loadCalendar(deps),
    handles ? listDisclosures(deps.db, { running: !all, limit: listedAtMost }) : [],
    listDisclosures(deps.db, { running: true, sections: reader.sections, limit: listedAtMost }),
  ])
  const askedOf = new Set(asked.map((it) => it.id))
  const items = (handles ? own : asked).map(({ id, request }) => ({
    ...{ id, number: request.number, status: request.status, asks: request.asks },
    ...{ requestedOn: request.requestedOn, ...dueOf(request, calendar, localDateOf(at)) },
    ...(handles ? { handler: request.handler.name } : {}),
    files: handles ? request.files.length : 0,
    judged: handles ? request.files.filter((it) => it.outcome !== undefined).length : 0,
    opinions: handles ? request.consultations.filter((it) => it.answer === undefined).length : 0,
    asked: askedOf.has(id),
  }))
  const last = '9999'
  return {
    mayRegister: handles,
    items: items.toSorted((a, b) => ((a.dueOn ?? last) < (b.dueOn ?? last) ? -1 : 1)),
  }
}

/** A request and who asks; undefined when that person may know nothing of it. */
async function findReadable(
  deps: DisclosureDeps,
  by: PersonId,
  id: DisclosureId,
): Promise<
  { readonly stored: StoredDisclosure; readonly reader: Reader; readonly handles: boolean } | undefined
> {
  const stored = await findDisclosure(deps.db, id)
  if (stored === undefined) return undefined
  const reader = readerOf(await deps.organisation.current(), by, deps.now())
  const handles = handlesDisclosure(reader)
  return handles || isAsked(stored.request, reader) ? { stored, reader, handles } : undefined
}

/** Everything the page of a 開示請求 shows. */
export async function viewDisclosure(
  deps: DisclosureDeps,
  { id, by }: { readonly id: DisclosureId; readonly by: PersonId },
): Promise<Result<DisclosureView, Missing>> {
  const found = await findReadable(deps, by, id)
  if (found === undefined) return no({ code: 'not_found' })
  const { stored, reader, handles } = found
  const { request, version } = stored
  const today = localDateOf(deps.now())
  const calendar = await loadCalendar(deps)
  const opinions = request.consultations
    .filter((it) => handles || reader.sections.includes(it.section.unit as UnitCode))
    .map(({ nth, section, question, askedOn, answer }) => ({
      ...{ nth, unit: section.unit, section: section.name, question, askedOn },
      ...(answer === undefined ? {} : { answer }),
      mayAnswer:
        answer === undefined &&
        (request.status === 'open' || request.status === 'correcting') &&
        reader.sections.includes(section.unit as UnitCode),
    }))
  const common = {
    ...{ id, version, number: request.number, status: request.status, requestedOn: request.requestedOn },
    ...{ asks: request.asks, receiving: request.receiving, opinions },
    ...dueOf(request, calendar, today),
    ...(request.extension === undefined ? {} : { extension: request.extension }),
    pauses: [...request.pauses],
  }
  if (!handles) return yes({ ...common, cases: [], hidden: 0, drafts: [], history: [], allowed: [] })
  const [requester, copies, record, cases, drafts, decidedIn] = await Promise.all([
    findRequester(deps.db, id),
    listCopies(deps.db, id),
    findRecord(deps.db, { kind: 'disclosure_request', id }),
    Promise.all(request.cases.map((it) => deps.wholeCases.find(it))),
    Promise.all(request.drafts.map((it) => deps.wholeCases.find(it.proposal))),
    request.decidedIn === undefined ? undefined : deps.wholeCases.find(request.decidedIn),
  ])
  const readable = cases.flatMap((it) => (it !== undefined && mayRead(it.stored.matter, reader) ? [it] : []))
  const shown = readable.map((it) => it.stored.id)
  await noteForRequest(deps, reader, request, shown)
  const files = await listFilesOfRevisions(
    deps.db,
    request.files.map((it) => it.revision),
    converterVersion,
  )
  return yes({
    ...common,
    handler: request.handler.name,
    ...(requester === undefined ? {} : { requester }),
    cases: readable.map((whole): DisclosureCase => ({
      ...decisionOf(whole),
      ...(whole.stored.number === undefined ? {} : { number: whole.stored.number }),
      files: filesOf(request, whole.stored.id, files, copies),
    })),
    hidden: request.cases.length - readable.length,
    ...(request.notHeld === undefined ? {} : { notHeld: request.notHeld }),
    drafts: drafts.flatMap((it) => {
      if (it === undefined || !mayRead(it.stored.matter, reader)) return []
      const isStale = request.drafts.some((one) => one.proposal === it.stored.id && one.isStale)
      return [{ ...decisionOf(it), isStale }]
    }),
    ...(decidedIn === undefined || !mayRead(decidedIn.stored.matter, reader)
      ? {}
      : { decidedIn: decisionOf(decidedIn) }),
    ...(request.notifiedOn === undefined ? {} : { notifiedOn: request.notifiedOn }),
    ...(request.carriedOut === undefined ? {} : { carriedOut: request.carriedOut }),
    history: (record?.links ?? []).map((link) => {
      const event = recordEventOf(link) as DisclosureEvent
      const comment = disclosureRemark(event)
      return {
        ...{ seq: link.seq, type: event.type, at: event.at, name: event.by.name },
        ...{ title: writtenTitle(event.by.capacity), text: disclosureSentence(event) },
        ...(comment === undefined ? {} : { comment }),
      }
    }),
    allowed: [...allowedOnRequest(request, by)],
  })
}

function decisionOf({ stored, sheet }: WholeCase) {
  const { title } = sheet.content as { readonly title: string }
  return { proposalId: stored.id, title, status: stored.state.status }
}

function filesOf(
  request: DisclosureRequest,
  proposal: ProposalId,
  known: Awaited<ReturnType<typeof listFilesOfRevisions>>,
  copies: readonly StoredCopy[],
): DisclosureCase['files'] {
  return request.files
    .filter((it) => it.proposal === proposal)
    .map((it) => {
      const file = known.get(it.revision)
      const copy = copies.find((one) => one.revision === it.revision && one.sha256 === it.copy)
      return {
        revisionId: it.revision,
        name: file?.name ?? '',
        hasPages: file?.pdf !== undefined,
        ...(it.outcome === undefined ? {} : { outcome: it.outcome }),
        grounds: [...it.grounds],
        ...(it.note === undefined ? {} : { note: it.note }),
        ...(copy === undefined
          ? {}
          : { copy: { sha256: copy.sha256, pages: copy.pages, masks: [...copy.masks] } }),
      }
    })
}

/** The chain as stored, for the 情報公開担当; who asks is not in it. */
export async function disclosureChain(
  deps: DisclosureDeps,
  { id, by }: { readonly id: DisclosureId; readonly by: PersonId },
): Promise<Result<RecordChain, Missing>> {
  const found = await findReadable(deps, by, id)
  if (found === undefined || !found.handles) return no({ code: 'not_found' })
  const record = await findRecord(deps.db, { kind: 'disclosure_request', id })
  return yes({ id, events: [...(record?.links ?? [])] })
}
