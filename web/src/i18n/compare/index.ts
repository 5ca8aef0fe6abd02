import type { Same } from '../catalogue.ts'
import { type Language, catalogues, useLanguage } from '../index.tsx'
import { changesEn, changesJa } from './changes.ts'

const ja = { ...catalogues.ja, changes: changesJa }
const en: Same<typeof ja> = { ...catalogues.en, changes: changesEn }

const withChanges: Readonly<Record<Language, typeof en>> = { ja, en }

/** The catalogue with what only 変更点 say; it comes with the comparison and not with the first page. */
export function useText(): typeof en {
  return withChanges[useLanguage().language]
}
