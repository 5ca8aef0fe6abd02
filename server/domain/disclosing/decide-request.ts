import type { Actor } from '../approval/events.ts'
import type { Instant, LocalDate, PersonId, ProposalId, RevisionId, Sha256 } from '../ids.ts'
import { type Result, no, yes } from '../result.ts'
import type {
  AskedFile,
  DisclosureEvent,
  DisclosureRequest,
  DisclosureStatus,
  Outcome,
  Section,
} from './request.ts'

export type DisclosureCommand =
  | { readonly type: 'ask_correction'; readonly reason: string }
  | { readonly type: 'correct'; readonly asks: string }
  | { readonly type: 'extend'; readonly reason: string }
  | {
      readonly type: 'choose_case'
      readonly proposal: ProposalId
      readonly revisions: readonly RevisionId[]
    }
  | { readonly type: 'drop_case'; readonly proposal: ProposalId; readonly reason: string }
  | {
      readonly type: 'judge_file'
      readonly revision: RevisionId
      readonly outcome: Outcome
      readonly grounds: readonly string[]
      readonly note?: string
    }
  | {
      readonly type: 'mask_file'
      readonly revision: RevisionId
      readonly copy: Sha256
      readonly boxes: number
      readonly grounds: readonly string[]
    }
  | { readonly type: 'not_held'; readonly reason: string }
  | { readonly type: 'consult'; readonly section: Section; readonly question: string }
  | { readonly type: 'answer'; readonly nth: number; readonly text: string }
  | { readonly type: 'draft'; readonly proposal: ProposalId }
  | { readonly type: 'name_case'; readonly proposal: ProposalId; readonly decidedAt: Instant }
  | { readonly type: 'notify' }
  | { readonly type: 'carry_out'; readonly feeYen: number }
  | { readonly type: 'withdraw'; readonly reason: string }
  | { readonly type: 'take_on' }

export type DisclosureAct = DisclosureCommand['type']

export type DisclosureRefusal =
  | { readonly code: 'disclosure_wrong_status'; readonly status: DisclosureStatus }
  | {
      readonly code:
        | 'disclosure_words_missing'
        | 'disclosure_extended_already'
        | 'disclosure_case_chosen_already'
        | 'disclosure_not_chosen'
        | 'disclosure_ground_missing'
        | 'disclosure_cases_chosen'
        | 'disclosure_no_question'
        | 'disclosure_undecided'
        /** The case that decides it is named: what it decided upon stays. */
        | 'disclosure_decided_already'
        /** Something was changed since that 起案, or since that 決裁: what was decided is not what is to be disclosed. */
        | 'disclosure_draft_stale'
        /** One's own already. */
        | 'disclosure_taken_already'
    }
  | { readonly code: 'disclosure_ground_unknown'; readonly ground: string }
  /** Files without an outcome, and those 部分開示 without a masked copy. */
  | { readonly code: 'disclosure_files_open'; readonly unjudged: number; readonly unmasked: number }

const possible: { readonly [Act in DisclosureAct]: readonly DisclosureStatus[] } = {
  ask_correction: ['open'],
  correct: ['correcting'],
  extend: ['open'],
  choose_case: ['open'],
  drop_case: ['open'],
  judge_file: ['open'],
  mask_file: ['open'],
  not_held: ['open'],
  consult: ['open'],
  answer: ['open', 'correcting'],
  draft: ['open'],
  name_case: ['open'],
  notify: ['open'],
  carry_out: ['notified'],
  withdraw: ['open', 'correcting', 'notified'],
  take_on: ['open', 'correcting', 'notified'],
}

/** What the decision was made upon. */
const fixed: readonly DisclosureAct[] = [
  'choose_case',
  'drop_case',
  'judge_file',
  'mask_file',
  'not_held',
  'ask_correction',
  'draft',
]

/** What stands in the way of an act whatever its words; undefined when nothing does. */
function whyNot(request: DisclosureRequest, act: DisclosureAct): DisclosureRefusal | undefined {
  const { status, files } = request
  if (!possible[act].includes(status)) return { code: 'disclosure_wrong_status', status }
  if (request.decidedIn !== undefined && fixed.includes(act)) return { code: 'disclosure_decided_already' }
  if (act === 'extend' && request.extension !== undefined) return { code: 'disclosure_extended_already' }
  if (act === 'not_held' && request.cases.length > 0) return { code: 'disclosure_cases_chosen' }
  if (act === 'draft' || act === 'name_case' || act === 'notify') {
    const unjudged = files.filter((it) => it.outcome === undefined).length
    const unmasked = files.filter((it) => it.outcome === 'partial' && it.copy === undefined).length
    if (unjudged + unmasked > 0) return { code: 'disclosure_files_open', unjudged, unmasked }
    if (request.cases.length === 0 && request.notHeld === undefined) return { code: 'disclosure_not_chosen' }
  }
  if (act === 'notify' && request.decidedIn === undefined) return { code: 'disclosure_undecided' }
  return undefined
}

const officerActs = Object.keys(possible).filter((it) => it !== 'answer') as readonly DisclosureAct[]

/** What a 情報公開担当 may do now, with the right words. */
export function allowedOnRequest(request: DisclosureRequest, by: PersonId): readonly DisclosureAct[] {
  return officerActs.filter(
    (it) => whyNot(request, it) === undefined && (it !== 'take_on' || request.handler.person !== by),
  )
}

/**
 * What comes of a command: an event, or why not. Who may give it, that a case can be read and was decided is looked at
 * before. `grounds` are the codes there are.
 */
export function decideRequest(
  request: DisclosureRequest,
  command: DisclosureCommand,
  by: { readonly by: Actor; readonly at: Instant; readonly on: LocalDate },
  grounds: readonly string[],
): Result<DisclosureEvent, DisclosureRefusal> {
  const refusal = whyNot(request, command.type)
  if (refusal !== undefined) return no(refusal)
  const words = wordsOf(command)
  if (words?.trim() === '') return no({ code: 'disclosure_words_missing' })
  switch (command.type) {
    case 'ask_correction':
      return yes({ ...by, type: 'correction_asked', reason: command.reason })
    case 'correct':
      return yes({ ...by, type: 'corrected', asks: command.asks })
    case 'extend':
      return yes({ ...by, type: 'extended', reason: command.reason })
    case 'choose_case': {
      const { proposal, revisions } = command
      if (request.cases.includes(proposal)) return no({ code: 'disclosure_case_chosen_already' })
      return yes({ ...by, type: 'case_chosen', proposal, revisions })
    }
    case 'drop_case': {
      const { proposal, reason } = command
      if (!request.cases.includes(proposal)) return no({ code: 'disclosure_not_chosen' })
      return yes({ ...by, type: 'case_dropped', proposal, reason })
    }
    case 'judge_file': {
      const { revision, outcome, note } = command
      const wrong =
        fileOf(request, revision) === undefined
          ? ({ code: 'disclosure_not_chosen' } as const)
          : refuseGrounds(outcome, command.grounds, grounds)
      if (wrong !== undefined) return no(wrong)
      return yes({
        ...{ ...by, type: 'file_judged', revision, outcome },
        grounds: outcome === 'full' ? [] : command.grounds,
        ...(note === undefined || note.trim() === '' ? {} : { note }),
      })
    }
    case 'mask_file': {
      const { revision, copy, boxes } = command
      const wrong =
        fileOf(request, revision) === undefined
          ? ({ code: 'disclosure_not_chosen' } as const)
          : refuseGrounds('partial', command.grounds, grounds)
      if (wrong !== undefined) return no(wrong)
      return yes({ ...by, type: 'file_masked', revision, copy, boxes, grounds: command.grounds })
    }
    case 'not_held':
      return yes({ ...by, type: 'not_held', reason: command.reason })
    case 'consult':
      return yes({ ...by, type: 'consulted', section: command.section, question: command.question })
    case 'answer': {
      const { nth, text } = command
      const asked = request.consultations.find((it) => it.nth === nth)
      if (asked === undefined || asked.answer !== undefined) return no({ code: 'disclosure_no_question' })
      return yes({ ...by, type: 'answered', nth, text })
    }
    case 'draft':
      return yes({ ...by, type: 'drafted', proposal: command.proposal })
    case 'name_case':
      return isOutdated(request, command)
        ? no({ code: 'disclosure_draft_stale' })
        : yes({ ...by, type: 'case_named', proposal: command.proposal })
    case 'notify':
      return yes({ ...by, type: 'notified' })
    case 'carry_out':
      return yes({ ...by, type: 'carried_out', feeYen: command.feeYen })
    case 'withdraw':
      return yes({ ...by, type: 'withdrawn', reason: command.reason })
    case 'take_on':
      if (request.handler.person === by.by.person) return no({ code: 'disclosure_taken_already' })
      return yes({ ...by, type: 'taken_on' })
  }
}

/** Whether a case says something else than what is to be decided: drafted, or if it is no 起案 of the request decided, before that. */
function isOutdated(
  { drafts, changedAt }: DisclosureRequest,
  { proposal, decidedAt }: Extract<DisclosureCommand, { type: 'name_case' }>,
): boolean {
  const isStale = drafts.some((it) => it.isStale && it.proposal === proposal)
  return isStale || (changedAt !== undefined && decidedAt < changedAt)
}

/** The words without which an act says nothing; undefined for one that needs none. */
function wordsOf(command: DisclosureCommand): string | undefined {
  if ('reason' in command) return command.reason
  if ('question' in command) return command.question
  if ('asks' in command) return command.asks
  return 'text' in command ? command.text : undefined
}

/** A file that was chosen, by its content. */
export function fileOf({ files }: DisclosureRequest, revision: RevisionId): AskedFile | undefined {
  return files.find((it) => it.revision === revision)
}

/** What is not disclosed has its ground, and one that there is. */
export function refuseGrounds(
  outcome: Outcome,
  given: readonly string[],
  known: readonly string[],
): DisclosureRefusal | undefined {
  if (outcome === 'full') return undefined
  if (given.length === 0) return { code: 'disclosure_ground_missing' }
  const unknown = given.find((it) => !known.includes(it))
  return unknown === undefined ? undefined : { code: 'disclosure_ground_unknown', ground: unknown }
}
