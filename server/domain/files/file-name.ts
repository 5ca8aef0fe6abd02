import { type Result, no, yes } from '../result.ts'

/** Longest file name we keep, in characters as people count them (graphemes). */
const maxNameGraphemes = 500

export type NameRefusal =
  | { readonly code: 'name_missing' }
  | { readonly code: 'name_too_long'; readonly graphemes: number; readonly max: number }

// Control characters cannot be stored or shown; U+0000 is refused by PostgreSQL.
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u001f\u007f]/g
const loneSurrogates = /\p{Surrogate}/gu
const directionOverrides = /[\u202a-\u202e\u2066-\u2069]/

/**
 * The name of a file as it is kept: the last part of a path, otherwise exactly as given (never normalised: NFC would
 * change 塚, U+FA10).
 */
export function parseFileName(text: string): Result<string, NameRefusal> {
  const last = text.split(/[/\\]/).at(-1) ?? ''
  const name = last.replace(controls, '').replace(loneSurrogates, '\u{fffd}')
  if (name.trim() === '' || name === '.' || name === '..') return no({ code: 'name_missing' })
  const graphemes = [...new Intl.Segmenter('ja').segment(name)].length
  if (graphemes > maxNameGraphemes) return no({ code: 'name_too_long', graphemes, max: maxNameGraphemes })
  return yes(name)
}

/** True when the name holds characters that turn the direction of writing, so that `gpj.exe` can look like `exe.jpg`. */
export function hidesItsDirection(name: string): boolean {
  return directionOverrides.test(name)
}

/** `pdf` for 計画.PDF; '' when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase()
}
