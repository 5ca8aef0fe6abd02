import type { EventChain } from '../../../../server/contract/event-chain.ts'

export type Verdict =
  | { readonly intact: true; readonly count: number }
  | {
      readonly intact: false
      readonly seq: number
      readonly because: 'order' | 'link' | 'hash' | 'body' | 'head'
    }

/** The end of the chain as known from elsewhere: without it nobody sees that the last events were cut off. */
type Head = { readonly seq: number; readonly hash: string | undefined }

/**
 * Whether the chain is the one that was written, with the browser's own SHA-256 and nothing of the server's: each hash
 * is over the bytes of the one before and the text of the event. Names the first broken event.
 */
export async function checkChain({ proposalId, events }: EventChain, head: Head): Promise<Verdict> {
  let previous: string | undefined
  for (const [index, link] of events.entries()) {
    const seq = index + 1
    const broken = (because: 'order' | 'link' | 'hash' | 'body'): Verdict => ({ intact: false, seq, because })
    if (link.seq !== seq) return broken('order')
    if (link.prevHash !== previous) return broken('link')
    if ((await hashOf(previous, link.body)) !== link.hash) return broken('hash')
    if (!saysSo(link.body, proposalId, seq)) return broken('body')
    previous = link.hash
  }
  if (events.length !== head.seq || previous !== head.hash) {
    return { intact: false, seq: Math.min(events.length, head.seq) + 1, because: 'head' }
  }
  return { intact: true, count: events.length }
}

async function hashOf(previous: string | undefined, body: string): Promise<string> {
  const before = (previous?.match(/../g) ?? []).map((it) => Number.parseInt(it, 16))
  const text = new TextEncoder().encode(body)
  const bytes = new Uint8Array(before.length + text.length)
  bytes.set(before)
  bytes.set(text, before.length)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...hash].map((it) => it.toString(16).padStart(2, '0')).join('')
}

function saysSo(body: string, proposalId: string, seq: number): boolean {
  try {
    const said = JSON.parse(body) as { readonly proposalId?: unknown; readonly seq?: unknown }
    return said.proposalId === proposalId && said.seq === seq
  } catch {
    return false
  }
}
