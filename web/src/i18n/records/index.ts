import type { Same } from '../catalogue.ts'
import { type Language, catalogues, useLanguage } from '../index.tsx'
import { calendarEn, calendarJa } from './calendar.ts'
import { expiryEn, expiryJa } from './expiry.ts'
import { foldersEn, foldersJa } from './folders.ts'

const ja = { ...catalogues.ja, folders: foldersJa, expiry: expiryJa, calendar: calendarJa }
const en: Same<typeof ja> = { ...catalogues.en, folders: foldersEn, expiry: expiryEn, calendar: calendarEn }

export type Texts = Same<typeof ja>

const withRecords: Readonly<Record<Language, Texts>> = { ja, en }

/** The catalogue with what only 簿冊 say; it comes with their pages and not with the first one. */
export function useText(): Texts {
  return withRecords[useLanguage().language]
}
