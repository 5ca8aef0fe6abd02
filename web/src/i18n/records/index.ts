import type { Same } from '../catalogue.ts'
import { type Language, catalogues, useLanguage } from '../index.tsx'
import { expiryEn, expiryJa } from './expiry.ts'
import { foldersEn, foldersJa } from './folders.ts'

const ja = { ...catalogues.ja, folders: foldersJa, expiry: expiryJa }
const en: Same<typeof ja> = { ...catalogues.en, folders: foldersEn, expiry: expiryEn }

export type Texts = Same<typeof ja>

const withRecords: Readonly<Record<Language, Texts>> = { ja, en }

/** The catalogue with what only 簿冊 say; it comes with their pages and not with the first one. */
export function useText(): Texts {
  return withRecords[useLanguage().language]
}
