import { test } from 'tap'
import { assertLaw } from '../../testing/approval-laws.ts'
import { anyGame } from '../../testing/approval-model.ts'
import type { ProposalId, Sha256 } from '../ids.ts'
import { extendChain, verifyChain } from './chain.ts'
import type { ChainLink } from './links.ts'
import { hashLink, relinked } from '../../testing/hash-link.ts'
import { Tally } from '../../testing/tally.ts'

const id = '00000000-0000-4000-8000-000000000001' as ProposalId
const elsewhere = '00000000-0000-4000-8000-000000000002' as ProposalId

test('R-03 every change, removal, addition and swap is found, whatever the kinds of the events', async (t) => {
  const tally = new Tally()
  assertLaw(anyGame, ({ events }, { moves }) => {
    const chain = extendChain(id, { seq: 0 }, events, hashLink)
    const head = { seq: chain.length, ...(chain.length === 0 ? {} : { hash: chain.at(-1)!.hash }) }
    if (!verifyChain(id, chain, head, hashLink).intact) throw new Error('the true chain is refused')
    if (chain.length === 0) return
    if (verifyChain(elsewhere, chain, head, hashLink).intact) throw new Error('fits elsewhere')
    // The dice of the game say where: each chain is forged in every way, but not at every place.
    const [one, two, three] = moves[0]!
    const index = one % chain.length
    const other = two % chain.length
    const link = chain[index]!
    tally.add(events[index]!.type)
    const found = (what: string, links: readonly ChainLink[]): void => {
      for (const forged of [links, relinked(links)]) {
        tally.add(what)
        if (verifyChain(id, forged, head, hashLink).intact)
          throw new Error(`${what} is not found at ${index}, ${other}`)
      }
    }
    const [foreign] = extendChain(elsewhere, { seq: index }, [events[other]!], hashLink)
    const [again] = extendChain(id, head, [events[other]!], hashLink)
    found('one more at the end', [...chain, again!])
    found('a foreign event in between', chain.toSpliced(index, 0, foreign!))
    found('a foreign event in the place of one', chain.with(index, foreign!))
    found('one removed', chain.toSpliced(index, 1))
    found('the end cut off', chain.slice(0, index))
    found('one doubled', chain.toSpliced(index, 0, link))
    if (index !== other) found('two swapped', chain.with(index, chain[other]!).with(other, link))
    const place = three % link.body.length
    const character = link.body[place] === 'x' ? 'y' : 'x'
    const body = link.body.slice(0, place) + character + link.body.slice(place + 1)
    found('one character changed', chain.with(index, { ...link, body }))
    // Columns beside the text: with the text as it was, hashing anew gives back the true chain.
    for (const [what, forged] of [
      ['only the hash changed', { ...link, hash: 'e'.repeat(64) as Sha256 }],
      ['only the number changed', { ...link, seq: link.seq + 1 }],
      ['only the predecessor changed', { ...link, prevHash: 'e'.repeat(64) as Sha256 }],
    ] as const) {
      tally.add(what)
      const verdict = verifyChain(id, chain.with(index, forged), head, hashLink)
      if (verdict.intact || verdict.seq !== link.seq) throw new Error(`${what} is not found at ${index}`)
    }
  })
  const forgeries = [
    'one more at the end', 'a foreign event in between', 'a foreign event in the place of one', 'one removed',
    'the end cut off', 'one doubled', 'two swapped', 'one character changed', 'only the hash changed',
    'only the number changed', 'only the predecessor changed',
  ] // prettier-ignore
  tally.tell(t, Object.fromEntries(forgeries.map((what) => [what, 500])))
  const types = [...tally.counts.keys()].length - forgeries.length
  t.ok(types >= 22, `kinds of events ${types}`)
})
