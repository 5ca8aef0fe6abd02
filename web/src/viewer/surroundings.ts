import { useSyncExternalStore } from 'react'

/** What lies around the paper: a light desk, or a dark one for plans, photographs and tired eyes. */
export type Surroundings = 'light' | 'dark'

const key = 'kessai.surroundings'
const listeners = new Set<() => void>()

/** Where nothing may be stored it stays light. */
function stored(): Surroundings {
  try {
    return localStorage.getItem(key) === 'dark' ? 'dark' : 'light'
  } catch {
    return 'light'
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/** The reader's own, kept in this browser and alike in all its windows. */
export function useSurroundings(): Surroundings {
  return useSyncExternalStore(subscribe, stored, () => 'light')
}

/** Makes it light or dark in all windows; nothing happens where nothing may be stored. */
export function setSurroundings(wanted: Surroundings): void {
  try {
    if (wanted === 'dark') localStorage.setItem(key, wanted)
    else localStorage.removeItem(key)
  } catch {
    return
  }
  for (const listener of listeners) listener()
}
