import type { ReceiptList, ReceiptListItem, ReceiptTab } from '../contract/receipts.ts'
import { type LocalDate, type PersonId, type ReceiptId, localDateOf, parseInstant } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { Channel } from '../domain/receiving/receipt.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  type ListedReceipt,
  type ReceiptCursor,
  countReceipts,
  listReceipts,
} from '../store/receipt-lists.ts'
import { parseCursor, toCursor } from './cursor.ts'
import type { MayReadDeps } from './may-read.ts'
import { readerOf } from './who-is.ts'

const pageSize = 50

/** A tab of 収受, with the counts of those where something waits: exactly what the person may open. */
export async function listReceiptsFor(
  deps: MayReadDeps,
  request: {
    readonly by: PersonId
    readonly tab: ReceiptTab
    readonly words?: string
    readonly channel?: Channel
    readonly overdue: boolean
    readonly after?: string
  },
): Promise<Result<ReceiptList, { readonly code: 'bad_cursor' }>> {
  const { by, tab, words, channel, overdue } = request
  const after = request.after === undefined ? undefined : cursorOf(request.after)
  if (request.after !== undefined && after === undefined) return no({ code: 'bad_cursor' })
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const today = localDateOf(at)
  const reader = readerOf(organisation, by, at)
  const wanted = words?.trim() ?? ''
  const [rows, counts] = await Promise.all([
    listReceipts(deps.db, {
      scope: tab,
      reader,
      ...(wanted === '' ? {} : { words: wanted }),
      ...(channel === undefined ? {} : { channel }),
      ...(overdue ? { dueBefore: today } : {}),
      ...(after === undefined ? {} : { after }),
      limit: pageSize + 1,
    }),
    countReceipts(deps.db, reader, ['entering', 'arrived', 'section', 'shown']),
  ])
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return yes({
    counts: {
      entering: counts.get('entering') ?? 0,
      arrived: counts.get('arrived') ?? 0,
      section: counts.get('section') ?? 0,
      shown: counts.get('shown') ?? 0,
    },
    items: shown.map((it) => receiptItem(organisation, it, today)),
    ...(rows.length > pageSize && last !== undefined ? { next: toCursor([last.listedAt, last.id]) } : {}),
  })
}

/** One line of a list. */
export function receiptItem(
  organisation: Organisation,
  row: ListedReceipt,
  today: LocalDate,
): ReceiptListItem {
  const { arrival, status } = row
  const isOpen = status === 'arrived' || status === 'handed' || status === 'accepted'
  return {
    id: row.id,
    ...(row.number === null ? {} : { number: row.number }),
    title: arrival.title,
    sender: arrival.sender,
    channel: arrival.channel,
    status,
    holder: organisation.units.get(row.holder)?.name ?? row.holder,
    ...(arrival.receivedOn === undefined ? {} : { receivedOn: arrival.receivedOn }),
    ...(arrival.dueOn === undefined ? {} : { dueOn: arrival.dueOn }),
    overdue: isOpen && arrival.dueOn !== undefined && arrival.dueOn < today,
    secret: arrival.secrecy === 'secret',
    personalData: arrival.personalData,
    fileCount: row.fileCount,
    createdAt: row.createdAt,
  }
}

function cursorOf(text: string): ReceiptCursor | undefined {
  const [at, id] = parseCursor(text, 2) ?? []
  const listedAt = parseInstant(String(at))
  const isId = typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  return listedAt !== undefined && isId ? { listedAt, id: id as ReceiptId } : undefined
}
