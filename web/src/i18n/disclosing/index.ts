import type { Same } from '../catalogue.ts'
import { type Language, catalogues, useLanguage } from '../index.tsx'
import { classesEn, classesJa } from './classes.ts'
import { maskingEn, maskingJa } from './masking.ts'
import { publishingEn, publishingJa } from './publishing.ts'
import { requestsEn, requestsJa } from './requests.ts'

const ja = {
  ...{ ...catalogues.ja, requests: requestsJa, masking: maskingJa },
  ...{ publishing: publishingJa, classes: classesJa },
}
const en: Same<typeof ja> = {
  ...{ ...catalogues.en, requests: requestsEn },
  ...{ masking: maskingEn, publishing: publishingEn, classes: classesEn },
}

export type Texts = Same<typeof ja>

const withDisclosing: Readonly<Record<Language, Texts>> = { ja, en }

/** The catalogue with what only 公開 says; it comes with its pages. */
export function useText(): Texts {
  return withDisclosing[useLanguage().language]
}
