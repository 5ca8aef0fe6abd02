import iconv from 'iconv-lite'
import { test } from 'tap'
import type { Problem } from '../contract/common.ts'
import type { DirectoryChangePreview } from '../contract/directory-changes.ts'
import type { DirectoryImportList, DirectoryImportView } from '../contract/directory.ts'
import type { OrganisationView, PersonView } from '../contract/organisation.ts'
import type { LocalDate } from '../domain/ids.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { directoryForm } from '../testing/directory-form.ts'
import { createOffice, staff } from '../testing/office.ts'

const administrator = 'u0205'
const today = '2026-05-11'
const june = '2026-06-01'

type Seen = DirectoryChangePreview & Pick<Problem, 'code' | 'facts'>

test('single changes of the directory over HTTP', async (t) => {
  // Names are those of the day in the office, not of the day the test runs.
  let onReading = async () => {}
  const office = await createOffice(t, (database) => {
    const organisation = createOrganisationSource(database.db, {
      freshForMs: 0,
      today: () => today as LocalDate,
    })
    return {
      organisation: { ...organisation, current: async () => (await onReading(), organisation.current()) },
    }
  })
  const { ask, db } = office
  const look = (change: object, effectiveOn = june, by: string = staff.recordsManager) =>
    ask<Seen>(by, 'POST', '/v1/directory/changes/preview', { effectiveOn, change })
  /** Looks, and applies what was seen. */
  const bring = async (change: object, effectiveOn = june, by: string = staff.recordsManager) => {
    const seen = await look(change, effectiveOn, by)
    t.equal(seen.status, 200, JSON.stringify(seen.body))
    t.same(seen.body.problems, [])
    const { organisationSha256 } = seen.body
    const body = { effectiveOn, change, organisationSha256 }
    const done = await ask<DirectoryImportView>(by, 'POST', '/v1/directory/changes', body)
    t.equal(done.status, 201, JSON.stringify(done.body))
    return { seen: seen.body, done: done.body }
  }
  const posts = async (person: string) =>
    (await ask<PersonView>(staff.stranger, 'GET', `/v1/people/${person}`)).body.appointments.map(
      (it) => `${it.kind} ${it.post ?? ''} ${it.from}–${it.to ?? ''}`,
    )
  const unitOn = async (code: string, on: string) =>
    (await ask<OrganisationView>(staff.stranger, 'GET', `/v1/organisation?on=${on}`)).body.units.find(
      (it) => it.code === code,
    )
  const imports = async () =>
    (await ask<DirectoryImportList>(administrator, 'GET', '/v1/directory/imports')).body.items

  await t.test('only 文書管理者 and システム管理者', async (t) => {
    const change = {
      change: 'end_appointment',
      person: 'u0504',
      unit: 'KNK-1',
      position: 'P-KAK',
      as: 'primary',
    }
    t.equal((await office.inject(null, '/v1/directory/people.csv')).statusCode, 401)
    t.match(await look(change, june, staff.stranger), { status: 403, body: { code: 'directory_not_yours' } })
    const body = { effectiveOn: june, change, organisationSha256: '0'.repeat(64) }
    t.match(await ask(staff.stranger, 'POST', '/v1/directory/changes', body), { status: 403 })
    t.equal((await office.inject(staff.stranger, '/v1/directory/units.csv')).statusCode, 403)
    t.equal((await look(change, june, administrator)).status, 200)
  })

  await t.test('発令: 本務 takes the place of the one before, and what it moves is told first', async (t) => {
    const id = await office.submitted()
    const change = { change: 'appoint', person: 'u0504', unit: 'BUN', position: 'P-CHF', as: 'primary' }
    const seen = await look(change)
    t.same(seen.body.nothing, false)
    t.match(seen.body.rehearsal.vacated, [{ post: 'KNK-1:P-KAK', waiting: 1 }])
    t.match(seen.body.rehearsal.proposals, [{ id, title: /観光振興計画/ }])
    const asAdministrator = await look(change, june, administrator)
    t.equal(asAdministrator.body.rehearsal.proposals[0]?.title, undefined, 'a システム管理者 reads no case')
    t.same(await imports(), [], 'nothing is stored by looking')
    const { done } = await bring(change)
    t.match(done, { status: 'applied', scope: 'listed', files: [{ name: 'appoint-u0504.csv', rows: 1 }] })
    t.same(await posts('u0504'), [
      'primary BUN:P-CHF 2026-06-01–',
      'primary KNK-1:P-KAK 2026-04-01–2026-05-31',
    ])
  })

  await t.test('事務取扱 until a day beside the 本務; the same seat again moves only its end', async (t) => {
    const seat = { person: 'u0503', unit: 'KNK-1', position: 'P-KAK', as: 'handling' }
    const { seen } = await bring({ change: 'appoint', ...seat, until: '2026-06-30' })
    t.same(seen.rehearsal.vacated, [])
    const longer = { change: 'appoint', ...seat, until: '2026-07-31' }
    await bring(longer, '2026-06-02')
    t.same(await posts('u0503'), [
      'handling KNK-1:P-KAK 2026-06-01–2026-07-31',
      'primary KNK:P-SEC 2025-04-01–',
    ])
    t.equal((await look(longer, '2026-06-02')).body.nothing, true, 'a second time nothing changes')
    const backwards = { ...longer, until: '2026-05-31', as: 'concurrent', unit: 'KNK', position: 'P-CHF' }
    t.match((await look(backwards)).body.problems, [{ code: 'ends_before_it_begins' }])
  })

  await t.test('免: the last day is the day before, and the only one that has not begun stays', async (t) => {
    const seat = { person: 'u0503', unit: 'KNK-1', position: 'P-KAK', as: 'handling' }
    await bring({ change: 'end_appointment', ...seat }, '2026-07-01')
    t.same((await posts('u0503'))[0], 'handling KNK-1:P-KAK 2026-06-01–2026-06-30')
    t.match(await look({ change: 'end_appointment', ...seat, as: 'proxy' }), {
      status: 409,
      body: { code: 'directory_appointment_unknown' },
    })
  })

  await t.test('a transfer that is known already stays when something else changes', async (t) => {
    const before = await posts('u0910')
    t.ok(
      before.some((it) => it.includes('2026-07-01–')),
      'the example moves 橋北 in July',
    )
    await bring({ change: 'appoint', person: 'u0910', unit: 'BUN', position: 'P-CHF', as: 'concurrent' })
    t.same((await posts('u0910')).toSorted(), [...before, 'concurrent BUN:P-CHF 2026-06-01–'].toSorted())
  })

  await t.test('a new 職員, once', async (t) => {
    const person = { person: 'u9001', name: '𠮷野 新', nameKana: 'ヨシノ アラタ' }
    const join = { change: 'join', ...person, unit: 'BUN-1', position: 'P-SNN' }
    await bring(join, today)
    t.same(await posts('u9001'), ['primary BUN-1:P-SNN 2026-05-11–'])
    t.match(await look(join), { status: 409, body: { code: 'directory_person_known' } })
    t.match(await look({ ...join, person: 'u9002', login: 'u0106' }), {
      body: { problems: [{ code: 'login_taken' }] },
    })
    const ahead = { change: 'join', person: 'u9003', name: '待 人', nameKana: 'マチ ヒト' }
    await bring({ ...ahead, unit: 'BUN-1', position: 'P-SNN' })
    const seat = { person: 'u9003', unit: 'BUN-1', position: 'P-SNN', as: 'primary' }
    t.match(await look({ change: 'end_appointment', ...seat }, today), {
      status: 409,
      body: { code: 'directory_appointment_ahead', facts: { from: june } },
    })
    const renamed = { change: 'change_person', ...person, name: '𠮷野 あらた' }
    t.match((await bring(renamed)).seen.rehearsal.people, [{ change: 'renamed', oldName: '𠮷野 新' }])
    t.match(await look({ ...renamed, person: 'u9999' }), {
      status: 404,
      body: { code: 'directory_person_unknown' },
    })
  })

  await t.test('units begin, change their name and end', async (t) => {
    const unit = { unit: 'KNK-9', name: '臨時係', kind: 'group', parent: 'KNK' }
    await bring({ change: 'new_unit', ...unit })
    t.equal(await unitOn('KNK-9', today), undefined)
    t.match(await unitOn('KNK-9', june), { name: '臨時係', parent: 'KNK' })
    t.match(await look({ change: 'new_unit', ...unit }), {
      status: 409,
      body: { code: 'directory_unit_known', facts: { name: '臨時係' } },
    })
    await bring({ change: 'change_unit', unit: 'KNK-9', name: '特命係' }, '2026-07-01')
    t.match(await unitOn('KNK-9', '2026-06-30'), { name: '臨時係' })
    t.match(await unitOn('KNK-9', '2026-07-01'), { name: '特命係', parent: 'KNK' })
    const again = await look({ change: 'change_unit', unit: 'KNK-9', name: '特命係' }, '2026-07-01')
    t.equal(again.body.nothing, true, 'a change is one against the names of its day')
    t.match((await look({ change: 'end_unit', unit: 'KNK' }, '2026-09-01')).body.problems, [
      { code: 'unit_still_used', file: 'units' },
    ])
    await bring({ change: 'end_unit', unit: 'KNK-9', successor: 'KNK-1' }, '2026-09-01')
    t.ok(await unitOn('KNK-9', '2026-08-31'))
    t.equal(await unitOn('KNK-9', '2026-09-01'), undefined)
    t.match(await look({ change: 'end_unit', unit: 'GONE' }), {
      status: 404,
      body: { code: 'directory_unit_unknown' },
    })
  })

  await t.test('nothing is applied that nobody saw', async (t) => {
    const change = { change: 'appoint', person: 'u0505', unit: 'BUN-1', position: 'P-SNN', as: 'concurrent' }
    const { organisationSha256 } = (await look(change)).body
    await bring({ change: 'change_unit', unit: 'KNK', name: '観光戦略課' }, today)
    const before = await imports()
    const apply = (more: object) =>
      ask<Problem>(administrator, 'POST', '/v1/directory/changes', {
        effectiveOn: june,
        change,
        organisationSha256,
        ...more,
      })
    t.match(await apply({}), { status: 409, body: { code: 'import_stale' } })
    const gone = { ...change, unit: 'GONE' }
    const now = (await look(gone)).body
    t.match(now.problems, [{ code: 'unknown_unit' }])
    t.match(await apply({ change: gone, organisationSha256: now.organisationSha256 }), {
      status: 422,
      body: { code: 'import_has_errors' },
    })
    t.match(await look(change, '2026-05-10'), { status: 422, body: { code: 'effective_day_past' } })
    t.match(await look({ ...change, until: '2026-02-30' }), { body: { code: 'not_a_day' } })
    t.same(await imports(), before, 'a refused change leaves no import behind')
  })

  await t.test('what lands at any moment while a change is applied is not applied over', async (t) => {
    for (const [place, person] of ['u0505', 'u0504', 'u0503'].entries()) {
      const change = { change: 'appoint', person, unit: 'BUN-2', position: 'P-SNN', as: 'concurrent' }
      const { organisationSha256 } = (await look(change)).body
      let readings = 0
      onReading = async () => {
        if (readings++ !== place) return
        await bring({ change: 'change_unit', unit: 'KNK-1', name: `改称${person}係` }, today)
      }
      const body = { effectiveOn: june, change, organisationSha256 }
      const done = await ask<Pick<Problem, 'code'> & Pick<DirectoryImportView, 'id'>>(
        administrator,
        'POST',
        '/v1/directory/changes',
        body,
      )
      onReading = async () => {}
      if (done.body.code === 'import_stale') continue
      t.equal(done.status, 201, JSON.stringify(done.body))
      const row = await db
        .selectFrom('directory_import')
        .select('organisation_sha256')
        .where('id', '=', done.body.id)
        .executeTakeFirstOrThrow()
      t.equal(row.organisation_sha256, organisationSha256, `at reading ${place}`)
    }
  })

  await t.test('of those who saw the same and apply at once, one does', async (t) => {
    const changes = ['u0505', 'u0504', 'u0503', 'u0114', 'u0117', 'u0404'].map((person) => ({
      change: 'appoint',
      person,
      unit: 'BUN-1',
      position: 'P-SNN',
      as: 'concurrent',
    }))
    const { organisationSha256 } = (await look(changes[0]!)).body
    const before = await imports()
    const done = await Promise.all(
      changes.map((change) =>
        ask<Problem>(administrator, 'POST', '/v1/directory/changes', {
          effectiveOn: june,
          change,
          organisationSha256,
        }),
      ),
    )
    t.same(done.map((it) => it.body.code ?? it.status).toSorted(), [201, ...Array(5).fill('import_stale')])
    t.equal((await imports()).length, before.length + 1, 'and the others leave nothing behind')
  })

  for (const on of [today, '2026-06-15', '2026-07-01', '2026-10-10']) {
    await t.test(`what is exported for ${on} and brought in again changes nothing`, async (t) => {
      for (const encoding of ['utf-8', 'cp932'] as const) {
        const get = (file: string) =>
          office.inject(administrator, `/v1/directory/${file}.csv?on=${on}&encoding=${encoding}`)
        const [people, units] = [await get('people'), await get('units')]
        t.equal(units.statusCode, 200)
        t.equal(units.headers['content-disposition'], `attachment; filename="units-${on}.csv"`)
        if (encoding === 'cp932') {
          // 𠮷 is not in it: a file that would change the name is refused.
          t.equal(people.statusCode, 422)
          const { code, facts } = people.json<Problem>()
          t.equal(code, 'directory_not_in_cp932')
          const { values } = facts as { values: string[] }
          t.ok(values.includes(on === today ? '𠮷野 新' : '𠮷野 あらた'))
          t.match(iconv.decode(units.rawPayload, 'cp932'), /^unit_code,unit_name,/)
          continue
        }
        t.equal(
          people.rawPayload.subarray(0, 3).toString('hex'),
          'efbbbf',
          'spreadsheets see UTF-8 by its mark',
        )
        const made = await office.inject(administrator, {
          method: 'POST',
          url: '/v1/directory/imports',
          ...directoryForm(
            { people: people.rawPayload, units: units.rawPayload },
            { effectiveOn: on, scope: 'whole' },
          ),
        })
        const { problems, rehearsal } = made.json<DirectoryImportView>()
        t.same(problems, [])
        t.same(rehearsal.people, [])
        t.same(rehearsal.units, [])
        t.same(rehearsal.vacated, [])
        t.same(rehearsal.proposals, [])
      }
    })
  }

  await t.test('派遣, 併任, 並び順 and 外字 come out as they went in, in Shift_JIS too', async (t) => {
    await db.deleteFrom('directory_import').where('status', '=', 'rehearsed').execute()
    const heading =
      'employee_no,name,name_kana,login,email,ext_phone,unit_code,position_code,kind,from,to,order'
    const rows = [
      heading,
      'u9001,\ue000野 新,ヨシノ アラタ,u9001,"a""b,c@example.jp",1234,BUN-1,P-SNN,本務,2026-05-11,,',
      'u9001,\ue000野 新,ヨシノ アラタ,u9001,"a""b,c@example.jp",1234,BUN-2,P-SNN,併任,2026-05-11,2027-03-31,8',
      'u0505,幌平 美咲,ホロヒラ ミサキ,,,,KNK,,派遣,2026-05-11,2026-12-31,',
    ].join('\r\n')
    const bringIn = async (people: Buffer | string, scope: string) => {
      const made = await office.inject(administrator, {
        method: 'POST',
        url: '/v1/directory/imports',
        ...directoryForm({ people }, { effectiveOn: today, scope }),
      })
      return made.json<DirectoryImportView>()
    }
    const made = await bringIn(rows, 'listed')
    const applied = await ask(administrator, 'POST', `/v1/directory/imports/${made.id}/apply`)
    t.equal(applied.status, 200, JSON.stringify(made.problems))
    // Those whom Shift_JIS cannot write are renamed.
    const refused = await office.inject(administrator, '/v1/directory/people.csv?encoding=cp932')
    const { values } = refused.json<Problem>().facts as { values: string[] }
    await db.updateTable('person').set({ name: '仮名' }).where('name', 'in', values).execute()
    await db.deleteFrom('person_detail').where('name', 'in', values).execute()
    const file = await office.inject(administrator, `/v1/directory/people.csv?on=${today}&encoding=cp932`)
    t.equal(file.statusCode, 200, file.body)
    t.ok(file.rawPayload.includes(Buffer.from([0xf0, 0x40])), '外字 by its own code')
    const lines = iconv.decode(file.rawPayload, 'cp932').split('\r\n')
    const mail = '"a""b,c@example.jp"'
    t.ok(lines.includes(`u9001,\ue000野 新,ヨシノ アラタ,u9001,${mail},1234,BUN-1,P-SNN,本務,2026-05-11,,`))
    t.ok(
      lines.includes(
        `u9001,\ue000野 新,ヨシノ アラタ,u9001,${mail},1234,BUN-2,P-SNN,併任,2026-05-11,2027-03-31,8`,
      ),
    )
    t.ok(lines.some((it) => it.startsWith('u0505,') && it.includes('KNK,,派遣,2026-05-11,2026-12-31,')))
    const again = await bringIn(file.rawPayload, 'whole')
    t.same(again.rehearsal.people, [])
    t.same(
      again.problems.map((it) => it.code),
      ['private_character', 'private_character'],
    )
  })
})
