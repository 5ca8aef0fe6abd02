/** Nothing was acknowledged: the queue is full, or the connection broke before the answer came. Try again later. */
export class Unavailable extends Error {
  /** What a route answers that does not catch it. */
  readonly statusCode = 503

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Unavailable'
  }
}

export type GroupCommitOptions<Item, Answer> = {
  /**
   * Does all items at once and answers in their order. Throws `Unavailable` when nobody knows what happened; any other
   * error means that nothing was done, and the items are run again one by one.
   */
  readonly run: (items: readonly Item[]) => Promise<readonly Answer[]>
  /**
   * Items of one key never share a run; a run is ordered by key, so that two processes lock in the same order. Without it any
   * items share one, in the order they came.
   */
  readonly keyOf?: (item: Item) => string
  /** Most items of one run; default 64. More raises only the latency. */
  readonly maxItems?: number
  /** Most items that wait; past it `submit` refuses. Default 4096. */
  readonly maxWaiting?: number
}

type Waiting<Item, Answer> = {
  readonly item: Item
  readonly key: string | undefined
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * Work that waits at the same moment is done together: while one run is under way the next one gathers, and starts
 * the instant the first ends. There is no timer, so somebody alone waits for nobody.
 */
export class GroupCommit<Item, Answer> {
  readonly #options: GroupCommitOptions<Item, Answer> &
    Required<Pick<GroupCommitOptions<Item, Answer>, 'maxItems' | 'maxWaiting'>>
  #waiting: Waiting<Item, Answer>[] = []
  #running = false

  constructor(options: GroupCommitOptions<Item, Answer>) {
    this.#options = { maxItems: 64, maxWaiting: 4096, ...options }
  }

  /** The answer for one item. Rejects with `Unavailable` when too many wait, or with the item's own error. */
  submit(item: Item): Promise<Answer> {
    if (this.#waiting.length >= this.#options.maxWaiting) {
      return Promise.reject(new Unavailable(`${this.#waiting.length} items are waiting`))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, key: this.#options.keyOf?.(item), resolve, reject })
      void this.#pump()
    })
  }

  async #pump(): Promise<void> {
    if (this.#running) return
    this.#running = true
    // Requests that were read from their sockets in this same turn of the event loop still join the first run.
    // Requests that were read from their sockets in this same turn of the event loop still join the first run.
    await new Promise((resolve) => void setImmediate(resolve))
    for (let batch = this.#take(); batch.length > 0; batch = this.#take()) await this.#settle(batch)
    this.#running = false
  }

  #take(): readonly Waiting<Item, Answer>[] {
    const batch: Waiting<Item, Answer>[] = []
    const left: Waiting<Item, Answer>[] = []
    const keys = new Set<string>()
    for (const one of this.#waiting) {
      const isFree = one.key === undefined || !keys.has(one.key)
      if (batch.length < this.#options.maxItems && isFree) {
        batch.push(one)
        if (one.key !== undefined) keys.add(one.key)
      } else left.push(one)
    }
    this.#waiting = left
    return batch.sort(({ key: a = '' }, { key: b = '' }) => (a === b ? 0 : a < b ? -1 : 1))
  }

  async #settle(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.#options.run(batch.map((it) => it.item))
      if (answers.length !== batch.length) throw new Unavailable('the run did not answer every item')
      for (const [index, one] of batch.entries()) one.resolve(answers[index] as Answer)
    } catch (error) {
      if (batch.length === 1 || error instanceof Unavailable) {
        for (const one of batch) one.reject(error)
        return
      }
      // One bad item took the others down with it; alone, only it fails.
      for (const one of batch) await this.#settle([one])
    }
  }
}
