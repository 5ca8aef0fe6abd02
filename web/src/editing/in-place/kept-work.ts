import { createStore, del, get, set } from 'idb-keyval'

/** An edit that was not saved yet, as this browser keeps it. */
export type KeptWork = {
  /** The revision it began with. */
  readonly from: string
  readonly work: unknown
  /** Which window wrote it: none forgets what another one wrote. */
  readonly window: string
  /** Instant of the last change. */
  readonly at: string
}

const store = typeof indexedDB === 'undefined' ? undefined : createStore('kessai-edits', 'work')

/** Of a person and a file; two people at one browser never find each other's. */
function keyOf(person: string, attachmentId: string): string {
  return `${person} ${attachmentId}`
}

/** What was kept; undefined for nothing, and where the browser keeps nothing (private windows). */
export async function findKept(person: string, attachmentId: string): Promise<KeptWork | undefined> {
  return store && get<KeptWork>(keyOf(person, attachmentId), store).catch(() => undefined)
}

/** Keeps work in place of what was kept before; false when the browser does not let us. */
export async function keepWork(person: string, attachmentId: string, work: KeptWork): Promise<boolean> {
  if (store === undefined) return false
  return set(keyOf(person, attachmentId), work, store).then(
    () => true,
    () => false,
  )
}

/** Forgets it: it was saved, or is not wanted any more. `window`: only what that window wrote. */
export async function dropKept(person: string, attachmentId: string, window?: string): Promise<void> {
  if (store === undefined) return
  const kept = await findKept(person, attachmentId)
  if (window !== undefined && kept?.window !== window) return
  await del(keyOf(person, attachmentId), store).catch(() => undefined)
}
