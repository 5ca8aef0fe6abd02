import type { RecordEvent } from '../audit/record-chain.ts'
import type { Instant, LocalDate, PersonId, ProposalId, RevisionId, Sha256 } from '../ids.ts'
import { unreachable } from '../result.ts'
import type { Pause } from './term.ts'

/** 閲覧, 写しの交付, 写しの送付, 電子データ. */
export type Receiving = 'view' | 'copy' | 'post' | 'electronic'

/** 全部開示, 部分開示, 不開示. */
export type Outcome = 'full' | 'partial' | 'none'

/** A 課 as it was called then. */
export type Section = { readonly unit: string; readonly name: string }

/** One file of a case that is asked for, with what is decided of it. No name: who may not read the case learns none. */
export type AskedFile = {
  readonly proposal: ProposalId
  readonly revision: RevisionId
  readonly outcome?: Outcome
  /** Codes of grounds for what is not disclosed. */
  readonly grounds: readonly string[]
  readonly note?: string
  /** The masked copy, by its bytes. */
  readonly copy?: Sha256
}

/** 意見照会 to a 課. */
export type Consultation = {
  /** Its number within the request, from 1. */
  readonly nth: number
  readonly section: Section
  readonly question: string
  readonly askedOn: LocalDate
  readonly answer?: { readonly text: string; readonly name: string; readonly on: LocalDate }
}

/** 担当: whoever registered the request, or took it on since. */
export type Handler = { readonly person: PersonId; readonly name: string }

/** A 起案 of the decision. It is stale once something of what it says was changed: by it nothing can be decided. */
export type DecisionDraft = { readonly proposal: ProposalId; readonly isStale: boolean }

type On = { readonly on: LocalDate }

/** What happened to a 開示請求. Who asks is in none of them: it is kept apart, and can be taken away. */
export type DisclosureEvent = RecordEvent &
  On &
  (
    | {
        readonly type: 'requested'
        readonly number: string
        readonly requestedOn: LocalDate
        readonly asks: string
        readonly receiving: Receiving
      }
    /** 補正を求める: the term stands still. */
    | { readonly type: 'correction_asked'; readonly reason: string }
    /** `asks`: what is asked for from then on. */
    | { readonly type: 'corrected'; readonly asks: string }
    | { readonly type: 'extended'; readonly reason: string }
    | {
        readonly type: 'case_chosen'
        readonly proposal: ProposalId
        readonly revisions: readonly RevisionId[]
      }
    | { readonly type: 'case_dropped'; readonly proposal: ProposalId; readonly reason: string }
    | {
        readonly type: 'file_judged'
        readonly revision: RevisionId
        readonly outcome: Outcome
        readonly grounds: readonly string[]
        readonly note?: string
      }
    | {
        readonly type: 'file_masked'
        readonly revision: RevisionId
        readonly copy: Sha256
        /** How many boxes, and for which grounds. */
        readonly boxes: number
        readonly grounds: readonly string[]
      }
    /** 不存在. */
    | { readonly type: 'not_held'; readonly reason: string }
    | { readonly type: 'consulted'; readonly section: Section; readonly question: string }
    | { readonly type: 'answered'; readonly nth: number; readonly text: string }
    /** 起案 of the decision. */
    | { readonly type: 'drafted'; readonly proposal: ProposalId }
    /** The case in which it is decided. */
    | { readonly type: 'case_named'; readonly proposal: ProposalId }
    | { readonly type: 'notified' }
    | { readonly type: 'carried_out'; readonly feeYen: number }
    | { readonly type: 'withdrawn'; readonly reason: string }
    /** Another 情報公開担当 works on it from then on. */
    | { readonly type: 'taken_on' }
  )

/** 受付済, 補正待ち, 通知済, 実施済, 取下げ. */
export type DisclosureStatus = 'open' | 'correcting' | 'notified' | 'done' | 'withdrawn'

export type DisclosureRequest = {
  readonly status: DisclosureStatus
  readonly number: string
  readonly requestedOn: LocalDate
  readonly asks: string
  readonly receiving: Receiving
  readonly handler: Handler
  readonly pauses: readonly Pause[]
  readonly extension?: { readonly reason: string; readonly on: LocalDate }
  readonly files: readonly AskedFile[]
  /** Cases that were chosen, also those without a file. */
  readonly cases: readonly ProposalId[]
  /** 不存在: why. */
  readonly notHeld?: string
  readonly consultations: readonly Consultation[]
  readonly drafts: readonly DecisionDraft[]
  /** When what is to be decided was changed last; absent before, and in states stored before it was kept. */
  readonly changedAt?: Instant
  readonly decidedIn?: ProposalId
  readonly notifiedOn?: LocalDate
  readonly carriedOut?: { readonly on: LocalDate; readonly feeYen: number }
  readonly ended?: string
}

/** A 開示請求 after its first event. */
export function beginRequest(event: Extract<DisclosureEvent, { type: 'requested' }>): DisclosureRequest {
  const { number, requestedOn, asks, receiving } = event
  return {
    ...{ status: 'open', number, requestedOn, asks, receiving },
    handler: { person: event.by.person, name: event.by.name },
    ...{ pauses: [], files: [], cases: [], consultations: [], drafts: [] },
  }
}

/** A 開示請求 after one more event; this always succeeds. */
export function evolveRequest(request: DisclosureRequest, event: DisclosureEvent): DisclosureRequest {
  return evolved(changesDecision.has(event.type) ? outdated(request, event.at) : request, event)
}

/** What a 起案 of the decision says is changed by these. */
const changesDecision: ReadonlySet<DisclosureEvent['type']> = new Set([
  ...(['corrected', 'case_chosen', 'case_dropped', 'file_judged', 'file_masked', 'not_held'] as const),
])

function outdated(request: DisclosureRequest, changedAt: Instant): DisclosureRequest {
  return { ...request, changedAt, drafts: request.drafts.map((it) => ({ ...it, isStale: true })) }
}

function evolved(request: DisclosureRequest, event: DisclosureEvent): DisclosureRequest {
  const { on } = event
  switch (event.type) {
    case 'requested':
      return beginRequest(event)
    case 'correction_asked':
      return { ...request, status: 'correcting', pauses: [...request.pauses, { from: on }] }
    case 'corrected':
      return {
        ...{ ...request, status: 'open', asks: event.asks },
        pauses: request.pauses.map((it) => (it.to === undefined ? { ...it, to: on } : it)),
      }
    case 'extended':
      return { ...request, extension: { reason: event.reason, on } }
    case 'case_chosen': {
      const { notHeld: _, ...rest } = request
      const { proposal } = event
      return {
        ...rest,
        cases: [...request.cases, proposal],
        files: [
          ...request.files,
          ...event.revisions.map((revision): AskedFile => ({ proposal, revision, grounds: [] })),
        ],
      }
    }
    case 'case_dropped':
      return {
        ...request,
        cases: request.cases.filter((it) => it !== event.proposal),
        files: request.files.filter((it) => it.proposal !== event.proposal),
      }
    case 'file_judged': {
      const { outcome, grounds, note } = event
      return changed(request, event.revision, ({ note: _note, copy, ...it }) => ({
        ...{ ...it, outcome, grounds },
        // A copy is of what is disclosed in part.
        ...(copy === undefined || outcome !== 'partial' ? {} : { copy }),
        ...(note === undefined ? {} : { note }),
      }))
    }
    case 'file_masked': {
      const { copy, grounds } = event
      return changed(request, event.revision, (it) => ({ ...it, copy, outcome: 'partial', grounds }))
    }
    case 'not_held':
      return { ...request, notHeld: event.reason }
    case 'consulted': {
      const { section, question } = event
      const nth = request.consultations.length + 1
      return {
        ...request,
        consultations: [...request.consultations, { nth, section, question, askedOn: on }],
      }
    }
    case 'answered':
      return {
        ...request,
        consultations: request.consultations.map((it) =>
          it.nth === event.nth ? { ...it, answer: { text: event.text, name: event.by.name, on } } : it,
        ),
      }
    case 'drafted':
      return { ...request, drafts: [...request.drafts, { proposal: event.proposal, isStale: false }] }
    case 'case_named':
      return { ...request, decidedIn: event.proposal }
    case 'notified':
      return { ...request, status: 'notified', notifiedOn: on }
    case 'carried_out':
      return { ...request, status: 'done', carriedOut: { on, feeYen: event.feeYen } }
    case 'withdrawn':
      return { ...request, status: 'withdrawn', ended: event.reason }
    case 'taken_on':
      return { ...request, handler: { person: event.by.person, name: event.by.name } }
    default:
      return unreachable(event)
  }
}

function changed(
  request: DisclosureRequest,
  revision: RevisionId,
  change: (file: AskedFile) => AskedFile,
): DisclosureRequest {
  return { ...request, files: request.files.map((it) => (it.revision === revision ? change(it) : it)) }
}

/** The 開示請求 that a chain of events tells; undefined for one that does not begin with the request. */
export function foldRequest(events: readonly DisclosureEvent[]): DisclosureRequest | undefined {
  const [first, ...rest] = events
  return first?.type === 'requested' ? rest.reduce(evolveRequest, beginRequest(first)) : undefined
}
