import { createInterface } from 'node:readline'
import type { Ending, RunningProgram } from './sandbox.ts'

/** A program that is kept: it takes one order at a time, as a line of JSON, and answers in lines. */
export type Standing = {
  /** False once it has ended or has been told to: it takes no more orders. */
  readonly alive: boolean
  /** How many orders it has obeyed. */
  readonly obeyed: number
  /**
   * Sends an order and hands over the lines of the answer until `take` says that it was the last. Whatever goes wrong
   * ends the program: `take` throws, the time is up (`TimeIsUp`), the signal, or the program ends before its last line
   * (`HasEnded`).
   */
  ask(
    order: object,
    take: (line: string) => Promise<'more' | 'last'>,
    limits: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
  ): Promise<void>
  close(): Promise<void>
}

export class TimeIsUp extends Error {}

export class HasEnded extends Error {
  readonly ending: Ending
  constructor(ending: Ending) {
    super(`exit ${ending.exitCode} ${ending.signal} ${ending.stderr}`)
    this.ending = ending
  }
}

/** Keeps a program that was started; see `Standing`. */
export function standing(program: RunningProgram): Standing {
  const lines = createInterface({ input: program.stdout, crlfDelay: Infinity })[Symbol.asyncIterator]()
  // One that could not even be started has ended, too.
  const ended = program.ended.catch((error: unknown): Ending => ({
    exitCode: null,
    signal: null,
    stderr: String(error),
  }))
  let alive = true
  let obeyed = 0
  const end = (): void => {
    alive = false
    program.kill()
  }
  void ended.then(() => (alive = false))
  return {
    get alive() {
      return alive
    },
    get obeyed() {
      return obeyed
    },
    async ask(order, take, { timeoutMs, signal }) {
      let isLate = false
      const timer = setTimeout(() => {
        isLate = true
        end()
      }, timeoutMs)
      signal?.addEventListener('abort', end, { once: true })
      if (signal?.aborted === true) end()
      try {
        program.stdin.write(`${JSON.stringify(order)}\n`)
        for (;;) {
          const next = await lines.next()
          if (next.done === true) break
          if ((await take(next.value)) === 'last') {
            obeyed += 1
            return
          }
        }
      } catch (error) {
        end()
        throw error
      } finally {
        clearTimeout(timer)
        signal?.removeEventListener('abort', end)
      }
      signal?.throwIfAborted()
      if (isLate) throw new TimeIsUp()
      throw new HasEnded(await ended)
    },
    async close() {
      end()
      await ended
    },
  }
}

export type Kept<It> = {
  /** Gives the work one that nobody else has; afterwards it is kept for the next, if it still can. */
  use<Result>(work: (it: It) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** As many as were ever needed at once, each started when it is first needed. */
export function keep<It extends { readonly alive: boolean; close(): Promise<void> }>(
  start: () => Promise<It>,
): Kept<It> {
  const idle: It[] = []
  let closed = false
  const next = async (): Promise<It> => {
    for (let it = idle.pop(); it !== undefined; it = idle.pop()) {
      if (it.alive) return it
      await it.close()
    }
    return start()
  }
  return {
    async use(work) {
      const it = await next()
      try {
        return await work(it)
      } finally {
        if (it.alive && !closed) idle.push(it)
        else await it.close()
      }
    },
    async close() {
      closed = true
      await Promise.all(idle.splice(0).map((it) => it.close()))
    },
  }
}
