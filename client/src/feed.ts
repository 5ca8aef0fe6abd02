import { type CallOptions, type Line, bodyOf, saying } from './call.ts'
import type { FeedEvent } from './types.ts'

export type FeedOptions = Pick<CallOptions, 'signal'> & {
  /** The cursor kept last; absent: from the beginning. */
  readonly after?: string | undefined
  /** Goes on waiting for what happens next, until the signal says stop; default false: ends when everything was read. */
  readonly follow?: boolean
}

export type FeedPage = {
  readonly events: readonly FeedEvent[]
  /** Keep it together with what was done about these events: whoever begins after it again misses nothing. */
  readonly cursor: string
}

/** How long Kessai holds a question that has no answer yet, in seconds. */
const waitSeconds = 25

/**
 * The feed of the application, page by page, in its order and without gaps. A page without events is given too: its
 * cursor has moved. Stopped by its signal it ends, and throws nothing.
 */
export async function* readFeed({ http }: Line, options: FeedOptions = {}): AsyncGenerator<FeedPage, void> {
  const { follow = false, signal } = options
  let { after } = options
  const isStopped = () => signal?.aborted === true
  while (!isStopped()) {
    const query = {
      ...(after === undefined ? {} : { after }),
      ...(follow ? { wait: String(waitSeconds) } : {}),
    }
    const page = await bodyOf(http.GET('/v1/events', { params: { query }, ...saying(options, false) })).catch(
      (error: unknown) => {
        if (isStopped()) return undefined
        throw error
      },
    )
    if (page === undefined) return
    after = page.next
    yield { events: page.events, cursor: page.next }
    if (!page.more && !follow) return
  }
}
