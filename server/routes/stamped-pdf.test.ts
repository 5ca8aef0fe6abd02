import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { test } from 'tap'
import { createDiskBlobs } from '../adapters/blobs-disk.ts'
import { makeStampedPdf } from '../adapters/pdf/stamped-pdf.ts'
import { inspectFile } from '../adapters/sniff/inspect.ts'
import type { StreamEvent } from '../contract/stream.ts'
import type { ProposalId } from '../domain/ids.ts'
import { requeueStampedPdfs } from '../jobs/stamped-pdf.ts'
import { createOffice, staff } from '../testing/office.ts'
import { setPolicy } from '../testing/policy.ts'
import { stampProposal } from '../usecases/stamp-proposal.ts'

const run = promisify(execFile)

test('after 決裁 there is one PDF with every seal, made when the renditions are ready', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'stamped-route-'))
  t.teardown(() => rm(dir, { recursive: true }))
  const sent: string[] = []
  const told: StreamEvent[] = []
  const office = await createOffice(t, {
    blobs: createDiskBlobs(dir),
    inspect: inspectFile,
    jobs: { send: async (queue, _data, key) => void sent.push(`${queue} ${key}`) },
    live: { publish: (event) => void told.push(event), subscribe: () => () => {} },
  })
  const { id } = await office.draft()
  const url = `/v1/proposals/${id}/stamped.pdf`
  const code = async (person: string) => (await office.inject(person, url)).json().code
  const boundary = 'b'
  const uploaded = await office.inject(staff.drafter, {
    method: 'POST',
    url: `/v1/proposals/${id}/attachments`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="素案.txt"\r\n\r\n本文\r\n--${boundary}--\r\n`,
  })
  t.equal(uploaded.statusCode, 201)
  t.equal(await code(staff.drafter), 'not_decided')
  await office.act(staff.drafter, id, { type: 'submit' })
  await office.act(staff.groupChief, id, { type: 'approve', comment: '妥当である。' })
  await office.act(staff.sectionChief, id, { type: 'approve' })
  await office.act(staff.personnel, id, { type: 'concur', opinion: 'agree' })
  await office.act(staff.finance, id, { type: 'concur', opinion: 'agree' })
  await office.act(staff.bureauChief, id, { type: 'approve' })
  t.equal((await office.act(staff.decider, id, { type: 'decide' })).status, 200)
  t.equal(await code(staff.drafter), 'stamped_pdf_not_ready')
  t.equal(await code(staff.stranger), 'not_found')

  // The job of the decision is lost with its process: the proposal itself says that its PDF is missing.
  sent.length = 0
  t.equal(await requeueStampedPdfs(office.deps), 1)
  t.strictSame(sent, [`stamped_pdf ${id}`])

  const deps = { ...office.deps, makeStampedPdf, log: { warn() {} } }
  const stamp = (change: Partial<typeof deps> = {}) => stampProposal({ ...deps, ...change }, id as ProposalId)
  t.equal(await stamp(), 'waiting')
  await office.db.updateTable('rendition').set({ status: 'visible' }).execute()
  t.equal(await stamp(), 'waiting', 'its words are still read, and may not come')
  await office.db.updateTable('rendition').set({ status: 'failed', failure: 'damaged' }).execute()
  // oxlint-disable-next-line require-yield -- it fails before there is anything to yield
  const broken = async function* (): AsyncGenerator<Uint8Array> {
    throw new Error('no font')
  }
  t.equal(await stamp({ makeStampedPdf: broken }), 'failed')
  t.equal(await code(staff.drafter), 'stamped_pdf_failed')
  t.equal(await requeueStampedPdfs(office.deps), 0, 'given up until somebody asks')
  const retry = { method: 'POST', url: `/v1/proposals/${id}/stamped-pdf/retry` } as const
  t.equal((await office.inject(staff.stranger, retry)).statusCode, 404)
  t.equal((await office.inject(staff.drafter, retry)).statusCode, 204)
  t.strictSame(sent, [`stamped_pdf ${id}`, `stamped_pdf ${id}`])
  t.equal(await stamp(), 'done')
  t.equal(await stamp(), 'nothing', 'made once')
  t.match(told.at(-1), { type: 'stamped_pdf', proposalId: id })
  t.equal((await office.view(staff.drafter, id)).stampedPdf, 'ready')

  const answer = await office.inject(staff.finance, url)
  t.equal(answer.statusCode, 200)
  t.match(answer.headers, {
    'content-type': 'application/pdf',
    'content-disposition': /^attachment; .*UTF-8''/,
  })
  const path = join(dir, 'out.pdf')
  await writeFile(path, answer.rawPayload)
  const text = (await run('pdftotext', ['-raw', path, '-'])).stdout
  const seals = (await office.view(staff.drafter, id)).route?.stages.flatMap((it) => it.steps) ?? []
  for (const { mark } of seals) if (mark !== undefined) t.ok(text.includes(mark.familyName), mark.familyName)
  t.equal([...text.matchAll(/^R8\.5\.11$/gm)].length, 7, 'the seals of the drafter and of six others')
  t.match(text, /妥当である。/)
  t.match(text, /素案\.txt/)
  t.match(text, /このファイルはここに印刷できません。/)

  sent.length = 0
  const note = { type: 'add_cover_note', text: '令和8年6月1日 施行' }
  t.equal((await office.act(staff.drafter, id, note)).status, 200)
  t.strictSame(sent, [`stamped_pdf ${id}`], 'R-11 what is added to the cover is on the PDF too')
  t.equal((await office.view(staff.drafter, id)).stampedPdf, 'preparing')
  t.equal(await stamp(), 'done')
  await writeFile(path, (await office.inject(staff.drafter, url)).rawPayload)
  const noted = (await run('pdftotext', ['-raw', path, '-'])).stdout
  t.match(noted, /追記/)
  t.match(noted, /6月1日 施行/)
  t.equal((await office.act(staff.drafter, id, { type: 'comment', text: '了解。' })).status, 200)
  t.equal(await stamp(), 'nothing', 'a word that is not on the cover changes no PDF')
})

test('決裁文書PDF: 後から付いた番号と後閲は鑑に載り、PDFを作り直す', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'stamped-number-'))
  t.teardown(() => rm(dir, { recursive: true }))
  const sent: string[] = []
  const office = await createOffice(t, {
    blobs: createDiskBlobs(dir),
    jobs: { send: async (queue, _data, key) => void sent.push(`${queue} ${key}`) },
  })
  await setPolicy(office, { numberAt: 'execution' })
  const id = await office.submitted({
    authorityCode: 'E01',
    concurringUnits: [],
    urgent: true,
    urgentReason: '期限が迫っているため',
  })
  await office.act(staff.sectionChief, id, { type: 'pull_up', reason: '急ぐため' })
  t.equal((await office.act(staff.sectionChief, id, { type: 'decide' })).status, 200)
  const deps = { ...office.deps, makeStampedPdf, log: { warn() {} } }
  const stamp = () => stampProposal(deps, id as ProposalId)
  const printed = async () => {
    const path = join(dir, 'out.pdf')
    const answer = await office.inject(staff.drafter, `/v1/proposals/${id}/stamped.pdf`)
    await writeFile(path, answer.rawPayload)
    return (await run('pdftotext', ['-raw', path, '-'])).stdout
  }
  t.equal(await stamp(), 'done')
  t.notMatch(await printed(), /第1号/)
  const later: readonly [string, object, RegExp][] = [
    [staff.drafter, { type: 'give_number', kind: '施行番号' }, /観光第1号/],
    [staff.drafter, { type: 'give_number', kind: '起案番号' }, /観光起第1号/],
    [staff.groupChief, { type: 'post_review', comment: '後で拝見しました。' }, /後で拝見しました。/],
  ]
  for (const [person, act, words] of later) {
    sent.length = 0
    const done = await office.act(person, id, act)
    t.equal(done.status, 200, JSON.stringify(done.body))
    t.same(sent, [`stamped_pdf ${id}`], String(words))
    t.equal((await office.view(staff.drafter, id)).stampedPdf, 'preparing', 'the old one is not handed out')
    t.equal(await stamp(), 'done')
    t.match(await printed(), words)
  }

  // While one is being made, the sheet comes to say more: its job is joined, so it is made once more at once.
  let isNoted = false
  const slow: typeof makeStampedPdf = async function* (asked) {
    yield* makeStampedPdf(asked)
    if (isNoted) return
    isNoted = true
    const note = { type: 'add_cover_note', text: '作成中の追記' }
    t.equal((await office.act(staff.drafter, id, note)).status, 200)
  }
  await office.act(staff.drafter, id, { type: 'add_cover_note', text: '作成前の追記' })
  t.equal(await stampProposal({ ...deps, makeStampedPdf: slow }, id as ProposalId), 'done')
  t.match(await printed(), /作成中の追記/)

  // Whoever changed it died before telling anybody.
  await office.db
    .updateTable('proposal')
    .set({ state: sql`jsonb_set(state, '{coverNotes}', '[]')` })
    .where('id', '=', id)
    .execute()
  sent.length = 0
  t.equal(await requeueStampedPdfs(office.deps), 1, 'it is found all the same')
  t.same(sent, [`stamped_pdf ${id}`])
})
