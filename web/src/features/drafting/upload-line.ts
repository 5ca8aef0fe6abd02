import type { UploadedAttachment } from '../../../../server/contract/attachments.ts'
import { isPassing, isStopped } from '../../api/client.ts'
import type { Sending } from '../../api/send-file.ts'
import type { DraftSaver } from './draft-saver.ts'
import { type Upload, type UploadAction, isBusy, startable, uploads } from './upload-queue.ts'

/** What a line does with its files. */
export type LineWork = {
  readonly send: (
    id: string,
    file: { readonly blob: File; readonly name: string; readonly path: string; readonly key: string },
    progressed: (sentBytes: number) => void,
  ) => Sending<UploadedAttachment>
  /** The server has it. */
  readonly arrived: (id: string, uploaded: UploadedAttachment) => void
  /** After a burst: brings the files into the order in which they were dropped. */
  readonly putInOrder: (id: string, queue: readonly Upload[]) => Promise<void>
  /** Files could not be sent while nobody looked at the draft. */
  readonly failedUnseen: (id: string | undefined, names: readonly string[]) => void
}

/** Times a file is sent again by itself when the line breaks or the server stumbles. */
const silentRetries = 3

/** Lines with files on their way or failed, by draft. */
const lines = new Map<string, UploadLine>()
const busy = new Set<UploadLine>()

/** The files on their way to a draft: those an earlier visit left, or none yet. */
export function lineOf(draft: DraftSaver, work: LineWork): UploadLine {
  const { id } = draft.snapshot()
  return (id === undefined ? undefined : lines.get(id)) ?? new UploadLine(draft, work)
}

/**
 * The files on their way to one draft, which it makes when there is none yet. It goes on while the drafter is on other
 * pages, and the browser asks before it is closed with something on its way.
 */
export class UploadLine {
  readonly #draft: Pick<DraftSaver, 'ensureId' | 'snapshot'>
  readonly #work: LineWork
  readonly #watchers = new Set<() => void>()
  readonly #blobs = new Map<string, File>()
  readonly #sendings = new Map<string, Sending<UploadedAttachment>>()
  readonly #started = new Set<string>()
  #queue: readonly Upload[] = []
  #isSettling = false

  constructor(draft: Pick<DraftSaver, 'ensureId' | 'snapshot'>, work: LineWork) {
    this.#draft = draft
    this.#work = work
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }
  readonly snapshot = (): readonly Upload[] => this.#queue

  add(files: readonly { readonly file: File; readonly path: string }[]): void {
    const added = files.map(({ file, path }) => {
      const key = crypto.randomUUID()
      this.#blobs.set(key, file)
      return { key, name: file.name, path, sizeBytes: file.size }
    })
    this.#happened({ type: 'added', files: added })
  }

  readonly cancel = (key: string): void => {
    this.#started.delete(key)
    this.#sendings.get(key)?.cancel()
    this.#sendings.delete(key)
    this.#blobs.delete(key)
    this.#happened({ type: 'removed', key })
  }

  readonly retry = (key: string): void => this.#happened({ type: 'retried', key })

  #happened(action: UploadAction): void {
    this.#queue = uploads(this.#queue, action)
    const starting = startable(this.#queue)
    for (const { key } of starting) {
      this.#started.add(key)
      this.#queue = uploads(this.#queue, { type: 'started', key })
    }
    this.#register()
    for (const watcher of this.#watchers) watcher()
    for (const upload of starting) void this.#send(upload)
    if (!isBusy(this.#queue) && this.#queue.some((it) => it.state === 'done')) void this.#settle()
  }

  #register(): void {
    const { id } = this.#draft.snapshot()
    if (id !== undefined && this.#queue.length > 0) lines.set(id, this)
    else if (id !== undefined && lines.get(id) === this) lines.delete(id)
    if (isBusy(this.#queue)) busy.add(this)
    else busy.delete(this)
    if (busy.size > 0) addEventListener('beforeunload', askBeforeLeaving)
    else removeEventListener('beforeunload', askBeforeLeaving)
  }

  async #send(upload: Upload): Promise<void> {
    const { key, name, path } = upload
    const blob = this.#blobs.get(key)
    if (blob === undefined) return
    for (let attempt = 0; ; attempt += 1) {
      try {
        const id = await this.#draft.ensureId()
        this.#register()
        if (!this.#started.has(key)) return
        const sending = this.#work.send(id, { blob, name, path, key }, (sentBytes) =>
          this.#happened({ type: 'progressed', key, sentBytes }),
        )
        this.#sendings.set(key, sending)
        const uploaded = await sending.done
        this.#end(key)
        this.#work.arrived(id, uploaded)
        this.#happened({ type: 'finished', key, attachmentId: uploaded.attachment.id })
        return
      } catch (error) {
        if (isStopped(error)) return
        if (isPassing(error) && attempt < silentRetries) {
          await new Promise((done) => setTimeout(done, 1000 * 2 ** attempt))
          continue
        }
        this.#end(key)
        this.#failed(key, error)
        return
      }
    }
  }

  #end(key: string): void {
    this.#started.delete(key)
    this.#sendings.delete(key)
  }

  #failed(key: string, failure: unknown): void {
    this.#happened({ type: 'failed', key, failure })
    if (this.#watchers.size > 0) return
    const failed = this.#queue.filter((it) => it.state === 'failed')
    if (failed.length === 0) return
    this.#work.failedUnseen(
      this.#draft.snapshot().id,
      failed.map((it) => it.name),
    )
  }

  /** Once a burst; what is dropped meanwhile belongs to the next. */
  async #settle(): Promise<void> {
    if (this.#isSettling) return
    this.#isSettling = true
    const burst = this.#queue
    await this.#work.putInOrder(await this.#draft.ensureId(), burst)
    this.#isSettling = false
    const settled = burst.flatMap((it) => (it.state === 'done' ? [it.key] : []))
    for (const key of settled) this.#blobs.delete(key)
    this.#happened({ type: 'settled', keys: settled })
  }
}

function askBeforeLeaving(event: Event): void {
  event.preventDefault()
}
