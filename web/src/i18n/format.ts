import type { Language } from './index.tsx'
import { toJapaneseTime } from './japanese-time.ts'

const zone = 'Asia/Tokyo'

function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: zone, ...options })
}

/** 12:34 in Japan. */
export function timeOf(at: string, language: Language): string {
  return formatter(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}

/** The seconds of a time, to stand right behind it: :56 */
export function secondsOf(at: string): string {
  return `:${at.slice(17, 19)}`
}

/** 5月11日(月) 12:34; with the year when it is not this one. */
export function dateTimeOf(at: string, language: Language, now: Date = new Date()): string {
  const date = new Date(at)
  const yearOf = (it: string) => toJapaneseTime(it).slice(0, 4)
  const sameYear = yearOf(at) === yearOf(now.toISOString())
  return formatter(language, {
    ...(sameYear ? {} : { year: 'numeric' }),
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(date)
}

/** 令和8年5月11日(月), in English 11 May 2026. `day` is `2026-05-11`. */
export function dayOf(day: string, language: Language): string {
  const date = new Date(`${day}T00:00:00+09:00`)
  if (language === 'en') {
    return formatter('en', { day: 'numeric', month: 'short', year: 'numeric' }).format(date)
  }
  return new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
    timeZone: zone,
    era: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  }).format(date)
}

/** 5月11日(月): for lists, where the year is clear. */
export function shortDayOf(day: string, language: Language): string {
  return formatter(language, {
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  }).format(new Date(`${day}T00:00:00+09:00`))
}

/** Today in Japan, `2026-05-11`. */
export function todayInJapan(now: Date = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now)
}

/** The first day of next month in Japan: 2026-06-01. */
export function firstOfNextMonth(today: string = todayInJapan()): string {
  const [year = 0, month = 0] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}

/** How long since, in the largest unit that says something: 3日, 2時間, 5分; at least a minute. */
export function sinceOf(at: string, language: Language, now: Date = new Date()): string {
  const minutes = Math.max(1, Math.round((now.getTime() - new Date(at).getTime()) / 60_000))
  const [amount, unit] =
    minutes < 60
      ? ([minutes, 'minute'] as const)
      : minutes < 48 * 60
        ? ([Math.floor(minutes / 60), 'hour'] as const)
        : ([Math.floor(minutes / 1440), 'day'] as const)
  if (language === 'en') return `${amount} ${unit}${amount === 1 ? '' : 's'}`
  return `${amount}${{ minute: '分', hour: '時間', day: '日' }[unit]}`
}

/** 12,345,678円 */
export function yenOf(amount: number, language: Language): string {
  const digits = amount.toLocaleString('ja-JP')
  return language === 'ja' ? `${digits}円` : `¥${digits}`
}

/** A limit as regulations write it: 300万円, 1億5,000万円; in digits when it is not whole 万, and in English. */
export function limitOf(amount: number, language: Language): string {
  if (language !== 'ja' || amount < 10_000 || amount % 10_000 !== 0) return yenOf(amount, language)
  const high = Math.floor(amount / 100_000_000)
  const low = (amount % 100_000_000) / 10_000
  const words = [
    high === 0 ? '' : `${high.toLocaleString('ja-JP')}億`,
    low === 0 ? '' : `${low.toLocaleString('ja-JP')}万`,
  ]
  return `${words.join('')}円`
}

/** 42 or 30.1, rounded up so that what is above a limit never reads as the limit; `megabytes` as `bytesOf` counts. */
export function megabytesOf(megabytes: number, language: Language): string {
  const up = Math.ceil(megabytes * 10) / 10
  return up.toLocaleString(language === 'ja' ? 'ja-JP' : 'en')
}

/** 1.2 MB */
export function bytesOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['KB', 'MB', 'GB', 'TB']
  let value = bytes / 1024
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** 令和8年度, in English FY 2026: the 年度 that starts in April of `year`. */
export function fiscalYearOf(year: number, language: Language): string {
  if (language === 'en') return `FY ${year}`
  const start = new Date(`${year}-04-01T00:00:00+09:00`)
  return `${formatter('ja', { calendar: 'japanese', era: 'long', year: 'numeric' }).format(start)}度`
}
