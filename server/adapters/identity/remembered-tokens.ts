import { createHash } from 'node:crypto'

/** No answer is remembered for longer than this: a key that the realm takes away is missed at most so long. */
const longestMs = 60_000
/** As many tokens as are in use at a time, and many more; the one remembered first goes first. */
const mostTokens = 2_000

/** Tokens that were proved a moment ago, by their hash: none is kept as it is. */
export class RememberedTokens<Proved> {
  readonly #kept = new Map<
    string,
    { readonly proved: Proved; readonly fromMs: number; readonly untilMs: number }
  >()

  /** What a token was found to be; undefined when it has to be proved (again). `nowMs`: milliseconds since the epoch. */
  find(token: string, nowMs: number): Proved | undefined {
    const hash = hashOf(token)
    const found = this.#kept.get(hash)
    if (found === undefined) return undefined
    if (nowMs >= found.fromMs && nowMs < found.untilMs) return found.proved
    this.#kept.delete(hash)
    return undefined
  }

  /** Remembers what was proved, no longer than the token lasts. */
  keep(token: string, proved: Proved, at: { readonly nowMs: number; readonly expiresMs: number }): void {
    const untilMs = Math.min(at.expiresMs, at.nowMs + longestMs)
    this.#kept.set(hashOf(token), { proved, fromMs: at.nowMs, untilMs })
    const [first] = this.#kept.keys()
    if (this.#kept.size > mostTokens && first !== undefined) this.#kept.delete(first)
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
