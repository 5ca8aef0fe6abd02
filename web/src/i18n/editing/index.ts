import type { Same } from '../catalogue.ts'
import { type Language, catalogues, useLanguage } from '../index.tsx'
import { desktopEn, desktopJa } from './desktop.ts'
import { inPlaceEn, inPlaceJa } from './in-place.ts'
import { officeEn, officeJa } from './office.ts'
import { pagesEn, pagesJa } from './pages.ts'
import { wordEn, wordJa } from './word.ts'

const ja = {
  ...catalogues.ja,
  desktop: desktopJa,
  inPlace: inPlaceJa,
  office: officeJa,
  pages: pagesJa,
  word: wordJa,
}
const en: Same<typeof ja> = {
  ...catalogues.en,
  desktop: desktopEn,
  inPlace: inPlaceEn,
  office: officeEn,
  pages: pagesEn,
  word: wordEn,
}

const withEditing: Readonly<Record<Language, typeof en>> = { ja, en }

/** The catalogue with what only 直接編集 says; it comes with the editors and not with the first page. */
export function useText(): typeof en {
  return withEditing[useLanguage().language]
}
