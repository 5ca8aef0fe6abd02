import { test } from 'tap'
import type { Instant } from '../../domain/ids.ts'
import { type TestOfficeServer, startOfficeServer } from '../../testing/office-server.ts'
import { type OfficeKeys, makeKeys, proofHeaders, rotated } from '../../testing/wopi-client.ts'
import type { OfficeServer, SignedRequest } from '../../usecases/office-server.ts'
import { actionAddress, readDiscovery } from './discovery.ts'
import { createOfficeServer } from './office-server.ts'

const atMs = Date.parse('2026-11-27T00:00:00.000Z')
const source = 'https://kessai.example/wopi/files/8a3e'
const unreachable = { ok: false, error: { code: 'office_server_unreachable' } }
const url = `${source}?access_token=secret`

function signed(keys: OfficeKeys, changed: Partial<SignedRequest> = {}, at = atMs): SignedRequest {
  const headers = proofHeaders(keys, { token: 'secret', url, atMs: at })
  return {
    ...{ token: 'secret', url, timestamp: headers['x-wopi-timestamp'] },
    ...{ proof: headers['x-wopi-proof'], proofOld: headers['x-wopi-proofold'] },
    ...changed,
  }
}

type Opened = {
  readonly office: OfficeServer
  readonly failures: unknown[]
  readonly pass: (ms: number) => void
}

function open({ origin }: Pick<TestOfficeServer, 'origin'>): Opened {
  let nowMs = atMs
  const failures: unknown[] = []
  const office = createOfficeServer({
    origin,
    now: () => new Date(nowMs).toISOString() as Instant,
    onFailure: (error) => failures.push(error),
  })
  return {
    office,
    failures,
    pass: (ms) => {
      nowMs += ms
    },
  }
}

test('what an office server says it edits', async (t) => {
  const server = await startOfficeServer(t)
  const { office } = open(server)
  t.same(office.endings(), [], 'nothing is waited for')
  const address = async (name: string): Promise<string> => {
    const found = await office.editAddress(name, source)
    return found.ok ? found.value : found.error.code
  }
  t.equal(
    await address('伺い.DOCX'),
    `${server.origin}/browser/0f3a/cool.html?WOPISrc=${encodeURIComponent(source)}&lang=ja&closebutton=1`,
  )
  t.same(office.endings(), ['docx', 'doc', 'xlsx', 'xls', 'pptx', 'odt'])
  t.equal(await address('図面.pdf'), 'not_edited_on_office_server', 'what is only shown there')
  t.equal(await address('名前だけ'), 'not_edited_on_office_server')
  t.equal(server.asked(), 1)

  await t.test('what is left open in an address is filled in, or left out', async (t) => {
    // As ONLYOFFICE writes it.
    const template =
      'http://inside:8080/hosting/wopi/word/edit?&<rs=DC_LLCC&><dchat=DISABLE_CHAT&><ui=UI_LLCC&><wopisrc=WOPI_SOURCE&>&'
    t.equal(
      actionAddress(template, { origin: 'https://office.example', wopiSrc: source }),
      `https://office.example/hosting/wopi/word/edit?rs=ja-JP&ui=ja-JP&wopisrc=${encodeURIComponent(source)}&lang=ja&closebutton=1`,
    )
  })

  await t.test('what is no discovery is none', async (t) => {
    t.throws(() => readDiscovery('<html></html>'), /no WOPI discovery/)
    t.throws(() => readDiscovery('<!DOCTYPE a [<!ENTITY b "c">]><wopi-discovery/>'), /no WOPI discovery/)
    t.throws(
      () => readDiscovery('<wopi-discovery><proof-key value="BgIAAACkAABSU0Ex"/></wopi-discovery>'),
      /a proof key of 0 bits/,
      'a key that cannot be read does not count as none',
    )
    t.same(
      [
        ...readDiscovery('<wopi-discovery><action name="edit" ext="doc" urlsrc="/here"/></wopi-discovery>')
          .edits,
      ],
      [],
    )
  })
})

test('an office server that does not answer, or not with a discovery', async (t) => {
  const server = await startOfficeServer(t)
  const { office, failures, pass } = open(server)
  server.answerInstead((response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end())
  t.match(await office.editAddress('伺い.docx', source), unreachable)
  t.equal(failures.length, 1, 'it leads nowhere else')
  t.equal(await office.isItsOwn(signed(server.keys())), false, 'whose keys are not known is nobody')
  t.equal(server.asked(), 1, 'and it is not asked again at once')
  pass(4 * 60_000)
  server.answerInstead((response) => response.end('x'.repeat(5 * 1024 * 1024)))
  t.match(await office.editAddress('伺い.docx', source), unreachable)
  t.match(failures[1], { message: /too large/ })
  pass(4 * 60_000)
  server.answerInstead(undefined)
  t.match(await office.editAddress('伺い.docx', source), { value: server.origin })
  pass(13 * 60 * 60_000)
  server.answerInstead((response) => response.writeHead(500).end())
  t.match(
    await office.editAddress('伺い.docx', source),
    { value: server.origin },
    'what it said before stays',
  )
  t.equal(await office.isItsOwn(signed(server.keys(), {}, atMs + 13 * 60 * 60_000 + 8 * 60_000)), true)
})

test('proof keys: whose request it is', async (t) => {
  const server = await startOfficeServer(t)
  const keys = server.keys()
  const { office, pass } = open(server)
  const judged = (request: SignedRequest) => office.isItsOwn(request)
  t.equal(await judged(signed(keys)), true)

  await t.test('a word more in the address, another token, another instant', async (t) => {
    t.equal(await judged(signed(keys, { url: `${url}&x=1` })), false)
    t.equal(await judged(signed(keys, { url: url.toUpperCase() })), true, 'small and capital letters are one')
    t.equal(await judged(signed(keys, { token: 'Secret' })), false)
    const { timestamp } = signed(keys)
    t.equal(await judged(signed(keys, { timestamp: String(BigInt(timestamp) + 1n) })), false)
    t.equal(await judged(signed(keys, { timestamp: 'now' })), false)
    t.equal(await judged(signed(keys, { timestamp: '9'.repeat(19) })), false)
    t.equal(await judged(signed(keys, { proof: '', proofOld: '' })), false)
    t.equal(await judged(signed(makeKeys())), false, 'forged')
  })

  await t.test('twenty minutes, and no more', async (t) => {
    t.equal(await judged(signed(keys, {}, atMs - 19 * 60_000)), true)
    t.equal(await judged(signed(keys, {}, atMs - 21 * 60_000)), false)
    t.equal(await judged(signed(keys, {}, atMs + 21 * 60_000)), false)
  })

  await t.test('keys that were changed are asked for once in some minutes', async (t) => {
    const asked = server.asked()
    pass(4 * 60_000)
    server.rotate()
    server.rotate()
    t.equal(await judged(signed(server.keys())), true)
    t.equal(server.asked(), asked + 1)
    t.equal(await judged(signed(keys)), false, 'keys of long ago')
    t.equal(server.asked(), asked + 1)
  })

  await t.test('of the four ways to put signatures and keys together three count', async (t) => {
    const now = server.keys()
    const ahead = rotated(now)
    t.equal(await judged(signed(ahead, { proof: '' })), true, 'the old signature with our current key')
    t.equal(
      await judged(signed(now, { proof: signed(now).proofOld, proofOld: '' })),
      true,
      'the new signature with our old key',
    )
    t.equal(await judged(signed(now, { proof: '' })), false, 'the old signature with our old key')
  })
})

test('an office server that signs nothing is known by its address alone', async (t) => {
  const { office } = open(await startOfficeServer(t, { unsigned: true }))
  t.equal(await office.isItsOwn(signed(makeKeys(), { proof: '', timestamp: '' })), true)
})
