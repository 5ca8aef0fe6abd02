import { test } from 'tap'
import { assertLaw } from '../../testing/approval-laws.ts'
import { anyGame } from '../../testing/approval-model.ts'
import type { ProposalId, Sha256 } from '../ids.ts'
import { type ChainLink, extendChain, verifyChain } from './chain.ts'
import { hashLink } from '../../testing/hash-link.ts'

const id = '00000000-0000-4000-8000-000000000001' as ProposalId
const elsewhere = '00000000-0000-4000-8000-000000000002' as ProposalId

/** As a forger would who knows the format: hashes computed anew over whatever bodies there are. */
function relinked(links: readonly ChainLink[]): ChainLink[] {
  let prevHash: Sha256 | undefined
  return links.map(({ body }, index) => {
    const hash = hashLink(prevHash, body)
    const link = { seq: index + 1, body, hash, ...(prevHash === undefined ? {} : { prevHash }) }
    prevHash = hash
    return link
  })
}

test('R-03 every single change, removal, addition and swap is found, whatever the kinds of the events', async (t) => {
  const types = new Set<string>()
  let forgeries = 0
  assertLaw(
    anyGame,
    ({ events }) => {
      const chain = extendChain(id, { seq: 0 }, events, hashLink)
      const head = { seq: chain.length, ...(chain.length === 0 ? {} : { hash: chain.at(-1)!.hash }) }
      if (!verifyChain(id, chain, head, hashLink).intact) throw new Error('the true chain is refused')
      if (chain.length > 0 && verifyChain(elsewhere, chain, head, hashLink).intact)
        throw new Error('fits elsewhere')
      const found = (links: readonly ChainLink[], what: string): void => {
        for (const forged of [links, relinked(links)]) {
          forgeries += 1
          if (verifyChain(id, forged, head, hashLink).intact) throw new Error(`${what} is not found`)
        }
      }
      const [other] = extendChain(id, head, events.slice(0, 1), hashLink)
      if (other !== undefined) found([...chain, other], 'one more at the end')
      for (const [index, link] of chain.entries()) {
        types.add(events[index]!.type)
        const next = chain[index + 1]
        found(chain.toSpliced(index, 1), `removing ${link.seq}`)
        found(chain.toSpliced(index, 0, link), `doubling ${link.seq}`)
        if (next !== undefined) found(chain.toSpliced(index, 2, next, link), `swapping ${link.seq}`)
        // One character of every part of the event: who, when, on what, and what.
        for (let place = index % 7; place < link.body.length; place += 37) {
          const character = link.body[place] === 'x' ? 'y' : 'x'
          const body = link.body.slice(0, place) + character + link.body.slice(place + 1)
          found(chain.with(index, { ...link, body }), `changing ${link.seq} at ${place}`)
        }
      }
    },
    60,
  )
  t.ok(forgeries > 8_000, `forgeries ${forgeries}`)
  t.ok(types.size >= 22, `kinds of events ${types.size}: ${[...types].join(' ')}`)
})
