import { test } from 'tap'
import type { Problem } from '../contract/common.ts'
import type {
  FolderActBody,
  FolderCases,
  FolderList,
  FolderView,
  HandedOver,
  Renewal,
  Renewed,
} from '../contract/folders.ts'
import type { Reference } from '../contract/organisation.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'

type Answer = FolderView & Problem
const keeper = staff.drafter
const archivist = 'u0119'

function about({ ask }: Office) {
  const list = async (query = '', by: string = keeper) =>
    (await ask<FolderList>(by, 'GET', `/v1/folders${query}`)).body
  const view = async (id: string, by: string = keeper) =>
    (await ask<Answer>(by, 'GET', `/v1/folders/${id}`)).body
  const open = (more: object = {}, by: string = keeper) =>
    ask<Answer>(by, 'POST', '/v1/folders', {
      ...{ fiscalYear: 2026, classification: '512', name: '共催名義', retention: 'R05' },
      ...{ disposition: 'destroy', owner: 'KNK', ...more },
    })
  type Act = FolderActBody extends infer One
    ? One extends FolderActBody
      ? Omit<One, 'version'>
      : never
    : never
  const act = async (id: string, body: Act, by: string = keeper) => {
    const { version } = await view(id, by)
    return ask<Answer>(by, 'POST', `/v1/folders/${id}/acts`, { version, ...body })
  }
  const cases = async (id: string, by: string = keeper) =>
    (await ask<FolderCases>(by, 'GET', `/v1/folders/${id}/cases`)).body.items
  return { list, view, open, act, cases }
}

async function decided(office: Office, changes: object): Promise<string> {
  const id = await office.submitted({ concurringUnits: [], ...changes })
  for (const by of [staff.groupChief, staff.sectionChief, staff.bureauChief]) {
    await office.act(by, id, { type: 'approve' })
  }
  const done = await office.act(staff.decider, id, { type: 'decide' })
  if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  return id
}

test('簿冊 over HTTP', async (t) => {
  const office = await createOffice(t)
  const { ask, inject } = office
  const { list, view, open, act, cases } = about(office)

  await t.test('by class, year, owner and words; what was there before has no record yet', async (t) => {
    t.equal((await inject(null, '/v1/folders')).statusCode, 401)
    const all = await list('?year=2026')
    t.equal(all.fiscalYear, 2026)
    t.ok(all.items.length >= 15)
    t.match(all.items[0], {
      ...{ code: '111-01', path: '総務 › 文書・法制 › 文書管理', disposition: 'transfer', held: false },
      term: { kind: 'dated', startsOn: '2027-04-01', endsOn: '2057-03-31', isProvisional: true },
    })
    t.equal(all.items[0]?.owner, undefined, '庁内共通')
    t.same(
      (await list('?classification=51')).items.map((it) => it.code),
      ['511-01', '512-01'],
    )
    t.ok((await list('?classification=51')).counts.length > 2, 'of the other classes too')
    t.same(
      (await list(`?words=${encodeURIComponent('旅行')}`)).items.map((it) => it.name),
      ['旅行命令簿'],
    )
    t.same((await list('?words=%25')).items, [], 'a percent sign is one')
    t.same((await list('?year=2019')).items, [])
    t.equal((await ask<Problem>(keeper, 'GET', '/v1/folders?after=x')).body.code, 'bad_cursor')
    t.match(await view('2026-111-01'), {
      ...{ version: 0, chainIntact: true },
      ...{ history: { length: 0 }, acts: { length: 0 } },
    })
    t.equal((await ask(keeper, 'GET', '/v1/folders/2026-999-99')).status, 404)
    t.same(
      all.opens,
      [{ code: 'KNK', name: '観光振興課' }],
      'nobody is named 文書取扱主任 there: anybody of the 課',
    )
    t.same(
      (await list('', archivist)).opens.map((it) => it.code),
      ['KYK'],
    )
  })

  await t.test('a 課 opens one; the server numbers it; others do not', async (t) => {
    t.match(await open({}, staff.stranger), { status: 403, body: { code: 'folder_not_yours' } })
    t.match(await open({ classification: '51' }), { status: 422, body: { code: 'folder_class_unknown' } })
    t.match(await open({ owner: 'NONE' }), { status: 422, body: { code: 'unit_not_found' } })
    t.match(await open({ retention: 'R99' }), { status: 422, body: { code: 'folder_retention_unknown' } })
    const made = await open()
    t.match(made, { status: 201, body: { id: '2026-512-02', owner: { code: 'KNK' }, version: 1 } })
    t.match(made.body.history, [{ type: 'opened', by: { id: keeper } }])
    const both = await Promise.all([open({ name: '一' }), open({ name: '二' })])
    t.same(both.map((it) => it.body.code).toSorted(), ['512-03', '512-04'], 'at once, each its own number')
    const { folders } = (await ask<Reference>(keeper, 'GET', '/v1/reference')).body
    t.ok(folders.some((it) => it.id === '2026-512-02'))
    const others = (await ask<Reference>(staff.stranger, 'GET', '/v1/reference')).body
    t.notOk(
      others.folders.some((it) => it.id === '2026-512-02'),
      'another 課 is not offered it',
    )
    const foreign = await office.ask<{ facts?: { missing: { field: string }[] } }>(
      ...(['u0404', 'POST', '/v1/explain-route'] as const),
      { content: office.content({ folderId: '2026-512-02' }) },
    )
    t.equal(foreign.status, 200)
  })

  await t.test('what is done to it is on record with its reason, on the version that was seen', async (t) => {
    const id = '2026-512-02'
    const reason = '事業の見直しのため'
    const amended = await act(id, { type: 'amend', name: '共催・後援', retention: 'R10', reason })
    t.match(amended, { status: 200, body: { name: '共催・後援', retention: { name: '10年' }, version: 2 } })
    t.match(amended.body.history[0], {
      text: '名称を「共催名義」から「共催・後援」に、保存期間を「5年」から「10年」に変更しました。',
      reason,
    })
    const stale = await ask<Answer>(keeper, 'POST', `/v1/folders/${id}/acts`, {
      type: 'hold',
      version: 1,
      reason,
    })
    t.match(stale, { status: 409, body: { code: 'folder_changed' } })
    t.match(await act(id, { type: 'amend', retention: 'R03', reason }), {
      ...{ status: 403, body: { code: 'folder_manager_only', detail: '保存期間が短くなります' } },
    })
    t.match(await act(id, { type: 'extend', to: '2040-03-31', reason }), {
      body: { term: { endsOn: '2040-03-31', because: 'extension' } },
    })
    t.match(await act(id, { type: 'extend', to: '2041-12-31', reason }), { status: 422 })
    t.match(await act(id, { type: 'extend', to: '2041-02-30', reason }), { body: { code: 'not_a_day' } })
    t.match(await act(id, { type: 'hold', reason: '住民訴訟' }), {
      body: { held: true, hold: { reason: '住民訴訟' } },
    })
    t.same(
      (await list('?state=held')).items.map((it) => it.id),
      [id],
    )
    t.match(await act(id, { type: 'release', reason }), { status: 403 })
    t.match(await act(id, { type: 'release', reason }, staff.recordsManager), { body: { held: false } })
    const shelved = await act(id, {
      type: 'shelve',
      parts: [{ medium: 'paper', shelf: '書庫2 A-3', quantity: 2 }],
    })
    t.match(shelved.body, {
      hasPaper: true,
      history: [{ text: '電子以外の記録を登録しました：紙 2（書庫2 A-3）。' }],
    })
    t.same((await view(id)).chainIntact, true)
    t.same(await view(id, staff.stranger).then((it) => it.acts), [])
  })

  await t.test('常用 ends with a period that counts from then (R-20)', async (t) => {
    const { body } = await open({ name: '観光施設台帳', retention: 'RJY' })
    t.same(body.term, { kind: 'constant_use', because: 'folder', isProvisional: false })
    const done = await act(body.id, {
      type: 'end_use',
      on: '2026-05-10',
      retention: 'R05',
      reason: '施設を廃止した',
    })
    t.match(done.body, { term: { startsOn: '2027-04-01', endsOn: '2032-03-31' }, useEndedOn: '2026-05-10' })
  })

  await t.test('one that was there before: its record begins with what it was', async (t) => {
    const { body } = await act(
      '2026-512-01',
      { type: 'hand_over', to: 'KNK', reason: '所管を定める' },
      staff.recordsManager,
    )
    t.match(body, { owner: { code: 'KNK' }, version: 2 })
    t.same(
      body.history.map((it) => it.text),
      [
        '庁内共通から観光振興課に引き継ぎました。',
        'この記録が始まる前からある簿冊です。そのときの内容を最初に残しました。',
      ],
    )
  })

  await t.test('年度更新: a preview, then each once', async (t) => {
    const path = '/v1/folder-renewal?year=2026&owner=KNK'
    t.equal((await ask(staff.stranger, 'GET', path)).status, 403)
    const constant = (await open({ name: '台帳', retention: 'RJY' })).body.id
    const { items } = (await ask<Renewal>(keeper, 'GET', path)).body
    t.equal(items.find((it) => it.id === constant)?.becomes, 'stays')
    t.equal(items.find((it) => it.id === '2026-512-02')?.becomes, 'opens')
    const wanted = { year: 2026, owner: 'KNK', folders: ['2026-512-02', constant] }
    const both = await Promise.all(
      [1, 2].map(() => ask<Renewed>(keeper, 'POST', '/v1/folder-renewal', wanted)),
    )
    t.same(
      both.flatMap((it) => it.body.opened),
      ['2027-512-02'],
      'two at once open it once',
    )
    t.match(await view('2027-512-02'), {
      ...{ name: '共催・後援', continues: '2026-512-02', hasPaper: false, held: false },
      history: [{ text: '前の年度の簿冊を引き継いで作成しました。', folder: { name: '共催・後援' } }],
    })
    const again = (await ask<Renewal>(keeper, 'GET', path)).body
    t.equal(again.items.find((it) => it.id === '2026-512-02')?.becomes, 'there')
    t.equal((await ask(keeper, 'POST', '/v1/folder-renewal', { ...wanted, owner: 'common' })).status, 403)
  })

  await t.test(
    'every case is in exactly one; moved and merged without a word of it changed (R-11, R-20)',
    async (t) => {
      const one = await decided(office, { folderId: '2026-512-02', retentionCode: 'R05' })
      office.setTime('2026-05-11T02:00:00.000Z')
      const running = await office.submitted({
        folderId: '2026-512-02',
        retentionCode: 'R05',
        concurringUnits: [],
      })
      await office.draft({ folderId: '2026-512-02' })
      const before = await office.view(keeper, one)
      t.same(
        (await cases('2026-512-02')).map((it) => [it.id, it.completedOn]),
        [
          [one, '2026-05-11'],
          [running, undefined],
        ],
      )
      t.match(await view('2026-512-02'), { cases: 2 })
      const move = { type: 'move_case', case: one, to: '2026-512-01', reason: 'つづり誤り' } as const
      t.match(
        await act('2026-512-02', move),
        { status: 403, body: { code: 'folder_manager_only' } },
        '10年 to 3年',
      )
      t.equal((await act('2026-512-02', move, staff.recordsManager)).status, 200)
      t.match(await act('2026-512-02', move, staff.recordsManager), {
        body: { code: 'folder_case_elsewhere' },
      })
      t.match(await act('2026-512-02', { ...move, to: '2026-000-00' }), {
        body: { code: 'folder_target_unknown' },
      })
      t.same(
        (await cases('2026-512-01')).map((it) => it.id),
        [one],
      )
      t.match((await view('2026-512-01')).history[0], {
        type: 'case_moved_in',
        case: { id: one },
        reason: 'つづり誤り',
      })
      t.match(
        (await view('2026-512-01')).term,
        { endsOn: '2032-03-31', because: 'case' },
        '3年 with a case of 5',
      )
      const merge = { type: 'merge', to: '2026-512-03', reason: '一つにまとめる' } as const
      t.match(await act('2026-512-02', { ...merge, to: '2027-512-02' }), {
        body: { code: 'folder_other_year' },
      })
      t.equal((await act('2026-512-02', merge, staff.recordsManager)).status, 200)
      t.same(
        (await cases('2026-512-03')).map((it) => it.id),
        [running],
      )
      t.match(await view('2026-512-02'), {
        state: 'merged',
        mergedInto: '2026-512-03',
        cases: 0,
        acts: { length: 0 },
      })
      t.match((await view('2026-512-03')).term, { endsOn: '2040-03-31' }, 'a later 満了日 goes along')
      const { movedTo, ...rest } = await office.view(keeper, one)
      t.equal(movedTo?.id, '2026-512-01')
      t.same(rest, before, 'nothing of the case changed')
      t.same(
        (await list('?state=merged')).items.map((it) => it.id),
        ['2026-512-02'],
      )
      const offered = (await ask<Reference>(keeper, 'GET', '/v1/reference')).body.folders.map((it) => it.id)
      t.notOk(offered.includes('2026-512-02'), 'nothing more is filed in it')
      const late = await office.draft({ folderId: '2026-512-02' })
      const refused = await office.act(keeper, late.id, { type: 'submit' })
      t.match(refused.body, { code: 'incomplete', facts: { missing: [{ field: 'folderId' }] } })
      const filings = await office.db
        .selectFrom('proposal')
        .select(['id', 'refiled_to'])
        .where('refiled_to', 'is not', null)
        .execute()
      t.equal(filings.length, 2)
    },
  )

  await t.test(
    'R-16 a secret case is in no list, count, date or line of history of whoever may not know of it',
    async (t) => {
      const id = '2026-512-04'
      const seen = async (by: string) =>
        JSON.stringify([await view(id, by), await cases(id, by), await list('?classification=512', by)])
      const outside = [staff.stranger, staff.recordsManager, archivist, 'u1101', 'u0205']
      const before = await Promise.all(outside.map(seen))
      const secret = await office.submitted({
        ...{ folderId: id, retentionCode: 'RJY', concurringUnits: [] },
        ...{ secrecy: 'secret', accessList: [keeper], title: '極めて秘密の件' },
      })
      t.same(await Promise.all(outside.map(seen)), before)
      t.match(
        await view(id),
        { cases: 1, term: { kind: 'constant_use', because: 'case' } },
        'who may know sees all of it',
      )
      t.same(
        (await cases(id)).map((it) => it.id),
        [secret],
      )
      const move = { type: 'move_case', case: secret, to: '2026-512-03', reason: 'つづり誤り' } as const
      t.match(
        await act(id, move, staff.recordsManager),
        { body: { code: 'folder_case_elsewhere' } },
        'as one that is not there',
      )
      t.equal((await act(id, move)).status, 200)
      for (const by of outside) {
        for (const folder of [id, '2026-512-03']) {
          const { history } = await view(folder, by)
          t.notOk(
            history.some((it) => it.type.startsWith('case_moved')),
            `${by} ${folder}`,
          )
        }
      }
      t.ok((await view(id)).history.some((it) => it.case?.title === '極めて秘密の件'))
    },
  )

  await t.test('a 課 that ended: whoever takes over keeps its 簿冊 and files in them', async (t) => {
    await office.db
      .updateTable('unit')
      .set({ to_on: '2026-05-10', successor_code: 'FUK' })
      .where('code', '=', 'KNK')
      .execute()
    await office.db
      .updateTable('organisation_version')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .execute()
    office.deps.organisation.changed()
    t.ok((await view('2026-512-03', 'u0404')).acts.includes('amend'))
    const { folders } = (await ask<Reference>('u0404', 'GET', '/v1/reference')).body
    t.ok(folders.some((it) => it.id === '2026-512-03'))
  })

  await t.test('引継ぎ of all of a 課 at once', async (t) => {
    const body = { from: 'KNK', to: 'FUK', reason: '課の廃止による' }
    t.equal((await ask('u0704', 'POST', '/v1/folder-handovers', body)).status, 403)
    const kept = (await list('?owner=KNK&state=kept')).items.length
    const done = await ask<HandedOver>(staff.recordsManager, 'POST', '/v1/folder-handovers', body)
    t.same(done, { status: 200, body: { folders: kept } })
    t.same((await list('?owner=KNK&state=kept')).items, [])
    t.match((await view('2026-512-03')).history[0]?.text, '観光振興課から地域福祉課に引き継ぎました。')
  })
})
