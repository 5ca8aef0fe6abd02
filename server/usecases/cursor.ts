import { isUnstorable } from '../domain/text/storable.ts'

/** A place in a list as opaque text for the client. */
export function toCursor(place: readonly (string | number | boolean)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** Reads a cursor back; undefined for text that is none, or has another length. */
export function parseCursor(text: string, length: number): readonly unknown[] | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    const isOurs = Array.isArray(place) && place.length === length && !isUnstorable(place)
    return isOurs ? place : undefined
  } catch {
    // Not JSON, so not ours.
    return undefined
  }
}

/** Whether a part of a place is a year, as one of ours is. */
export function isYear(part: unknown): part is number {
  return Number.isInteger(part) && Math.abs(Number(part)) < 100_000
}
