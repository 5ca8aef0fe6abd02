import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { answerOf } from '../contract/bytes.ts'
import { StreamEvent } from '../contract/stream.ts'
import type { PersonId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { type FollowDeps, followChanges } from '../usecases/follow-changes.ts'

export type StreamDeps = FollowDeps & {
  readonly authenticate: (request: FastifyRequest) => Promise<PersonId | undefined>
  /** Default 20 s. Also how soon a line ends after its session. */
  readonly heartbeatMs?: number
}

/** A browser that takes nothing for so long that this many bytes wait is gone; it opens a new line when it is back. */
const mostWaitingBytes = 256 * 1024

/** One line of server-sent events for each open page; all end when the application closes. */
export function streamRoute(app: FastifyInstance, deps: StreamDeps): void {
  const open = new Set<() => void>()
  // Before the server waits for its connections: these would never end by themselves.
  app.addHook('preClose', async () => {
    for (const end of open) end()
  })
  const schema = {
    tags: ['stream'],
    summary: 'What has changed, as server-sent events: cases, the inbox, the organisation',
    response: {
      200: answerOf(
        'text/event-stream',
        'Changes as they come; the name of each event is its `type`',
        Type.String({ contentSchema: StreamEvent }),
      ),
    },
  }
  app.get('/v1/stream', { schema }, (request, reply) => {
    const end = startLine(request, reply, deps, () => open.delete(end))
    open.add(end)
    return reply
  })
}

/** Writes changes until one side ends it; gives the way to end it from here. */
function startLine(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: StreamDeps,
  onEnd: () => void,
): () => void {
  const person = personOf(request)
  reply.hijack()
  const line = reply.raw
  line.writeHead(200, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  const end = (): void => {
    clearInterval(timer)
    stop()
    onEnd()
    line.end()
  }
  const write = (text: string): void => {
    if (line.writableLength > mostWaitingBytes) line.destroy()
    else line.write(text)
  }
  const failed = (error: unknown): void => request.log.warn({ event: 'stream.failed', err: error })
  const beat = (): void => {
    deps.authenticate(request).then((now) => (now === person ? write(':\n\n') : end()), failed)
  }
  const stop = followChanges(
    deps,
    person,
    (event) => {
      write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
      // Perhaps it was this one.
      if (event.type === 'session') beat()
    },
    failed,
  )
  const timer = setInterval(beat, deps.heartbeatMs ?? 20_000)
  timer.unref()
  line.on('close', end)
  // A first line, so that the browser knows at once that it is connected.
  write('retry: 3000\n\n')
  return end
}
