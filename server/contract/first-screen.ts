import type { Book } from './book.ts'
import type { Me } from './me.ts'
import type { ProposalView } from './proposals.ts'

export type Language = 'ja' | 'en'

const languageCookie = 'kessai_language'
/** Over https: browsers take a cookie of this prefix from https alone, and from no neighbouring host. */
const secureLanguageCookie = `__Host-${languageCookie}`
const oneYearSeconds = 365 * 24 * 60 * 60

/** The cookie that holds the language chosen in a browser, as the web client writes it and the server reads it too. */
export function languageCookieFor(language: Language, protocol: string): string {
  const isSecure = protocol === 'https:'
  const cookie = `${isSecure ? secureLanguageCookie : languageCookie}=${language}`
  return `${cookie}; path=/; max-age=${oneYearSeconds}; samesite=lax${isSecure ? '; secure' : ''}`
}

/** The language chosen in a browser, from all its cookies (`a=1; b=2`); Japanese when none was chosen. */
export function languageOf(cookies: string): Language {
  const said = (name: string): string | undefined =>
    cookies
      .split('; ')
      .find((it) => it.startsWith(`${name}=`))
      ?.slice(name.length + 1)
  return (said(secureLanguageCookie) ?? said(languageCookie)) === 'en' ? 'en' : 'ja'
}

/** What the first screen of the reading page is drawn from: the answers its reader has just got. */
export type FirstScreenInput = {
  readonly me: Me
  readonly proposal: ProposalView
  readonly book: Book
  /** The ready picture of the first page as a data: address; left out when there is none, or when it is too large. */
  readonly picture?: string
  /** The reader's own choice; Japanese when there is none. */
  readonly language: Language
}

/**
 * Draws the reading page as HTML before any script of it runs: no inline styles (the security policy refuses them),
 * no handlers. The web client puts itself in its place. Built from web/src/first-screen/first-screen.tsx; pure.
 */
export type FirstScreen = (input: FirstScreenInput) => string
