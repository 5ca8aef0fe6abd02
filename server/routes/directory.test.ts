import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'tap'
import type { Problem } from '../contract/common.ts'
import type { DirectoryImportList, DirectoryImportView } from '../contract/directory.ts'
import type { Inbox } from '../contract/inbox.ts'
import type { OrganisationView, PersonView } from '../contract/organisation.ts'
import type { ProposalView } from '../contract/proposals.ts'
import { type DirectoryFiles as Files, cp932, directoryForm as form } from '../testing/directory-form.ts'
import { createOffice, staff } from '../testing/office.ts'

const heading = 'employee_no,name,name_kana,login,email,ext_phone,unit_code,position_code,kind,from,to,order'
const csv = (...rows: readonly string[]): string => [heading, ...rows, ''].join('\r\n')
const unitHeading = 'unit_code,unit_name,parent_code,kind,symbol,from,to,successor_code'
const units = (...rows: readonly string[]): string => [unitHeading, ...rows].join('\n')
const administrator = 'u0205'

/** 橋北 goes from 事業課長 to 道路課長 on 1 July, as in the seed's D02. */
const transfer = csv(
  'u0910,橋北 渡,ハシキタ ワタル,,,,DOR,P-SEC,本務,2026-07-01,,',
  'u0703,常盤 亘,トキワ ワタル,,,,TOB-KEN,P-SBU,本務,,,',
  'u0911,坂本 登,サカモト ノボル,,,,TJG,P-SEC,本務,,,',
)

type Answer = DirectoryImportView & Pick<Problem, 'code' | 'facts'>

test('人事異動 over HTTP', async (t) => {
  const told: unknown[] = []
  const office = await createOffice(t, {
    live: { publish: (event, to) => void told.push([event, to]), subscribe: () => () => {} },
  })
  const { ask, db } = office
  // The example knows what comes in July already; here it is to be brought in.
  await db.deleteFrom('appointment').where('from_on', '=', '2026-07-01').execute()
  await db.updateTable('appointment').set({ to_on: null }).where('to_on', '=', '2026-06-30').execute()
  await db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()

  const bring = async (by: string, files: Files, fields: Readonly<Record<string, string>> = {}) => {
    const answer = await office.inject(by, {
      method: 'POST',
      url: '/v1/directory/imports',
      ...form(files, { effectiveOn: '2026-07-01', ...fields }),
    })
    return { status: answer.statusCode, body: answer.json<Answer>() }
  }
  const apply = (by: string, id: string) => ask<Answer>(by, 'POST', `/v1/directory/imports/${id}/apply`)
  const holders = async (post: string, on: string) => {
    const { body } = await ask<OrganisationView>(staff.stranger, 'GET', `/v1/organisation?on=${on}`)
    return body.posts.find((it) => it.id === post)?.holders.map((it) => it.name)
  }
  const appointments = () => db.selectFrom('appointment').selectAll().orderBy('id').execute()

  /** D02: 起工 of a road, approved by 橋北 as 事業課長, going to 道路課長 for 合議. */
  office.setTime('2026-06-24T06:00:00.000Z')
  const content = office.content({
    title: '道道みほん東線の起工について',
    authorityCode: 'B02',
    amountYen: 92_400_000,
    concurringUnits: ['TOB-SOM', 'DOR'],
  })
  const draft = await ask<ProposalView>('u0912', 'POST', '/v1/proposals', { content })
  const d02 = draft.body.id
  t.equal((await office.act('u0912', d02, { type: 'submit' })).status, 200)
  t.equal((await office.act('u0911', d02, { type: 'approve' })).status, 200)
  t.equal((await office.act('u0910', d02, { type: 'approve' })).status, 200)
  t.equal((await office.act('u0909', d02, { type: 'approve' })).status, 200)

  await t.test('only 文書管理者 and システム管理者, and only the signed-in', async (t) => {
    t.equal((await office.inject(null, '/v1/directory/imports')).statusCode, 401)
    t.match(await bring(staff.stranger, { people: transfer }), {
      status: 403,
      body: { code: 'directory_not_yours' },
    })
    for (const [method, url] of [
      ['GET', '/v1/directory/imports'],
      ['GET', `/v1/directory/imports/${d02}`],
      ['POST', `/v1/directory/imports/${d02}/apply`],
      ['POST', `/v1/directory/imports/${d02}/rehearse`],
    ] as const) {
      t.equal((await ask(staff.stranger, method, url)).status, 403, `${method} ${url}`)
      t.equal((await ask(staff.recordsManager, method, url)).status, url.endsWith('imports') ? 200 : 404)
    }
  })

  await t.test('each refusal says what to do', async (t) => {
    const by = staff.recordsManager
    t.match(await bring(by, {}), { status: 400, body: { code: 'directory_files_missing' } })
    t.match(await bring(by, { people: transfer }, { effectiveOn: '2026-06-23' }), {
      status: 422,
      body: { code: 'effective_day_past' },
    })
    for (const fields of [{ effectiveOn: '2026-02-30' }, { scope: 'some' }, { other: 'field' }]) {
      t.match(await bring(by, { people: transfer }, fields), { status: 400, body: { code: 'bad_request' } })
    }
    t.equal((await bring(by, { others: transfer } as Files)).status, 400)
    const plain = await ask<Problem>(by, 'POST', '/v1/directory/imports', {})
    t.match(plain, { status: 400, body: { code: 'directory_files_missing' } })
  })

  await t.test(
    'what cannot be read or cannot be is told by row and column, and holds the import up',
    async (t) => {
      const people = cp932(
        csv(
          'u0104,髙橋 文子,タカハシ フミコ,,,,BUN,P-SEC,本務,,,',
          'u9001,外字 \ue000,ガイジ,,,,BUN-1,P-SNN,本務,,,',
          'u9002,無 所属,ム,,,,NONE,P-SNN,本務,,,',
          'u9003,無 職位,ム,,,,BUN,P-NON,本務,,,',
          'u9004,区分 違,クブン,,,,BUN,P-SNN,臨時,,,',
          'u9005,日付 違,ヒヅケ,,,,BUN,P-SNN,本務,2026-02-30,,',
          'u9006,逆 順,ギャク,,,,BUN,P-SNN,本務,2026-08-01,2026-07-01,x',
          ',番号 無,バンゴウ,,,,BUN,P-SNN,本務,,,',
          'u0105,北郷 徹,キタゴウ トオル,,,,BUN,P-SHS,本務,2026-06-01,,',
          'u0106,手稲 由美,テイネ ユミ,u0105,,,BUN-1,P-KAK,本務,,,',
          'u9007,二 本務,ニ,,,,BUN,P-SNN,本務,,,',
          'u9007,二 本務,ニ,,,,BUN-1,P-SNN,本務,,,',
          'u9007,三 本務,ニ,,,,BUN-2,P-SNN,兼務,,,',
        ),
      )
      // A byte that is nobody's, in the middle of a name.
      const broken = Buffer.concat([
        people,
        Buffer.from('u9008,'),
        Buffer.from([0x81, 0xad]),
        cp932(',コワレ,,,,BUN,P-SNN,本務\n'),
      ])
      const { status, body } = await bring(staff.recordsManager, { people: broken })
      t.equal(status, 201)
      t.equal(body.files[0]?.encoding, 'cp932')
      const said = body.problems.map((it) => `${it.row} ${it.column} ${it.code} ${it.severity}`)
      for (const one of [
        '3 name private_character warning',
        '4 unit_code unknown_unit error',
        '5 position_code unknown_position error',
        '6 kind unknown_kind error',
        '7 from bad_date error',
        '8 to ends_before_it_begins error',
        '8 order bad_number error',
        '9 employee_no value_missing error',
        '10 from begins_too_early error',
        '11 login login_taken error',
        '13 kind two_primaries error',
        '14 name name_differs error',
        '15 name broken_character error',
      ]) {
        t.ok(said.includes(one), `${one}: ${said.join(' / ')}`)
      }
      t.notOk(
        body.problems.some((it) => it.row === 2),
        '髙 is a character like any other',
      )
      t.match(body.problems.find((it) => it.row === 3)?.text, /外字があります/)
      const before = await appointments()
      t.match(await apply(staff.recordsManager, body.id), {
        status: 422,
        body: { code: 'import_has_errors', facts: { errors: body.errors } },
      })
      t.same(await appointments(), before)
    },
  )

  await t.test('headings: Japanese ones do, missing and unknown ones are told', async (t) => {
    const japanese =
      '\ufeff職員番号,氏名,氏名カナ,所属コード,職位コード,発令区分\nu0104,髙橋 文子,タカハシ フミコ,BUN,P-SEC,本務\n'
    const { body } = await bring(staff.recordsManager, { people: japanese })
    t.same(body.problems, [])
    t.same(body.rehearsal.people, [], 'nothing changes for who stays')
    const wrong = (
      await bring(staff.recordsManager, { people: 'employee_no,name,hobby\nu0104,髙橋 文子,碁\n' })
    ).body
    t.same(
      wrong.problems.map((it) => `${it.column} ${it.code}`),
      ['hobby column_unknown', 'name_kana column_missing', 'kind column_missing'],
    )
    t.match((await bring(staff.recordsManager, { people: `${heading}\n` })).body.problems, [
      { code: 'no_rows' },
    ])
  })

  let id = ''
  await t.test(
    'N6 the rehearsal: who moves, which seats empty, and D02 meets 橋北 a second time',
    async (t) => {
      const before = await appointments()
      const { status, body } = await bring(staff.recordsManager, { people: cp932(transfer) })
      t.equal(status, 201)
      id = body.id
      t.same(body.problems, [])
      const { rehearsal } = body
      t.match(
        rehearsal.people.find((it) => it.person === 'u0910'),
        { change: 'moves', before: ['事業課長'], after: ['道路課長'] },
      )
      t.same(
        rehearsal.vacated.map((it) => [it.title, it.last.map((one) => one.name)]),
        [['道路係長', ['坂本 登']]],
        'who is left is to be looked for',
      )
      t.match(rehearsal.doubled, [{ title: '建設管理部長', holders: [{}, {}] }], '鉄南 is still in office')
      const steps = rehearsal.proposals.find((it) => it.id === d02)?.steps ?? []
      t.match(
        steps.find((it) => it.title === '道路課長'),
        { before: [{ name: '常盤 亘' }], after: [{ name: '橋北 渡' }], again: [{ person: 'u0910' }] },
      )
      t.equal(rehearsal.proposals.find((it) => it.id === d02)?.title, content.title)
      t.same(await appointments(), before, 'a rehearsal changes nothing')
      t.same(await holders('DOR:P-SEC', '2026-07-01'), ['常盤 亘'])
    },
  )

  await t.test('R-16 a システム管理者 sees the number of a case and not its title', async (t) => {
    const { body } = await ask<DirectoryImportView>(administrator, 'GET', `/v1/directory/imports/${id}`)
    const seen = body.rehearsal.proposals.find((it) => it.id === d02)
    t.ok(seen?.number)
    t.notOk(seen?.title)
    t.notOk(JSON.stringify(body).includes(content.title))
    t.equal((await office.inject(administrator, `/v1/proposals/${d02}`)).statusCode, 404)
  })

  await t.test('an absence does not make it stale, another transfer does', async (t) => {
    const away = { from: '2026-06-25', to: '2026-06-26', reason: '出張' }
    t.equal((await ask(staff.finance, 'POST', '/v1/absences', away)).status, 201)
    const look = () => ask<DirectoryImportView>(administrator, 'GET', `/v1/directory/imports/${id}`)
    t.notOk((await look()).body.stale)
    const other = await bring(staff.recordsManager, {
      people: csv('u0909,鉄南 堅,テツナン ケン,,,,BUN,P-SNN,本務,,,'),
    })
    t.equal((await apply(staff.recordsManager, other.body.id)).status, 200)
    t.ok((await look()).body.stale)
    t.match(await apply(administrator, id), { status: 409, body: { code: 'import_stale' } })
    const again = await ask<DirectoryImportView>(
      administrator,
      'POST',
      `/v1/directory/imports/${id}/rehearse`,
    )
    t.match(again, { status: 200, body: { stale: false } })
    t.same(again.body.rehearsal.doubled, [], '鉄南 has another post now')
  })

  await t.test('applied twice at once it is applied once; rows end and begin, none is changed', async (t) => {
    told.length = 0
    const both = await Promise.all([apply(administrator, id), apply(staff.recordsManager, id)])
    t.same(
      both.map((it) => it.status),
      [200, 200],
    )
    t.match(both[0]?.body, { status: 'applied', stale: false })
    t.same(told, [[{ type: 'organisation' }, undefined]], 'everybody is told once')
    const rows = (await appointments()).filter((it) => it.person_id === 'u0910')
    t.match(rows, [
      { unit_code: 'TJG', from_on: '2025-04-01', to_on: '2026-06-30' },
      { unit_code: 'DOR', from_on: '2026-07-01', to_on: null, import_id: id },
    ])
    t.match(await ask<Problem>(administrator, 'POST', `/v1/directory/imports/${id}/rehearse`), {
      status: 409,
      body: { code: 'import_applied' },
    })
    const { items } = (await ask<DirectoryImportList>(administrator, 'GET', '/v1/directory/imports')).body
    t.match(
      items.find((it) => it.id === id),
      { status: 'applied', appliedBy: {}, files: [{ encoding: 'cp932' }] },
    )
  })

  await t.test('until 0:00 in Japan everything is as it was, then by itself as it was to be', async (t) => {
    const waiting = async (who: string) =>
      (await ask<Inbox>(who, 'GET', '/v1/inbox?tab=concur')).body.counts.concur
    office.setTime('2026-06-30T14:59:59.999Z')
    t.equal(await waiting('u0703'), 1, '常盤 is 道路課長 to the last moment')
    t.equal(await waiting('u0910'), 0)
    office.setTime('2026-06-30T15:00:00.000Z')
    t.equal(await waiting('u0703'), 0)
    t.equal(await waiting('u0910'), 1)
    t.same(await holders('DOR:P-SEC', '2026-06-30'), ['常盤 亘'])
    t.same(await holders('DOR:P-SEC', '2026-07-01'), ['橋北 渡'])
  })

  await t.test('units begin, change their name on the day, end, and hand their 簿冊 on', async (t) => {
    office.setTime('2026-07-02T00:00:00.000Z')
    await db.updateTable('record_folder').set({ owner_unit: 'JHO' }).where('code', '=', '111-01').execute()
    const file = units(
      'DGT,デジタル推進課,SGS-DX,課,デ推,2026-08-01,,',
      'DGT-1,推進係,DGT,係,,,,',
      'JHO,情報政策課,SGS-DX,課,情政,,2026-07-31,',
      'KNK,観光企画課,KEI-KAN,section,観光,,,',
    )
    const on = { effectiveOn: '2026-08-01' }
    const early = (await bring(staff.recordsManager, { units: file }, on)).body
    t.match(early.problems, [{ row: 4, column: 'to', code: 'unit_still_used' }])
    t.match(early.rehearsal.folders, [{ name: '公文書の廃棄及び引渡し', unitName: '情報政策課' }])
    const whole = file.replace(
      'JHO,情報政策課,SGS-DX,課,情政,,2026-07-31,',
      [
        'JHO,情報政策課,SGS-DX,課,情政,,2026-07-31,DGT',
        'JHO-1,基盤整備係,JHO,係,,,2026-07-31,DGT-1',
        'JHO-2,業務システム係,JHO,係,,,2026-07-31,DGT-1',
      ].join('\n'),
    )
    const people = csv(
      'u0203,葛\u{E0100}西 信也,カサイ シンヤ,,,,DGT,P-SEC,本務,,,1',
      'u0204,啓明 大輔,ケイメイ ダイスケ,keimei,keimei@mihon.example,4120,DGT-1,P-KAK,本務,,,',
      'u0205,藻岩 桜,モイワ サクラ,,,,DGT-1,P-SNN,本務,,,',
      'u0505,幌平 美咲,ホロヒラ ミサキ,,,,,,休職,,2026-09-30,',
      'u9100,\u{20BB7}野 新,ヨシノ アラタ,,,,KNK-1,P-SNN,併任,,,',
    )
    const { body } = await bring(staff.recordsManager, { units: whole, people }, on)
    t.same(body.problems, [])
    t.same(body.rehearsal.folders, [], '簿冊 follow the successor')
    t.same(
      body.rehearsal.units.map((it) => `${it.change} ${it.oldName ?? ''} ${it.name} ${it.successor ?? ''}`),
      [
        'begins  デジタル推進課 ',
        'begins  推進係 ',
        'changes 観光振興課 観光企画課 ',
        'ends  情報政策課 デジタル推進課',
        'ends  基盤整備係 推進係',
        'ends  業務システム係 推進係',
      ],
    )
    const change = (who: string) => body.rehearsal.people.find((it) => it.person === who)
    t.match(change('u0505'), { change: 'away', before: ['企画係主任'], after: { length: 0 } })
    t.match(change('u9100'), { change: 'joins', name: '\u{20BB7}野 新' })
    t.match(change('u0205'), { oldName: '藻岩 さくら', name: '藻岩 桜' })
    t.same(
      change('u0204')?.before,
      ['基盤整備係長', '業務改革係主査'],
      'the 兼務 is not in the file and ends',
    )
    t.match(change('u0503'), undefined, 'who stays in a unit of another name has not moved')
    t.equal((await apply(administrator, body.id)).status, 200)
    t.same(await holders('DGT:P-SEC', '2026-08-01'), ['葛\u{E0100}西 信也'])
    const view = async (on: string) =>
      (await ask<OrganisationView>(administrator, 'GET', `/v1/organisation?on=${on}`)).body.units.map(
        (it) => it.code,
      )
    t.ok((await view('2026-07-31')).includes('JHO'))
    t.notOk((await view('2026-07-31')).includes('DGT'))
    t.notOk((await view('2026-08-01')).includes('JHO'))
    t.match(await db.selectFrom('personnel_leave').selectAll().execute(), [
      { person_id: 'u0505', kind: 'on_leave', from_on: '2026-08-01', to_on: '2026-09-30' },
    ])
    const { body: away } = await ask<PersonView>(staff.stranger, 'GET', '/v1/people/u0505')
    t.match(away.appointments, [
      { kind: 'on_leave', from: '2026-08-01', to: '2026-09-30' },
      { kind: 'primary', title: '企画係主任', to: '2026-07-31' },
    ])
    t.equal((await ask(staff.stranger, 'GET', '/v1/people/nobody')).status, 404)
    const joint = await db.selectFrom('appointment').selectAll().where('person_id', '=', 'u9100').execute()
    t.match(joint, [{ kind: 'concurrent', as_given: '併任' }])
    const names = await db.selectFrom('unit').select('name').where('code', '=', 'KNK').executeTakeFirst()
    t.equal(names?.name, '観光振興課', 'the name until then stays')
  })

  await t.test('a whole directory: who is not in it leaves, and what only they held is told', async (t) => {
    const { body } = await bring(
      staff.recordsManager,
      { people: csv('u0104,髙橋 文子,タカハシ フミコ,,,,BUN,P-SEC,本務,,,') },
      { effectiveOn: '2027-04-01', scope: 'whole' },
    )
    const { people, vacated, proxies } = body.rehearsal
    t.ok(people.length > 60)
    t.ok(people.every((it) => it.change === 'leaves'))
    t.notOk(people.some((it) => it.person === 'u0104'))
    t.ok(vacated.some((it) => it.post === 'DOR:P-SEC' && it.waiting === 1 && it.onRoutes))
    t.ok(
      proxies.some((it) => it.kind === 'order' && it.post === 'BUN:P-SEC'),
      'nobody left to stand in',
    )
  })
})

test('a form that is refused halfway does not hold up what comes after it on its connection', async (t) => {
  const { app } = await createOffice(t)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.teardown(() => agent.destroy())
  const ask = (method: 'GET' | 'POST', more: Readonly<Record<string, string>> = {}, body?: Buffer) =>
    new Promise<number>((resolve, reject) => {
      const headers = { ...more, 'x-test-person': administrator }
      const to = { agent, port, host: '127.0.0.1', path: '/v1/directory/imports' }
      const sent = request({ ...to, method, headers }, (answer) =>
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0)),
      )
      sent.on('error', reject).end(body)
    })
  const other = { other: 'x', people: Buffer.alloc(2 * 1024 * 1024, 'x') } as Files
  const { headers, payload } = form(other, { effectiveOn: '2026-07-01' })
  t.equal(await ask('POST', headers, payload), 400)
  t.equal(await ask('GET'), 200)
})
