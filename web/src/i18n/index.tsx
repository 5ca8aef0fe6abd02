import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Same } from './catalogue.ts'
import type { Language } from '../../../server/contract/first-screen.ts'
import { storeLanguage } from './stored-language.ts'
import { actsEn, actsJa } from './texts/acts.ts'
import { auditEn, auditJa } from './texts/audit.ts'
import { bulkEn, bulkJa } from './texts/bulk.ts'
import { commonEn, commonJa } from './texts/common.ts'
import { draftingEn, draftingJa } from './texts/drafting.ts'
import { editingEn, editingJa } from './texts/editing.ts'
import { issuingEn, issuingJa } from './texts/issuing.ts'
import { issuingListEn, issuingListJa } from './texts/issuing-list.ts'
import { listsEn, listsJa } from './texts/lists.ts'
import { searchEn, searchJa } from './texts/search.ts'
import { notifyingEn, notifyingJa } from './texts/notifying.ts'
import { readerEn, readerJa } from './texts/reader.ts'
import { receivingEn, receivingJa } from './texts/receiving.ts'
import { settingsEn, settingsJa } from './texts/settings.ts'
import { compareEn, compareJa } from './texts/compare.ts'
import { viewerEn, viewerJa } from './texts/viewer.ts'
import { shellEn, shellJa } from './texts/shell.ts'

/**
 * What the web client says, but for the settings, which bring theirs along. Japanese is the source of the keys; each area
 * keeps both languages in one file.
 */
const ja = {
  common: commonJa,
  shell: shellJa,
  lists: listsJa,
  search: searchJa,
  drafting: draftingJa,
  editing: editingJa,
  reader: readerJa,
  receiving: receivingJa,
  viewer: viewerJa,
  compare: compareJa,
  acts: actsJa,
  issuing: issuingJa,
  issuingList: issuingListJa,
  bulk: bulkJa,
  audit: auditJa,
  settings: settingsJa,
  notifying: notifyingJa,
}
const en: Same<typeof ja> = {
  common: commonEn,
  shell: shellEn,
  lists: listsEn,
  search: searchEn,
  drafting: draftingEn,
  editing: editingEn,
  reader: readerEn,
  receiving: receivingEn,
  viewer: viewerEn,
  compare: compareEn,
  acts: actsEn,
  issuing: issuingEn,
  issuingList: issuingListEn,
  bulk: bulkEn,
  audit: auditEn,
  settings: settingsEn,
  notifying: notifyingEn,
}

export type { Language } from '../../../server/contract/first-screen.ts'
export type Texts = Same<typeof ja>

export const catalogues: Readonly<Record<Language, Texts>> = { ja, en }

type Value = { readonly language: Language; readonly setLanguage: (language: Language) => void }
const LanguageContext = createContext<Value>({ language: 'ja', setLanguage: () => {} })

/** Holds the chosen language for everything inside, remembers it in this browser, and tells the document. */
export function LanguageProvider({
  initial,
  children,
}: {
  readonly initial: Language
  readonly children: ReactNode
}) {
  const [language, setLanguage] = useState(initial)
  useEffect(() => {
    document.documentElement.lang = language
    storeLanguage(language)
  }, [language])
  const value = useMemo(() => ({ language, setLanguage }), [language])
  return <LanguageContext value={value}>{children}</LanguageContext>
}

/** The catalogue in the reader's language: `useText().lists.inbox`. */
export function useText(): Texts {
  return catalogues[useContext(LanguageContext).language]
}

/** The language of this browser, and a way to change it. */
export function useLanguage(): Value {
  return useContext(LanguageContext)
}
