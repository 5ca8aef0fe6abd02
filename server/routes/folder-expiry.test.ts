import { randomUUID } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { type Test, test } from 'tap'
import type { Accesses } from '../contract/accesses.ts'
import type { Problem } from '../contract/common.ts'
import type { DraftedDisposal } from '../contract/expiry.ts'
import type { ProposalView } from '../contract/proposals.ts'
import type { SearchAnswer } from '../contract/search.ts'
import type { DisclosureRequest } from '../domain/disclosing/request.ts'
import type { DisclosureId, LocalDate, PersonId, RevisionId, Sha256 } from '../domain/ids.ts'
import { insertBlob } from '../store/blobs.ts'
import { insertCopy, insertDisclosure } from '../store/disclosure.ts'
import { countNeeds, noteErased } from '../store/disposals.ts'
import { requestMissing } from '../store/renditions.ts'
import { converterVersion } from '../usecases/converter-version.ts'
import { eraseDisposed } from '../usecases/erase-disposed.ts'
import { indexCases } from '../usecases/index-cases.ts'
import { bringIn } from '../testing/bring-in.ts'
import { type Act, archivist, expiring, keeper, original } from '../testing/expiring.ts'
import { createOffice, staff } from '../testing/office.ts'
import { upload } from '../testing/perform.ts'

const nothingChosen = {
  pauses: [],
  files: [],
  cases: [],
  consultations: [],
  drafts: [],
  handler: { person: keeper as PersonId, name: '' },
}

test(
  'R-21 R-22 満了と廃棄 over HTTP, after the days of the policy [disposalWaitingDays]',
  { timeout: 180_000 },
  async (t) => {
    const office = await createOffice(t)
    const { ask, inject, deps, db } = office
    const { view, open, act, item, decided, decidedAt } = expiring(office)
    const folder = await open('廃棄する簿冊')
    const living = await open('残る簿冊')
    const shared = Buffer.from('ほかの事案にも添付した一覧')
    const gone = await decided(folder, '廃棄される事案', Buffer.from('廃棄される内容の一覧'))
    const both = await decided(folder, '添付を共有する事案', shared)
    const stays = await decided(living, '残る事案', shared)
    const deciding = await decided('2026-512-01', '廃棄の決定について', Buffer.from('別表'))
    const undecided = await office.submitted({ concurringUnits: [] })
    const hashOf = ({ attachments }: ProposalView) => attachments[0]?.sha256 ?? ''
    // One with paper beside, and a secret case in it; the archive judges it by what it may know.
    const mixed = await open('紙のある簿冊')
    const hidden = await decided(mixed, '極秘の計画', Buffer.from('極秘の内容'), {
      ...{ secrecy: 'secret', accessList: [keeper] },
    })

    const brought = await bringIn(
      office,
      {
        ...{
          旧管理番号: 'K-1',
          件名: '移行された事案',
          起案日: '2026-05-11',
          決裁日: '2026-05-11',
          課: 'KNK',
        },
        ...{ 決裁者: '東 三郎', 分類: '512', 簿冊: '廃棄する簿冊', 簿冊の年度: '2026', 保存期間: '1年' },
        満了時の措置: '廃棄',
      },
      Buffer.from('移行された内容'),
    )

    async function drafting(t: Test) {
      const draft = async (ids: readonly string[], by: string = keeper) => {
        const folders = await Promise.all(ids.map(async (id) => ({ id, version: (await view(id)).version })))
        return ask<Problem & DraftedDisposal>(by, 'POST', '/v1/folder-expiry/proposals', { folders })
      }
      t.match(await draft([folder], staff.stranger), { status: 403, body: { code: 'expiry_not_yours' } })
      t.match((await draft([folder, mixed])).body, { code: 'expiry_not_appraised', detail: /紙のある簿冊/ })
      const transfer = { type: 'appraise', outcome: 'transfer', reason: '歴史' } as const
      t.equal((await act([mixed], transfer, archivist)).status, 200)
      t.match((await draft([folder, mixed])).body, { code: 'expiry_otherwise', detail: /紙のある簿冊/ })
      t.match((await draft([mixed, folder])).body, { code: 'transfer_otherwise', detail: /廃棄する簿冊/ })
      t.equal((await act([mixed], { ...transfer, outcome: 'destroy' }, archivist)).status, 200)
      const parts = [{ medium: 'paper', shelf: '書庫3', quantity: 2 }]
      const { version } = await view(mixed)
      const shelved = await ask(keeper, 'POST', `/v1/folders/${mixed}/acts`, {
        type: 'shelve',
        version,
        parts,
      })
      t.equal(shelved.status, 200)
      const stale = { folders: [{ id: mixed, version }] }
      t.match((await ask<Problem>(keeper, 'POST', '/v1/folder-expiry/proposals', stale)).body, {
        code: 'expiry_changed',
      })

      const made = await draft([folder, mixed])
      t.equal(made.status, 201)
      const { content, attachments } = await office.view(keeper, made.body.proposalId)
      t.equal(content.title, '保存期間の満了した簿冊の廃棄について')
      t.match(
        content.body,
        /対象　2冊（別紙「廃棄する簿冊の一覧」のとおり）\n・512-\d+　廃棄する簿冊（満了日　令和10年3月31日）/,
      )
      t.match(attachments, [{ name: '廃棄する簿冊の一覧.csv' }])
      const list = (await inject(keeper, `/v1/revisions/${attachments[0]?.revisionId}/content`)).body
      t.match(list, /紙のある簿冊,.*,2028-03-31,紙 2（書庫3）,廃棄,2028-04-03,歴史/)
      t.notMatch(list, /極秘の計画|廃棄される事案/, 'R-16: of cases it says nothing')
      t.match(await item(folder), { draft: { id: made.body.proposalId, status: 'draft' } })
      t.equal((await item(folder, staff.sectionChief))?.draft, undefined, 'R-16: it is its drafter’s')
      t.match((await view(folder)).history[0], { type: 'disposal_drafted', case: { title: content.title } })
      t.match((await draft([folder])).status, 201, 'once more, as long as nothing is decided')
    }

    await t.test(
      'R-21 one step after the other: each refusal says what is missing and what to do',
      async (t) => {
        const refused = async (body: Act, code: string, by?: string) => {
          const answer = await act([folder], body, by)
          t.match(answer.body, { code, title: /ください。$/, detail: /廃棄する簿冊/ })
          t.ok(answer.status >= 400)
        }
        const opened = async () => (await inject(archivist, `/v1/proposals/${gone.id}`)).statusCode
        t.equal(await opened(), 404, 'its 簿冊 does not lie before the archive yet')
        await refused({ type: 'dispose' }, 'expiry_not_over')
        await refused({ type: 'appraise', outcome: 'destroy', reason: '定型' }, 'expiry_archivist_only')
        await refused({ type: 'appraise', outcome: 'destroy', reason: '定型' }, 'expiry_too_early', archivist)
        office.setTime('2028-04-03T00:00:00.000Z')
        t.equal(await opened(), 200, '文書館 opens what it appraises')
        for (const url of [
          original(gone),
          `/v1/proposals/${gone.id}/pages`,
          `/v1/proposals/${gone.id}/events`,
        ])
          t.equal((await inject(archivist, url)).statusCode, 200, url)
        const noted = await ask<Accesses>(staff.recordsManager, 'GET', `/v1/proposals/${gone.id}/accesses`)
        const byArchive = noted.body.items.filter((it) => it.person === archivist)
        t.ok(byArchive.length >= 3 && byArchive.every((it) => it.purpose === '評価選別'))
        const note = await ask<Problem>(archivist, 'POST', `/v1/proposals/${gone.id}/notes`, {
          ...{ revisionId: gone.attachments[0]?.revisionId, pageIndex: 0, words: '保存したい' },
          ...{ place: { kind: 'highlight', boxes: [[100, 90, 60, 12]] }, audience: 'private' },
        })
        t.match(note, { status: 403, body: { code: 'archivist_reads_only', title: /ください。$/ } })
        t.match(await item(folder), { step: 'expired', term: { endsOn: '2028-03-31' }, mayAct: true })
        await refused({ type: 'dispose' }, 'expiry_not_appraised')
        await refused({ type: 'decide', case: deciding.id }, 'expiry_not_appraised')
        await refused({ type: 'dispose' }, 'expiry_not_yours', staff.stranger)
        const appraised = await act(
          [folder],
          { type: 'appraise', outcome: 'destroy', reason: '定型' },
          archivist,
        )
        t.same([appraised.status, appraised.body], [200, { folders: 1 }])
        await refused({ type: 'dispose' }, 'expiry_not_decided')
        await refused({ type: 'publish' }, 'expiry_not_decided')
        await t.test('R-21 the 伺い is drafted with its list, and each 簿冊 remembers it', drafting)
        await refused({ type: 'decide', case: undecided }, 'expiry_case_undecided')
        t.match((await act([folder], { type: 'decide', case: folder0 })).body, {
          code: 'expiry_case_unknown',
        })
        const draft = await office.draft({ body: '下書き' })
        const foreign = await act([folder], { type: 'decide', case: draft.id }, staff.recordsManager)
        t.match(foreign.body, { code: 'expiry_case_unknown' }, 'R-16: as one that there is not')
        await refused({ type: 'decide', case: deciding.id }, 'expiry_case_before')
        await decidedAt(deciding.id, '2028-04-03T00:00:00.000Z')
        t.equal((await act([folder], { type: 'decide', case: deciding.id })).status, 200)
        await refused({ type: 'dispose' }, 'expiry_not_published')
        await refused({ type: 'publish', on: '2028-04-04' }, 'expiry_day_wrong')
        await refused({ type: 'publish', on: '2026-05-11' }, 'expiry_day_wrong')
        t.equal((await act([folder], { type: 'publish' })).status, 200)
        office.setTime('2028-05-03T14:59:00.000Z')
        await refused({ type: 'dispose' }, 'expiry_waiting')
        t.match(await item(folder), { step: 'published', obstacle: /令和10年5月4日/ })
        t.equal((await view(folder)).state, 'kept')
      },
    )

    await t.test('R-21 held: nothing of it is disposed of', async (t) => {
      office.setTime('2028-05-04T00:00:00.000Z')
      const { version } = await view(folder)
      const acts = `/v1/folders/${folder}/acts`
      await ask(keeper, 'POST', acts, { type: 'hold', version, reason: '住民訴訟のため' })
      t.match((await act([folder], { type: 'dispose' })).body, { code: 'expiry_held', detail: /住民訴訟/ })
      await ask(staff.recordsManager, 'POST', acts, {
        ...{ type: 'release', version: version + 1, reason: '終わったため' },
      })
    })

    await t.test(
      'R-16 the published list tells the paper, and of a secret case not even the name',
      async (t) => {
        t.equal((await act([mixed], { type: 'decide', case: deciding.id })).status, 200)
        t.match(
          (
            await ask<Problem>(keeper, 'POST', '/v1/folder-expiry/proposals', {
              folders: [{ id: mixed, version: (await view(mixed)).version }],
            })
          ).body,
          { code: 'expiry_decided' },
        )
        const lists = await Promise.all(
          [keeper, staff.recordsManager, staff.stranger].map(
            async (it) => (await inject(it, '/v1/folder-expiry.csv?year=2027')).body,
          ),
        )
        t.match(lists[0], /紙のある簿冊,.*,紙 2（書庫3）,2028-03-31,2028-04-03,,,/)
        t.notMatch(lists[0], '極秘の計画')
        t.same([lists[1], lists[2]], [lists[0], lists[0]], 'the same whoever asks')
        t.match((await act([mixed], { type: 'dispose' })).body, { code: 'expiry_not_published' })
        t.ok(hidden.attachments.length === 1)
      },
    )

    await t.test(
      'R-16 the published list names no case, and says nothing of how many there are',
      async (t) => {
        const { body } = await inject(keeper, '/v1/folder-expiry.csv?year=2027')
        t.match(body, /廃棄する簿冊.*2028-03-31,.*,2028-04-03,2028-05-04/)
        t.notMatch(body, /廃棄される事案|添付を共有する事案|残る簿冊/)
      },
    )

    await t.test('all of them or none', async (t) => {
      const { body } = await act([folder, living], { type: 'dispose' })
      t.match(body, { code: 'expiry_not_appraised', detail: /残る簿冊/ })
      t.equal((await view(folder)).state, 'kept')
      const stale = { type: 'dispose', folders: [{ id: folder, version: 1 }] }
      t.match((await ask<Problem>(keeper, 'POST', '/v1/folder-expiry/acts', stale)).body, {
        code: 'expiry_changed',
      })
    })

    await t.test(
      'R-22 after it, index, decision record and hashes remain, and the files are gone',
      async (t) => {
        const before = await office.view(keeper, gone.id)
        const notes = async () =>
          (await db.selectFrom('note').select('audience').where('proposal_id', '=', gone.id).execute()).length
        for (const audience of ['private', 'route']) {
          const note = await ask(keeper, 'POST', `/v1/proposals/${gone.id}/notes`, {
            ...{ revisionId: gone.attachments[0]?.revisionId, pageIndex: 0, words: '控え', audience },
            place: { kind: 'highlight', boxes: [[100, 90, 60, 12]] },
          })
          t.equal(note.status, 201)
        }
        t.equal(await notes(), 2)
        const unsaved = `insert into edit_copy (id, attachment_id, from_revision, name, sha256, person_id, at)
          select gen_random_uuid(), attachment_id, id, '控え.txt', sha256, made_by, made_at from revision where sha256 = $1`
        t.equal((await office.pool.query(unsaved, [hashOf(gone)])).rowCount, 1)
        t.equal((await act([folder], { type: 'dispose' })).status, 200)
        const old = await office.view(keeper, brought)
        t.match(old, {
          disposedOn: '2028-05-04',
          asserted: { decider: { name: '東 三郎' } },
          history: { length: 1 },
        })
        t.equal((await inject(keeper, original(old))).statusCode, 410, 'R-22 of what was brought in too')
        t.equal(await notes(), 0, '付箋 quote what is gone')
        t.match((await act([folder], { type: 'dispose' })).body, { code: 'expiry_disposed' })
        t.match(await view(folder), { state: 'disposed', acts: { length: 0 }, chainIntact: true })
        const after = await office.view(keeper, gone.id)
        t.match(after, {
          disposedOn: '2028-05-04',
          number: before.number,
          manifestSha256: before.manifestSha256,
        })
        t.same(after.history, before.history, '決裁の記録')
        t.same(
          after.attachments.map((it) => it.sha256),
          before.attachments.map((it) => it.sha256),
        )
        t.match(after.attachments[0]?.rendition, {
          status: 'failed',
          failure: { code: 'disposed', text: /^令和10年5月4日に廃棄しました。/, canRetry: false },
        })
        const revision = `/v1/revisions/${gone.attachments[0]?.revisionId}`
        for (const url of [
          original(gone),
          `${revision}/pdf`,
          `${revision}/text`,
          `/v1/proposals/${gone.id}/bundle`,
        ]) {
          const answer = await inject(keeper, url)
          t.equal(answer.statusCode, 410, url)
          t.match(answer.json(), { code: 'case_disposed', rule: 'R-22', detail: /令和10年5月4日/ })
        }
        t.equal((await inject(staff.stranger, original(gone))).statusCode, 404, 'R-16')
        await indexCases({ db, onBroken: (_id, error) => t.fail(String(error)) })
        const found = async (words: string) =>
          (await ask<SearchAnswer>(keeper, 'GET', `/v1/search?q=${encodeURIComponent(words)}`)).body.items
            .length
        t.equal(await found('廃棄される事案'), 1, '目録')
        t.equal(await found('次のとおり公表してよろしいか'), 4, 'the words of those that are kept')
      },
    )

    await t.test(
      'R-22 a process that dies while it erases leaves it to the next; what others need stays',
      async (t) => {
        const inTrash = () => deps.blobs.trash.list()
        const erase = () => eraseDisposed({ db, blobs: deps.blobs, now: deps.now }, 0)
        // Dies between taking the name away and noting it.
        const dying = {
          ...deps.blobs.trash,
          take: async (...it: Parameters<typeof deps.blobs.trash.take>) => {
            await deps.blobs.trash.take(...it)
            throw new Error('killed')
          },
        }
        await t.rejects(eraseDisposed({ db, blobs: { trash: dying }, now: deps.now }, 0), /killed/)
        t.same(await inTrash(), [hashOf(gone)])
        const lost = { ...deps.blobs.trash, empty: async () => Promise.reject(new Error('killed')) }
        await t.rejects(eraseDisposed({ db, blobs: { trash: lost }, now: deps.now }, 0), /killed/)
        t.same(await inTrash(), [hashOf(gone)], 'noted as erased, and still there')
        await erase()
        t.same(await inTrash(), [])
        t.notOk(await deps.blobs.has(gone.attachments[0]!.sha256 as never))
        t.ok(await deps.blobs.has(both.attachments[0]!.sha256 as never), 'a living case has the same bytes')
        t.equal((await inject(keeper, original(stays))).body, shared.toString())
        t.equal((await inject(keeper, original(both))).statusCode, 410)
        t.same(await db.selectFrom('blob_erasure').selectAll().execute(), [])
        t.equal(await erase(), 0, 'again: nothing is left to do')
        const row = await db
          .selectFrom('blob')
          .selectAll()
          .where('sha256', '=', hashOf(gone))
          .executeTakeFirst()
        t.ok(row?.erased_at, 'its hash stays')
        await requestMissing(db, converterVersion, [])
        const asked = await db.selectFrom('rendition').select('sha256').execute()
        t.notOk(
          asked.some((it) => it.sha256 === hashOf(gone)),
          'no pages are asked for of what is gone',
        )
      },
    )

    await t.test('a masked copy of a 開示請求 stays when the case it was decided in goes', async (t) => {
      const sha256 = 'e'.repeat(64) as Sha256
      const needs = () => db.transaction().execute((trx) => countNeeds(trx, sha256))
      t.equal(await needs(), 0)
      const asked = { status: 'open', number: '開示第1号', requestedOn: '2026-05-11' as LocalDate } as const
      const request: DisclosureRequest = { ...asked, ...nothingChosen, asks: '', receiving: 'copy' }
      const at = deps.now()
      const id = randomUUID() as DisclosureId
      await db.transaction().execute(async (trx) => {
        await insertDisclosure(trx, {
          ...{ id, version: 1, request, fiscalYear: 2026, ordinal: 1, at },
          requester: { name: '請求者', contact: '' },
        })
        // As if its bytes had been erased before: whoever keeps them for a record has them again.
        await insertBlob(trx, { sha256, sizeBytes: 1, at })
        await noteErased(trx, sha256, at)
        await insertCopy(trx, {
          ...{
            id: randomUUID(),
            request: id,
            sha256,
            sizeBytes: 1,
            pages: 1,
            masks: [],
            by: keeper as PersonId,
            at,
          },
          revision: stays.attachments[0]!.revisionId as RevisionId,
        })
      })
      t.equal(await needs(), 1)
      const kept = await db.selectFrom('blob').select('erased_at').where('sha256', '=', sha256).execute()
      t.same(kept, [{ erased_at: null }])
    })

    await t.test('the same bytes come again, and are not erased on their way', async (t) => {
      const { id } = await office.draft()
      const file = Buffer.from('廃棄される内容の一覧')
      await upload(office, keeper, `/v1/proposals/${id}/attachments`, '別表.txt', file)
      const again = await office.view(keeper, id)
      t.equal((await inject(keeper, original(again))).body, '廃棄される内容の一覧')
      const sha256 = again.attachments[0]!.sha256 as never
      t.notOk(await deps.blobs.trash.take(sha256, 60_000), 'brought just now')
      t.ok(await deps.blobs.has(sha256))
      const old = new Date(Date.now() - 120_000)
      await utimes(await deps.blobs.path(sha256), old, old)
      t.ok(await deps.blobs.trash.take(sha256, 60_000))
      await deps.blobs.trash.giveBack(sha256)
      t.ok(await deps.blobs.has(sha256))
    })

    await t.test('延長: the archive has it kept for longer, and all is due anew', async (t) => {
      const done = await act(
        [living],
        { type: 'appraise', outcome: 'extend', years: 3, reason: '係属中' },
        archivist,
      )
      t.equal(done.status, 200)
      t.match(await view(living), { history: [{ type: 'extended' }, { type: 'appraised' }] })
    })
  },
)

const folder0 = '00000000-0000-4000-8000-000000000000'
