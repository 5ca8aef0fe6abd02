import { test } from 'tap'
import type { Inbox } from '../contract/inbox.ts'
import type { ProposalList, ProposalView } from '../contract/proposals.ts'
import { leaksTo } from '../testing/leaks.ts'
import { createOffice, staff } from '../testing/office.ts'

test('drafting, reading and lists over HTTP', async (t) => {
  const office = await createOffice(t)

  await t.test('the same Idempotency-Key answers the same draft, also at the same moment', async (t) => {
    const create = (person: string) =>
      office.inject(person, {
        method: 'POST',
        url: '/v1/proposals',
        headers: { 'idempotency-key': 'k1' },
        payload: {},
      })
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(staff.drafter)))
    t.equal(new Set(answers.map((it) => it.json<ProposalView>().id)).size, 1)
    t.same(
      answers.map((it) => it.statusCode).sort((a, b) => a - b),
      [200, 200, 200, 200, 201],
    )
    t.not((await create(staff.groupChief)).json<ProposalView>().id, answers[0]?.json<ProposalView>().id)
  })

  await t.test('the same Idempotency-Key with another body is refused, and nothing is made', async (t) => {
    const create = (payload: object) =>
      office.inject(staff.drafter, {
        method: 'POST',
        url: '/v1/proposals',
        headers: { 'idempotency-key': 'k2' },
        payload,
      })
    const content = office.content()
    const { id, version } = (await create({ content })).json<ProposalView>()
    await office.ask(staff.drafter, 'PUT', `/v1/proposals/${id}/draft`, {
      version,
      content: { ...content, title: '打ち直した件名' },
    })
    const again = await create({ content: Object.fromEntries(Object.entries(content).toReversed()) })
    t.match([again.statusCode, again.json()], [200, { id }], 'the order of the fields is no other body')
    const other = await create({ content: { ...content, title: '別の件名' } })
    t.match([other.statusCode, other.json()], [422, { code: 'idempotency_key_reused' }])
    const none = await create({})
    t.equal(none.statusCode, 422, 'an empty request is another one too')
  })

  await t.test('who holds no post drafts nothing, and nobody drafts in the post of another', async (t) => {
    t.match(await office.ask('nobody', 'POST', '/v1/proposals', {}), {
      status: 403,
      body: { code: 'no_post' },
    })
    const borrowed = { drafterPost: 'KNK:P-SEC' }
    t.match(await office.ask(staff.drafter, 'POST', '/v1/proposals', borrowed), {
      status: 403,
      body: { code: 'no_post' },
    })
  })

  await t.test('autosave: the second tab is told that the first one saved', async (t) => {
    const { id, version, content } = await office.draft()
    const save = (title: string) =>
      office.ask<{ version: number; manifestSha256: string }>(
        staff.drafter,
        'PUT',
        `/v1/proposals/${id}/draft`,
        { version, content: { ...content, title } },
      )
    const first = await save('一')
    t.match(first, { status: 200, body: { version: version + 1 } })
    t.match(await save('二'), {
      status: 409,
      body: { code: 'version_changed', facts: { version: version + 1 } },
    })
    const view = await office.view(staff.drafter, id)
    t.equal(view.content.title, '一')
    t.equal(view.manifestSha256, first.body.manifestSha256)
  })

  await t.test('on the route the text is fixed, also for its drafter', async (t) => {
    const id = await office.submitted()
    const { version, content } = await office.view(staff.drafter, id)
    const save = (person: string) =>
      office.ask(person, 'PUT', `/v1/proposals/${id}/draft`, { version, content })
    t.match(await save(staff.drafter), { status: 409, body: { code: 'wrong_status' } })
    t.match(await save(staff.groupChief), { status: 403, body: { code: 'not_drafter' } })
    t.match(await save(staff.stranger), { status: 404, body: { code: 'not_found' } })
  })

  await t.test('text that no database can store is a sentence, not a crash', async (t) => {
    const { id, version, content } = await office.draft()
    for (const title of ['a\u0000b', '\ud800']) {
      const refused = await office.ask(staff.drafter, 'PUT', `/v1/proposals/${id}/draft`, {
        version,
        content: { ...content, title },
      })
      t.match(refused, { status: 422, body: { code: 'unstorable_text' } })
    }
    const count = async () =>
      (await office.pool.query<{ count: number }>('select count(*) as count from proposal')).rows[0]?.count
    const before = await count()
    const items = ['出張', 'a\u0000b'].map((title, at) => ({ key: `${at}`, content: { ...content, title } }))
    const many = await office.ask(staff.drafter, 'POST', '/v1/proposals:bulk', { items })
    t.match(many, { status: 422, body: { code: 'unstorable_text' } })
    await office.draft()
    t.equal(await count(), Number(before) + 1, 'nothing of a refused request is made')
    const hard = '髙﨑・𠮷田・葛\u{E0100}西・塚'
    await office.ask(staff.drafter, 'PUT', `/v1/proposals/${id}/draft`, {
      version,
      content: { ...content, title: hard },
    })
    t.equal(
      (await office.view(staff.drafter, id)).content.title,
      hard,
      'hard characters come back as they were',
    )
  })

  await t.test('a draft is its drafter’s alone; every read is logged', async (t) => {
    const { id } = await office.draft()
    for (const person of [staff.groupChief, staff.recordsManager, staff.stranger]) {
      t.equal((await office.ask(person, 'GET', `/v1/proposals/${id}`)).status, 404, person)
    }
    const reads = await office.db
      .selectFrom('audit_access')
      .select('person_id')
      .where('proposal_id', '=', id)
      .execute()
    t.ok(reads.length > 0 && reads.every((it) => it.person_id === staff.drafter))
  })

  await t.test(
    'R-16: a secret matter is for its drafter, the route and the persons named, and in the lists of no other',
    async (t) => {
      const open = await office.submitted()
      const secret = await office.submitted({
        secrecy: 'secret',
        accessList: [staff.stranger],
        authorityCode: 'E01',
        concurringUnits: [],
      })
      const reads = async (person: string, id: string) =>
        (await office.ask(person, 'GET', `/v1/proposals/${id}`)).status
      t.same([await reads(staff.recordsManager, open), await reads(staff.recordsManager, secret)], [200, 404])
      t.same([await reads(staff.stranger, open), await reads(staff.stranger, secret)], [404, 200])
      t.same([await reads(staff.sectionChief, open), await reads(staff.sectionChief, secret)], [200, 200])
      t.same([await reads(staff.finance, open), await reads(staff.finance, secret)], [200, 404])
      const scopes = async (person: string) =>
        Promise.all(
          ['mine', 'section', 'acted'].map(async (scope) => {
            const url = `/v1/proposals?scope=${scope}`
            const { items } = (await office.ask<ProposalList>(person, 'GET', url)).body
            return [open, secret].map((id) => (items.some((it) => it.id === id) ? 'in' : 'out')).join('/')
          }),
        )
      // Open and secret, in mine, section and acted.
      t.same(await scopes(staff.drafter), ['in/in', 'in/in', 'out/out'], 'one’s own are under mine')
      t.same(await scopes(staff.sectionChief), ['out/out', 'in/in', 'out/out'])
      for (const person of [staff.stranger, staff.finance, staff.recordsManager, staff.decider]) {
        t.same(await scopes(person), ['out/out', 'out/out', 'out/out'], person)
      }
    },
  )

  await t.test('a transfer moves the task and the sight of it with the post (R-03)', async (t) => {
    const id = await office.submitted()
    office.setTime('2026-10-05T01:00:00.000Z')
    t.teardown(() => office.setTime('2026-05-11T01:20:00.000Z'))
    const view = await office.view(staff.decider, id)
    t.equal(view.drafter.name, '幌平 美咲')
    t.equal(
      (await office.ask(staff.bureauChief, 'GET', `/v1/proposals/${id}`)).status,
      404,
      'left the post on 31 August',
    )
  })
})

test('R-16: a secret matter is found by nobody outside, at no address that the server has', async (t) => {
  const office = await createOffice(t)
  const title = '懲戒処分の量定について'
  const id = await office.submitted({
    title,
    secrecy: 'secret',
    accessList: [staff.personnel],
    authorityCode: 'E01',
    concurringUnits: [],
  })
  const shown = await office.act(staff.drafter, id, {
    type: 'circulate',
    kind: 'inform',
    people: [staff.personnel],
  })
  t.equal(shown.status, 200, JSON.stringify(shown.body))
  const { number = '' } = await office.view(staff.drafter, id)
  const hidden = { id, files: [], words: [title, number] }

  // The walk finds it for those who may know, by its address, in lists and in counts: else it would prove nothing.
  const ofDrafter = await leaksTo(office, staff.drafter, hidden)
  t.ok(ofDrafter.includes(`/v1/proposals/${id} 200`), ofDrafter.join())
  t.ok(ofDrafter.includes('/v1/proposals?scope=mine names it'), ofDrafter.join())
  const ofChief = await leaksTo(office, staff.groupChief, hidden)
  for (const where of [
    `/v1/proposals/${id} 200`,
    '/v1/proposals?scope=section names it',
    '/v1/inbox?tab=approve names it',
    'counts [["approve",1]]',
  ]) {
    t.ok(ofChief.includes(where), `${where}: ${ofChief.join()}`)
  }
  t.ok((await leaksTo(office, staff.personnel, hidden)).includes('/v1/inbox?tab=circulate names it'))

  const { finance, recordsManager, stranger, bureauChief, decider } = staff
  // Those above the deciding 課長 and those of the 文書主管課 among them: rank and office are no permission.
  for (const person of [finance, recordsManager, stranger, bureauChief, decider, 'u0107', 'u0119']) {
    t.same(await leaksTo(office, person, hidden), [], person)
  }
})

test('lists and the inbox go on where the page ended, urgent first', async (t) => {
  const office = await createOffice(t)
  await Promise.all(
    Array.from({ length: 53 }, (_, n) =>
      office.submitted({
        title: `第${n}`,
        urgent: n % 10 === 0,
        urgentReason: '期限が迫っているため',
        authorityCode: 'E01',
        concurringUnits: [],
      }),
    ),
  )
  // As if they had come a minute apart, in the order of their titles.
  await office.pool.query(
    `update proposal set created_at = created_at + substr(title, 2)::int * interval '1 minute'`,
  )
  await office.pool.query(
    `update task set arrived_at = p.created_at from proposal p where p.id = task.proposal_id`,
  )
  const first = (await office.ask<Inbox>(staff.groupChief, 'GET', '/v1/inbox?tab=approve')).body
  t.equal(first.counts.approve, 53)
  t.equal(first.items.length, 50)
  const second = (
    await office.ask<Inbox>(staff.groupChief, 'GET', `/v1/inbox?tab=approve&after=${first.next}`)
  ).body
  t.equal(second.next, undefined)
  const titles = [...first.items, ...second.items].map((it) => it.title)
  const numbers = Array.from({ length: 53 }, (_, n) => n)
  const wanted = [...numbers.filter((n) => n % 10 === 0), ...numbers.filter((n) => n % 10 !== 0)].map(
    (n) => `第${n}`,
  )
  t.same(titles, wanted)
  t.match(first.items[0], {
    kind: 'review',
    asTitle: '企画係長',
    urgent: true,
    drafter: { title: '企画係主任' },
    number: /^観光起第\d+号$/,
  })

  const page = (
    await office.ask<ProposalList>(staff.drafter, 'GET', '/v1/proposals?scope=mine&status=in_approval')
  ).body
  const rest = (
    await office.ask<ProposalList>(
      staff.drafter,
      'GET',
      `/v1/proposals?scope=mine&status=in_approval&after=${page.next}`,
    )
  ).body
  t.same(
    [...page.items, ...rest.items].map((it) => it.title),
    numbers.toReversed().map((n) => `第${n}`),
  )
  t.same(page.items[0]?.waitingFor, ['企画係長'])
  t.match(await office.ask(staff.drafter, 'GET', '/v1/proposals?after=nonsense'), {
    status: 400,
    body: { code: 'bad_cursor' },
  })
})
