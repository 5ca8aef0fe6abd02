import { type Language, languageCookie, languageOf } from '../../../server/contract/first-screen.ts'

const oneYearSeconds = 365 * 24 * 60 * 60

export const storedLanguage = (): Language => languageOf(document.cookie)

/** Keeps the language in a cookie, which the server reads too. */
export function storeLanguage(language: Language): void {
  document.cookie = `${languageCookie}=${language}; path=/; max-age=${oneYearSeconds}; samesite=lax`
}
