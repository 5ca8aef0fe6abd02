import { test } from 'tap'
import type { DirectoryImportList, DirectoryImportView } from '../contract/directory.ts'
import type { PersonView } from '../contract/organisation.ts'
import { staff } from '../testing/office.ts'
import { changeUrn, createScimOffice, newPerson, patchOf, postsUrn, unitUrn } from '../testing/scim-office.ts'

test('the life of a person over SCIM', async (t) => {
  const { office, client, setDay } = await createScimOffice(t)
  const jinji = client('sys-jinji')
  const imports = async () =>
    (await office.ask<DirectoryImportList>(staff.recordsManager, 'GET', '/v1/directory/imports')).body.items
  const appointments = async () =>
    (await office.ask<PersonView>(staff.stranger, 'GET', '/v1/people/u9001')).body.appointments.map(
      (it) => `${it.kind} ${it.post ?? ''} ${it.from}–${it.to ?? ''}`,
    )

  await t.test(
    'hired: a change of the directory like any other, with the application as its author',
    async (t) => {
      const made = await jinji('POST', '/Users', newPerson('u9001'))
      t.equal(made.status, 201, JSON.stringify(made.body))
      t.match(made.headers, {
        'content-type': /^application\/scim\+json/,
        location: /\/scim\/v2\/Users\/u9001$/,
      })
      t.match(made.body, {
        id: 'u9001',
        externalId: 'hr-u9001',
        userName: 'u9001',
        active: true,
        name: { formatted: '川下 実', familyName: '川下', givenName: '実' },
        [postsUrn]: { mainUnit: 'KNK-1', mainPosition: 'P-SNN' },
      })
      t.same(await appointments(), ['primary KNK-1:P-SNN 2026-05-11–'])
      const [head] = await imports()
      t.match(head, {
        status: 'applied',
        effectiveOn: '2026-05-11',
        scope: 'listed',
        application: { clientId: 'sys-jinji', name: '人事給与システム' },
        files: [{ kind: 'people', name: 'scim-user-u9001.csv', rows: 1 }],
      })
      t.equal(head?.createdBy, undefined)
      t.equal(head?.appliedBy, undefined)
      const view = await office.ask<DirectoryImportView>(
        staff.recordsManager,
        'GET',
        `/v1/directory/imports/${head?.id}`,
      )
      t.match(view.body.rehearsal.people, [{ person: 'u9001', change: 'joins', after: ['企画係主任'] }])
    },
  )

  await t.test('again: refused as there already, and a repeated PUT changes nothing', async (t) => {
    const again = await jinji('POST', '/Users', newPerson('u9001'))
    t.match(again, { status: 409, body: { status: '409', scimType: 'uniqueness', detail: /登録済みのもの/ } })
    const before = (await imports()).length
    const put = await jinji('PUT', '/Users/u9001', newPerson('u9001'))
    t.equal(put.status, 200, JSON.stringify(put.body))
    t.equal(put.body[changeUrn], undefined)
    t.equal((await imports()).length, before, 'nothing is on record that did nothing')
  })

  await t.test('兼務 and its end', async (t) => {
    const post = { unit: 'BUN', position: 'P-CHF', kind: 'concurrent' }
    const added = await jinji(
      'PATCH',
      '/Users/u9001',
      patchOf({ op: 'add', path: `${postsUrn}:posts`, value: [post] }),
    )
    t.equal(added.status, 200, JSON.stringify(added.body))
    t.same(await appointments(), ['primary KNK-1:P-SNN 2026-05-11–', 'concurrent BUN:P-CHF 2026-05-11–'])
    setDay('2026-05-12')
    const until = await jinji(
      'PATCH',
      '/Users/u9001',
      patchOf({ op: 'replace', path: `${postsUrn}:posts[unit eq "BUN"].until`, value: '2026-06-30' }),
    )
    t.equal(until.status, 200, JSON.stringify(until.body))
    t.same(await appointments(), [
      'primary KNK-1:P-SNN 2026-05-11–',
      'concurrent BUN:P-CHF 2026-05-11–2026-06-30',
    ])
  })

  await t.test('transferred on a day in the future: the 本務 ends on its eve', async (t) => {
    const moved = await jinji(
      'PATCH',
      '/Users/u9001',
      patchOf({
        op: 'add',
        path: `${postsUrn}:posts`,
        value: [{ unit: 'BUN', position: 'P-CHF', kind: 'primary', from: '2026-07-01' }],
      }),
    )
    t.equal(moved.status, 200, JSON.stringify(moved.body))
    t.same((await appointments()).toSorted(), [
      'concurrent BUN:P-CHF 2026-05-11–2026-06-30',
      'primary BUN:P-CHF 2026-07-01–',
      'primary KNK-1:P-SNN 2026-05-11–2026-06-30',
    ])
    t.match(moved.body, { title: '企画係主任', [postsUrn]: { mainUnit: 'KNK-1' } }, 'today it is as it was')
    setDay('2026-07-01')
    const then = await jinji('GET', '/Users/u9001')
    t.match(then.body, { [postsUrn]: { mainUnit: 'BUN', mainPosition: 'P-CHF' } })
    t.equal(then.body[postsUrn].posts?.length, 1, 'what is over is no post any more')
  })

  await t.test('the 本務 by two codes, for who sends no lists', async (t) => {
    const moved = await jinji(
      'PATCH',
      '/Users/u9001',
      patchOf(
        { op: 'Replace', path: `${postsUrn}:mainUnit`, value: 'KNK-1' },
        { op: 'Replace', path: `${postsUrn}:mainPosition`, value: 'P-KAK' },
        { op: 'Add', path: `${postsUrn}:effectiveOn`, value: '2026-08-01' },
      ),
    )
    t.equal(moved.status, 200, JSON.stringify(moved.body))
    t.same((await appointments()).filter((it) => it.startsWith('primary')).toSorted(), [
      'primary BUN:P-CHF 2026-07-01–2026-07-31',
      'primary KNK-1:P-KAK 2026-08-01–',
      'primary KNK-1:P-SNN 2026-05-11–2026-06-30',
    ])
    const [head] = await imports()
    t.equal(head?.effectiveOn, '2026-08-01')
  })

  await t.test('休職 and back', async (t) => {
    setDay('2026-09-01')
    const away = { kind: '休職', from: '2026-09-01' }
    const gone = await jinji(
      'PATCH',
      '/Users/u9001',
      patchOf({ op: 'replace', path: `${postsUrn}:posts`, value: [away] }),
    )
    t.equal(gone.status, 200, JSON.stringify(gone.body))
    t.match(gone.body, { active: true, [postsUrn]: { posts: [{ kind: 'on_leave', from: '2026-09-01' }] } })
    setDay('2026-10-01')
    const back = await jinji(
      'PATCH',
      '/Users/u9001',
      patchOf({
        op: 'replace',
        path: `${postsUrn}:posts`,
        value: [{ unit: 'KNK-1', position: 'P-SNN', kind: '本務' }],
      }),
    )
    t.equal(back.status, 200, JSON.stringify(back.body))
    t.same(
      back.body[postsUrn].posts?.map((it) => [it['kind'], it['from']]),
      [['primary', '2026-10-01']],
    )
  })

  await t.test('retired as of a day; what is vacated is told', async (t) => {
    const chief = await jinji('GET', `/Users/${staff.groupChief}`)
    const gone = await jinji(
      'PATCH',
      `/Users/${staff.groupChief}`,
      patchOf({ op: 'replace', value: { active: false, [postsUrn]: { effectiveOn: '2027-04-01' } } }),
    )
    t.equal(gone.status, 200, JSON.stringify(gone.body))
    t.equal(gone.body.active, true, 'until then')
    t.match(gone.body[postsUrn].posts?.[0], { until: '2027-03-31' })
    t.match(gone.body[changeUrn], { effectiveOn: '2027-04-01', vacated: [{ value: 'KNK-1:P-KAK' }] })
    t.not(gone.body.meta.version, chief.body.meta.version)
    const [head] = await imports()
    t.equal(head?.vacated, 1)
    setDay('2027-04-01')
    t.equal((await jinji('GET', `/Users/${staff.groupChief}`)).body.active, false)

    const today = await jinji(
      'PATCH',
      '/Users/u9001',
      patchOf({ op: 'Replace', path: 'active', value: 'False' }),
    )
    t.match(today, { status: 200, body: { active: false } })
    t.ok((await appointments()).includes('primary KNK-1:P-SNN 2026-10-01–2027-03-31'))
    const twice = await jinji(
      'PATCH',
      '/Users/u9001',
      patchOf({ op: 'Replace', path: 'active', value: 'False' }),
    )
    t.match(twice, { status: 200, body: { active: false } })
    t.equal(twice.body[changeUrn], undefined)
  })

  await t.test('deleted: gone from SCIM, on record for ever; and hired again', async (t) => {
    t.equal((await jinji('DELETE', '/Users/u9001')).status, 204)
    t.match(await jinji('GET', '/Users/u9001'), { status: 404, body: { status: '404' } })
    t.equal((await jinji('DELETE', '/Users/u9001')).status, 404)
    t.equal(
      (await jinji('GET', `/Users?filter=${encodeURIComponent('userName eq "u9001"')}`)).body.totalResults,
      0,
    )
    t.ok((await appointments()).length > 3, 'what was stays')
    const again = await jinji(
      'POST',
      '/Users',
      newPerson('u9001', {}, [{ unit: 'BUN', position: 'P-CHF', kind: 'primary' }]),
    )
    t.equal(again.status, 201, JSON.stringify(again.body))
    t.equal(again.body.active, true)
    t.equal((await jinji('DELETE', '/Users/u9001')).status, 204)
    t.notOk(
      (await appointments()).some((it) => it.includes('2027-04-01')),
      'hired and gone in one day',
    )
  })

  await t.test('units: begun, renamed on a day, ended only when nobody is left in them', async (t) => {
    const unit = { code: 'TEST-1', kind: '課', parent: 'KEI', symbol: '試験' }
    const made = await jinji('POST', '/Groups', { displayName: '試験課', [unitUrn]: unit })
    t.equal(made.status, 201, JSON.stringify(made.body))
    t.match(made.body, { id: 'TEST-1', [unitUrn]: { kind: 'section', parent: 'KEI', from: '2027-04-01' } })
    const renamed = await jinji(
      'PATCH',
      '/Groups/TEST-1',
      patchOf(
        { op: 'replace', path: 'displayName', value: '試作課' },
        { op: 'add', path: `${unitUrn}:effectiveOn`, value: '2027-06-01' },
      ),
    )
    t.match(renamed, { status: 200, body: { displayName: '試験課' } })
    setDay('2027-06-01')
    t.equal((await jinji('GET', '/Groups/TEST-1')).body.displayName, '試作課')

    await jinji(
      'POST',
      '/Users',
      newPerson('u9002', {}, [{ unit: 'TEST-1', position: 'P-SEC', kind: 'primary' }]),
    )
    const members = await jinji('GET', '/Groups/TEST-1')
    t.match(members.body.members, [{ value: 'u9002', display: '川下 実', type: 'User' }])
    const refused = await jinji(
      'PATCH',
      '/Groups/TEST-1',
      patchOf({ op: 'add', path: 'members', value: [{ value: staff.drafter }] }),
    )
    t.match(refused, { status: 400, body: { scimType: 'mutability', detail: /posts から/ } })
    t.match(await jinji('DELETE', '/Groups/TEST-1'), {
      status: 409,
      body: { detail: /残っている人：川下 実/ },
    })
    const away = {
      op: 'replace',
      path: `${postsUrn}:posts`,
      value: [{ unit: 'BUN', position: 'P-CHF', kind: '本務' }],
    }
    t.equal((await jinji('PATCH', '/Users/u9002', patchOf(away))).status, 200)
    setDay('2027-06-02')
    t.equal((await jinji('DELETE', '/Groups/TEST-1')).status, 204)
    t.equal((await jinji('GET', '/Groups/TEST-1')).status, 404)

    await jinji('POST', '/Groups', {
      displayName: '試用課',
      [unitUrn]: { code: 'TEST-2', kind: 'section', parent: 'KEI' },
    })
    await office.db.updateTable('record_folder').set({ owner_unit: 'TEST-2' }).execute()
    setDay('2027-06-03')
    t.match(await jinji('DELETE', '/Groups/TEST-2'), { status: 409, body: { detail: /引き継ぐ所属/ } })
    const end = { op: 'replace', value: { [unitUrn]: { until: '2027-06-30', successor: 'KNK' } } }
    t.match(await jinji('PATCH', '/Groups/TEST-2', patchOf(end)), {
      status: 200,
      body: { [unitUrn]: { until: '2027-06-30', successor: 'KNK' } },
    })
  })
})
