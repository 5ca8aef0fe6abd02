import { useState } from 'react'

/** What a person began to write for an act, by slot; kept in this browser until the act is done. */
export type Words = {
  readonly get: (slot: string) => string
  readonly set: (slot: string, text: string) => void
  readonly drop: (slots: readonly string[]) => void
  /** Something written on an earlier visit was there when the page opened. */
  readonly kept: boolean
}

type Stored = Readonly<Record<string, string>>

const storageKey = (person: string, proposal: string) => `kessai.words.${person}.${proposal}`

function read(key: string): Stored {
  if (typeof localStorage === 'undefined') return {}
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return typeof stored === 'object' && stored !== null ? (stored as Stored) : {}
  } catch {
    return {}
  }
}

function write(key: string, words: Stored): void {
  if (Object.keys(words).length === 0) localStorage.removeItem(key)
  else localStorage.setItem(key, JSON.stringify(words))
}

/**
 * Words for one proposal and one step (`''` beside the route): whoever was writing in a parallel 合議 while another
 * returned it finds them again when it comes back.
 */
export function useKeptWords(person: string, proposal: string, step: string): Words {
  const key = storageKey(person, proposal)
  const [words, setWords] = useState(() => read(key))
  const [kept] = useState(() => Object.keys(words).length > 0)
  // From what is stored: two slots written in one event would otherwise take back each other.
  const change = (to: (words: Stored) => Stored) => {
    const next = to(read(key))
    setWords(next)
    write(key, next)
  }
  const full = (slot: string) => `${slot}@${step}`
  return {
    kept,
    get: (slot) => words[full(slot)] ?? '',
    set: (slot, text) =>
      change(({ [full(slot)]: _old, ...rest }) => (text === '' ? rest : { ...rest, [full(slot)]: text })),
    drop: (slots) => {
      const gone = new Set(slots.map(full))
      change((now) => Object.fromEntries(Object.entries(now).filter(([slot]) => !gone.has(slot))))
    },
  }
}
