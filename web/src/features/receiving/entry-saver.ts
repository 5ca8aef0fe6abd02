import type { ArrivalBody, ReceiptView } from '../../../../server/contract/receipts.ts'
import { isPassing, isProblem } from '../../api/client.ts'
import { mergeFields, sameFields } from '../../api/merge-fields.ts'

/** What the form asks of the server. */
export type EntryServer = {
  readonly read: () => Promise<ReceiptView>
  readonly save: (version: number, arrival: ArrivalBody) => Promise<{ readonly version: number }>
  readonly send: (file: File, key: string) => Promise<unknown>
  /** The files are others now; answers when the page knows them. */
  readonly moved: () => Promise<unknown>
}

type Save =
  | { readonly kind: 'untouched' | 'changed' | 'saving' | 'trying' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'refused'; readonly error: unknown }

type FileOnItsWay = { readonly key: string; readonly name: string }

export type EntrySnapshot = {
  readonly arrival: ArrivalBody
  readonly save: Save
  /** Fields that were changed elsewhere, too; what is typed here stands. */
  readonly overlaps: readonly (keyof ArrivalBody)[]
  /** Files being sent and those that wait for it, in their order. */
  readonly sending: readonly FileOnItsWay[]
  /** Files of the last batch that were not taken, and why. */
  readonly failed: readonly (FileOnItsWay & { readonly error: unknown })[]
}

const pauseMs = 800
const longestWaitMs = 10_000

/**
 * A registration while it is typed: saved by itself 800 ms after the last keystroke, one save after the other, and files
 * beside it. What was saved elsewhere meanwhile, by another tab or by the head of a mail, comes into the fields that nobody
 * touched here.
 */
export class EntrySaver {
  readonly #server: EntryServer
  readonly #watchers = new Set<() => void>()
  readonly #saves = oneAfterTheOther()
  readonly #files = oneAfterTheOther()
  #snapshot: EntrySnapshot
  /** What the server holds, as far as we know. */
  #base: ArrivalBody
  #version: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #waitMs = 1000

  constructor({ arrival, version }: ReceiptView, server: EntryServer) {
    this.#server = server
    this.#base = arrival
    this.#version = version
    this.#snapshot = { arrival, save: { kind: 'untouched' }, overlaps: [], sending: [], failed: [] }
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }
  readonly snapshot = (): EntrySnapshot => this.#snapshot

  get version(): number {
    return this.#version
  }

  /** Whether its form is on the page. */
  get isWatched(): boolean {
    return this.#watchers.size > 0
  }

  readonly change = (arrival: ArrivalBody): void => {
    this.#set({ arrival, save: { kind: 'changed' } })
    this.#schedule(pauseMs)
  }

  /** Takes in what the server holds, where that is newer than what is known here. */
  hear(now: ReceiptView): void {
    // Behind a save on its way: its own answer is no change of another.
    void this.#saves(async () => this.#adopt(now))
  }

  /** Everything typed is with the server when this returns; throws what kept it from getting there. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    return this.#saves(() => this.#save())
  }

  /** Adds files one after the other: the first mail says what it is about. A file that is not taken keeps none of the others back. */
  async add(files: readonly File[]): Promise<void> {
    const waiting = files.map((file) => ({ key: crypto.randomUUID(), name: file.name, file }))
    this.#set({ failed: [], sending: [...this.#snapshot.sending, ...waiting] })
    await Promise.all(waiting.map((it) => this.#files(() => this.#send(it))))
  }

  /** Answers when nothing is on its way any more. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.flush(), this.#files(async () => {})])
  }

  #set(change: Partial<EntrySnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const watcher of this.#watchers) watcher()
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer)
    // What keeps it from being saved is in the snapshot, for the form to say.
    this.#timer = setTimeout(() => void this.flush().catch(() => {}), afterMs)
  }

  #isSaved(): boolean {
    return sameFields(this.#snapshot.arrival, this.#base)
  }

  async #save(): Promise<void> {
    if (this.#isSaved()) {
      if (this.#snapshot.save.kind === 'changed') this.#set({ save: savedNow() })
      return
    }
    if (this.#snapshot.save.kind !== 'trying') this.#set({ save: { kind: 'saving' } })
    try {
      await this.#put().catch(async (error: unknown) => {
        if (!isProblem(error, 'version_changed')) throw error
        this.#adopt(await this.#server.read())
        await this.#put()
      })
    } catch (error) {
      this.#tell(error)
      throw error
    }
    this.#waitMs = 1000
    this.#set({ save: this.#isSaved() ? savedNow() : { kind: 'changed' } })
  }

  async #put(): Promise<void> {
    const { arrival } = this.#snapshot
    if (this.#isSaved()) return
    const { version } = await this.#server.save(this.#version, arrival)
    this.#version = version
    this.#base = arrival
  }

  #tell(error: unknown): void {
    if (!isPassing(error)) return this.#set({ save: { kind: 'refused', error } })
    this.#set({ save: { kind: 'trying' } })
    this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs)
    this.#schedule(this.#waitMs)
  }

  #adopt({ status, version, arrival }: ReceiptView): void {
    if (status !== 'draft' || version <= this.#version) return
    const { merged, conflicts } = mergeFields(this.#base, this.#snapshot.arrival, arrival)
    this.#version = version
    this.#base = arrival
    this.#set({ arrival: merged, ...(conflicts.length === 0 ? {} : { overlaps: conflicts }) })
    if (!this.#isSaved()) this.#schedule(pauseMs)
  }

  async #send({ file, ...named }: FileOnItsWay & { readonly file: File }): Promise<void> {
    // What was typed before a mail arrives is not its to fill in.
    await this.flush().catch(() => {})
    try {
      await this.#server.send(file, named.key)
    } catch (error) {
      this.#set({ failed: [...this.#snapshot.failed, { ...named, error }] })
    } finally {
      // Into the list of files in the moment in which it leaves this one.
      await this.#server.moved()
      this.#set({ sending: this.#snapshot.sending.filter((it) => it.key !== named.key) })
    }
  }
}

function savedNow(): Save {
  return { kind: 'saved', at: new Date().toISOString() }
}

/** A line for works: one after the other. A failure is told to whoever asked, and the next one has its own try. */
function oneAfterTheOther(): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }
}
