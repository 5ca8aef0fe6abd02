import type { Adapter, AdapterPayload } from 'oidc-provider'

type Kept = { readonly payload: AdapterPayload; readonly expiresAtMs: number }

/** Entries of all kinds together; more sign-ins than this at once do not happen in a demo. */
const capacity = 20_000

/**
 * Where the demo provider keeps its sessions and codes: this process's memory. A restart forgets them, Kessai's own
 * sessions are in PostgreSQL and stay.
 */
export function createMemory(): (name: string) => Adapter {
  const kept = new Map<string, Kept>()

  function find(key: string): AdapterPayload | undefined {
    const found = kept.get(key)
    if (found === undefined) return undefined
    if (found.expiresAtMs > Date.now()) return found.payload
    kept.delete(key)
    return undefined
  }

  return (name) => ({
    async upsert(id, payload, expiresIn) {
      const expiresAtMs = expiresIn !== undefined && expiresIn > 0 ? Date.now() + expiresIn * 1000 : Infinity
      kept.delete(`${name}:${id}`)
      kept.set(`${name}:${id}`, { payload, expiresAtMs })
      if (kept.size > capacity) kept.delete(kept.keys().next().value as string)
    },
    async find(id) {
      return find(`${name}:${id}`)
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
    },
    async destroy(id) {
      kept.delete(`${name}:${id}`)
    },
    async revokeByGrantId(grantId) {
      for (const [key, entry] of kept) if (entry.payload.grantId === grantId) kept.delete(key)
    },
  })
}
