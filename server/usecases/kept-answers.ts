/**
 * Answers that never grow stale, kept for whoever asks next; the least recently used is let go. Those who ask at once wait
 * for the same one.
 */
export class KeptAnswers<Answer> {
  readonly #most: number
  readonly #kept = new Map<string, Promise<Answer>>()

  constructor(most: number) {
    this.#most = most
  }

  of(key: string, make: () => Promise<Answer>): Promise<Answer> {
    const found = this.#kept.get(key) ?? make()
    this.#kept.delete(key)
    this.#kept.set(key, found)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break
      this.#kept.delete(oldest)
    }
    // Whoever asks next tries again; told to whoever asked now.
    found.catch(() => {
      if (this.#kept.get(key) === found) this.#kept.delete(key)
    })
    return found
  }
}
