import type { NewPrint, PrintState, Prints } from '../contract/prints.ts'
import { isSecretAt } from '../domain/access/may-read.ts'
import { type PersonId, type ProposalId, type RevisionId, localDateOf } from '../domain/ids.ts'
import { defaultPolicy } from '../domain/authority/policy.ts'
import { pageListText, pagesIn } from '../domain/reading/page-ranges.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findDraft } from '../store/attachments.ts'
import { loadPolicy } from '../store/policies.ts'
import {
  type PrintedFile,
  type StoredPrint,
  advancePrint,
  countPrints,
  filesOf,
  findPrint,
  insertPrint,
  listPrints,
} from '../store/prints.ts'
import { bookOf } from './book.ts'
import { type MayReadDeps, findReading } from './may-read.ts'
import type { Content } from './open-content.ts'
import type { JobQueue, NewId, PrintShelf } from './ports.ts'
import { noteAccess } from './reading-purpose.ts'
import { refOf, watchesRecords } from './who-is.ts'

export type PrintDeps = MayReadDeps & {
  readonly newId: NewId
  readonly jobs: JobQueue
  readonly shelf: PrintShelf
}

export type PrintRefusal = {
  readonly code:
    | 'not_found'
    /** The policy of the day asks what it is for. */
    | 'print_reason_missing'
    /** Nothing was chosen. */
    | 'print_nothing'
    /** A page that is not of this case as it is now. */
    | 'print_nowhere'
    | 'print_not_ready'
    | 'print_failed'
    /** It lay there for a day. */
    | 'print_gone'
}

type OfCase = { readonly id: ProposalId; readonly by: PersonId }
type OfPrint = { readonly print: string; readonly by: PersonId }

const shownAtMost = 500

/** Takes down who wants which pages and what for, and has the PDF made. */
export async function requestPrint(
  deps: PrintDeps,
  { id, by, ask }: OfCase & { readonly ask: NewPrint },
): Promise<Result<PrintState, PrintRefusal>> {
  const reading = await findReading(deps, by, id)
  if (reading === undefined) return no({ code: 'not_found' })
  const { matter, reader } = reading
  const reason = ask.reason.trim()
  if (reason === '' && (await asksReason(deps, isSecretAt(matter, reader.at)))) {
    return no({ code: 'print_reason_missing' })
  }
  const files = await chosenFiles(deps, id, ask)
  if (files === undefined) return no({ code: 'print_nowhere' })
  const pageCount = files.reduce((sum, it) => sum + pagesIn(it.pages).length, 0)
  if (pageCount === 0 && !ask.cover) return no({ code: 'print_nothing' })
  const print = deps.newId()
  const { name, title } = refOf(await deps.organisation.current(), by, reader.at)
  await insertPrint(deps.db, {
    id: print,
    proposal_id: id,
    person_id: by,
    person_name: name,
    person_title: title,
    at: reader.at,
    purpose: ask.purpose,
    with_cover: ask.cover,
    with_notes: ask.notes,
    files,
    page_count: pageCount,
    reason,
  })
  await noteAccess(deps, matter, reader, { id, what: ask.purpose })
  await deps.jobs.send('print', { printId: print }, print)
  return yes({ id: print, purpose: ask.purpose, status: 'waiting', pagesDone: 0, pageCount })
}

/** By the policy in force today: it is an act of today, whenever the case was submitted. */
async function asksReason({ db, now }: MayReadDeps, isSecret: boolean): Promise<boolean> {
  const { printReason } = (await loadPolicy(db, localDateOf(now())))?.settings ?? defaultPolicy
  return printReason === 'required' || (printReason === 'secret_only' && isSecret)
}

/** The chosen pages with the names of their files; undefined when one of them is not of the case as it is now. */
async function chosenFiles(
  { db }: MayReadDeps,
  id: ProposalId,
  ask: NewPrint,
): Promise<readonly PrintedFile[] | undefined> {
  const book = await bookOf(db, id)
  const files: PrintedFile[] = []
  for (const { revisionId, pages } of ask.files) {
    const file = book.files.find((it) => it.revisionId === revisionId)
    if (file === undefined || files.some((it) => it.revisionId === revisionId)) return undefined
    const of = file.sizes.length / 2
    // What has no pages is one sheet that says why.
    if (pages.some(([first, last]) => last < first || last >= Math.max(1, of))) return undefined
    files.push({ revisionId: revisionId as RevisionId, name: file.name, pages, of })
  }
  return files
}

/** How often a case was printed, whether the next print needs a reason, and for those who watch over the records by whom. */
export async function viewPrints(
  deps: MayReadDeps,
  { id, by }: OfCase,
): Promise<Result<Prints, PrintRefusal>> {
  const reading = await findReading(deps, by, id)
  if (reading === undefined) return no({ code: 'not_found' })
  const { matter, reader } = reading
  const isWatcher = watchesRecords(reader)
  const [reasonAsked, count, items] = await Promise.all([
    asksReason(deps, isSecretAt(matter, reader.at)),
    countPrints(deps.db, id),
    isWatcher ? listPrints(deps.db, id, shownAtMost) : [],
  ])
  return yes({ reasonAsked, count, ...(isWatcher ? { items: items.map(itemOf) } : {}) })
}

function itemOf(print: StoredPrint): NonNullable<Prints['items']>[number] {
  return {
    at: print.at,
    person: print.person_id,
    name: print.person_name,
    title: print.person_title,
    purpose: print.purpose as 'print' | 'save',
    what: whatText(print),
    pageCount: print.page_count,
    withNotes: print.with_notes,
    reason: print.reason,
    status: print.status as PrintState['status'],
  }
}

/** 鑑、計画.pdf 1-3, 8、名簿.xlsx 全5ページ. */
function whatText(print: StoredPrint): string {
  const files = filesOf(print).map(({ name, pages, of }) => {
    if (of === 0) return name
    return pagesIn(pages).length === of ? `${name} 全${of}ページ` : `${name} ${pageListText(pages)}`
  })
  return [...(print.with_cover ? ['鑑'] : []), ...files].join('、')
}

/** How far a print is, for whoever asked for it. */
export async function viewPrint(
  deps: MayReadDeps,
  asked: OfPrint,
): Promise<Result<PrintState, PrintRefusal>> {
  const print = await ownPrint(deps, asked)
  if (print === undefined) return no({ code: 'not_found' })
  return yes({
    id: print.id,
    purpose: print.purpose as 'print' | 'save',
    status: print.status as PrintState['status'],
    pagesDone: print.pages_done,
    pageCount: print.page_count,
  })
}

/** Gives a print up that is not made yet; one that is made stays counted. */
export async function cancelPrint(deps: MayReadDeps, asked: OfPrint): Promise<Result<null, PrintRefusal>> {
  const print = await ownPrint(deps, asked)
  if (print === undefined) return no({ code: 'not_found' })
  await advancePrint(deps.db, print.id, { status: 'cancelled', finished_at: deps.now() })
  return yes(null)
}

/** The PDF that was made, to be shown for printing or saved under the title of the case. */
export async function openPrint(
  deps: PrintDeps,
  asked: OfPrint,
): Promise<
  Result<{ readonly content: Omit<Content, 'sha256'>; readonly purpose: 'print' | 'save' }, PrintRefusal>
> {
  const print = await ownPrint(deps, asked)
  if (print === undefined) return no({ code: 'not_found' })
  if (print.status === 'failed') return no({ code: 'print_failed' })
  if (print.status === 'cancelled') return no({ code: 'print_gone' })
  if (print.status !== 'done') return no({ code: 'print_not_ready' })
  const first = await deps.shelf.open(print.id, { start: 0, end: 0 })
  if (first === undefined) return no({ code: 'print_gone' })
  first.destroy()
  const draft = await findDraft(deps.db, print.proposal_id as ProposalId)
  return yes({
    purpose: print.purpose as 'print' | 'save',
    content: {
      name: `${fileNameOf(draft?.title ?? '')}.pdf`,
      sizeBytes: print.size_bytes ?? 0,
      open: async (range) => {
        const opened = await deps.shelf.open(print.id, range)
        if (opened === undefined) throw new Error(`print ${print.id} went while it was sent`)
        return opened
      },
    },
  })
}

/** A title as the name of a file: without what no file system takes. */
function fileNameOf(title: string): string {
  const name = title.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_').trim()
  return name === '' ? '起案文書' : name
}

/** A print by whoever asked for it, who may still read the case; to others there is none. */
async function ownPrint(deps: MayReadDeps, { print: id, by }: OfPrint): Promise<StoredPrint | undefined> {
  const print = await findPrint(deps.db, id)
  if (print === undefined || print.person_id !== by) return undefined
  return (await findReading(deps, by, print.proposal_id as ProposalId)) === undefined ? undefined : print
}
