import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'tap'
import { createTokenVerifier } from '../adapters/identity/token-verifier.ts'
import { makeStampedPdf } from '../adapters/pdf/stamped-pdf.ts'
import { createPageRenderer } from '../adapters/pdf-pages/page-renderer.ts'
import { writeTable } from '../adapters/write-table.ts'
import { writeXml } from '../adapters/write-xml.ts'
import type { Problem } from '../contract/common.ts'
import type { ExpiringFolder, ExpiryList } from '../contract/expiry.ts'
import type { FolderView } from '../contract/folders.ts'
import type { PackageState, PackagesBegun } from '../contract/transfers.ts'
import type { Instant, ProposalId, Sha256 } from '../domain/ids.ts'
import { makeRendition } from '../jobs/rendition.ts'
import { zipBytes } from '../plugins/send-zip.ts'
import { projectFile } from '../project-root.ts'
import { WholeCaseReads } from '../store/whole-cases.ts'
import { bringIn } from '../testing/bring-in.ts'
import { bagFaults } from '../testing/bag/validate.ts'
import { type Act, archivist, expiring, keeper } from '../testing/expiring.ts'
import { createOffice, staff } from '../testing/office.ts'
import { upload } from '../testing/perform.ts'
import { flip, plainPdf, unpack } from '../testing/unpacked.ts'
import { rolesClaim, startTestRealm } from '../testing/test-realm.ts'
import { pdfAFaults } from '../testing/verapdf/validate.ts'
import { wordFiles } from '../testing/word-files.ts'
import { converterVersion } from '../usecases/converter-version.ts'
import { makeTransferPackage } from '../usecases/make-transfer-package.ts'
import { stampProposal } from '../usecases/stamp-proposal.ts'

const run = promisify(execFile)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('移管 R-21 R-22: package, receipt, and what remains', { timeout: 240_000 }, async (t) => {
  const jobs: string[] = []
  const realm = await startTestRealm(t)
  const office = await createOffice(t, {
    tokens: createTokenVerifier({
      issuer: realm.issuer,
      now: () => new Date().toISOString() as Instant,
    }),
    jobs: { send: async (queue, _data, key) => void (queue === 'transfer' && jobs.push(key)) },
  })
  const { ask, inject, deps, db } = office
  const { decidedAt } = expiring(office)
  const renderer = await createPageRenderer({ allowUnsandboxed: true })
  t.teardown(() => renderer.close())
  const quiet = { log: { info() {}, warn() {} }, live: { publish() {}, subscribe: () => () => {} } }
  const packaging = {
    ...{ ...deps, ...quiet, writeTable, writeXml, writeZip: zipBytes },
    wholeCases: new WholeCaseReads(office.pool, converterVersion),
    verifier: await readFile(projectFile('docs/verify/verify.mjs'), 'utf8'),
  }
  const make = (id: string, change: object = {}) => makeTransferPackage({ ...packaging, ...change }, id)

  const folderView = async (id: string) => (await ask<FolderView>(keeper, 'GET', `/v1/folders/${id}`)).body
  const opened = await ask<FolderView>(keeper, 'POST', '/v1/folders', {
    ...{ fiscalYear: 2026, classification: '512', name: '移管する簿冊', retention: 'R01' },
    ...{ disposition: 'transfer', owner: 'KNK' },
  })
  const folder = opened.body.id
  const decided = async (title: string, folderId: string, files: readonly (readonly [string, Buffer])[]) => {
    const { id } = await office.draft({ concurringUnits: [], folderId, title, retentionCode: 'R01' })
    for (const [name, bytes] of files)
      await upload(office, keeper, `/v1/proposals/${id}/attachments`, name, bytes)
    await office.act(keeper, id, { type: 'submit' })
    for (const by of [staff.groupChief, staff.sectionChief, staff.bureauChief])
      await office.act(by, id, { type: 'approve' })
    const done = await office.act(staff.decider, id, { type: 'decide' })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
    return office.view(keeper, id)
  }
  const word = [...wordFiles.values()][0] as Buffer
  const kept = await decided('祭りの共催について', folder, [
    ['実施 計画 50%.docx', word],
    ['名簿.bin', Buffer.from([0, 1, 2, 3])],
    ['ちらし.pdf', await plainPdf()],
  ])
  const brought = await bringIn(
    office,
    {
      ...{ 旧管理番号: 'K-7', 件名: '平成の祭りの記録', 文書番号: '観光第7号', 起案日: '2026-05-11' },
      ...{
        決裁日: '2026-05-11',
        課: 'KNK',
        当時の所属名: '観光課',
        起案者: '旧記 太郎',
        承認者: '係長 北野 花',
      },
      ...{ 決裁者: '東 三郎', 決裁者の職: '観光課長', 分類: '512', 簿冊: '移管する簿冊', 簿冊の年度: '2026' },
      ...{ 保存期間: '1年', 満了時の措置: '移管' },
    },
    Buffer.from('平成の祭りの次第'),
  )
  const deciding = await decided('文書館への引渡しについて', '2026-512-01', [
    ['別表.txt', Buffer.from('別表')],
  ])
  for (const { sha256: hash, kind } of kept.attachments)
    if (kind === 'docx' || kind === 'pdf')
      await makeRendition(
        { ...deps, ...quiet, renderer, pictureWidthPx: 600 },
        { sha256: hash as Sha256, kind, converter: converterVersion },
      )
  const stamping = { ...deps, ...quiet, makeStampedPdf }

  const act = async (body: Act, by: string = keeper) => {
    const folders = [{ id: folder, version: (await folderView(folder)).version }]
    return ask<Problem & { folders?: number }>(by, 'POST', '/v1/folder-expiry/acts', { ...body, folders })
  }
  const begin = async (by: string = keeper) => {
    const folders = [{ id: folder, version: (await folderView(folder)).version }]
    return ask<PackagesBegun & Problem>(by, 'POST', '/v1/transfer-packages', { folders })
  }
  const item = async (by: string = keeper): Promise<ExpiringFolder | undefined> =>
    (await ask<ExpiryList>(by, 'GET', '/v1/folder-expiry?year=2027')).body.items.find(
      (it) => it.id === folder,
    )
  const receipt = (hash: string, by: string = archivist, more: object = {}) =>
    ask<Problem & { folders?: number }>(by, 'POST', '/v1/transfer-receipts', {
      ...{ accession: '令10-0015', on: '2028-04-05', receivedBy: '文書館長 山﨑 一' },
      ...{ folders: [{ id: folder, package: hash }], ...more },
    })
  const state = async (id: string, by: string = keeper) =>
    (await ask<PackageState & { code?: string }>(by, 'GET', `/v1/transfer-packages/${id}`)).body

  office.setTime('2028-04-03T00:00:00.000Z')

  await t.test('R-21 no package before 評価選別 and 決定; each refusal says what to do', async (t) => {
    const refused = async (code: string, by?: string) =>
      t.match((await begin(by)).body, { code, title: /ください。$/, detail: /移管する簿冊/ })
    await refused('expiry_not_appraised')
    await refused('expiry_not_yours', staff.stranger)
    await act({ type: 'appraise', outcome: 'destroy', reason: '定型' }, archivist)
    await refused('transfer_otherwise')
    await act({ type: 'appraise', outcome: 'transfer', reason: '地域の記録' }, archivist)
    await refused('expiry_not_decided')
    t.match((await receipt('0'.repeat(64))).body, { code: 'transfer_not_packaged', rule: '移管' })
    await decidedAt(deciding.id, '2028-04-03T00:00:00.000Z')
    t.equal((await act({ type: 'decide', case: deciding.id })).status, 200)
    t.match((await act({ type: 'dispose' })).body, { code: 'transfer_not_received' })
  })

  await t.test('R-16 a 秘 case in it is named to those on its list, and to nobody else', async (t) => {
    const { content } = await db
      .selectFrom('proposal')
      .select('content')
      .where('id', '=', kept.id)
      .executeTakeFirstOrThrow()
    const secret = { ...(content as object), secrecy: 'secret', accessList: [keeper] }
    const set = (to: unknown) =>
      db
        .updateTable('proposal')
        .set({ content: JSON.stringify(to) })
        .where('id', '=', kept.id)
        .execute()
    await set(secret)
    t.match((await begin()).body, {
      ...{ code: 'transfer_cases_closed', rule: 'R-16', title: /ください。$/ },
      detail: /^簿冊：移管する簿冊、秘の指定が続いている文書：「祭りの共催について」（.+）$/,
    })
    const other = (await begin(staff.recordsManager)).body
    t.match(other, { code: 'transfer_cases_closed', detail: '簿冊：移管する簿冊' })
    t.notMatch(JSON.stringify(other), '祭りの共催')
    await set(content)
  })

  await t.test('a package is given up, waits for the decision PDF, and is one at a time', async (t) => {
    const { body } = await begin()
    const id = body.items[0]?.id ?? ''
    t.same(jobs, [id])
    t.match((await begin()).body, { code: 'transfer_running' })
    t.equal(await make(id), 'waiting', 'the decision PDF is not made yet')
    await stampProposal(stamping, kept.id as ProposalId)
    t.equal((await inject(keeper, `/v1/transfer-packages/${id}/zip`)).json().code, 'transfer_not_ready')
    t.equal((await state(id, staff.stranger)).code, 'not_found')
    t.equal((await inject(keeper, { method: 'DELETE', url: `/v1/transfer-packages/${id}` })).statusCode, 204)
    t.equal(await make(id), 'nothing')
    t.equal((await state(id)).status, 'cancelled')
    const next = (await begin()).body.items[0]?.id ?? ''
    const giveUp = async () => {
      await inject(keeper, { method: 'DELETE', url: `/v1/transfer-packages/${next}` })
      return deps.transfers.scratch()
    }
    // While it is on its way.
    t.equal(await make(next, { transfers: { ...deps.transfers, scratch: giveUp } }), 'cancelled')
    t.notOk((await folderView(folder)).history.some((it) => it.type === 'transfer_packaged'))
  })

  const dir = await mkdtemp(join(tmpdir(), 'transfer-'))
  t.teardown(() => rm(dir, { recursive: true }))
  const zip = join(dir, 'package.zip')
  const bag = join(dir, folder)
  let hash = ''

  await t.test('the same state gives the same bytes, and the chain of the 簿冊 says which', async (t) => {
    const made: string[] = []
    for (let nth = 0; nth < 2; nth += 1) {
      const id = (await begin()).body.items[0]?.id ?? ''
      t.equal(await make(id), 'done')
      made.push(id)
      office.setTime(`2028-04-0${4 + nth}T00:00:00.000Z`)
    }
    const [first, second] = [await state(made[0] ?? ''), await state(made[1] ?? '', archivist)]
    t.match(first, { status: 'done', sha256: /^[0-9a-f]{64}$/ })
    t.equal(second.sha256, first.sha256)
    hash = first.sha256 ?? ''
    const whole = await inject(archivist, `/v1/transfer-packages/${made[1]}/zip`)
    t.equal(whole.statusCode, 200)
    t.equal(sha256(whole.rawPayload), hash)
    t.equal(whole.headers.etag, `"${hash}"`)
    const rest = await inject(archivist, {
      ...{ method: 'GET', url: `/v1/transfer-packages/${made[1]}/zip`, headers: { range: 'bytes=1000-' } },
    })
    t.equal(rest.statusCode, 206)
    t.ok(whole.rawPayload.subarray(1000).equals(rest.rawPayload), 'a transfer that broke off goes on')
    const noted = await db
      .selectFrom('audit_access')
      .select(['person_id', 'purpose'])
      .where('proposal_id', '=', kept.id)
      .where('what', '=', 'transfer')
      .execute()
    t.same(noted, [{ person_id: archivist, purpose: '移管' }], 'once for each case in it')
    t.match((await folderView(folder)).history[0], { type: 'transfer_packaged', text: new RegExp(hash) })
    t.match(await item(), { step: 'packaged', transfer: { isCurrent: true, package: { status: 'done' } } })
    t.notOk((await item(staff.stranger))?.transfer)
    await writeFile(zip, whole.rawPayload)
    await unpack(zip, dir)
  })

  await t.test(
    'an independent validator has nothing against the bag, nor the schema against its METS',
    async (t) => {
      t.same(await bagFaults(bag), [])
      const read = (path: string) => readFile(join(bag, path), 'utf8')
      const mets = await read('data/metadata/mets.xml')
      t.match(mets, /<dc:title xml:lang="ja">祭りの共催について<\/dc:title>/)
      const premis = await read('data/cases/0001/premis.xml')
      t.match(premis, new RegExp(kept.attachments[0]?.sha256 ?? 'none'))
      t.match(premis, /PDF\/Aに変換できない形式/, 'what has no PDF/A says so')
      t.match(await read('data/index.csv'), /祭りの共催について/)
      t.match(await read('data/index.html'), /pdfa\/001_.*PDF\/A-2b/)
      const originals = await readdir(join(bag, 'data/cases/0001/bundle/files'))
      t.same(originals.toSorted(), ['001_実施 計画 50_.docx', '002_名簿.bin', '003_ちらし.pdf'])
      t.match(
        premis,
        /<premis:formatName>PDF<\/premis:formatName><\/premis:formatDesignation><premis:formatNote>PDF\/Aではない。変換したものはなく、原本だけを収めた</,
        'a PDF that is no PDF/A says so',
      )
      t.ok((await readFile(join(bag, 'data/cases/0001/bundle/files/001_実施 計画 50_.docx'))).equals(word))
      const verified = await run('node', [join(bag, 'data/verify.mjs'), join(bag, 'data/cases/0001/bundle')])
      t.match(verified.stdout, /変更は見つかりませんでした/)
      const pdfa = join(bag, 'data/cases/0001/pdfa')
      const renditions = (await readdir(pdfa)).map((it) => join(pdfa, it))
      t.equal(renditions.length, 1)
      t.same(Object.values(await pdfAFaults(renditions)), ['ok'])
    },
  )

  await t.test(
    '移行: the metadata name the asserted decider as asserted, and as nobody who acted',
    async (t) => {
      const read = (path: string) => readFile(join(bag, path), 'utf8')
      const mark = '旧システム「旧文書管理」の記載。引き渡す機関では確認していない'
      const mets = await read('data/metadata/mets.xml')
      t.ok(mets.includes(`>決裁者（${mark}）：観光課長 東 三郎<`))
      t.notMatch(mets, /決裁者：観光課長 東 三郎/)
      const premis = await read('data/cases/0002/premis.xml')
      t.ok(premis.includes(`>決裁（${mark}）</premis:significantPropertiesType>`))
      t.match(premis, /<premis:significantPropertiesValue>観光課長 東 三郎、2026-05-11</)
      const agents = [...premis.matchAll(/<premis:agentName>(.*?)<\/premis:agentName>/g)].map((it) => it[1])
      t.equal(agents.length, 2, 'who brought it in, and the software')
      for (const it of agents) t.notMatch(it, /東 三郎|北野 花|旧記 太郎/)
      t.same(
        [...premis.matchAll(/<premis:eventType>(.*?)</g)].map((it) => it[1]),
        ['imported'],
      )
      t.match(await read('data/index.csv'), /平成の祭りの記録,.*観光課長 東 三郎（旧システムの記載）/)
      const inside = await readdir(join(bag, 'data/cases/0002/bundle'))
      t.notOk(inside.includes('decision.pdf'), 'there is no 決裁鑑')
      const verified = await run('node', [join(bag, 'data/verify.mjs'), join(bag, 'data/cases/0002/bundle')])
      t.match(verified.stdout, /変更は見つかりませんでした/)
      t.notMatch(verified.stdout, /東 三郎.*決裁しました/)
    },
  )

  await t.test('a bit turned over in any file of the bag is named', async (t) => {
    const broken = join(dir, 'broken')
    await cp(bag, broken, { recursive: true })
    const turned = [
      'bag-info.txt',
      'data/index.html',
      'data/cases/0001/bundle/files/002_名簿.bin',
      'data/cases/0001/bundle/events/000001.json',
      'data/folder/chain.json',
    ]
    for (const path of turned) await flip(join(broken, path))
    const faults = (await bagFaults(broken)).join('\n')
    for (const path of turned) t.match(faults, path)
    const verified = await run('node', [
      join(bag, 'data/verify.mjs'),
      join(broken, 'data/cases/0001/bundle'),
    ]).catch((error: { stdout: string }) => error)
    t.match(verified.stdout, /002_名簿\.bin/)
  })

  await t.test(
    '受領書: for the package that was made last, of a 簿冊 that has not changed since',
    async (t) => {
      t.match((await receipt(hash, staff.stranger)).body, { code: 'expiry_not_yours' })
      t.match((await receipt('0'.repeat(64))).body, { code: 'transfer_hash_wrong', detail: new RegExp(hash) })
      t.match((await receipt(hash, archivist, { on: '2028-05-01' })).body, { code: 'transfer_day_wrong' })
      t.match((await receipt(hash, archivist, { accession: ' ' })).body, { code: 'transfer_receipt_blank' })
      const { version } = await folderView(folder)
      const amended = await ask(keeper, 'POST', `/v1/folders/${folder}/acts`, {
        ...{ type: 'amend', version, name: '移管する簿冊（改）', reason: '誤記' },
      })
      t.equal(amended.status, 200)
      t.match((await receipt(hash)).body, { code: 'transfer_changed', title: /作り直し.*ください。$/ })
      t.match(await item(), { transfer: { isCurrent: false } })
      const id = (await begin()).body.items[0]?.id ?? ''
      t.equal(await make(id), 'done')
      const again = (await state(id)).sha256 ?? ''
      t.not(again, hash)
      t.match((await receipt(hash)).body, { code: 'transfer_hash_wrong' }, 'the one before')
      await t.test(
        'the system of the archive fetches the package and brings its receipt (token)',
        async (t) => {
          const roles = rolesClaim('documents.read', 'documents.write')
          const call = async (method: 'GET' | 'POST', url: string, more: object = {}, payload?: object) =>
            office.app.inject({
              ...{ method, url, ...(payload === undefined ? {} : { payload }) },
              headers: {
                authorization: `Bearer ${await realm.token({ azp: 'sys-zaimu', ...roles })}`,
                ...(method === 'POST' ? { 'idempotency-key': 'receipt-1' } : {}),
                ...more,
              },
            })
          const as = { 'kessai-officer': archivist }
          const fetched = await call('GET', `/v1/transfer-packages/${id}/zip`, as)
          t.equal(fetched.statusCode, 200, fetched.body.slice(0, 300))
          t.equal(sha256(fetched.rawPayload), again)
          const body = {
            ...{ accession: '令10-0015', on: '2028-04-05', receivedBy: '文書館長 山﨑 一' },
            folders: [{ id: folder, package: again }],
          }
          const url = '/v1/transfer-receipts'
          t.not((await call('POST', url, {}, body)).statusCode, 200, 'not without an officer')
          t.match((await call('POST', url, { 'kessai-officer': staff.stranger }, body)).json(), {
            code: 'expiry_not_yours',
          })
          const brought = { ...as, 'idempotency-key': 'receipt-2' }
          t.same((await call('POST', url, brought, body)).json(), { folders: 1 })
          t.same((await call('POST', url, brought, body)).json(), { folders: 1 }, 'the same once more')
        },
      )
      t.match((await receipt(again)).body, { code: 'transfer_received', detail: /令10-0015/ })
      t.match((await begin()).body, { code: 'transfer_received' })
      t.match(await item(), { step: 'transferred', transfer: { receipt: { accession: '令10-0015' } } })
      const { version: now } = await folderView(folder)
      const extended = await ask<Problem>(keeper, 'POST', `/v1/folders/${folder}/acts`, {
        ...{ type: 'extend', version: now, to: '2030-03-31', reason: '係争中のため' },
      })
      t.match(extended.body, { code: 'folder_transferred', detail: /令10-0015/ })
    },
  )

  await t.test(
    'R-22 our own copy is erased only then; index, record, hashes and 受入番号 remain',
    async (t) => {
      const before = await office.view(keeper, kept.id)
      const old = await office.view(keeper, brought)
      t.equal((await act({ type: 'dispose' })).status, 200)
      const remains = await office.view(keeper, brought)
      t.same([remains.asserted, remains.history], [old.asserted, old.history], '移行: what was said remains')
      t.equal(
        (await inject(keeper, `/v1/revisions/${old.attachments[0]?.revisionId}/content`)).statusCode,
        410,
      )
      const after = await office.view(keeper, kept.id)
      t.same(after.history, before.history)
      t.same(
        after.attachments.map((it) => it.sha256),
        before.attachments.map((it) => it.sha256),
      )
      const gone = await inject(keeper, `/v1/revisions/${kept.attachments[0]?.revisionId}/content`)
      t.equal(gone.statusCode, 410)
      const view = await folderView(folder)
      t.match(view, { state: 'disposed', chainIntact: true })
      t.ok(view.history.some((it) => it.text.includes('令10-0015')))
      t.match(await item(), { step: 'disposed', transfer: { receipt: { accession: '令10-0015' } } })
    },
  )
})
