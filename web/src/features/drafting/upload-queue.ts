/** One file on its way to the server. */
export type Upload = {
  readonly key: string
  readonly name: string
  /** Folder it came from, '' when dropped alone. */
  readonly path: string
  readonly sizeBytes: number
  readonly state: 'waiting' | 'sending' | 'checking' | 'failed' | 'done'
  readonly sentBytes: number
  /** Why it failed: what was thrown. */
  readonly failure?: unknown
  /** The attachment it became. */
  readonly attachmentId?: string
}

export type UploadAction =
  | {
      readonly type: 'added'
      readonly files: readonly Pick<Upload, 'key' | 'name' | 'path' | 'sizeBytes'>[]
    }
  | { readonly type: 'started'; readonly key: string }
  | { readonly type: 'progressed'; readonly key: string; readonly sentBytes: number }
  | { readonly type: 'finished'; readonly key: string; readonly attachmentId: string }
  | { readonly type: 'failed'; readonly key: string; readonly failure: unknown }
  | { readonly type: 'retried'; readonly key: string }
  | { readonly type: 'removed'; readonly key: string }
  | { readonly type: 'settled'; readonly keys: readonly string[] }

/** How many files travel at the same time. */
export const atOnce = 4

/** The queue after one happening. Happenings of files no longer in the queue change nothing. */
export function uploads(queue: readonly Upload[], action: UploadAction): readonly Upload[] {
  switch (action.type) {
    case 'added':
      return [...queue, ...action.files.map((it): Upload => ({ ...it, state: 'waiting', sentBytes: 0 }))]
    case 'removed':
      return queue.filter((it) => it.key !== action.key)
    case 'settled':
      return queue.filter((it) => !action.keys.includes(it.key))
    case 'started':
      return change(queue, action.key, (it) => ({ ...it, state: 'sending', sentBytes: 0 }))
    case 'progressed':
      return change(queue, action.key, (it) => {
        if (it.state !== 'sending') return it
        const sentBytes = Math.min(Math.max(it.sentBytes, action.sentBytes), it.sizeBytes)
        // All bytes are gone; what is left is the server's checking and storing.
        return { ...it, sentBytes, state: sentBytes === it.sizeBytes ? 'checking' : 'sending' }
      })
    case 'finished':
      return change(queue, action.key, (it) => ({
        ...it,
        state: 'done',
        sentBytes: it.sizeBytes,
        attachmentId: action.attachmentId,
      }))
    case 'failed':
      return change(queue, action.key, (it) => ({ ...it, state: 'failed', failure: action.failure }))
    case 'retried':
      return change(queue, action.key, ({ failure: _gone, ...it }) => ({
        ...it,
        state: 'waiting',
        sentBytes: 0,
      }))
  }
}

function change(queue: readonly Upload[], key: string, to: (upload: Upload) => Upload): readonly Upload[] {
  return queue.map((it) => (it.key === key ? to(it) : it))
}

/** Which waiting files may start now, first come first. */
export function startable(queue: readonly Upload[]): readonly Upload[] {
  const travelling = queue.filter((it) => it.state === 'sending' || it.state === 'checking').length
  return queue.filter((it) => it.state === 'waiting').slice(0, Math.max(0, atOnce - travelling))
}

/** Still travelling or waiting to. */
export function isBusy(queue: readonly Upload[]): boolean {
  return queue.some((it) => it.state === 'waiting' || it.state === 'sending' || it.state === 'checking')
}

/**
 * The order the drafter dropped: what was there stays first, then the uploaded files as they stood in the queue,
 * whichever of the four lines was faster. Undefined when `current` is already so.
 */
export function droppedOrder(
  current: readonly string[],
  queue: readonly Upload[],
): readonly string[] | undefined {
  const uploaded = queue.flatMap((it) => (it.attachmentId === undefined ? [] : [it.attachmentId]))
  const known = uploaded.filter((it) => current.includes(it))
  const wanted = [...current.filter((it) => !known.includes(it)), ...known]
  return wanted.every((it, index) => it === current[index]) ? undefined : wanted
}
