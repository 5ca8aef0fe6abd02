import { test } from 'tap'
import type { MailTroubles, OwnMailPreference } from '../contract/mail.ts'
import type { Instant } from '../domain/ids.ts'
import { readMail } from '../testing/mail-server.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { type PostOffice, openPostOffice, tellAll, tellDeps } from '../testing/telling.ts'
import { remindPeople } from '../usecases/remind-people.ts'

type World = PostOffice & {
  readonly office: Office
  setTime(at: string): void
  tell(): Promise<number>
  remind(): Promise<number | undefined>
}

async function mailWorld(t: { teardown(fn: () => unknown): void }): Promise<World> {
  const office = await createOffice(t, { isMailing: true })
  return {
    office,
    ...(await openPostOffice(t, office)),
    setTime: (at) => office.setTime(at),
    tell: () => tellAll(office, { isMailing: true }),
    remind: () => remindPeople(tellDeps(office, { isMailing: true })),
  }
}

const choose = (world: World, person: string, changes: object): Promise<{ status: number }> =>
  world.office.ask(person, 'PUT', '/v1/mail-preference', {
    ...{ tasks: 'none', returned: 'none', notices: 'none', due: 'none', dailyHour: 8 },
    ...changes,
  })

const returnIt = { type: 'return', reason: '附則を直されたい。' }

test('a 差戻し goes to its drafter at once, with what, from whom and one link, and once only', async (t) => {
  const world = await mailWorld(t)
  const { office, server } = world
  const id = await office.submitted()
  await office.act(staff.groupChief, id, returnIt)
  await world.tell()
  t.same(await world.post(), ['sent'])
  t.same(await world.post(), [], 'nothing is left')
  const [mail] = server.received
  t.same(mail?.to, [`${staff.drafter}@mihon.example`])
  const { headers, text } = readMail(mail?.source ?? '')
  t.match(headers.get('subject'), /^【決裁システム】差戻し等：みほん観光振興計画（素案）の公表について$/u)
  t.match(headers.get('list-unsubscribe'), '<https://kessai.mihon.example/settings/notifications>')
  t.equal(headers.get('auto-submitted'), 'auto-generated')
  t.match(headers.get('message-id'), /^<kessai-\d+@mihon\.example>$/u)
  t.match(text, /差し戻しました/u)
  t.match(text, /「附則を直されたい。」/u)
  t.match(text, `https://kessai.mihon.example/proposals/${id}`)
  t.match(text, /企画官|係長|主幹/u, 'from whom')
})

test('R-16 mail about a 秘 case carries neither its title nor what was written', async (t) => {
  const world = await mailWorld(t)
  const { office, server } = world
  const id = await office.submitted({
    secrecy: 'secret',
    accessList: [staff.groupChief, staff.sectionChief, staff.finance, staff.personnel, staff.decider],
  })
  await office.act(staff.groupChief, id, returnIt)
  await world.tell()
  t.same(await world.post(), ['sent'])
  const { source } = server.received[0] ?? { source: '' }
  const { headers, text } = readMail(source)
  t.equal(headers.get('subject'), '【決裁システム】差戻し等：秘密に属する文書')
  t.notMatch(text, /みほん観光振興計画/u)
  t.notMatch(text, /附則/u)
  t.notMatch(text, id, 'not even which case')
})

test('what was written becomes no header and no addressee of a letter', async (t) => {
  const world = await mailWorld(t)
  const { office, server } = world
  const id = await office.submitted({
    title: '甲\r\nBcc: x@elsewhere.example\r\nReply-To: y@elsewhere.example\r\n\r\n乙',
  })
  await office.act(staff.groupChief, id, {
    ...returnIt,
    reason: '一\r\n.\r\nRCPT TO:<z@elsewhere.example>\r\n二',
  })
  await world.tell()
  t.same(await world.post(), ['sent'])
  t.equal(server.received.length, 1)
  const [mail] = server.received
  t.same(mail?.to, [`${staff.drafter}@mihon.example`])
  const { headers, text } = readMail(mail?.source ?? '')
  t.same(
    ['bcc', 'cc', 'reply-to'].filter((it) => headers.has(it)),
    [],
  )
  t.match(headers.get('subject'), /甲.*Bcc: x@elsewhere\.example.*乙/u, 'it stands where it was written')
  t.match(text, /RCPT TO:<z@elsewhere\.example>/u)
})

test('one letter a day gathers what one chose so, at the chosen hour; what was done meanwhile is left out', async (t) => {
  const world = await mailWorld(t)
  const { office, server } = world
  await choose(world, staff.groupChief, { tasks: 'daily', dailyHour: 13 })
  const [first, second] = [await office.submitted(), await office.submitted()]
  await office.submitted({ title: '三つ目の文書' })
  await world.tell()
  t.same(await world.post(), [], 'it is 10:20, and the letter goes at 13:00')
  await office.act(staff.groupChief, first, { type: 'approve' })
  world.setTime('2026-05-11T04:00:30.000Z')
  t.same(await world.post(), ['sent'])
  const { headers, text } = readMail(server.received[0]?.source ?? '')
  t.equal(headers.get('subject'), '【決裁システム】処理待ち2件')
  t.match(text, /承認を待っています/u)
  t.match(text, /三つ目の文書/u)
  t.match(text, 'https://kessai.mihon.example/notices')
  await office.act(staff.groupChief, second, { type: 'approve' })
  world.setTime('2026-05-12T05:00:00.000Z')
  t.same(await world.post(), [], 'nobody is told twice')
})

test('a letter whose every task is done is dropped, and none goes to whoever wants none', async (t) => {
  const world = await mailWorld(t)
  const { office, server } = world
  await choose(world, staff.groupChief, { tasks: 'daily', dailyHour: 13 })
  const id = await office.submitted()
  await world.tell()
  await office.act(staff.groupChief, id, { type: 'approve' })
  await choose(world, staff.drafter, { returned: 'none' })
  await office.act(staff.sectionChief, id, returnIt)
  await world.tell()
  world.setTime('2026-05-11T04:00:30.000Z')
  t.same(await world.post(), ['dropped'])
  t.same(server.received, [])
})

test('a mail server that is down or busy is tried again later; one that knows nobody is not', async (t) => {
  const world = await mailWorld(t)
  const { office, server } = world
  const id = await office.submitted()
  await office.act(staff.groupChief, id, returnIt)
  await world.tell()
  server.refuse = 451
  t.same(await world.post(), ['put_off'])
  t.same(await world.post(), [], 'not at once')
  world.setTime('2026-05-11T01:21:30.000Z')
  t.same(await world.post(), ['put_off'], 'a minute later')
  world.setTime('2026-05-11T01:24:00.000Z')
  server.refuse = undefined
  t.same(await world.post(), ['sent'], 'two minutes later')
  t.equal(server.received.length, 1)

  await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume' })
  await office.act(staff.groupChief, id, returnIt)
  await world.tell()
  server.refuse = 550
  t.same(await world.post(), ['failed'])
  const seen = await office.ask<MailTroubles>(staff.recordsManager, 'GET', '/v1/mail-troubles')
  t.match(seen.body.items, [
    { outcome: 'failed', attempts: 1, lastError: /no mailbox/u },
    { outcome: 'sent', attempts: 3 },
  ])
  t.notMatch(JSON.stringify(seen.body), /@/u, 'without addresses')
  t.equal((await office.ask(staff.stranger, 'GET', '/v1/mail-troubles')).status, 404)
})

test('everybody chooses for oneself; without a choice a 差戻し comes at once', async (t) => {
  const office = await createOffice(t)
  const own = await office.ask<OwnMailPreference>(staff.drafter, 'GET', '/v1/mail-preference')
  t.match(own.body, {
    preference: { returned: 'now', tasks: 'daily', dailyHour: 8 },
    isSending: false,
    address: `${staff.drafter}@mihon.example`,
  })
  const put = { tasks: 'now', returned: 'daily', notices: 'none', due: 'none', dailyHour: 17 }
  t.match(await office.ask(staff.drafter, 'PUT', '/v1/mail-preference', put), {
    status: 200,
    body: { preference: put },
  })
  t.match(
    (await office.ask<OwnMailPreference>(staff.groupChief, 'GET', '/v1/mail-preference')).body.preference
      .tasks,
    'daily',
  )
  t.equal(
    (await office.ask(staff.drafter, 'PUT', '/v1/mail-preference', { ...put, dailyHour: 24 })).status,
    400,
  )
})

test('reminders: on working days at 8:30, of what waits more than three of them; 至急 after one, and of what is due', async (t) => {
  const world = await mailWorld(t)
  const { office } = world
  const kinds = async (): Promise<readonly string[]> =>
    (
      await office.db
        .selectFrom('notice')
        .innerJoin('proposal', 'proposal.id', 'proposal_id')
        .select(['kind', 'title', 'occasion'])
        .where('occasion', 'like', 'day %')
        .orderBy('title')
        .execute()
    ).map((it) => `${it.occasion.split(' ')[1]} ${it.title} ${it.kind}`)
  // Monday 11 May 2026.
  const plain = await office.submitted({ title: '甲' })
  await office.submitted({ title: '乙', urgent: true, urgentReason: '期限' })
  await office.submitted({ title: '丙', dueOn: '2026-05-18' })
  t.equal(await world.remind(), 0, 'the round of the first day finds nothing old')
  t.equal(await world.remind(), undefined, 'and is done')
  world.setTime('2026-05-11T23:29:00.000Z')
  t.equal(await world.remind(), undefined, 'not before 8:30')
  world.setTime('2026-05-11T23:31:00.000Z')
  t.equal(await world.remind(), 1)
  t.same(await kinds(), ['2026-05-12 乙 waiting_long'])
  t.same(await world.post(), ['sent'], 'on its own day, although the letter of that day went at 8:00')
  world.setTime('2026-05-13T23:31:00.000Z')
  const both = await Promise.all([world.remind(), world.remind()])
  t.same(
    both.filter((it) => it !== undefined),
    [1],
    'two workers, one round',
  )
  t.same(
    (await kinds()).filter((it) => it.startsWith('2026-05-14')).toSorted(),
    ['2026-05-14 丙 waiting_long', '2026-05-14 乙 waiting_long', '2026-05-14 甲 waiting_long'].toSorted(),
  )
  await office.act(staff.groupChief, plain, { type: 'approve' })
  world.setTime('2026-05-14T23:31:00.000Z' satisfies string)
  await world.remind()
  t.ok((await kinds()).includes('2026-05-15 丙 due_soon'), 'Friday, due on Monday')
  world.setTime('2026-05-15T23:31:00.000Z')
  t.equal(await world.remind(), 0, 'nobody is reminded on a Saturday')
  world.setTime('2026-05-18T23:31:00.000Z')
  await world.remind()
  t.ok((await kinds()).includes('2026-05-19 丙 overdue'))
  const letters = await world.post()
  t.ok(letters.length > 0 && letters.every((it) => it === 'sent'), 'in the letter of the day')
  const at: Instant = '2026-05-18T23:31:00.000Z' as Instant
  t.match(
    await office.db.selectFrom('daily_round').select('done_at').where('day', '=', '2026-05-19').execute(),
    [{ done_at: at }],
  )
})
