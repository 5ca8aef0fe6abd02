import type { ProposalContent, ProposalView, SavedDraft } from '../../../../server/contract/proposals.ts'
import { isPassing, isProblem, request } from '../../api/client.ts'
import { mergeFields, sameFields } from '../../api/merge-fields.ts'
import { emptyContent, type Field } from './content.ts'
import { type Unsent, dropUnmade, dropUnsent, keepUnmade, keepUnsent, readUnsent } from './unsent.ts'

export type SaveState =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  /** The server does not answer; it is being tried again. */
  | { readonly kind: 'trying' }
  /** Somebody, or another tab, changed the same fields. */
  | { readonly kind: 'conflict'; readonly fields: readonly Field[]; readonly theirs: ProposalView }
  | { readonly kind: 'refused'; readonly error: unknown }

export type DraftSnapshot = {
  readonly id: string | undefined
  readonly content: ProposalContent
  readonly save: SaveState
  /** Unsent changes of an earlier visit were put back when the draft was opened. */
  readonly restored: boolean
}

/** What the server holds of a draft after a save. */
export type SavedContent = { readonly content: ProposalContent } & SavedDraft

const pauseMs = 800
const longestWaitMs = 10_000

/** Savers with something to bring to the server or to ask the drafter, by draft. */
const atWork = new Map<string, DraftSaver>()

/** The saver of a draft: the one still at work when the drafter comes back to it, else a new one. */
export function saverOf(
  personId: string,
  stored: ProposalView | undefined,
  onSaved: (id: string, saved: SavedContent) => void,
): DraftSaver {
  const left = stored === undefined ? undefined : atWork.get(stored.id)
  return left ?? new DraftSaver(personId, stored, onSaved)
}

/**
 * Saves one draft by itself: 800 ms after the last keystroke, one request at a time, again and again while the server
 * is away. Everything not yet acknowledged is kept in this browser too.
 */
export class DraftSaver {
  readonly #personId: string
  readonly #onSaved: (id: string, saved: SavedContent) => void
  readonly #watchers = new Set<() => void>()
  #snapshot: DraftSnapshot
  /** What the server held when the draft was opened. */
  readonly #opened: ProposalContent
  /** What the server holds, as far as we know. */
  #base: ProposalContent
  /** What was sent and not answered: the server may hold it, too. */
  #unanswered: ProposalContent | undefined
  #version = 0
  #createKey: string = crypto.randomUUID()
  #drafterPost: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | undefined
  #waitMs = 1000

  constructor(
    personId: string,
    stored: ProposalView | undefined,
    onSaved: (id: string, saved: SavedContent) => void,
  ) {
    this.#personId = personId
    this.#onSaved = onSaved
    this.#base = stored?.content ?? emptyContent
    this.#opened = this.#base
    this.#version = stored?.version ?? 0
    this.#snapshot = {
      id: stored?.id,
      content: this.#base,
      save: stored === undefined ? { kind: 'untouched' } : { kind: 'saved', at: stored.updatedAt },
      restored: false,
    }
    const unsent = stored === undefined ? undefined : readUnsent(personId, stored.id)
    if (stored !== undefined && unsent !== undefined) this.#restore(stored, unsent)
  }

  /** Puts back what an earlier visit could not send; where it was changed elsewhere since, the drafter is asked first. */
  #restore(stored: ProposalView, { base, content, sent }: Unsent): void {
    const from = sent !== undefined && sameFields(sent, stored.content) ? sent : base
    const { merged, conflicts } = mergeFields(from, content, stored.content)
    if (conflicts.length > 0) {
      this.#base = from
      const save = { kind: 'conflict', fields: conflicts, theirs: stored } as const
      this.#snapshot = { ...this.#snapshot, content, save }
    } else if (!sameFields(merged, stored.content)) {
      this.#snapshot = { ...this.#snapshot, content: merged, restored: true }
      this.#schedule(0)
    } else dropUnsent(this.#personId, stored.id)
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }
  readonly snapshot = (): DraftSnapshot => this.#snapshot

  /** Continues a draft of an earlier visit that never reached the server. */
  resumeNew(unsent: Unsent): void {
    this.#createKey = unsent.createKey
    this.#drafterPost = unsent.drafterPost
    this.change(() => unsent.content)
  }

  /** Which post it is drafted in; only before the draft exists. */
  choosePost(post: string): void {
    dropUnmade(this.#personId, this.#createKey)
    this.#drafterPost = post
    // Another request than before must not carry the same key.
    this.#createKey = crypto.randomUUID()
    if (!sameFields(this.#snapshot.content, emptyContent)) this.#keep()
  }

  change(to: (content: ProposalContent) => ProposalContent): void {
    const content = to(this.#snapshot.content)
    if (sameFields(content, this.#snapshot.content)) return
    const inConflict = this.#snapshot.save.kind === 'conflict'
    this.#set({ content, ...(inConflict ? {} : { save: { kind: 'changed' } }) })
    this.#keep()
    if (!inConflict) this.#schedule(pauseMs)
  }

  /** The draft's id, creating it first when there is none: files need something to hang on. */
  async ensureId(): Promise<string> {
    for (;;) {
      const { id } = this.#snapshot
      if (id !== undefined) return id
      await this.#saveNow(true)
      const { save } = this.#snapshot
      if (save.kind === 'refused') throw save.error
    }
  }

  /** Everything written is with the server when this returns; false when it could not be brought there. */
  async flush(): Promise<boolean> {
    await this.#saveNow(false)
    // What was not answered before went first.
    if (this.#snapshot.save.kind === 'changed') await this.#saveNow(false)
    return this.#snapshot.id !== undefined && sameFields(this.#snapshot.content, this.#base)
  }

  /** Whether the server holds what is shown here; what was changed elsewhere is taken in, to be looked at. */
  agreesWith(stored: ProposalView): boolean {
    if (sameFields(stored.content, this.#snapshot.content)) return true
    this.#takeIn(stored)
    return false
  }

  /** After a conflict: mine over theirs, or theirs as it is. */
  settle(choice: 'mine' | 'theirs'): void {
    const { save, content } = this.#snapshot
    if (save.kind !== 'conflict') return
    const mine = mergeFields(this.#base, content, save.theirs.content).merged
    this.#base = save.theirs.content
    this.#version = save.theirs.version
    this.#set({ content: choice === 'mine' ? mine : this.#base, save: { kind: 'changed' } })
    this.#keep()
    this.#schedule(0)
  }

  /** Takes restored changes back: the content is again what the server held when the draft was opened. */
  discardRestored(): void {
    const content = this.#opened
    this.#set({ restored: false })
    this.change(() => content)
  }

  #set(change: Partial<DraftSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    const { id, save } = this.#snapshot
    if (id !== undefined && save.kind !== 'saved') atWork.set(id, this)
    else if (id !== undefined && atWork.get(id) === this) atWork.delete(id)
    for (const watcher of this.#watchers) watcher()
  }

  #keep(): void {
    const { id, content } = this.#snapshot
    const unsent: Unsent = {
      base: this.#base,
      content,
      at: new Date().toISOString(),
      createKey: this.#createKey,
      ...(this.#unanswered === undefined ? {} : { sent: this.#unanswered }),
      ...(this.#drafterPost === undefined ? {} : { drafterPost: this.#drafterPost }),
    }
    if (id === undefined) keepUnmade(this.#personId, unsent)
    else keepUnsent(this.#personId, id, unsent)
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#saveNow(false), afterMs)
  }

  async #saveNow(createEmpty: boolean): Promise<void> {
    clearTimeout(this.#timer)
    while (this.#running !== undefined) await this.#running
    const { id, content, save } = this.#snapshot
    // Only the drafter says which of the two is kept.
    if (save.kind === 'conflict') return
    const nothingToSay =
      id === undefined
        ? !createEmpty && sameFields(content, emptyContent)
        : this.#unanswered === undefined && sameFields(content, this.#base)
    if (nothingToSay) {
      if (id !== undefined) dropUnsent(this.#personId, id)
      if (id !== undefined && save.kind === 'changed') {
        this.#set({ save: { kind: 'saved', at: new Date().toISOString() } })
      }
      return
    }
    this.#running = this.#send().finally(() => {
      this.#running = undefined
    })
    await this.#running
  }

  async #send(): Promise<void> {
    if (this.#snapshot.save.kind !== 'trying') this.#set({ save: { kind: 'saving' } })
    try {
      const id = this.#snapshot.id ?? (await this.#create())
      // What was not answered goes again as it was: so it is known for one's own when it had arrived.
      const content = this.#unanswered ?? this.#snapshot.content
      const savedAt = sameFields(content, this.#base)
        ? new Date().toISOString()
        : await this.#update(id, content)
      this.#base = content
      this.#waitMs = 1000
      if (sameFields(this.#snapshot.content, content)) {
        dropUnsent(this.#personId, id)
        this.#set({ save: { kind: 'saved', at: savedAt } })
      } else {
        this.#keep()
        this.#set({ save: { kind: 'changed' } })
        this.#schedule(pauseMs)
      }
    } catch (error) {
      await this.#recover(error)
    }
  }

  /**
   * Makes the draft empty and lets an ordinary save fill it: the request is then the same at every retry, as its
   * Idempotency-Key promises, whatever was typed in between.
   */
  async #create(): Promise<string> {
    const stored = await request<ProposalView>('POST', '/v1/proposals', {
      body: this.#drafterPost === undefined ? {} : { drafterPost: this.#drafterPost },
      idempotencyKey: this.#createKey,
    })
    const { merged } = mergeFields(emptyContent, this.#snapshot.content, stored.content)
    this.#base = stored.content
    this.#version = stored.version
    this.#set({ id: stored.id, content: merged })
    this.#keep()
    dropUnmade(this.#personId, this.#createKey)
    return stored.id
  }

  async #update(id: string, content: ProposalContent): Promise<string> {
    this.#unanswered = content
    this.#keep()
    const saved = await request<SavedDraft>('PUT', `/v1/proposals/${id}/draft`, {
      body: { version: this.#version, content },
    })
    this.#unanswered = undefined
    this.#version = saved.version
    this.#onSaved(id, { ...saved, content })
    return saved.savedAt
  }

  async #recover(error: unknown): Promise<void> {
    if (isPassing(error)) {
      this.#set({ save: { kind: 'trying' } })
      this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs)
      this.#schedule(this.#waitMs)
      // Whoever waits for the draft's id must not spin while the server is away.
      await new Promise((done) => setTimeout(done, this.#waitMs))
      return
    }
    if (!isProblem(error, 'version_changed') || this.#snapshot.id === undefined) {
      this.#unanswered = undefined
      this.#set({ save: { kind: 'refused', error } })
      return
    }
    try {
      this.#takeIn(await request<ProposalView>('GET', `/v1/proposals/${this.#snapshot.id}`))
    } catch (again) {
      if (isPassing(again)) this.#schedule(this.#waitMs)
      this.#set({ save: isPassing(again) ? { kind: 'trying' } : { kind: 'refused', error: again } })
    }
  }

  /** Brings together what is written here and what was saved elsewhere, or asks the drafter which is kept. */
  #takeIn(theirs: ProposalView): void {
    const sent = this.#unanswered
    this.#unanswered = undefined
    // It had arrived, and only its answer was lost: nobody else wrote that.
    if (sent !== undefined && sameFields(sent, theirs.content)) this.#base = sent
    const { merged, conflicts } = mergeFields(this.#base, this.#snapshot.content, theirs.content)
    if (conflicts.length > 0) {
      this.#set({ save: { kind: 'conflict', fields: conflicts, theirs } })
      return
    }
    this.#base = theirs.content
    this.#version = theirs.version
    this.#set({ content: merged, save: { kind: 'changed' } })
    this.#schedule(0)
  }
}
