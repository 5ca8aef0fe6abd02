import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FeedEvent, PingEvent } from '@kessai/client'

/** A 支出負担行為 in the books. */
export type Entry = {
  /** 整理番号. */
  readonly no: string
  readonly proposalId: string
  /** As Kessai has it. `decided`: 確定, may be paid. */
  readonly status: string
  /** The place of the last act in the chain of the case: an older one that comes late changes nothing. */
  readonly sequence: number
  /** 起案番号. */
  readonly number?: string
  readonly decidedBy?: string
  /** By which way the last change was learnt. */
  readonly learntBy?: 'webhook' | 'feed'
}

/** The endpoint at Kessai, and the key of its signatures. */
export type Endpoint = { readonly id: string; readonly secret: string }

export type Ledger = {
  /** Enters a new one; one that is there stays as it is. */
  begin(entry: Entry): Promise<void>
  /** Enters what happened; answers what that changed. The same event twice changes nothing the second time. */
  enter(event: FeedEvent | PingEvent, by: 'webhook' | 'feed'): Promise<Entry | undefined>
  /** How far the feed was read. */
  cursor(): Promise<string | undefined>
  keepCursor(cursor: string): Promise<void>
  webhook(): Promise<Endpoint | undefined>
  keepWebhook(endpoint: Endpoint): Promise<void>
}

/** Opens books that are a folder with a file for each commitment; a real system has its database. */
export async function openLedger(folder: string): Promise<Ledger> {
  const entries = join(folder, 'commitments')
  await mkdir(entries, { recursive: true })

  const read = async <Value>(path: string) =>
    readFile(path, 'utf8').then(
      (text) => JSON.parse(text) as Value,
      () => undefined,
    )
  /** Whole, or as it was before: never half. */
  async function keep(path: string, value: unknown): Promise<void> {
    await writeFile(`${path}.new`, `${JSON.stringify(value, undefined, 2)}\n`)
    await rename(`${path}.new`, path)
  }
  async function find(proposalId: string): Promise<Entry | undefined> {
    for (const name of await readdir(entries)) {
      const entry = name.endsWith('.json') ? await read<Entry>(join(entries, name)) : undefined
      if (entry?.proposalId === proposalId) return entry
    }
    return undefined
  }

  return {
    async begin(entry) {
      const path = join(entries, `${entry.no}.json`)
      if ((await read(path)) === undefined) await keep(path, entry)
    },
    async enter({ type, subject, data }, by) {
      const entry = await find(subject)
      if (entry === undefined || !('status' in data) || data.sequence <= entry.sequence) return undefined
      const changed: Entry = {
        ...entry,
        status: data.status,
        sequence: data.sequence,
        learntBy: by,
        ...(data.number === undefined ? {} : { number: data.number }),
        ...(type === 'jp.kessai.proposal.decided' && 'decidedBy' in data
          ? { decidedBy: `${data.decidedBy.title} ${data.decidedBy.name}` }
          : {}),
      }
      await keep(join(entries, `${entry.no}.json`), changed)
      return changed
    },
    cursor: () => read(join(folder, 'cursor.json')),
    keepCursor: (cursor) => keep(join(folder, 'cursor.json'), cursor),
    webhook: () => read(join(folder, 'webhook.json')),
    keepWebhook: (endpoint) => keep(join(folder, 'webhook.json'), endpoint),
  }
}
