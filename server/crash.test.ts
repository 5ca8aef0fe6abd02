import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { type Test, test } from 'tap'
import type { UploadedAttachment } from './contract/attachments.ts'
import type { ActDone, ProposalView } from './contract/proposals.ts'
import type { EventChain } from './contract/event-chain.ts'
import { verifyChain } from './domain/audit/chain.ts'
import type { ChainLink } from './domain/audit/links.ts'
import type { ProposalId } from './domain/ids.ts'
import { plainMatter } from './testing/plain-matter.ts'
import { type RunningServer, freePort, startServer, temporaryFolder } from './testing/running-server.ts'
import { type Answer, type SignedIn, signInAs } from './testing/signed-in.ts'
import { hashLink } from './usecases/hashes.ts'

const kills = 20
/** How long after the first few acknowledgements the kill comes: at another point of the work each time. */
const loadMs = (kill: number) => (kill * 137) % 400

type Upload = {
  readonly proposal: string
  readonly key: string
  readonly sha256: string
  attachment?: string
}
type Act = { readonly proposal: string; readonly type: 'submit' | 'approve' | 'decide'; readonly by: string }

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

test(
  'kill -9 twenty times during uploads and approvals: nothing acknowledged is lost, nothing is doubled',
  { timeout: 400_000 },
  async (t) => {
    const dataDir = await temporaryFolder(t, 'crash')
    const port = await freePort()
    const start = () =>
      startServer({
        dataDir,
        port,
        env: { KESSAI_ROLE: 'app', KESSAI_DEMO: 'organisation', KESSAI_WRITES_PER_MINUTE: '0' },
      })
    let server: RunningServer = await start()
    t.teardown(() => server.stop())

    const [drafter, chief, head] = await Promise.all(
      ['u0505', 'u0504', 'u0503'].map((it) => signInAs(server.url, it)),
    )
    if (drafter === undefined || chief === undefined || head === undefined) throw new Error('three people')
    const content = await plainMatter(drafter, '122-01', {
      title: '道外旅行命令について',
      body: '次のとおり道外旅行を命じてよろしいか伺います。',
      authorityCode: 'E01',
    })

    const uploads: Upload[] = []
    const acknowledged: Act[] = []
    let restarts = 0
    let retries = 0
    const over = new AbortController()
    let ready = Promise.resolve()

    /** Asks until there is an answer, as a patient client does; a broken connection tells nothing about what happened. */
    async function until<Body>(ask: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
      for (;;) {
        try {
          const answer = await ask()
          if (answer.status !== 503) return answer
        } catch {
          // The server died with our request; whether it was done, only asking again tells.
        }
        retries += 1
        await ready
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    }

    async function uploadOne(proposal: string): Promise<void> {
      const bytes = Buffer.from(randomBytes(40_000 + Math.floor(Math.random() * 400_000)).toString('base64'))
      const upload: Upload = { proposal, key: randomUUID(), sha256: sha256(bytes) }
      const path = `/v1/proposals/${proposal}/attachments`
      const answer = await until(() =>
        (drafter as SignedIn).upload<UploadedAttachment>(path, '資料.txt', bytes, upload.key),
      )
      if (answer.status >= 300) throw new Error(`upload: ${answer.status} ${JSON.stringify(answer.body)}`)
      upload.attachment = answer.body.attachment.id
      uploads.push(upload)
    }

    /** One act; a refusal after a broken connection can mean that it had been done, which the state then shows. */
    async function actOn(
      person: SignedIn,
      proposal: string,
      type: Act['type'],
      done: (view: ProposalView) => boolean,
    ): Promise<void> {
      for (;;) {
        const view = await until(() => person.get<ProposalView>(`/v1/proposals/${proposal}`))
        if (view.status >= 300) throw new Error(`view: ${view.status} ${JSON.stringify(view.body)}`)
        if (done(view.body)) break
        const { version, manifestSha256 } = view.body
        const answer = await until(() =>
          person.send<ActDone>('POST', `/v1/proposals/${proposal}/acts`, { type, version, manifestSha256 }),
        )
        if (answer.status < 300) break
        if (answer.status !== 409 && answer.status !== 403)
          throw new Error(`${type}: ${answer.status} ${JSON.stringify(answer.body)}`)
      }
      acknowledged.push({ proposal, type, by: person.person })
    }

    async function oneProposal(): Promise<void> {
      const key = randomUUID()
      const created = await until(() =>
        (drafter as SignedIn).send<ProposalView>(
          'POST',
          '/v1/proposals',
          { content },
          { 'idempotency-key': key },
        ),
      )
      if (created.status >= 300) throw new Error(`create: ${created.status} ${JSON.stringify(created.body)}`)
      const { id } = created.body
      await Promise.all([uploadOne(id), uploadOne(id)])
      await actOn(drafter as SignedIn, id, 'submit', (it) => it.status !== 'draft')
      await actOn(chief as SignedIn, id, 'approve', (it) =>
        it.history.some((entry) => entry.type === 'approved'),
      )
      await actOn(head as SignedIn, id, 'decide', (it) => it.status === 'decided')
    }

    async function work(): Promise<void> {
      while (!over.signal.aborted) await oneProposal()
    }
    const workers = Array.from({ length: 4 }, work)
    const working = Promise.all(workers)
    working.catch(() => undefined)

    for (let kill = 0; kill < kills; kill += 1) {
      // On a slow machine a kill must still come in the middle of work, not before any has begun.
      const before = uploads.length + acknowledged.length
      while (uploads.length + acknowledged.length < before + 4) {
        await Promise.race([new Promise((resolve) => setTimeout(resolve, 10)), working])
      }
      await new Promise((resolve) => setTimeout(resolve, loadMs(kill)))
      let isReady = () => {}
      ready = new Promise<void>((resolve) => {
        isReady = resolve
      })
      await server.kill()
      server = await start()
      restarts += 1
      isReady()
    }
    over.abort()
    await working

    t.equal(restarts, kills)
    t.ok(retries > 0, `requests were under way when it died (${retries} retries)`)
    t.ok(
      uploads.length >= kills,
      `${uploads.length} uploads and ${acknowledged.length} acts were acknowledged`,
    )
    await everyUploadIsThereOnce(t, drafter, uploads)
    await everyActIsThereOnce(t, drafter, acknowledged)
  },
)

async function everyUploadIsThereOnce(t: Test, drafter: SignedIn, uploads: readonly Upload[]): Promise<void> {
  const wrong: string[] = []
  for (const proposal of new Set(uploads.map((it) => it.proposal))) {
    const { attachments } = (await drafter.get<ProposalView>(`/v1/proposals/${proposal}`)).body
    const expected = uploads.filter((it) => it.proposal === proposal)
    t.same(
      attachments.map((it) => it.sha256).sort(),
      expected.map((it) => it.sha256).sort(),
      'each upload once, none twice',
    )
    for (const attachment of attachments) {
      const response = await fetch(
        new URL(`/v1/revisions/${attachment.revisionId}/content`, drafter.baseUrl),
        { headers: drafter.headers },
      )
      if (sha256(new Uint8Array(await response.arrayBuffer())) !== attachment.sha256)
        wrong.push(attachment.id)
    }
  }
  t.same(wrong, [], 'every stored byte is the byte that was sent')
}

async function everyActIsThereOnce(t: Test, drafter: SignedIn, acts: readonly Act[]): Promise<void> {
  const eventOf = { submit: 'submitted', approve: 'approved', decide: 'decided' } as const
  for (const proposal of new Set(acts.map((it) => it.proposal))) {
    const chain = (await drafter.get<EventChain>(`/v1/proposals/${proposal}/events`)).body
    const types = chain.events.map((it) => (JSON.parse(it.body) as { event: { type: string } }).event.type)
    const expected = acts.filter((it) => it.proposal === proposal).map((it) => eventOf[it.type])
    t.same(types, expected, 'each acknowledged act once, in order, and nothing else')
    const links = chain.events as unknown as readonly ChainLink[]
    const head = {
      seq: links.length,
      ...(links.at(-1) === undefined ? {} : { hash: (links.at(-1) as ChainLink).hash }),
    }
    t.same(verifyChain(proposal as ProposalId, links, head, hashLink), { intact: true }, 'the chain is whole')
  }
}
