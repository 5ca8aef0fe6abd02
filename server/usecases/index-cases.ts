import type { Transaction } from 'kysely'
import type { Actor } from '../domain/approval/events.ts'
import type { Submitted } from '../domain/approval/proposal.ts'
import type { ProposalId, Sha256 } from '../domain/ids.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import { foldText } from '../domain/text/fold.ts'
import { type StoredAttachment, listAttachments } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { readOn } from '../store/outbox.ts'
import { listBodies } from '../store/page-bodies.ts'
import {
  type FoundText,
  type PagesOfFile,
  type SearchedCase,
  deletePages,
  deleteTexts,
  findFold,
  findSearched,
  finishCase,
  insertDue,
  insertPages,
  listDue,
  listPagesOf,
  placeCase,
  putOff,
  replaceTexts,
  takeDue,
  tryHold,
} from '../store/search-index.ts'
import { converterVersion } from './converter-version.ts'
import type { DatabasePorts } from './ports.ts'

/** Count it up when `foldText` or `gramsOf` changes: everything is folded anew then. */
export const foldVersion = 1

const reader = 'search'
const eventsAtOnce = 500
const casesAtOnce = 100
const pagesAtOnce = 100

export type IndexDeps = Pick<DatabasePorts, 'db'> & {
  /** A case that cannot be read stops nobody else's; it is tried again later. */
  readonly onBroken: (id: ProposalId, error: unknown) => void
}

/**
 * Makes what changed since the last time to be found as it is now. Any number of processes may do so at once: each case is done by
 * one of them at a time, and what ends a process leaves its case waiting. Answers how many cases were done.
 */
export async function indexCases(deps: IndexDeps, signal?: AbortSignal): Promise<number> {
  let total = 0
  for (;;) {
    const events = await followOutbox(deps)
    let done = 0
    for (const id of await listDue(deps.db, casesAtOnce)) {
      if (signal?.aborted === true) return total + done
      if (await indexOne(deps, id)) done += 1
    }
    total += done
    // What another process has in hand is looked at the next time.
    if (done === 0 && events < eventsAtOnce) return total
  }
}

async function indexOne({ db, onBroken }: IndexDeps, id: ProposalId): Promise<boolean> {
  try {
    return await db.transaction().execute((trx) => indexCase(trx, id))
  } catch (error) {
    // Throws where it was the connection that broke: then nothing was put off.
    await db.transaction().execute((trx) => putOff(trx, id))
    onBroken(id, error)
    return true
  }
}

/** Acts are told by the outbox. Answers how many were. */
async function followOutbox({ db }: Pick<IndexDeps, 'db'>): Promise<number> {
  const read = await readOn(db, { reader, limit: eventsAtOnce }, (trx, entries) =>
    insertDue(
      trx,
      entries.map((it) => it.proposalId),
    ),
  )
  return read?.count ?? 0
}

/** False while another process has it in hand. */
async function indexCase(trx: Transaction<Database>, id: ProposalId): Promise<boolean> {
  if (!(await tryHold(trx, id))) return false
  await takeDue(trx, id)
  const found = await findSearched(trx, id)
  if (found === undefined) return true
  if ((await findFold(trx, id)) !== foldVersion) await deleteTexts(trx, id)
  const chunk = await placeCase(trx, id, foldVersion)
  const attachments = found.isDisposed ? [] : await listAttachments(trx, id, converterVersion)
  const texts = wordsOf(found, attachments).flatMap((it) => {
    const folded = foldText(it.words)
    return folded === '' ? [] : [{ ...it, folded }]
  })
  await replaceTexts(trx, { id, chunk }, texts)
  await indexPages(trx, { id, chunk }, attachments)
  await finishCase(
    trx,
    id,
    attachments.filter((it) => pdfOf(it) === undefined).map((it) => it.sha256),
  )
  return true
}

/** Of what was disposed of only what the index says of it is found. */
function wordsOf(found: SearchedCase, attachments: readonly StoredAttachment[]): readonly FoundText[] {
  const texts = textsOf(found)
  return found.isDisposed
    ? texts.filter(({ kind }) => kind === 'title' || kind === 'number' || kind === 'name')
    : [...texts, ...attachments.map(nameOfFile)]
}

function nameOfFile({ id, revisionId, name }: StoredAttachment): FoundText {
  return { kind: 'file', words: name, file: { attachmentId: id, revisionId } }
}

/** The PDF whose words were read; undefined while they are not. */
function pdfOf({ rendition }: StoredAttachment): Sha256 | undefined {
  return rendition?.status === 'done'
    ? ((rendition.pdf_sha256 ?? undefined) as Sha256 | undefined)
    : undefined
}

/** Adds the pages of contents that are there now and takes away those of others; pages that stay are not read again. */
async function indexPages(
  trx: Transaction<Database>,
  place: { readonly id: ProposalId; readonly chunk: number },
  attachments: readonly StoredAttachment[],
): Promise<void> {
  const there = await listPagesOf(trx, place.id)
  const isSame = (one: PagesOfFile, other: PagesOfFile): boolean =>
    one.revisionId === other.revisionId && one.pdf === other.pdf
  const wanted = attachments.flatMap((it) => {
    const pdf = pdfOf(it)
    return pdf === undefined ? [] : [{ attachmentId: it.id, revisionId: it.revisionId, pdf }]
  })
  // What is converted anew is found as it was read before, until it is read again.
  const unread = new Set(attachments.filter((it) => pdfOf(it) === undefined).map((it) => it.revisionId))
  for (const pages of there)
    if (!unread.has(pages.revisionId) && !wanted.some((it) => isSame(it, pages)))
      await deletePages(trx, place.id, pages)
  for (const pages of wanted) {
    if (there.some((it) => isSame(it, pages))) continue
    const folded = (await listBodies(trx, pages.pdf)).flatMap((body, pageIndex) => {
      const it = foldText(body)
      return it === '' ? [] : [{ ...pages, pageIndex, folded: it }]
    })
    for (let from = 0; from < folded.length; from += pagesAtOnce)
      await insertPages(trx, place, folded.slice(from, from + pagesAtOnce))
  }
}

/** Everything that can be found of a case besides its files. */
function textsOf({ state, ...found }: SearchedCase): readonly FoundText[] {
  const texts: FoundText[] = [{ kind: 'title', words: found.title }]
  const add = (kind: FoundText['kind'], words: string | null | undefined): void => {
    if (words !== null && words !== undefined) texts.push({ kind, words })
  }
  add('body', found.body)
  const names = new Set([found.drafterName, ...(found.addressee === null ? [] : [found.addressee])])
  const numbers = new Set([found.number, found.externalRef].filter((it) => it !== null))
  if (state.status !== 'draft') {
    for (const { name, title } of peopleOf(state)) names.add(`${title} ${name}`.trim())
    for (const it of state.numbers) numbers.add(it.text)
    if (state.status === 'imported') numbers.add(state.asserted.key)
    texts.push(...opinionsOf(state))
  }
  for (const it of numbers) add('number', it)
  for (const it of names) add('name', it)
  return texts
}

/** Whom the old system names; of all others nobody. */
function assertedPeople(state: Submitted): readonly { readonly name: string; readonly title: string }[] {
  if (state.status !== 'imported') return []
  const { approvers, decider } = state.asserted
  return [...approvers, ...(decider === undefined ? [] : [decider])].map(({ name, title = '' }) => ({
    name,
    title,
  }))
}

const named = ({ name, capacity }: Actor) => ({ name, title: writtenTitle(capacity) })

/** Who drafted, acted, or was shown or asked it, in the words of the record. */
function peopleOf(state: Submitted): readonly { readonly name: string; readonly title: string }[] {
  return [
    named(state.drafter),
    ...assertedPeople(state),
    ...state.marks.flatMap(({ by, actingFor }) => [
      named(by),
      ...(actingFor === undefined ? [] : [actingFor]),
    ]),
    ...state.postReviews.flatMap(({ done }) => (done === undefined ? [] : [named(done.by)])),
    ...state.showings,
    ...state.questions.map((it) => ({ name: it.toName, title: it.toTitle })),
  ]
}

/** What was said on the way, as the reading page shows it to everybody who may read the case. */
function opinionsOf(state: Submitted): readonly FoundText[] {
  const said: { readonly who: string; readonly words: string | undefined }[] = [
    ...state.marks.flatMap(({ by, comment, condition }) => [
      { who: by.name, words: comment },
      { who: by.name, words: condition },
    ]),
    ...state.responses.map((it) => ({ who: it.by.name, words: it.text })),
    ...state.postReviews.map(({ done }) => ({ who: done?.by.name ?? '', words: done?.comment })),
    ...state.showings.flatMap(({ by, note, name, seen }) => [
      { who: by.name, words: note },
      { who: name, words: seen?.comment },
    ]),
    ...state.questions.flatMap(({ by, text, toName, answer }) => [
      { who: by.name, words: text },
      { who: toName, words: answer?.text },
    ]),
    ...state.holds.map((it) => ({ who: it.by.name, words: it.reason })),
    ...state.sentBack.map((it) => ({ who: it.by.name, words: it.reason })),
    ...state.edits.map((it) => ({ who: it.by.name, words: it.reason })),
    ...state.coverNotes.map((it) => ({ who: it.by.name, words: it.text })),
    ...endOf(state),
  ]
  return said.flatMap(({ who, words }) => (words === undefined ? [] : [{ kind: 'opinion', who, words }]))
}

/** Why a case lies with its drafter again, or came to nothing. */
function endOf(state: Submitted): readonly { readonly who: string; readonly words: string }[] {
  switch (state.status) {
    case 'returned':
      return state.cause.by === 'step' ? [{ who: state.cause.actor.name, words: state.cause.reason }] : []
    case 'rejected':
      return [{ who: state.decision.by.name, words: state.reason }]
    case 'withdrawn':
      return [{ who: state.drafter.name, words: state.reason }]
    case 'abandoned':
      return [{ who: state.by.name, words: state.reason }]
    default:
      return []
  }
}
