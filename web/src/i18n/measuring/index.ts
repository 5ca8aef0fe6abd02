import type { Same } from '../catalogue.ts'
import { type Language, catalogues, useLanguage } from '../index.tsx'
import { measuringEn, measuringJa } from './measuring.ts'

const ja = { ...catalogues.ja, measuring: measuringJa }
const en: Same<typeof ja> = { ...catalogues.en, measuring: measuringEn }

export type Texts = Same<typeof ja>

const withMeasuring: Readonly<Record<Language, Texts>> = { ja, en }

/** The catalogue with what only 集計 says; it comes with its page. */
export function useText(): Texts {
  return withMeasuring[useLanguage().language]
}
