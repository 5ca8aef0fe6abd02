import { type Logger, pino } from 'pino'

type LoggedRequest = { readonly id?: unknown; readonly method?: string; readonly url?: string }

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

/** The log: JSON lines on standard output with ids and event names; no titles, names, comments, codes or cookies. */
export function createLog(name: 'app' | 'worker', write?: (line: string) => void): Logger {
  const options = {
    base: { process: name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: {
      // Without the query: it carries sign-in codes and search words.
      req: (request: LoggedRequest) => ({ method: request.method, path: request.url?.split('?')[0] }),
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
