import type { Place } from './scene.ts'

const field = 'kessaiPlace'

/** The place this entry of the browser's history was left at; undefined for a new one. */
export function rememberedPlace(): Place | undefined {
  const state: unknown = history.state
  if (typeof state !== 'object' || state === null || !(field in state)) return undefined
  const place = (state as Record<string, unknown>)[field]
  if (typeof place !== 'object' || place === null || !('key' in place) || !('part' in place)) return undefined
  return typeof place.key === 'string' && typeof place.part === 'number'
    ? { key: place.key, part: place.part }
    : undefined
}

/** Keeps the place in this entry of the browser's history, so that back, forward and reload come back to it. */
export function rememberPlace(place: Place): void {
  const state: unknown = history.state
  history.replaceState({ ...(typeof state === 'object' ? state : {}), [field]: place }, '')
}
