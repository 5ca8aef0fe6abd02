import { plusDays } from '../calendar/holidays.ts'
import type { LocalDate, UnitCode } from '../ids.ts'
import { firstDayOf, fiscalYearOf } from '../numbering/fiscal-year.ts'
import { type NumberFormat, nextBookFrom } from '../numbering/number-format.ts'
import { type DisposalRules, destroyableFrom } from './disposition.ts'
import { appraisedFrom } from './expiry.ts'
import { type FolderTerm, termEndsOn } from './folder-term.ts'
import type { Folder } from './folder.ts'

/** What a day of the year of a records officer is for. */
export type YearEntryKind =
  /** 番号簿の更新: numbers of a kind begin with 1 again. */
  | 'number_books'
  /** 起算日 of 簿冊. */
  | 'retention_begins'
  /** 評価選別 may begin, a year before 満了. */
  | 'appraisal'
  /** The 決裁 of 廃棄 is there, and the list is not published yet. */
  | 'publication'
  /** The published list has stood its days: from then on 廃棄. */
  | 'disposal'
  /** A 移管パッケージ is made, and the 受領書 of the archive is awaited. */
  | 'receipt_awaited'
  /** 満了日. */
  | 'retention_ends'
  /** 簿冊の締切: its 年度 ends. */
  | 'folders_close'
  /** 年度更新: what goes on has no 簿冊 of the next year yet. */
  | 'folders_open'
  /** The first day on which a case that was closed for a time is open. */
  | 'class_opens'
  /** 時限秘 ends. */
  | 'secrecy_ends'
  /** 開示決定の期限. */
  | 'disclosure_due'

export type Thing = { readonly id: string; readonly name: string }

export type YearEntry = {
  readonly on: LocalDate
  readonly kind: YearEntryKind
  /** The 課 whose 簿冊 they are; absent for what is 庁内共通, and for what is no 簿冊. */
  readonly owner?: UnitCode
  /** By name; for `number_books` the kinds of number. */
  readonly things: readonly Thing[]
  /** The days are the earliest there can be: something in it is not 完結, or its year is not over. */
  readonly isProvisional: boolean
}

/** A 簿冊 as a person is told of it. `goesOn`: 年度更新 would open it for the next year, in which there is none yet. */
export type CalendarFolder = {
  readonly id: string
  readonly folder: Folder
  readonly term: FolderTerm
  readonly goesOn: boolean
}

/** What the calendar of a year is worked out from, for one person. */
export type CalendarFacts = {
  readonly fiscalYear: number
  readonly today: LocalDate
  readonly folders: readonly CalendarFolder[]
  readonly rules: Pick<DisposalRules, 'waitingDays' | 'publishes'>
  readonly books: readonly (Pick<NumberFormat, 'yearCounts'> & { readonly kind: string })[]
  /** Cases with a 時限 of their 公開区分: `until` is the last day on which it is not open. */
  readonly limits: readonly (Thing & { readonly until: LocalDate })[]
  /** Cases that are 時限秘: the day on which it ends. */
  readonly secrets: readonly (Thing & { readonly endsOn: LocalDate })[]
  readonly requests: readonly (Thing & { readonly dueOn: LocalDate })[]
}

type Dated = Omit<YearEntry, 'things'> & { readonly thing: Thing }

/** Duties that go on being due until somebody does them. */
const untilDone: readonly YearEntryKind[] = ['appraisal', 'publication', 'disposal', 'receipt_awaited']

/**
 * What is due when in a fiscal year, by day. In the year that runs also what an earlier year has left undone, with the day
 * it has been due since.
 */
export function yearCalendar(facts: CalendarFacts): readonly YearEntry[] {
  const { fiscalYear, today } = facts
  const isNow = fiscalYearOf(today) === fiscalYear
  const all = [...facts.folders.flatMap((it) => ofFolder(it, facts)), ...ofTheRest(facts)]
  const wanted = all.filter(
    ({ on, kind }) =>
      fiscalYearOf(on) === fiscalYear || (isNow && untilDone.includes(kind) && on < firstDayOf(fiscalYear)),
  )
  const groups = new Map<string, Dated[]>()
  for (const it of wanted) {
    const key = [it.on, it.kind, it.owner ?? '', it.isProvisional].join(' ')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [it])
    else group.push(it)
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group
      if (first === undefined) return []
      const { thing: _, ...entry } = first
      return [{ ...entry, things: group.map((it) => it.thing).toSorted(byName) }]
    })
}

const byName = (a: Thing, b: Thing): number => (`${a.name} ${a.id}` < `${b.name} ${b.id}` ? -1 : 1)

function ofFolder(
  { id, folder, term, goesOn }: CalendarFolder,
  { fiscalYear, rules }: CalendarFacts,
): readonly Dated[] {
  if (folder.status !== 'kept') return []
  const about = {
    ...(folder.owner === undefined ? {} : { owner: folder.owner }),
    thing: { id, name: folder.name },
    isProvisional: false,
  }
  const entries: Dated[] = []
  const add = (kind: YearEntryKind, on: LocalDate, more: Partial<Dated> = {}): void => {
    entries.push({ ...about, on, kind, ...more })
  }
  const closesOn = plusDays(firstDayOf(folder.fiscalYear + 1), -1)
  // 常用 goes on through the years.
  if (folder.fiscalYear === fiscalYear && term.kind !== 'constant_use') add('folders_close', closesOn)
  if (folder.fiscalYear === fiscalYear && goesOn) add('folders_open', closesOn)
  const { isProvisional } = term.kind === 'dated' ? term : { isProvisional: false }
  if (term.kind === 'dated') add('retention_begins', term.startsOn, { isProvisional })
  const endsOn = termEndsOn(term)
  if (endsOn === undefined) return entries
  // What the archive has is nobody's duty any more but to erase our own copy.
  if (folder.transfer === undefined) add('retention_ends', endsOn, { isProvisional })
  const duty = dutyOf(folder, endsOn, rules)
  if (duty !== undefined) add(...duty, { isProvisional })
  return entries
}

/** What is next for a 簿冊 at its end, and since or from when; nothing while it is held (廃棄停止) or a 決裁 is awaited. */
function dutyOf(
  { hold, appraisal, disposalDecision, publishedOn, packaged, transfer }: Folder,
  endsOn: LocalDate,
  rules: CalendarFacts['rules'],
): readonly [YearEntryKind, LocalDate] | undefined {
  if (hold !== undefined) return undefined
  if (appraisal === undefined) return ['appraisal', appraisedFrom(endsOn)]
  if (appraisal.outcome === 'transfer') {
    if (transfer !== undefined) return ['disposal', latest(transfer.on, plusDays(endsOn, 1))]
    return packaged === undefined ? undefined : ['receipt_awaited', packaged.on]
  }
  if (disposalDecision === undefined) return undefined
  if (rules.publishes && publishedOn === undefined) return ['publication', disposalDecision.on]
  const from = publishedOn === undefined ? disposalDecision.on : destroyableFrom(publishedOn, rules)
  return ['disposal', latest(from, plusDays(endsOn, 1))]
}

const latest = (one: LocalDate, other: LocalDate): LocalDate => (one > other ? one : other)

function ofTheRest({ fiscalYear, books, limits, secrets, requests }: CalendarFacts): readonly Dated[] {
  const plain = { isProvisional: false } as const
  return [
    ...books.map(({ kind, yearCounts }) => ({
      ...plain,
      // A 暦年 that ends in a fiscal year is the one it begins in.
      on: nextBookFrom({ yearCounts }, yearCounts === 'fiscal' ? fiscalYear - 1 : fiscalYear),
      kind: 'number_books' as const,
      thing: { id: kind, name: kind },
    })),
    ...limits.map(({ until, ...thing }) => ({
      ...{ ...plain, on: plusDays(until, 1), kind: 'class_opens' as const, thing },
    })),
    ...secrets.map(({ endsOn: on, ...thing }) => ({ ...plain, on, kind: 'secrecy_ends' as const, thing })),
    ...requests.map(({ dueOn: on, ...thing }) => ({ ...plain, on, kind: 'disclosure_due' as const, thing })),
  ]
}
