import type { Panel } from './main-acts.ts'

const storageKey = (proposal: string) => `kessai.resume.${proposal}`

/** Remembers in this tab what was open, before the page is left to sign in anew. */
export function rememberOpen(proposal: string, panel: Panel | undefined): void {
  if (typeof panel === 'string') sessionStorage.setItem(storageKey(proposal), panel)
}

/** What was open when the page was left to sign in anew; undefined when nothing was. Told once. */
export function takeRemembered(proposal: string): Panel | undefined {
  if (typeof sessionStorage === 'undefined') return undefined
  const panel = sessionStorage.getItem(storageKey(proposal))
  return panel === null ? undefined : (panel as Panel)
}

/** What was remembered has been opened, or is out of date. */
export function forgetOpen(proposal: string): void {
  sessionStorage.removeItem(storageKey(proposal))
}
