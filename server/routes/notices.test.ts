import { test } from 'tap'
import type { NoticeCount, NoticeList } from '../contract/notices.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import type { Telling } from '../store/notices.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { tellAll, tellDeps } from '../testing/telling.ts'
import { keepTold } from '../usecases/keep-told.ts'
import { tellPeople } from '../usecases/tell-people.ts'

const noticesOf = async (office: Office, person: string): Promise<NoticeList> =>
  (await office.ask<NoticeList>(person, 'GET', '/v1/notices')).body

const kindsOf = async (office: Office, person: string): Promise<readonly string[]> =>
  (await noticesOf(office, person)).items.map((it) => it.kind)

const returnIt = { type: 'return', reason: '附則を直されたい。' }

test('a 差戻し is told once to its drafter and to those who acted, with the reason', async (t) => {
  const told: unknown[][] = []
  const office = await createOffice(t, {
    live: { publish: (event, to) => void told.push([event, to]), subscribe: () => () => {} },
  })
  const id = await office.submitted()
  await office.act(staff.groupChief, id, { type: 'approve' })
  await office.act(staff.sectionChief, id, returnIt)
  t.ok((await tellAll(office)) >= 3, 'every event of the chain was read')
  t.equal(await tellAll(office), 0, 'and none again')
  const list = await noticesOf(office, staff.drafter)
  t.match(list, {
    unread: 1,
    items: [
      {
        kind: 'returned',
        read: false,
        mayRead: true,
        title: 'みほん観光振興計画（素案）の公表について',
        text: /差し戻しました/u,
        remark: '附則を直されたい。',
      },
    ],
  })
  t.same(await kindsOf(office, staff.groupChief), ['returned_elsewhere'])
  t.same(await kindsOf(office, staff.sectionChief), [], 'nobody is told of the own act')
  t.match(
    told.filter(([event]) => (event as { type: string }).type === 'notice'),
    [[{ type: 'notice' }, { people: [staff.drafter, staff.groupChief] }]],
    'their bells are moved',
  )

  const read = await office.ask<NoticeCount>(staff.drafter, 'POST', '/v1/notices/read', {
    ids: [list.items[0]?.id],
  })
  t.same([read.status, read.body], [200, { unread: 0 }])
  t.equal((await noticesOf(office, staff.drafter)).items[0]?.read, true)
  await office.ask(staff.stranger, 'POST', '/v1/notices/read', { upTo: 1_000_000 })
  for (const ids of [[1e27], [-1]])
    t.equal(
      (await office.ask(staff.stranger, 'POST', '/v1/notices/read', { ids })).status,
      400,
      'no number of one',
    )
  t.equal(
    (await office.ask<NoticeCount>(staff.groupChief, 'GET', '/v1/notices/count')).body.unread,
    1,
    'nobody reads for another',
  )
})

test('a 軽微な変更 is told with what changed', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  await office.act(staff.groupChief, id, { type: 'approve' })
  await office.act(staff.sectionChief, id, returnIt)
  const { version } = await office.view(staff.drafter, id)
  const saved = await office.ask(staff.drafter, 'PUT', `/v1/proposals/${id}/draft`, {
    version,
    content: office.content({ body: '（伺い）\n誤字を直した。' }),
  })
  t.equal(saved.status, 200, JSON.stringify(saved.body))
  const again = await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume', effect: 'minor' })
  t.equal(again.status, 200, JSON.stringify(again.body))
  await tellAll(office)
  const [notice] = (await noticesOf(office, staff.groupChief)).items
  t.match(notice, { kind: 'changed', changes: ['伺い文'] })
})

test('廃案 and 取下げ are told to everybody who acted', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  await office.act(staff.groupChief, id, { type: 'approve' })
  const done = await office.act(staff.drafter, id, { type: 'withdraw', reason: '計画の見直し' })
  t.equal(done.status, 200, JSON.stringify(done.body))
  await tellAll(office)
  t.same(await kindsOf(office, staff.groupChief), ['withdrawn'])
  t.same(await kindsOf(office, staff.sectionChief), ['withdrawn'], 'it waited here')
  t.same(await kindsOf(office, staff.drafter), [])
})

test('R-16 who may not read a case learns no title, no words and no number', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  await office.act(staff.groupChief, id, { type: 'approve' })
  await office.act(staff.sectionChief, id, returnIt)
  await tellAll(office)
  // The one who acted leaves the post, and the case becomes secret: nothing of it is hers any more.
  await office.db
    .updateTable('appointment')
    .set({ to_on: '2026-05-10' })
    .where('person_id', '=', staff.groupChief)
    .execute()
  await office.db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
  const [notice] = (await noticesOf(office, staff.groupChief)).items
  t.match(notice, { kind: 'returned_elsewhere', mayRead: false })
  t.same(
    ['title', 'number', 'remark'].filter((it) => it in (notice ?? {})),
    [],
  )
})

test('what happened last is on top, whatever was told last, and each stands on one page only', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  // Told in the opposite order of what happened, as a demo or a catch-up does; three of each instant.
  const told = Array.from({ length: 60 }, (_, index) => ({
    person_id: staff.drafter,
    proposal_id: id,
    occasion: `event ${1000 + index}`,
    kind: 'decided',
    facts: '{}',
    at: `2026-05-${String(28 - Math.floor(index / 3)).padStart(2, '0')}T01:20:00.000Z`,
  }))
  await office.db.insertInto('notice').values(told).execute()
  const first = await noticesOf(office, staff.drafter)
  const second = (await office.ask<NoticeList>(staff.drafter, 'GET', `/v1/notices?after=${first.next}`)).body
  const shown = [...first.items, ...second.items]
  t.same(
    shown.map((it) => it.at),
    told.map((it) => it.at),
  )
  t.equal(new Set(shown.map((it) => it.id)).size, 60, 'a page may end amid one instant')

  await office.ask(staff.drafter, 'POST', '/v1/notices/read', { upTo: first.upTo })
  const after = await noticesOf(office, staff.drafter)
  t.same([after.unread, after.upTo], [0, undefined], 'all are read, those of the other pages too')
})

test('the list goes on where the page ended, and a bad cursor is refused', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  await office.db
    .insertInto('notice')
    .values(
      Array.from({ length: 60 }, (_, index) => ({
        person_id: staff.drafter,
        proposal_id: id,
        occasion: `event ${1000 + index}`,
        kind: 'decided',
        facts: '{}',
        at: '2026-05-11T01:20:00.000Z',
      })),
    )
    .execute()
  const first = await noticesOf(office, staff.drafter)
  t.same([first.items.length, first.unread], [50, 60])
  const second = await office.ask<NoticeList>(staff.drafter, 'GET', `/v1/notices?after=${first.next}`)
  t.equal(second.body.items.length, 10)
  t.equal(new Set([...first.items, ...second.body.items].map((it) => it.id)).size, 60)
  t.equal(second.body.next, undefined)
  for (const bad of ['x', Buffer.from('["a",1]').toString('base64url')]) {
    t.equal((await office.ask(staff.drafter, 'GET', `/v1/notices?after=${bad}`)).status, 400, bad)
  }
})

test('an event that is committed late is not passed over', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  await tellAll(office)
  const late = await office.pool.connect()
  t.teardown(() => late.release())
  await late.query('begin')
  // Takes the lower id, and stays open while a later one is committed.
  await late.query(
    `insert into outbox_event (proposal_id, seq, type, at) values ($1, 900, 'approved', now())`,
    [id],
  )
  await office.act(staff.groupChief, id, returnIt)
  t.equal(await tellPeople(tellDeps(office)), 0, 'the reader waits for the one that is open')
  await late.query('commit')
  t.equal(await tellAll(office), 2)
  t.same(await kindsOf(office, staff.drafter), ['returned'])
})

test('two workers at once tell everything once, and a failure in the middle loses nothing', async (t) => {
  const office = await createOffice(t)
  const ids = await Promise.all(Array.from({ length: 5 }, () => office.submitted()))
  for (const id of ids) await office.act(staff.groupChief, id, returnIt)
  let failures = 0
  const broken = {
    current: async () => {
      failures += 1
      throw new Error('the organisation cannot be read')
    },
    changed() {},
  }
  await t.rejects(tellAll(office, { organisation: broken }), { message: /cannot be read/u })
  t.equal(failures, 1)
  t.same(await kindsOf(office, staff.drafter), [])
  // The loser of the lock reads nothing; whoever comes later finds the rest.
  const counts = await Promise.all([tellAll(office), tellAll(office), tellAll(office)])
  const total = counts.reduce((sum, count) => sum + count, 0) + (await tellAll(office))
  t.equal(total, 10)
  t.equal((await kindsOf(office, staff.drafter)).length, 5)
})

test('a morning of 回覧 for everybody: twelve thousand things are told in one go', async (t) => {
  const office = await createOffice(t, { isMailing: true })
  const proposalId = (await office.submitted()) as ProposalId
  const person = staff.stranger as PersonId
  const daily = { tasks: 'daily', returned: 'daily', notices: 'daily', due: 'daily', dailyHour: 13 }
  t.equal((await office.ask(person, 'PUT', '/v1/mail-preference', daily)).status, 200)
  const now = office.deps.now()
  const told = Array.from({ length: 12_000 }, (_, index): Telling => {
    const kind = index % 12 === 0 ? 'task' : 'commented'
    return { person, proposalId, occasion: `event ${1000 + index}`, kind, facts: {}, at: now }
  })
  const kept = await office.db.transaction().execute((trx) => keepTold(trx, told, { isMailing: true, now }))
  t.same(kept, { people: [person], letters: [] })
  const { rows } = await office.pool.query<{ notices: number; items: number }>(
    'select (select count(*)::int from notice) as notices, (select count(*)::int from mail_item) as items',
  )
  t.same(rows, [{ notices: 11_000, items: 12_000 }])
})

test('a chain that cannot be read stops nobody else’s news', async (t) => {
  const office = await createOffice(t)
  const broken = await office.submitted()
  // One event is left to be read: two may be read one after the other, while others of the cluster write.
  await tellAll(office)
  await office.act(staff.groupChief, broken, returnIt)
  await office.pool.query('alter table approval_event disable trigger all')
  await office.db
    .updateTable('approval_event')
    .set({ body: 'not JSON' })
    .where('proposal_id', '=', broken)
    .execute()
  const well = await office.submitted()
  await office.act(staff.groupChief, well, returnIt)
  const complaints: string[] = []
  await tellAll(office, { onBroken: (id) => void complaints.push(id) })
  t.same(complaints, [broken])
  t.same(
    (await noticesOf(office, staff.drafter)).items.map((it) => it.proposalId),
    [well],
  )
})
