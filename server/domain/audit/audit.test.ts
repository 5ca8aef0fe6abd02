import fc from 'fast-check'
import { test } from 'tap'
import { as, routeOf, submitOn } from '../../testing/approval-world.ts'
import { Story } from '../../testing/approval-world.ts'
import { hashLink, relinked } from '../../testing/hash-link.ts'
import type { ProposalId, Sha256 } from '../ids.ts'
import { canonicalJson } from './canonical-json.ts'
import { extendChain, verifyChain } from './chain.ts'
import type { ChainLink } from './links.ts'
import { manifestText } from './manifest.ts'
import { sampled } from '../../testing/property-runs.ts'

const id = '00000000-0000-4000-8000-000000000001' as ProposalId
const other = '00000000-0000-4000-8000-000000000002' as ProposalId

const { events } = new Story()
  .when(submitOn(routeOf('回:係長 合:財政+合:人事 決:部長')), as('起案者'))
  .when({ type: 'approve', comment: '髙﨑・𠮷田・葛󠄀西 了' }, as('係長'))
  .when({ type: 'take_back' }, as('係長'))
  .when({ type: 'approve' }, as('係長'))
  .when({ type: 'concur', opinion: 'agree' }, as('人事'))
  .when({ type: 'concur', opinion: 'agree' }, as('財政'))
  .when({ type: 'decide' }, as('部長'))
const chain = extendChain(id, { seq: 0 }, events, hashLink)
const head = { seq: chain.length, hash: chain.at(-1)!.hash }

test('canonical JSON has one spelling', async (t) => {
  t.equal(
    canonicalJson({ b: [1, null, { d: '葛󠄀', c: undefined }], a: -0.5 }),
    '{"a":-0.5,"b":[1,null,{"d":"葛󠄀"}]}',
  )
  for (const bad of [Number.NaN, Infinity, undefined, 1n, () => 1]) t.throws(() => canonicalJson(bad))
  let nested = 0
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), (value, seed) => {
      const text = canonicalJson(value)
      if (canonicalJson(JSON.parse(text)) !== text) throw new Error('reading and writing changes it')
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        const entries = Object.entries(value)
        const turn = entries.length === 0 ? 0 : seed % entries.length
        if (entries.length > 1) nested += 1
        const moved = Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn)])
        if (canonicalJson(moved) !== text) throw new Error('the order of keys counts')
      }
    }),
    sampled,
  )
  t.ok(nested > 50, `objects of more than one key: ${nested}`)
})

test('an intact chain is intact, from its first link to any later one', async (t) => {
  t.same(verifyChain(id, chain, head, hashLink), { intact: true })
  t.same(verifyChain(id, [], { seq: 0 }, hashLink), { intact: true })
  const first = extendChain(id, { seq: 0 }, events.slice(0, 3), hashLink)
  const rest = extendChain(id, { seq: 3, hash: first.at(-1)!.hash }, events.slice(3), hashLink)
  t.same([...first, ...rest], chain, 'appending later gives the same chain')
})

test('every single change, removal, addition and swap is found, also when the hashes are computed anew', async (t) => {
  let forgeries = 0
  const found = (links: readonly ChainLink[], what: string, atMost: number): void => {
    for (const [how, forged] of [
      ['as is', links],
      ['relinked', relinked(links)],
    ] as const) {
      forgeries += 1
      const verdict = verifyChain(id, forged, head, hashLink)
      const restored = how === 'relinked' && canonicalJson(forged) === canonicalJson(chain)
      if (verdict.intact && !restored) t.fail(`${what}, ${how}, is not found`)
      else if (!verdict.intact && how === 'as is' && verdict.seq > atMost)
        t.fail(`${what} is found too late, at ${verdict.seq}`)
    }
  }
  for (const [index, link] of chain.entries()) {
    const without = chain.toSpliced(index, 1)
    found(without, `removing ${link.seq}`, link.seq)
    found(chain.toSpliced(index, 0, link), `doubling ${link.seq}`, link.seq + 1)
    const next = chain[index + 1]
    if (next !== undefined) found(chain.toSpliced(index, 2, next, link), `swapping ${link.seq}`, link.seq)
    const elsewhere = { ...link, prevHash: 'e'.repeat(64) as Sha256 }
    found(chain.with(index, elsewhere), `another predecessor of ${link.seq}`, link.seq)
    // Every character of the text, one at a time.
    for (let place = 0; place < link.body.length; place += 1) {
      const character = link.body[place] === 'x' ? 'y' : 'x'
      const body = link.body.slice(0, place) + character + link.body.slice(place + 1)
      found(chain.with(index, { ...link, body }), `changing ${link.seq} at ${place}`, link.seq)
    }
  }
  const added = extendChain(id, head, [events[1]!], hashLink)
  found([...chain, ...added], 'adding one at the end', chain.length + 1)
  t.ok(forgeries > 2000, `forgeries ${forgeries}`)
})

test('a whole chain of another proposal is not this one', async (t) => {
  const foreign = extendChain(other, { seq: 0 }, events, hashLink)
  const foreignHead = { seq: foreign.length, hash: foreign.at(-1)!.hash }
  t.match(verifyChain(id, foreign, foreignHead, hashLink), { intact: false, seq: 1, because: 'body' })
})

test('R-23: the manifest binds every property, every file, every name and the order', async (t) => {
  const content = {
    title: '件名',
    body: '伺い',
    amountYen: 100,
    disclosure: { class: 'open', grounds: ['G1', 'G2'] },
  }
  const files = ['あ.docx', 'い.pdf'].map((name, index) => ({
    name,
    sha256: String(index).repeat(64) as Sha256,
    sizeBytes: 10,
  }))
  const base = manifestText(content, files)
  const others = [
    manifestText({ ...content, title: '件名 ' }, files),
    manifestText({ ...content, amountYen: 101 }, files),
    manifestText({ ...content, disclosure: { class: 'open', grounds: ['G2', 'G1'] } }, files),
    manifestText(content, files.toReversed()),
    manifestText(content, files.slice(1)),
    manifestText(content, [{ ...files[0]!, name: 'あ.doc' }, files[1]!]),
    manifestText(content, [{ ...files[0]!, sha256: 'e'.repeat(64) as Sha256 }, files[1]!]),
    manifestText(content, [{ ...files[0]!, sizeBytes: 11 }, files[1]!]),
  ]
  t.equal(new Set([base, ...others]).size, others.length + 1)
  const { title, body, ...rest } = content
  t.equal(manifestText({ ...rest, body, title }, files), base, 'how the object was built does not matter')
})
