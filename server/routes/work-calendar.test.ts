import { test } from 'tap'
import type { Problem } from '../contract/common.ts'
import type { WorkCalendarPreview, WorkCalendarView } from '../contract/work-calendar.ts'
import { isWorkingDay } from '../domain/calendar/working-days.ts'
import type { LocalDate } from '../domain/ids.ts'
import { loadReminding } from '../store/reminders.ts'
import { createOffice, staff } from '../testing/office.ts'

const administrator = 'u0205'

/** Monday, 11 May 2026. */
test('閉庁日・督促 over HTTP', async (t) => {
  const office = await createOffice(t)
  const { ask, db } = office
  const view = async (by: string = administrator) =>
    (await ask<WorkCalendarView>(by, 'GET', '/v1/work-calendar')).body
  const settings = async () => {
    const { closedDays, days, remindAfter, remindUrgentAfter, remindPostReviewAfter } = await view()
    return { closedDays, days, remindAfter, remindUrgentAfter, remindPostReviewAfter }
  }
  const look = async (changes: object, by: string = administrator) =>
    ask<WorkCalendarPreview & Problem>(by, 'POST', '/v1/work-calendar/preview', {
      ...(await settings()),
      ...changes,
    })
  const save = async (changes: object, by: string = administrator) =>
    ask<WorkCalendarView & Problem>(by, 'PUT', '/v1/work-calendar', {
      ...(await settings()),
      version: (await view()).version,
      ...changes,
    })

  await t.test('only 文書管理者 and システム管理者', async (t) => {
    t.equal((await office.inject(null, '/v1/work-calendar')).statusCode, 401)
    const refused = { status: 403, body: { code: 'calendar_not_yours' } }
    t.match(await ask(staff.stranger, 'GET', '/v1/work-calendar'), refused)
    t.match(await look({}, staff.stranger), refused)
    t.match(await save({}, staff.stranger), refused)
    t.equal((await ask(staff.recordsManager, 'GET', '/v1/work-calendar')).status, 200)
  })

  await t.test(
    'what the body laid down, the closed days of the coming year, and when reminders go',
    async (t) => {
      const seen = await view()
      t.match(seen, { version: 0, today: '2026-05-11', remindAfter: 3 })
      t.same(seen.changes, [])
      t.same(
        seen.closures.filter((it) => it.day > '2026-12-01' && it.day < '2027-01-05'),
        [
          { day: '2026-12-29', why: 'every_year' },
          { day: '2026-12-30', why: 'every_year' },
          { day: '2026-12-31', why: 'every_year' },
          { day: '2027-01-01', why: 'holiday', name: '元日' },
        ],
        'Saturdays and Sundays go without saying',
      )
      t.same(seen.reminders.rounds.slice(0, 5), [
        '2026-05-12',
        '2026-05-13',
        '2026-05-14',
        '2026-05-15',
        '2026-05-18',
      ])
      t.match(seen.reminders, { waiting: '2026-05-14', urgent: '2026-05-12', postReview: '2026-05-18' })
    },
  )

  await t.test('臨時閉庁: which days change and which reminders come later, before it is so', async (t) => {
    const days = [
      { day: '2026-05-13', isClosed: true, name: '庁舎停電' },
      { day: '2026-05-16', isClosed: false, name: '休日開庁' },
    ]
    const { body } = await look({ days, remindUrgentAfter: 2 })
    t.same(body.days, [
      { day: '2026-05-13', isClosed: true },
      { day: '2026-05-16', isClosed: false },
    ])
    t.same(body.before.rounds.slice(0, 3), ['2026-05-12', '2026-05-13', '2026-05-14'])
    t.same(body.after.rounds.slice(0, 4), ['2026-05-12', '2026-05-14', '2026-05-15', '2026-05-16'])
    t.match(body.before, { waiting: '2026-05-14', urgent: '2026-05-12', postReview: '2026-05-18' })
    t.match(body.after, { waiting: '2026-05-15', urgent: '2026-05-14', postReview: '2026-05-18' })
    t.equal(body.nothing, false)
    t.same((await view()).days, [], 'looking stores nothing')
    t.equal((await look({})).body.nothing, true)
  })

  await t.test('how many tasks the next round is about', async (t) => {
    await office.submitted()
    t.equal((await look({})).body.before.tasks, 0)
    t.equal((await look({ remindAfter: 1 })).body.after.tasks, 1)
  })

  await t.test('it counts at once, and who changed it is kept', async (t) => {
    const days = [{ day: '2026-05-13', isClosed: true, name: '庁舎停電' }]
    const changes = {
      days,
      closedDays: ['08-14', '12-29', '12-30', '12-31', '01-02', '01-03'],
      remindAfter: 5,
    }
    const done = await save(changes, staff.recordsManager)
    t.equal(done.status, 200, JSON.stringify(done.body))
    t.match(done.body, {
      version: 1,
      remindAfter: 5,
      changes: [{ version: 1, by: { id: staff.recordsManager } }],
    })
    t.match(
      done.body.closures.find((it) => it.day === '2026-05-13'),
      { why: 'single', name: '庁舎停電' },
    )
    const { calendar, after } = await loadReminding(db)
    t.equal(after, 5)
    t.notOk(isWorkingDay(calendar, '2026-05-13' as LocalDate))
    t.notOk(isWorkingDay(calendar, '2026-08-14' as LocalDate))
    t.equal((await save(changes)).body.version, 1, 'the same once more is not another version')
    const kept = await db.selectFrom('work_calendar_change').selectAll().execute()
    t.match(kept, [{ version: 1, before: { remindAfter: 3 }, after: { remindAfter: 5 } }])
    await t.rejects(db.deleteFrom('work_calendar_change').execute(), /refused/)
  })

  await t.test('refused: two writers, days that are none, twice, or over', async (t) => {
    t.match(await save({ version: 0, remindAfter: 4 }), {
      status: 409,
      body: { code: 'calendar_changed', facts: { version: 1 } },
    })
    const day = (text: string, name = '閉庁') => ({ day: text, isClosed: true, name })
    for (const [changes, code, value] of [
      [{ closedDays: ['02-30'] }, 'calendar_day_unknown', '02-30'],
      [{ closedDays: ['12-29', '12-29'] }, 'calendar_day_twice', '12-29'],
      [{ days: [day('2026-02-30')] }, 'calendar_day_unknown', '2026-02-30'],
      [{ days: [day('2026-06-01'), day('2026-06-01')] }, 'calendar_day_twice', '2026-06-01'],
      [{ days: [day('2026-05-08')] }, 'calendar_day_past', '2026-05-08'],
    ] as const) {
      t.match(await look(changes), { status: 422, body: { code, facts: { value } } }, code)
      t.match(await save(changes), { status: 422, body: { code, facts: { value } } }, code)
    }
    t.equal((await look({ closedDays: ['02-29'] })).status, 200, 'a day of leap years is one')
    t.equal((await look({ remindAfter: 0 })).status, 400)
    office.setTime('2026-06-10T01:00:00.000Z')
    t.match(await save({ days: [] }), {
      body: { code: 'calendar_day_past', facts: { value: '2026-05-13' } },
    })
    t.equal((await save({ remindAfter: 4 })).status, 200, 'what is over stays as it was')
  })
})
