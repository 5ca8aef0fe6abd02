import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Test, test } from 'tap'
import { createDiskBlobs } from '../adapters/blobs-disk.ts'
import { inspectFile } from '../adapters/sniff/inspect.ts'
import type { DecisionRecord } from '../contract/decision.ts'
import type { IssuedFile } from '../contract/issuance.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import { zipBytes } from '../plugins/send-zip.ts'
import { projectFile } from '../project-root.ts'
import { makePdf } from '../testing/files.ts'
import { createOffice, staff } from '../testing/office.ts'
import { fileBody } from '../testing/rights/cases.ts'
import { type BundleEntry, openBundle } from '../usecases/decision-bundle.ts'
import { stampProposal } from '../usecases/stamp-proposal.ts'

const run = promisify(execFile)
const verifier = projectFile('docs/verify/verify.mjs')
const { verifyBundle } = (await import(verifier)) as {
  readonly verifyBundle: (
    zip: Buffer,
    keptHead?: string,
  ) => { readonly faults: readonly string[]; readonly head: string }
}

/** A decided case with two files and a small PDF, so that every byte can be tried. */
async function decidedOffice(t: Test) {
  const dir = await mkdtemp(join(tmpdir(), 'decision-'))
  t.teardown(() => rm(dir, { recursive: true }))
  const office = await createOffice(t, {
    blobs: createDiskBlobs(dir),
    inspect: inspectFile,
    jobs: { send: async () => undefined },
  })
  const { id } = await office.draft()
  for (const [name, text] of [
    ['仕様書 第1版.txt', '仕様'],
    ['a:b?.txt', '二つ目'],
  ]) {
    const uploaded = await office.inject(staff.drafter, {
      method: 'POST',
      url: `/v1/proposals/${id}/attachments`,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload: `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${text}\r\n--b--\r\n`,
    })
    t.equal(uploaded.statusCode, 201)
  }
  const get = (person: string, what: string) => office.inject(person, `/v1/proposals/${id}/${what}`)
  const decide = async () => {
    await office.act(staff.drafter, id, { type: 'submit' })
    await office.act(staff.groupChief, id, { type: 'approve', comment: '妥当である。' })
    await office.act(staff.sectionChief, id, { type: 'approve' })
    await office.act(staff.personnel, id, { type: 'concur', opinion: 'agree' })
    await office.act(staff.finance, id, { type: 'concur', opinion: 'agree' })
    await office.act(staff.bureauChief, id, { type: 'approve' })
    t.equal(
      (await office.act(staff.decider, id, { type: 'decide', condition: '年度内に限る。' })).status,
      200,
    )
  }
  const stamp = async () => {
    await office.db.updateTable('rendition').set({ status: 'failed', failure: 'damaged' }).execute()
    const makeStampedPdf = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('%PDF-1.7 small')
    }
    t.equal(
      await stampProposal({ ...office.deps, makeStampedPdf, log: { warn() {} } }, id as ProposalId),
      'done',
    )
  }
  return { ...office, id, get, decide, stamp, dir }
}

async function bytesOf(entries: readonly BundleEntry[]): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of zipBytes(entries)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Where the bytes of each entry begin in a zip that holds them as they are. */
function placesOf(entries: readonly BundleEntry[]): ReadonlyMap<string, number> {
  let at = 0
  return new Map(
    entries.map(({ path, sizeBytes }) => {
      const start = at + 30 + Buffer.byteLength(path)
      at = start + sizeBytes
      return [path, start]
    }),
  )
}

test('the record of a decision is what the system that asked writes back, from the chain', async (t) => {
  const office = await decidedOffice(t)
  t.equal((await office.get(staff.drafter, 'decision')).json().code, 'undecided')
  await office.decide()
  const record = (await office.get(staff.drafter, 'decision')).json<DecisionRecord>()
  const view = await office.view(staff.drafter, office.id)
  const events = (await office.get(staff.drafter, 'events')).json().events as readonly {
    seq: number
    hash: string
  }[]
  t.equal(record.result, 'decided')
  t.equal(record.decidedAt, view.decidedAt)
  t.equal(record.number, view.number ?? '')
  t.equal(record.title, view.content.title)
  t.equal(record.decider.person, staff.decider)
  t.equal(record.condition, '年度内に限る。')
  t.equal(record.manifestSha256, view.manifestSha256)
  t.same(
    record.files.map((it) => it.name),
    ['仕様書 第1版.txt', 'a:b?.txt'],
  )
  t.same(record.head, { seq: events.length, hash: events.at(-1)?.hash })
  t.equal((await office.get(staff.stranger, 'decision')).statusCode, 404)
  t.equal((await office.get(staff.stranger, 'bundle')).statusCode, 404)
  t.equal((await office.get(staff.drafter, 'bundle')).json().code, 'stamped_pdf_not_ready')
})

test('否決 is a decision, too, and has no bundle', async (t) => {
  const office = await decidedOffice(t)
  await office.act(staff.drafter, office.id, { type: 'submit' })
  await office.act(staff.groupChief, office.id, { type: 'approve' })
  await office.act(staff.sectionChief, office.id, { type: 'approve' })
  await office.act(staff.personnel, office.id, { type: 'concur', opinion: 'agree' })
  await office.act(staff.finance, office.id, { type: 'concur', opinion: 'agree' })
  await office.act(staff.bureauChief, office.id, { type: 'approve' })
  t.equal(
    (await office.act(staff.decider, office.id, { type: 'reject', reason: '予算がない。' })).status,
    200,
  )
  const record = (await office.get(staff.drafter, 'decision')).json<DecisionRecord>()
  t.same([record.result, record.reason], ['rejected', '予算がない。'])
  t.equal((await office.get(staff.drafter, 'bundle')).json().code, 'not_decided')
})

test('the bundle is the same for everybody, is told in the log of reads, and the verifier finds it whole', async (t) => {
  const office = await decidedOffice(t)
  await office.decide()
  await office.stamp()
  const answer = await office.get(staff.drafter, 'bundle')
  t.equal(answer.statusCode, 200)
  t.equal(Number(answer.headers['content-length']), answer.rawPayload.length)
  t.match(answer.headers['content-disposition'], /^attachment; .*UTF-8''.*\.zip/)
  t.ok(answer.rawPayload.equals((await office.get(staff.finance, 'bundle')).rawPayload))
  const reads = await office.db
    .selectFrom('audit_access')
    .select(['person_id', 'what'])
    .where('what', '=', 'bundle')
    .execute()
  t.same(
    reads.map((it) => it.person_id),
    [staff.drafter, staff.finance],
  )

  const path = join(office.dir, 'bundle.zip')
  await writeFile(path, answer.rawPayload)
  const record = (await office.get(staff.drafter, 'decision')).json<DecisionRecord>()
  const good = await run(process.execPath, [verifier, path, record.head.hash])
  t.match(good.stdout, /変更は見つかりませんでした[\s\S]*控えの指紋と一致しました/)
  await t.rejects(run(process.execPath, [verifier, path, 'f'.repeat(64)]), {
    code: 1,
    stdout: /控えの指紋と違います/,
  })
  await t.rejects(run(process.execPath, [verifier]), { code: 2 })
  // Another program reads it as well.
  const listed = await run('python3', ['-m', 'zipfile', '-t', path])
  t.match(listed.stdout, /Done testing/)
})

test('a change of any byte is named; so is every entry that is swapped, removed, added or made anew', async (t) => {
  const office = await decidedOffice(t)
  await office.decide()
  await office.stamp()
  const opened = await openBundle(
    { ...office.deps },
    { id: office.id as ProposalId, by: staff.drafter as PersonId },
  )
  if (!opened.ok) throw new Error(opened.error.code)
  const { entries } = opened.value
  const zip = await bytesOf(entries)
  t.same(verifyBundle(zip).faults, [])

  const unnoticed: number[] = []
  for (let at = 0; at < zip.length; at++) {
    const byte = zip[at] as number
    zip[at] = byte ^ 0x01
    if (verifyBundle(zip).faults.length === 0) unnoticed.push(at)
    zip[at] = byte
  }
  t.same(unnoticed, [], `${zip.length} bytes`)
  t.comment(`${zip.length} bytes flipped`)
  const cut = [zip.subarray(0, -1), zip.subarray(1), Buffer.concat([zip, Buffer.from([0])]), Buffer.alloc(0)]
  for (const it of cut) t.not(verifyBundle(it).faults.length, 0)

  for (const [at, entry] of entries.entries()) {
    const named = async (changed: readonly BundleEntry[], how: string) =>
      t.not(verifyBundle(await bytesOf(changed)).faults.length, 0, `${entry.path} ${how}`)
    await named(entries.toSpliced(at, 1), 'removed')
    await named(entries.toSpliced(at, 0, entry), 'doubled')
    await named(entries.toSpliced(at, 0, { ...entry, path: `${entry.path}x` }), 'added under another name')
    const next = entries[at + 1]
    if (next === undefined) continue
    await named(entries.toSpliced(at, 2, next, entry), 'swapped with the next')
    await named(
      entries.toSpliced(at, 2, { ...next, path: entry.path }, { ...entry, path: next.path }),
      'with the content of the next',
    )
  }
})

test('施行: what went out is in the bundle with who collated and sealed it, and a changed byte of it is named', async (t) => {
  const office = await decidedOffice(t)
  await office.decide()
  const { id } = office
  const act = async (person: string, body: object) => {
    const done = await office.act(person, id, body)
    t.equal(done.status, 200, JSON.stringify(done.body))
  }
  const bring = async (name: string, content: string | Buffer) => {
    const brought = await office.inject(staff.drafter, {
      ...{ method: 'POST', url: `/v1/proposals/${id}/issued-files` },
      ...fileBody(name, content),
    })
    return brought.json<IssuedFile>()
  }
  const copy = await bring('通知 100%.txt', '通知の文')
  const pdf = await bring('通知.pdf', makePdf())
  await act(staff.drafter, { type: 'make_fair_copy', from: copy.revisionId })
  await act(staff.drafter, { type: 'make_fair_copy', from: copy.revisionId })
  await act(staff.groupChief, { type: 'collate', document: 'd1', matches: true })
  const pages = { status: 'done', pdf_sha256: pdf.sha256 }
  await office.db.updateTable('rendition').set(pages).where('sha256', '=', copy.sha256).execute()
  await act(staff.drafter, { type: 'seal_document', document: 'd1', how: 'omitted' })
  await act(staff.drafter, { type: 'void_document', document: 'd2', reason: '書損' })
  const to = [{ name: 'みほん東町長', channel: 'post' }]
  await act(staff.drafter, { type: 'dispatch', document: 'd1', on: '2026-05-11', to })
  await act(staff.drafter, { type: 'report_failure', dispatch: 'x1', reason: '宛先不明' })
  const again = [{ name: 'みほん東町長', channel: 'courier', again: 'x1' }]
  await act(staff.drafter, { type: 'dispatch', document: 'd1', on: '2026-05-11', to: again })
  await act(staff.drafter, { type: 'complete', on: '2026-05-11' })
  await office.stamp()
  const opened = await openBundle(office.deps, { id: id as ProposalId, by: staff.drafter as PersonId })
  if (!opened.ok) throw new Error(opened.error.code)
  const { entries } = opened.value
  const paths = entries.map((it) => it.path)
  t.same(
    paths.filter((it) => it.startsWith('issu')),
    ['issuing.json', 'issued/d1_通知 100%.txt', 'issued/d1_通知 100%.txt.pdf'],
  )
  const zip = await bytesOf(entries)
  t.same(verifyBundle(zip).faults, [])
  const places = placesOf(entries)
  const begin = places.get('issuing.json') ?? 0
  const size = entries.find((it) => it.path === 'issuing.json')?.sizeBytes ?? 0
  const record = JSON.parse(zip.subarray(begin, begin + size).toString('utf8')) as object
  t.match(record, {
    issuedOn: '2026-05-11',
    completed: { on: '2026-05-11', by: { person: staff.drafter } },
    documents: [
      {
        ...{ id: 'd1', file: copy.sha256, by: { person: staff.drafter } },
        collation: { matches: true, by: { person: staff.groupChief } },
        sealing: { how: 'omitted', pdf: pdf.sha256, by: { person: staff.drafter } },
      },
      { id: 'd2', voided: { reason: '書損' } },
    ],
    dispatches: [
      { addressee: 'みほん東町長', channel: 'post', failure: { reason: '宛先不明' }, again: 'x2' },
      { addressee: 'みほん東町長', channel: 'courier' },
    ],
  })
  for (const path of paths.filter((it) => it.startsWith('issu'))) {
    const entry = entries.find((it) => it.path === path)
    const start = places.get(path) ?? 0
    for (const at of [start, start + Math.floor((entry?.sizeBytes ?? 0) / 2)]) {
      zip.writeUInt8(zip.readUInt8(at) ^ 1, at)
      const { faults } = verifyBundle(zip)
      t.ok(
        faults.some((it) => it.includes(path) && /施行文書|経過に一致/.test(it)),
        `${path} ${at - start}: ${faults.join(' / ')}`,
      )
      zip.writeUInt8(zip.readUInt8(at) ^ 1, at)
    }
    const without = entries.filter((it) => it.path !== path && it.path !== 'index.json')
    t.not(verifyBundle(await bytesOf(without)).faults.length, 0, `${path} removed`)
  }
})

test('what is stored and was changed is not given out as evidence', async (t) => {
  const office = await decidedOffice(t)
  await office.decide()
  await office.stamp()
  const blobs = {
    ...office.deps.blobs,
    open: async () => (await import('node:stream')).Readable.from([Buffer.from('別物')]),
  }
  await t.rejects(
    openBundle({ ...office.deps, blobs }, { id: office.id as ProposalId, by: staff.drafter as PersonId }),
    /was changed/,
  )
})
