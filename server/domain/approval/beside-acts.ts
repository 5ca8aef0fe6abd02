import { no } from '../result.ts'
import type { PersonId } from '../ids.ts'
import {
  type Decided,
  asOnRoute,
  asSelf,
  event,
  isConcerned,
  notConcerned,
  notOfSection,
  said,
  speaksForDraft,
  unlessChanged,
  withText,
} from './acting.ts'
import type { Acting, CommandOf } from './commands.ts'
import type { Recipient } from './events.ts'
import { caseNumberKind } from './evolve-beside.ts'
import type { PostReview, Proposal, Showing, Submitted } from './proposal.ts'

/** 後閲 that this person may do now: those owed by a post held today. */
export function ownPostReviews(proposal: Proposal, acting: Acting): readonly PostReview[] {
  if (proposal.status === 'draft') return []
  return proposal.postReviews.filter(
    (it) => it.done === undefined && acting.capacities.some((one) => one.post === it.post),
  )
}

/** 後閲: a view and a word, never an approval, and nothing of the decision changes by it. */
export function postReview(proposal: Proposal, command: CommandOf<'post_review'>, acting: Acting): Decided {
  if (proposal.status === 'draft') return no({ code: 'wrong_status', status: proposal.status })
  const review = ownPostReviews(proposal, acting).find(
    (it) => command.review === undefined || it.id === command.review,
  )
  if (review === undefined) return no({ code: 'no_post_review' })
  return asSelf(
    acting,
    (it) => it.post === review.post,
    (act) =>
      unlessChanged(acting, event({ ...act, ...said(command), type: 'post_reviewed', review: review.id })),
  )
}

/** 供覧・回覧 to people, at any time after submission, by those on the route and the 主務課. */
export function circulate(proposal: Proposal, command: CommandOf<'circulate'>, acting: Acting): Decided {
  if (proposal.status === 'draft') return no({ code: 'wrong_status', status: proposal.status })
  if (!isConcerned(proposal, acting)) return notConcerned(proposal, acting)
  const shown = new Set(proposal.showings.filter((it) => it.seen === undefined).map((it) => it.person))
  const to = command.to.filter((it) => !shown.has(it.person))
  if (to.length === 0) return no({ code: 'nobody_named' })
  const unlisted = unlistedFor(proposal, to)
  if (unlisted.length > 0) return no({ code: 'secret_not_listed', names: unlisted })
  const { kind, note } = command
  return asOnRoute(proposal, acting, (act) =>
    unlessChanged(
      acting,
      event({ ...act, type: 'circulated', kind, to, ...(note === undefined || note === '' ? {} : { note }) }),
    ),
  )
}

/** Showings that wait for this person. */
export function ownShowing(proposal: Proposal, acting: Acting): Showing | undefined {
  if (proposal.status === 'draft') return undefined
  return proposal.showings.find((it) => it.person === acting.person && it.seen === undefined)
}

/** 閲覧済. */
export function acknowledge(proposal: Proposal, command: CommandOf<'acknowledge'>, acting: Acting): Decided {
  if (proposal.status === 'draft') return no({ code: 'wrong_status', status: proposal.status })
  const showing = ownShowing(proposal, acting)
  if (showing === undefined) return no({ code: 'not_shown_to_you' })
  return asSelf(
    acting,
    (it) => it.title === showing.title,
    (act) =>
      unlessChanged(acting, event({ ...act, ...said(command), type: 'acknowledged', showing: showing.id })),
  )
}

/** A word on the record by those on the route, the 主務課 and the 文書主管課; who may only read leaves none. */
export function comment(proposal: Proposal, textGiven: string, acting: Acting): Decided {
  if (proposal.status === 'draft') return no({ code: 'wrong_status', status: proposal.status })
  if (!isConcerned(proposal, acting)) return notConcerned(proposal, acting)
  return withText(textGiven, (text) =>
    asOnRoute(proposal, acting, (act) => unlessChanged(acting, event({ ...act, type: 'commented', text }))),
  )
}

/** 相談: a question to somebody, on the route or not; of a secret matter only to those who may know of it. */
export function ask(proposal: Proposal, command: CommandOf<'ask'>, acting: Acting): Decided {
  if (proposal.status === 'draft') return no({ code: 'wrong_status', status: proposal.status })
  if (!isConcerned(proposal, acting)) return notConcerned(proposal, acting)
  const { to } = command
  if (to.person === acting.person) return no({ code: 'nobody_named' })
  const unlisted = unlistedFor(proposal, [to])
  if (unlisted.length > 0) return no({ code: 'secret_not_listed', names: unlisted })
  return withText(command.text, (text) =>
    asOnRoute(proposal, acting, (act) => unlessChanged(acting, event({ ...act, type: 'asked', to, text }))),
  )
}

/** The answer to a 相談, by whom it was asked of; the first open one when none is named. */
export function answer(proposal: Proposal, command: CommandOf<'answer'>, acting: Acting): Decided {
  if (proposal.status === 'draft') return no({ code: 'wrong_status', status: proposal.status })
  const question = proposal.questions.find(
    (it) =>
      it.to === acting.person &&
      it.answer === undefined &&
      (command.question === undefined || it.id === command.question),
  )
  if (question === undefined) return no({ code: 'no_question_to_you' })
  return withText(command.text, (text) =>
    asSelf(
      acting,
      (it) => it.title === question.toTitle,
      (act) => unlessChanged(acting, event({ ...act, type: 'answered', question: question.id, text })),
    ),
  )
}

/** Where the paper annex of a 併用決裁 is now. */
export function movePaper(proposal: Proposal, placeGiven: string, acting: Acting): Decided {
  if (proposal.status === 'draft') return no({ code: 'wrong_status', status: proposal.status })
  if (!isConcerned(proposal, acting)) return notConcerned(proposal, acting)
  if (proposal.matter.paper === undefined) return no({ code: 'no_paper' })
  return withText(placeGiven, (place) =>
    asOnRoute(proposal, acting, (act) =>
      unlessChanged(acting, event({ ...act, type: 'paper_moved', place })),
    ),
  )
}

/** 決裁後の鑑への追記: the only thing that may be added to a decided case, and it keeps its history. */
export function addCoverNote(proposal: Proposal, textGiven: string, acting: Acting): Decided {
  if (proposal.status !== 'decided') return no({ code: 'wrong_status', status: proposal.status })
  if (!isOfSection(proposal, acting)) return notOfSection(proposal, acting)
  return withText(textGiven, (text) =>
    asOnRoute(proposal, acting, (act) => unlessChanged(acting, event({ ...act, type: 'cover_noted', text }))),
  )
}

/** A number for what goes out: only after the 決裁, one of each kind, by the 文書取扱主任 where the 課 has named one. */
export function giveNumber(proposal: Proposal, command: CommandOf<'give_number'>, acting: Acting): Decided {
  if (proposal.status !== 'decided') return no({ code: 'number_before_decision', status: proposal.status })
  if (!isOfSection(proposal, acting)) return notOfSection(proposal, acting)
  const keepers = acting.facts.numberKeepers(proposal.section)
  if (keepers.length > 0 && !keepers.some((it) => it.person === acting.person)) {
    return no({ code: 'not_number_keeper', keepers: keepers.map((it) => `${it.title} ${it.name}`) })
  }
  const { kind, text } = command
  const given =
    kind === caseNumberKind ? proposal.number : proposal.numbers.find((it) => it.kind === kind)?.text
  if (given !== undefined && given !== '') return no({ code: 'number_given', text: given })
  return asOnRoute(proposal, acting, (act) =>
    unlessChanged(acting, event({ ...act, type: 'numbered', kind, text })),
  )
}

/** 秘の解除 before its time, by those who speak for the draft. */
export function releaseSecrecy(proposal: Proposal, reasonText: string, acting: Acting): Decided {
  if (proposal.status === 'draft') return no({ code: 'wrong_status', status: proposal.status })
  if (!isSecret(proposal)) return no({ code: 'not_secret' })
  if (!speaksForDraft(proposal, acting)) return notOfSection(proposal, acting)
  return withText(reasonText, (reason) =>
    asOnRoute(proposal, acting, (act) =>
      unlessChanged(acting, event({ ...act, type: 'secrecy_released', reason })),
    ),
  )
}

/** Whether the matter is 秘 or 時限秘 now, as far as the record says. */
export function isSecret(proposal: Submitted): boolean {
  return proposal.matter.secrecy !== 'none' && proposal.secrecyReleasedAt === undefined
}

/** 起案者 or anybody of the 主務課: those who carry out what was decided. */
function isOfSection(proposal: Submitted, acting: Acting): boolean {
  return proposal.drafter.person === acting.person || acting.sections.includes(proposal.section)
}

/** of a secret those alone may know whom its list names, and its drafter. */
export function mayKnow(proposal: Submitted, person: PersonId): boolean {
  return (
    !isSecret(proposal) || proposal.matter.accessList.includes(person) || proposal.drafter.person === person
  )
}

/** Names of people who may not know of a secret matter. */
function unlistedFor(proposal: Submitted, people: readonly Recipient[]): readonly string[] {
  return people.filter((it) => !mayKnow(proposal, it.person)).map((it) => it.name)
}
