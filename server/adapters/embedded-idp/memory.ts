import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Adapter, AdapterPayload } from 'oidc-provider'

type Kept = { readonly payload: AdapterPayload; readonly expiresAtMs: number | null }

/** Entries of all kinds together; more sign-ins than this at once do not happen in a demo. */
const capacity = 20_000
/** Milliseconds that changes wait for each other before they are written. */
const writeAfterMs = 200

/**
 * Where the demo provider keeps its sessions, codes and refresh tokens: this process's memory, and a file, so that a
 * restart signs nobody out. Without a file a restart forgets them. What the last fifth of a second brought may be lost.
 * Clients that are not configured are looked up.
 */
export function createMemory(
  findClient: (id: string) => Promise<AdapterPayload | undefined>,
  file?: string,
): (name: string) => Adapter {
  const kept = new Map<string, Kept>(file === undefined ? [] : readEntries(file))
  let writing: NodeJS.Timeout | undefined

  function changed(): void {
    if (file === undefined || writing !== undefined) return
    writing = setTimeout(() => {
      writing = undefined
      write(file, [...kept])
    }, writeAfterMs)
    writing.unref()
  }

  function find(key: string): AdapterPayload | undefined {
    const found = kept.get(key)
    if (found === undefined) return undefined
    if (isAlive(found)) return found.payload
    kept.delete(key)
    return undefined
  }

  return (name) => ({
    async upsert(id, payload, expiresIn) {
      const expiresAtMs = expiresIn !== undefined && expiresIn > 0 ? Date.now() + expiresIn * 1000 : null
      kept.delete(`${name}:${id}`)
      kept.set(`${name}:${id}`, { payload, expiresAtMs })
      if (kept.size > capacity) kept.delete(kept.keys().next().value as string)
      changed()
    },
    async find(id) {
      return name === 'Client' ? findClient(id) : find(`${name}:${id}`)
    },
    async findByUid(uid) {
      for (const [key, entry] of kept) {
        if (key.startsWith(`${name}:`) && entry.payload.uid === uid) return find(key)
      }
      return undefined
    },
    async findByUserCode() {
      return undefined
    },
    async consume(id) {
      const payload = find(`${name}:${id}`)
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
      changed()
    },
    async destroy(id) {
      kept.delete(`${name}:${id}`)
      changed()
    },
    async revokeByGrantId(grantId) {
      for (const [key, entry] of kept) if (entry.payload.grantId === grantId) kept.delete(key)
      changed()
    },
  })
}

/** Written whole or not at all. */
function write(file: string, entries: readonly (readonly [string, Kept])[]): void {
  const text = JSON.stringify(entries.filter(([, it]) => isAlive(it)))
  try {
    writeFileSync(`${file}.new`, text, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch {
    // The folder is gone or full: a demo goes on without, and a restart asks everybody to sign in once more.
  }
}

function isAlive({ expiresAtMs }: Kept): boolean {
  return expiresAtMs === null || expiresAtMs > Date.now()
}

/** What a process before this one left; nothing when there is none, or when it cannot be read. */
function readEntries(file: string): [string, Kept][] {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as [string, Kept][]).filter(([, it]) => isAlive(it))
  } catch {
    // Only a demo's sessions: everybody signs in once more.
    return []
  }
}
