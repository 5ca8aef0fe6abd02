import { test } from 'tap'
import type { RecordCalendar } from '../contract/record-calendar.ts'
import { createOffice, staff } from '../testing/office.ts'
import { makeDecided } from '../testing/rights/held-cases.ts'

const manager = staff.recordsManager

test('R-16 R-20 R-21 年間予定: worked out from what is registered, for each as far as he or she may know', async (t) => {
  const office = await createOffice(t)
  const of = async (person: string, year?: number) => {
    const url = `/v1/record-calendar${year === undefined ? '' : `?year=${year}`}`
    const { status, body } = await office.ask<RecordCalendar>(person, 'GET', url)
    t.equal(status, 200, JSON.stringify(body))
    return body
  }
  const folder = { fiscalYear: 2026, classification: '512', name: '年間予定の試験', retention: 'R01' }
  const made = await office.ask<{ id: string }>(manager, 'POST', '/v1/folders', {
    ...{ ...folder, disposition: 'destroy', owner: 'KNK' },
  })
  t.equal(made.status, 201)
  const until = { class: 'timed', grounds: ['G1'], until: '2026-06-30' }
  const limited = await makeDecided(office, { disclosure: until, title: '時限のある公開' })
  const secret = await office.submitted({
    ...{ authorityCode: 'E01', concurringUnits: [], title: '人事異動の内示について' },
    ...{ secrecy: 'timed_secret', accessList: [], secretUntil: '2026-07-31T15:00:00.000Z' },
  })

  const here = await of(manager)
  t.match(here, { today: '2026-05-11', fiscalYear: 2026 })
  const days = here.entries.map((it) => it.on)
  t.same(days, days.toSorted(), 'by day')
  const about = (all: RecordCalendar, id: string) =>
    all.entries
      .filter((it) => it.things.some((thing) => thing.id === id))
      .map(({ on, kind, owner, isLate }) => [on, kind, owner?.unit ?? '', isLate])
  t.same(about(here, made.body.id), [
    ['2027-03-31', 'appraisal', 'KNK', false],
    ['2027-03-31', 'folders_close', 'KNK', false],
    ['2027-03-31', 'folders_open', 'KNK', false],
  ])
  t.same(about(await of(manager, 2027), made.body.id), [
    ['2027-04-01', 'retention_begins', 'KNK', false],
    ['2028-03-31', 'retention_ends', 'KNK', false],
  ])
  t.same(about(here, limited.id), [['2026-07-01', 'class_opens', '', false]])
  t.same(about(here, secret), [], 'R-16')
  t.same(about(await of(staff.drafter), secret), [['2026-08-01', 'secrecy_ends', '', false]])
  t.match(
    here.entries.find((it) => it.kind === 'number_books'),
    { on: '2026-04-01', href: '/settings/numbers' },
  )
  const owners = (all: RecordCalendar) =>
    [...new Set(all.entries.flatMap((it) => it.owner?.unit ?? []))].toSorted()
  t.same(owners(await of(staff.drafter)), ['KNK'], 'a 課 is told of its own')
  t.ok(!owners(await of(staff.stranger)).includes('KNK'))

  await t.test('as a calendar file', async (t) => {
    const answer = await office.inject(manager, '/v1/record-calendar.ics?year=2026')
    t.match(answer.headers['content-type'], /^text\/calendar/)
    const lines = answer.body.replaceAll('\r\n ', '').split('\r\n')
    t.equal(lines[0], 'BEGIN:VCALENDAR')
    t.equal(lines.filter((it) => it === 'BEGIN:VEVENT').length, here.entries.length)
    t.ok(
      answer.body.split('\r\n').every((it) => Buffer.byteLength(it) <= 75),
      'folded (RFC 5545, 3.1)',
    )
    const at = lines.indexOf('SUMMARY:公開の時限が過ぎる日（1件）')
    const event = lines.slice(lines.lastIndexOf('BEGIN:VEVENT', at), lines.indexOf('END:VEVENT', at))
    t.ok(event.includes('DTSTART;VALUE=DATE:20260701'), event.join('\n'))
    t.ok(event.includes('DTEND;VALUE=DATE:20260702'))
    t.ok(event.includes('DTSTAMP:20260511T012000Z'))
    t.notMatch(answer.body, '時限のある公開', 'no 件名 leaves with it')
    t.equal(new Set(lines.filter((it) => it.startsWith('UID:'))).size, here.entries.length)
  })
})
