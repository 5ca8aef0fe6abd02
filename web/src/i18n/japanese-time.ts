const japanMs = 9 * 60 * 60 * 1000

/** An instant as a `datetime-local` field holds it, in Japan: `2026-06-01T09:00`; '' for none. */
export function toJapaneseTime(at: string | undefined): string {
  if (at === undefined) return ''
  return new Date(Date.parse(at) + japanMs).toISOString().slice(0, 16)
}

/** The instant meant by such a field; undefined while it is empty or half filled. */
export function fromJapaneseTime(text: string): string | undefined {
  const ms = Date.parse(`${text}:00+09:00`)
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}
