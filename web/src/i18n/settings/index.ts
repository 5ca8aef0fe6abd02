import type { Same } from '../catalogue.ts'
import { type Language, catalogues, useLanguage } from '../index.tsx'
import { administeringEn, administeringJa } from './administering.ts'
import { rulesEn, rulesJa } from './administering-authority.ts'

const ja = { ...catalogues.ja, administering: administeringJa, rules: rulesJa }
const en: Same<typeof ja> = { ...catalogues.en, administering: administeringEn, rules: rulesEn }

export type Texts = Same<typeof ja>

const withSettings: Readonly<Record<Language, Texts>> = { ja, en }

/** The catalogue with what only the settings say; it comes with their pages and not with the first one. */
export function useText(): Texts {
  return withSettings[useLanguage().language]
}
