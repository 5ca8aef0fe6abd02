/** A place in a list as opaque text for the client. */
export function toCursor(place: readonly (string | number | boolean)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** Reads a cursor back; undefined for text that is none, or has another length. */
export function parseCursor(text: string, length: number): readonly unknown[] | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(place) && place.length === length ? place : undefined
  } catch {
    // Not JSON, so not ours.
    return undefined
  }
}
