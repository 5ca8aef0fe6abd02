import { test } from 'tap'
import type { Problem } from '../contract/common.ts'
import type { Me } from '../contract/me.ts'
import type { RoleList } from '../contract/roles.ts'
import type { LocalDate } from '../domain/ids.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { createOffice, staff } from '../testing/office.ts'

/** The only システム管理者 of the example. */
const administrator = 'u0205'
const other = 'u0404'
const today = '2026-05-11'

type Answer = RoleList & Problem

test('役割 over HTTP', async (t) => {
  let day = today
  const office = await createOffice(t, ({ db }) => ({
    organisation: createOrganisationSource(db, { freshForMs: 0, today: () => day as LocalDate }),
  }))
  const { ask, db } = office
  const list = async (by: string = administrator) => (await ask<Answer>(by, 'GET', '/v1/roles')).body
  const give = (by: string, person: string, role: string, from = today, reason = '人事異動') =>
    ask<Answer>(by, 'POST', '/v1/roles', { person, role, from, reason })
  const idOf = async (person: string, role: string) =>
    (await list()).items.find((it) => it.person.id === person && it.role === role)?.id
  const end = async (by: string, person: string, role: string, from = today) =>
    ask<Answer>(by, 'POST', `/v1/roles/${await idOf(person, role)}/end`, { from, reason: '担当替え' })
  const rolesOf = async (person: string) => (await ask<Me>(person, 'GET', '/v1/me')).body.roles

  await t.test('who has which, for those who must be able to tell', async (t) => {
    t.equal((await office.inject(null, '/v1/roles')).statusCode, 401)
    t.match(await ask(staff.stranger, 'GET', '/v1/roles'), { status: 403, body: { code: 'role_not_yours' } })
    const { mayGive, items } = await list()
    t.equal(mayGive, true)
    t.match(
      items.find((it) => it.person.id === staff.recordsManager),
      { role: 'records_manager', state: 'in_force', reason: '', mayEnd: true },
    )
    t.match(
      items.find((it) => it.person.id === administrator),
      { role: 'administrator', mayEnd: false },
      'not his own',
    )
    const seen = await list(staff.recordsManager)
    t.equal(seen.mayGive, false)
    t.ok(seen.items.every((it) => !it.mayEnd))
  })

  await t.test('given from a day on, with who gave it and why; it counts from that day', async (t) => {
    t.match(await give(staff.recordsManager, other, 'auditor'), {
      status: 403,
      body: { code: 'role_not_yours' },
    })
    t.match(await give(administrator, administrator, 'auditor'), { status: 403, body: { code: 'role_own' } })
    t.match(await give(administrator, 'u9999', 'auditor'), {
      status: 404,
      body: { code: 'role_person_unknown' },
    })
    t.match(await give(administrator, other, 'auditor', '2026-05-10'), {
      status: 422,
      body: { code: 'role_day_past', facts: { earliest: today } },
    })
    t.match(await give(administrator, staff.recordsManager, 'administrator'), {
      status: 409,
      body: { code: 'role_incompatible', facts: { role: 'records_manager' } },
    })
    t.equal((await give(administrator, other, 'auditor', today, '')).status, 400, 'not without a reason')
    const id = await office.submitted()
    t.equal((await ask(other, 'GET', `/v1/proposals/${id}`)).status, 404)
    const done = await give(administrator, other, 'auditor', '2026-06-01')
    t.equal(done.status, 201, JSON.stringify(done.body))
    t.match(done.body.items[0], {
      person: { id: other },
      role: 'auditor',
      from: '2026-06-01',
      state: 'ahead',
      reason: '人事異動',
      given: { by: { id: administrator } },
    })
    t.same(await rolesOf(other), [])
    office.setTime('2026-06-01T01:00:00.000Z')
    day = '2026-06-01'
    t.same(await rolesOf(other), ['auditor'])
    t.match(await ask(other, 'GET', `/v1/proposals/${id}`), { body: { code: 'purpose_missing' } })
    t.equal((await ask(other, 'PUT', '/v1/reading-purpose', { purpose: '定期監査' })).status, 200)
    t.equal((await ask(other, 'GET', `/v1/proposals/${id}`)).status, 200, 'an auditor reads')
    t.match(await give(administrator, other, 'auditor', '2026-06-01'), {
      status: 409,
      body: { code: 'role_held' },
    })
  })

  await t.test('ended with a reason; it counts at once, and stays on record', async (t) => {
    const done = await end(administrator, other, 'auditor', '2026-06-01')
    t.equal(done.status, 200, JSON.stringify(done.body))
    t.match(
      done.body.items.find((it) => it.person.id === other),
      { to: '2026-05-31', state: 'past', ended: { by: { id: administrator }, reason: '担当替え' } },
    )
    t.same(await rolesOf(other), [])
    t.match(await end(administrator, other, 'auditor', '2026-06-01'), {
      status: 409,
      body: { code: 'role_not_held' },
    })
    await t.rejects(db.deleteFrom('person_role').execute(), /refused/)
    await t.rejects(db.updateTable('person_role').set({ role: 'auditor' }).execute(), /refused/)
    await t.rejects(
      db.updateTable('person_role').set({ to_on: null }).where('ended_by', 'is not', null).execute(),
      /refused/,
    )
  })

  await t.test('two システム管理者 who end each other at once: one remains', async (t) => {
    t.equal((await give(administrator, other, 'administrator', day)).status, 201)
    const both = await Promise.all([
      end(administrator, other, 'administrator', day),
      end(other, administrator, 'administrator', day),
    ])
    t.same(new Set(both.map((it) => it.status)), new Set([200, 403]))
    const counting = (
      await db.selectFrom('person_role').selectAll().where('role', '=', 'administrator').execute()
    ).filter((it) => it.to_on === null)
    t.equal(counting.length, 1)
  })

  await t.test('a システム管理者 neither reads a case nor decides one by his role', async (t) => {
    const id = await office.submitted()
    const { items } = await list(
      (await rolesOf(administrator)).includes('administrator') ? administrator : other,
    )
    const keeper = items.find((it) => it.role === 'administrator' && it.state === 'in_force')?.person.id ?? ''
    t.equal((await ask(keeper, 'GET', `/v1/proposals/${id}`)).status, 404)
    const body = { type: 'decide', version: 1, manifestSha256: '0'.repeat(64) }
    t.equal((await ask(keeper, 'POST', `/v1/proposals/${id}/acts`, body)).status, 404)
  })
})
