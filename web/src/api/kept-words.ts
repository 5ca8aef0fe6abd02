import { useState, useSyncExternalStore } from 'react'

/** What a person began to write for an act, by slot; kept in this browser until the act is done. */
export type Words = {
  readonly get: (slot: string) => string
  readonly set: (slot: string, text: string) => void
  readonly drop: (slots: readonly string[]) => void
  /** Whether it was written on an earlier visit, and was there when the page opened. */
  readonly isKept: (slot: string) => boolean
}

type Stored = Readonly<Record<string, string>>

const storageKey = (person: string, proposal: string) => `kessai.words.${person}.${proposal}`
const watchers = new Set<() => void>()
/** What this browser would not store, for as long as the page lives. */
const unstored = new Map<string, string>()

function textOf(key: string): string {
  return (
    unstored.get(key) ?? (typeof localStorage === 'undefined' ? '{}' : (localStorage.getItem(key) ?? '{}'))
  )
}

function read(key: string): Stored {
  try {
    const stored: unknown = JSON.parse(textOf(key))
    return typeof stored === 'object' && stored !== null ? (stored as Stored) : {}
  } catch {
    return {}
  }
}

function write(key: string, words: Stored): void {
  unstored.delete(key)
  if (Object.keys(words).length === 0) localStorage.removeItem(key)
  else {
    const text = JSON.stringify(words)
    try {
      localStorage.setItem(key, text)
    } catch {
      // Full or forbidden: it can still be written and sent.
      unstored.set(key, text)
    }
  }
  for (const watcher of watchers) watcher()
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  addEventListener('storage', watcher)
  return () => {
    watchers.delete(watcher)
    removeEventListener('storage', watcher)
  }
}

/**
 * Words for one proposal and one step (`''` beside the route): whoever was writing in a parallel 合議 while another
 * returned it finds them again when it comes back. Wherever on the page the same slot is written in, the words are the same.
 */
export function useKeptWords(person: string, proposal: string, step: string): Words {
  const key = storageKey(person, proposal)
  useSyncExternalStore(
    subscribe,
    () => textOf(key),
    () => '{}',
  )
  const [kept] = useState(() => read(key))
  const full = (slot: string) => `${slot}@${step}`
  return {
    isKept: (slot) => kept[full(slot)] !== undefined,
    // From what is stored: what was sent may have been typed on meanwhile.
    get: (slot) => read(key)[full(slot)] ?? '',
    set: (slot, text) => {
      const { [full(slot)]: _old, ...rest } = read(key)
      write(key, text === '' ? rest : { ...rest, [full(slot)]: text })
    },
    drop: (slots) => {
      const gone = new Set(slots.map(full))
      write(key, Object.fromEntries(Object.entries(read(key)).filter(([slot]) => !gone.has(slot))))
    },
  }
}
