import { type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { type Logger, pino } from 'pino'

type LoggedRequest = {
  readonly id?: unknown
  readonly method?: string
  readonly url?: string
  readonly originalUrl?: string
}

/** What is known of a failure without the values in it: database details quote rows, and those hold names and titles. */
function failure(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, statusCode, constraint, table } = error as Error & Partial<Record<string, unknown>>
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(code === undefined ? {} : { code }),
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(table === undefined ? {} : { table }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(error.cause === undefined ? {} : { cause: failure(error.cause) }),
  }
}

/**
 * The path alone, as the router reads it, which also takes a whole address and letters written as %64: without the query,
 * which carries sign-in codes and search words, and without the secret of a pass (編集用の鍵) or of a sign-in under way.
 */
function pathOf(url: string | undefined): string | undefined {
  const path = url?.split(/[?#;]/)[0]?.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '')
  if (path === undefined) return undefined
  return decoded(path)
    .replace(/^\/+dav\/+[^/]+/i, '/dav/…')
    .replace(/^(\/+realms\/.*\/auth\/)[^/]+/i, '$1…')
}

/** Letter by letter where a whole cannot be read, so that nothing hides behind a bad one. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path.replace(/%[2-7][\da-f]/gi, (it) => decodeURIComponent(it))
  }
}

/** The log: JSON lines on standard output with ids and event names; no titles, names, comments, codes or cookies. */
export function createLog(name: 'app' | 'worker', write?: (line: string) => void): Logger {
  const options = {
    base: { process: name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: {
      req: (request: LoggedRequest) => ({
        method: request.method,
        // As it came: whoever serves a part of the addresses may have cut the rest off by now.
        path: pathOf(request.originalUrl ?? request.url),
      }),
      err: failure,
      error: failure,
    },
    redact: {
      paths: ['authorization', 'cookie', '*.authorization', '*.cookie', '*.headers', '*["set-cookie"]'],
      remove: true,
    },
  }
  return write === undefined ? pino(options) : pino(options, { write })
}

/** One line a request, when it has been answered or its asker is gone: what came, how it was answered, in how many milliseconds. */
export class AnsweredRequests extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const facts = { req: request, res: reply, responseTime: reply.elapsedTime }
    if (error) reply.log.error({ ...facts, err: error }, 'request errored')
    else reply.log.info(facts, 'request completed')
  }
}
