import { createHash } from 'node:crypto'
import { test } from 'tap'
import type { EventChain } from '../../../../server/contract/event-chain.ts'
import { checkChain } from './check-chain.ts'

type Link = EventChain['events'][number]

const proposalId = '00000000-0000-4000-8000-000000000001'

function bodyOf(seq: number, text = '髙﨑・葛󠄀西'): string {
  return JSON.stringify({ event: { type: 'commented', text }, proposalId, seq })
}

/** Hashes over whatever bodies there are, as the server makes them and as a forger would who knows the format. */
function linked(bodies: readonly string[]): Link[] {
  let prevHash: string | undefined
  return bodies.map((body, index) => {
    const hash = createHash('sha256')
      .update(prevHash === undefined ? Buffer.alloc(0) : Buffer.from(prevHash, 'hex'))
      .update(body)
      .digest('hex')
    const link = { seq: index + 1, body, hash, ...(prevHash === undefined ? {} : { prevHash }) }
    prevHash = hash
    return link
  })
}

const bodies = [1, 2, 3, 4, 5].map((seq) => bodyOf(seq))
const events = linked(bodies)
const head = headOf(events)

function headOf(links: readonly Link[]): { readonly seq: number; readonly hash: string | undefined } {
  return { seq: links.length, hash: links.at(-1)?.hash }
}

function check(links: readonly Link[], known = head): ReturnType<typeof checkChain> {
  return checkChain({ proposalId, events: [...links] }, known)
}

/** The texts as they are, each said to be where it now lies: what a forger writes who has thought of everything. */
function renumbered(texts: readonly string[]): string[] {
  return texts.map((body, index) => body.replace(/"seq":\d+/, `"seq":${index + 1}`))
}

function swapped<It>(list: readonly It[], one: number, other: number): It[] {
  const from = (at: number): number => (at === one ? other : at === other ? one : at)
  return list.map((it, at) => list.at(from(at)) ?? it)
}

test('a chain as it was written is intact, an empty one too', async (t) => {
  t.same(await check(events), { intact: true, count: 5 })
  t.same(await check([], { seq: 0, hash: undefined }), { intact: true, count: 0 })
})

test('the browser finds every changed and every removed event, and names the first broken one', async (t) => {
  for (const [index, link] of events.entries()) {
    const seq = index + 1
    const forged = { ...link, body: link.body.replace('髙', '高') }
    t.same(await check(events.with(index, forged)), { intact: false, seq, because: 'hash' }, `${seq} changed`)
    t.match(await check(events.toSpliced(index, 1)), { intact: false, seq }, `${seq} removed`)
  }
})

test('it finds an event added anywhere, however well it is made', async (t) => {
  for (let index = 0; index <= events.length; index += 1) {
    const seq = index + 1
    const added = bodyOf(seq, '後から足した')
    // As another link of the same number, hanging on the one before it.
    const link = linked([...bodies.slice(0, index), added]).at(-1)!
    const because = index === events.length ? 'head' : 'order'
    const broken = index === events.length ? seq : seq + 1
    t.same(
      await check(events.toSpliced(index, 0, link)),
      { intact: false, seq: broken, because },
      `at ${seq}`,
    )
    // With all hashes anew, the events after it still say where they were.
    const anew = linked(bodies.toSpliced(index, 0, added))
    t.same(
      await check(anew),
      { intact: false, seq: broken, because: because === 'head' ? 'head' : 'body' },
      `at ${seq}, linked anew`,
    )
    // Numbered anew as well it contradicts itself nowhere: the head that was known before tells.
    const whole = linked(renumbered(bodies.toSpliced(index, 0, added)))
    t.same(await check(whole), { intact: false, seq: 6, because: 'head' }, `at ${seq}, numbered anew`)
  }
})

test('it finds two events swapped, however well it is done', async (t) => {
  for (let one = 0; one < events.length; one += 1) {
    for (let other = one + 1; other < events.length; other += 1) {
      const seq = one + 1
      const pair = `${seq} and ${other + 1}`
      t.same(await check(swapped(events, one, other)), { intact: false, seq, because: 'order' }, pair)
      // Only the texts, under the hashes of the places they came to.
      const texts = swapped(bodies, one, other)
      const beneath = events.map((link, index) => ({ ...link, body: texts.at(index) ?? '' }))
      t.same(await check(beneath), { intact: false, seq, because: 'hash' }, `${pair}, the texts`)
      t.same(await check(linked(texts)), { intact: false, seq, because: 'body' }, `${pair}, linked anew`)
    }
  }
})

test('a chain linked anew over another text is found by the head known before, and by nothing else', async (t) => {
  for (const [index, body] of bodies.entries()) {
    const forged = linked(bodies.with(index, body.replace('髙', '高')))
    const verdict = await check(forged)
    t.same(verdict, { intact: false, seq: 6, because: 'head' }, `${index + 1} changed`)
    // Links from the place of the change onwards, hung on the true ones before it, are the same forgery.
    t.same(forged.slice(0, index), events.slice(0, index), 'nothing before it moved')
    // Who takes the head from the forged chain itself cannot tell: so it comes from elsewhere.
    t.same(await check(forged, headOf(forged)), { intact: true, count: 5 })
  }
})

test('a cut tail is found by the head known before, and by nothing else', async (t) => {
  for (let left = 0; left < events.length; left += 1) {
    const cut = events.slice(0, left)
    t.same(await check(cut), { intact: false, seq: left + 1, because: 'head' }, `${left} left`)
    // The beginning of a true chain is a true chain: without a head of its own the browser cannot see the end missing.
    t.same(await check(cut, headOf(cut)), { intact: true, count: left })
  }
  const uncounted = await check([], { seq: 5, hash: undefined })
  t.same(uncounted, { intact: false, seq: 1, because: 'head' }, 'nothing left, and only the number known')
})

test('a column beside the text changed is found, and the chain of another case is not this one', async (t) => {
  for (const [index, link] of events.entries()) {
    const seq = index + 1
    const because = [
      ['order', { ...link, seq: seq + 1 }],
      ['link', { ...link, prevHash: 'e'.repeat(64) }],
      ['hash', { ...link, hash: 'e'.repeat(64) }],
    ] as const
    for (const [why, forged] of because)
      t.same(await check(events.with(index, forged)), { intact: false, seq, because: why }, `${seq}: ${why}`)
  }
  const elsewhere = proposalId.replace('1', '2')
  t.same(await checkChain({ proposalId: elsewhere, events }, head), {
    intact: false,
    seq: 1,
    because: 'body',
  })
})
