import { type Language, languageCookieFor, languageOf } from '../../../server/contract/first-screen.ts'

export const storedLanguage = (): Language => languageOf(document.cookie)

/** Keeps the language in a cookie, which the server reads too. */
export function storeLanguage(language: Language): void {
  document.cookie = languageCookieFor(language, location.protocol)
}
