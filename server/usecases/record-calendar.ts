import type { RecordCalendar, RecordCalendarQuery } from '../contract/record-calendar.ts'
import { plusDays } from '../domain/calendar/holidays.ts'
import { type LocalDate, type PersonId, localDateOf, startOf } from '../domain/ids.ts'
import { firstDayOf, fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { formatInForce } from '../domain/numbering/number-format.ts'
import { keepingSection } from '../domain/records/succession.ts'
import {
  type CalendarFacts,
  type YearEntry,
  type YearEntryKind,
  yearCalendar,
} from '../domain/records/year-calendar.ts'
import { yearsByCode } from '../store/classifications.ts'
import { listDisclosureLimits, listTimedSecrets } from '../store/calendar-cases.ts'
import { listDisclosures } from '../store/disclosure.ts'
import { type StoredFolder, listAllFolders } from '../store/folders.ts'
import { listNumberKinds } from '../store/number-formats.ts'
import { disposalRules, endsOf } from './at-expiry.ts'
import { handlesDisclosure } from './disclosure-deps.ts'
import { dueOf, loadCalendar } from './disclosure-due.ts'
import { type FolderDeps, type FolderWorld, folderWorld } from './folder-keeping.ts'
import type { CalendarDay } from './calendar-port.ts'
import { readerOf, watchesRecords } from './who-is.ts'

const thingsShown = 20
const requestsAtMost = 500

/** What is to be done by somebody on or after its day. */
const duties: readonly YearEntryKind[] = [
  ...(['appraisal', 'publication', 'disposal', 'receipt_awaited', 'folders_open', 'disclosure_due'] as const),
]

/** 文書管理の年間予定 of a fiscal year, as one person may know it. */
export async function viewRecordCalendar(
  deps: FolderDeps,
  by: PersonId,
  { year }: RecordCalendarQuery,
): Promise<RecordCalendar> {
  const world = await folderWorld(deps, deps.db)
  const today = localDateOf(world.at)
  const fiscalYear = year === undefined ? fiscalYearOf(today) : Number(year)
  const facts = await factsOf(deps, world, by, fiscalYear)
  return {
    ...{ today, fiscalYear },
    entries: yearCalendar(facts).map((it) => {
      const { on, kind, owner, things, isProvisional } = it
      return {
        ...{ on, kind, isProvisional, count: things.length, things: things.slice(0, thingsShown) },
        ...(owner === undefined
          ? {}
          : { owner: { unit: owner, name: world.organisation.units.get(owner)?.name ?? owner } }),
        isLate: duties.includes(kind) && on < today,
        href: pageOf(it, fiscalYear),
      }
    }),
  }
}

async function factsOf(
  deps: FolderDeps,
  world: FolderWorld,
  by: PersonId,
  fiscalYear: number,
): Promise<CalendarFacts> {
  const { db } = deps
  const { organisation, at } = world
  const today = localDateOf(at)
  const reader = readerOf(organisation, by, at)
  const seesAll = watchesRecords(reader) || reader.roles.includes('archivist')
  const isTheirs = ({ folder: { owner } }: StoredFolder) =>
    seesAll || owner === undefined || reader.sections.includes(keepingSection(organisation, owner, today))
  const found = (await listAllFolders(db, { status: 'kept' })).filter(isTheirs)
  const ends = await endsOf(db, world, by, found)
  const years = yearsByCode(world.periods)
  const there = new Set(
    (await listAllFolders(db, { fiscalYear: fiscalYear + 1 })).map((it) => it.folder.code),
  )
  const goesOn = ({ folder }: StoredFolder): boolean => {
    const isInUse = world.scheme.get(folder.classification)?.endedOn === undefined
    return years.get(folder.retention) !== null && isInUse && !there.has(folder.code)
  }
  const first = firstDayOf(fiscalYear)
  const next = firstDayOf(fiscalYear + 1)
  const kinds = await listNumberKinds(db)
  const requests = handlesDisclosure(reader) ? await dueRequests(deps, today) : []
  return {
    ...{ fiscalYear, today, requests },
    folders: found.flatMap((it) => {
      const end = ends.get(it.id)
      return end === undefined ? [] : [{ id: it.id, folder: it.folder, term: end.told, goesOn: goesOn(it) }]
    }),
    rules: await disposalRules(db, world),
    books: kinds.flatMap(({ kind, versions }) => {
      const format = formatInForce(versions, undefined, plusDays(next, -1))
      return format === undefined ? [] : [{ kind, yearCounts: format.yearCounts }]
    }),
    // What is closed until the last day of March is open on the first of April.
    limits: await listDisclosureLimits(db, { from: plusDays(first, -1), to: plusDays(next, -2), reader }),
    secrets: (await listTimedSecrets(db, { from: startOf(first), to: startOf(next), reader })).map(
      ({ until, ...thing }) => ({ ...thing, endsOn: localDateOf(until) }),
    ),
  }
}

/** 開示請求 that run, with the day the decision is due. */
async function dueRequests(deps: FolderDeps, today: LocalDate): Promise<CalendarFacts['requests']> {
  const calendar = await loadCalendar(deps)
  const running = await listDisclosures(deps.db, { running: true, limit: requestsAtMost })
  return running.flatMap(({ id, request }) => {
    const { dueOn } = dueOf(request, calendar, today)
    return dueOn === undefined ? [] : [{ id, name: request.number, dueOn }]
  })
}

/** The page on which something of the calendar is done, or its one thing is seen. */
function pageOf({ kind, on, owner, things }: YearEntry, fiscalYear: number): string {
  const [only] = things.length === 1 ? things : []
  const ofOwner = owner === undefined ? '' : `&owner=${encodeURIComponent(owner)}`
  switch (kind) {
    case 'number_books':
      return '/settings/numbers'
    case 'folders_close':
      return only === undefined ? `/folders?year=${fiscalYear}${ofOwner}` : `/folders/${only.id}`
    case 'retention_begins':
      return only === undefined ? `/folders?year=${fiscalYear - 1}${ofOwner}` : `/folders/${only.id}`
    case 'folders_open':
      return `/folders/renewal?year=${fiscalYear}${ofOwner}`
    case 'retention_ends':
      return only === undefined ? `/folders/expiry?year=${fiscalYearOf(on)}` : `/folders/${only.id}`
    case 'appraisal':
    case 'publication':
    case 'disposal':
    case 'receipt_awaited':
      return only === undefined ? '/folders/expiry' : `/folders/${only.id}`
    case 'class_opens':
    case 'secrecy_ends':
      return only === undefined ? '/documents' : `/proposals/${only.id}`
    case 'disclosure_due':
      return only === undefined ? '/disclosure' : `/disclosure/${only.id}`
    default:
      return kind satisfies never
  }
}

const words: Readonly<Record<YearEntryKind, string>> = {
  number_books: '番号簿の更新',
  retention_begins: '保存期間の起算日',
  appraisal: '評価選別',
  publication: '廃棄する簿冊の公表',
  disposal: '廃棄',
  receipt_awaited: '移管の受領待ち',
  retention_ends: '保存期間の満了日',
  folders_close: '簿冊の締切',
  folders_open: '翌年度の簿冊の作成',
  class_opens: '公開の時限が過ぎる日',
  secrecy_ends: '時限秘の終わり',
  disclosure_due: '開示決定の期限',
}

/**
 * The calendar as days of a calendar program. Who subscribes keeps it on other machines: of cases it says how many there are, and
 * no 件名.
 */
export function calendarDays({ fiscalYear, entries }: RecordCalendar): readonly CalendarDay[] {
  return entries.map(({ on, kind, owner, count, things, isProvisional }) => {
    const isOfCases = kind === 'class_opens' || kind === 'secrecy_ends'
    const who = owner === undefined ? '' : `${owner.name}：`
    const many = isOfCases || count > 1 ? `（${count}件）` : `（${things[0]?.name ?? ''}）`
    return {
      id: [fiscalYear, kind, on, owner?.unit ?? '', isProvisional ? 'provisional' : ''].join('-'),
      on: on as LocalDate,
      title: `${who}${words[kind]}${many}${isProvisional ? '（見込み）' : ''}`,
      note: isOfCases ? '' : things.map((it) => it.name).join('\n'),
    }
  })
}
