import type { NoticeCount, NoticeList, NoticeView, ReadNotices } from '../contract/notices.ts'
import { mayRead } from '../domain/access/may-read.ts'
import { type PersonId, parseInstant } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  type NoticeCursor,
  type StoredNotice,
  type ToldOf,
  countUnread,
  findLastToldUnread,
  listNotices,
  markRead,
} from '../store/notices.ts'
import { parseCursor, toCursor } from './cursor.ts'
import type { MayReadDeps } from './may-read.ts'
import { handlesDisclosure, isAsked } from './disclosure-deps.ts'
import { noticeDecider, noticeText, titleOfTold } from './notice-text.ts'
import { aboutOf } from './told-about.ts'
import type { LiveBus } from './ports.ts'
import { readerOf } from './who-is.ts'

const pageSize = 50
/** Counting goes no further: the bell says 999+. */
const countedUpTo = 1000

/** A person's notices, what happened last first. */
export async function ownNotices(
  deps: MayReadDeps,
  by: PersonId,
  after?: string,
): Promise<Result<NoticeList, { readonly code: 'bad_cursor' }>> {
  const before = after === undefined ? undefined : cursorOf(after)
  if (after !== undefined && before === undefined) return no({ code: 'bad_cursor' })
  const place = before === undefined ? {} : { before }
  const [rows, unread, upTo, organisation] = await Promise.all([
    listNotices(deps.db, { person: by, limit: pageSize + 1, ...place }),
    countUnread(deps.db, by, countedUpTo),
    findLastToldUnread(deps.db, by),
    deps.organisation.current(),
  ])
  const shown = rows.slice(0, pageSize)
  const [cases, requests] = await aboutOf(deps.db, shown)
  const reader = readerOf(organisation, by, deps.now())
  const isReadable = ({ proposalId, disclosureId }: StoredNotice): boolean => {
    const request = disclosureId && requests.get(disclosureId)
    if (request !== undefined) return handlesDisclosure(reader) || isAsked(request, reader)
    const matter = proposalId && cases.get(proposalId)
    return matter !== undefined && mayRead(matter, reader)
  }
  const last = shown.at(-1)
  return yes({
    unread,
    ...(upTo === undefined ? {} : { upTo }),
    items: shown.map((row) => viewOf(row, isReadable(row))),
    ...(rows.length > pageSize && last !== undefined ? { next: toCursor([last.at, last.id]) } : {}),
  })
}

function cursorOf(text: string): NoticeCursor | undefined {
  const [at, id] = parseCursor(text, 2) ?? []
  const instant = parseInstant(String(at))
  return instant === undefined || !Number.isSafeInteger(id) ? undefined : { at: instant, id: id as number }
}

const aboutView = ({ proposalId, disclosureId }: ToldOf): Pick<NoticeView, 'proposalId' | 'disclosureId'> =>
  disclosureId === undefined ? { proposalId } : { disclosureId }

/** who may not read the case learns that something happened, and nothing of what it is about. */
function viewOf(row: StoredNotice, mayReadIt: boolean): NoticeView {
  const { facts } = row
  const decider = noticeDecider(facts)
  return {
    id: row.id,
    kind: row.kind,
    ...aboutView(row),
    at: row.at,
    read: row.readAt !== null,
    mayRead: mayReadIt,
    ...(mayReadIt ? { title: titleOfTold(row) } : {}),
    ...(mayReadIt && row.number !== null ? { number: row.number } : {}),
    text: noticeText(row.kind, facts),
    ...(mayReadIt && decider !== undefined ? { decider } : {}),
    ...(mayReadIt && facts.text !== undefined ? { remark: facts.text } : {}),
    changes: mayReadIt ? (facts.changes ?? []).map((it) => it.name) : [],
  }
}

/** Unread お知らせ, to 1000 at most. */
export async function countNotices(deps: Pick<MayReadDeps, 'db'>, by: PersonId): Promise<NoticeCount> {
  return { unread: await countUnread(deps.db, by, countedUpTo) }
}

/** Marks as read, and tells the person's other windows. */
export async function readNotices(
  deps: MayReadDeps & { readonly live: LiveBus },
  by: PersonId,
  which: ReadNotices,
): Promise<NoticeCount> {
  await markRead(deps.db, by, which, deps.now())
  deps.live.publish({ type: 'notice' }, { people: [by] })
  return countNotices(deps, by)
}
