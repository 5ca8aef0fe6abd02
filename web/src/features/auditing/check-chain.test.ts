import { createHash } from 'node:crypto'
import { test } from 'tap'
import type { EventChain } from '../../../../server/contract/proposals.ts'
import { checkChain } from './check-chain.ts'

const proposalId = '00000000-0000-4000-8000-000000000001'

function chainOf(count: number): EventChain {
  const events: EventChain['events'] = []
  let prevHash: string | undefined
  for (let seq = 1; seq <= count; seq += 1) {
    const body = JSON.stringify({ event: { type: 'commented', text: '髙﨑・葛󠄀西' }, proposalId, seq })
    const hash = createHash('sha256')
      .update(prevHash === undefined ? Buffer.alloc(0) : Buffer.from(prevHash, 'hex'))
      .update(body)
      .digest('hex')
    events.push({ seq, body, hash, ...(prevHash === undefined ? {} : { prevHash }) })
    prevHash = hash
  }
  return { proposalId, events }
}

test('the browser finds every change of a chain, and names the first broken event', async (t) => {
  const chain = chainOf(5)
  const head = { seq: 5, hash: chain.events.at(-1)?.hash }
  t.same(await checkChain(chain, head), { intact: true, count: 5 })
  t.same(await checkChain({ proposalId, events: [] }, { seq: 0, hash: undefined }), {
    intact: true,
    count: 0,
  })
  for (const [index, link] of chain.events.entries()) {
    const seq = index + 1
    const forged = { ...link, body: link.body.replace('髙', '高') }
    t.match(
      await checkChain({ ...chain, events: chain.events.with(index, forged) }, head),
      { intact: false, seq, because: 'hash' },
      `event ${seq} changed`,
    )
    const without = await checkChain({ ...chain, events: chain.events.toSpliced(index, 1) }, head)
    t.match(without, { intact: false, seq }, `event ${seq} removed`)
  }
  t.match(await checkChain({ ...chain, proposalId: proposalId.replace('1', '2') }, head), { because: 'body' })
})
