import { test } from 'tap'
import { seedExampleOrganisation } from '../../db/seed/import.ts'
import type { ExplainedRoute } from '../contract/explain-route.ts'
import type { AuthorityItems, OrganisationView, Reference } from '../contract/organisation.ts'
import type { ProposalContent } from '../contract/proposals.ts'
import type { Instant, LocalDate } from '../domain/ids.ts'
import { loadAuthority, loadTemplates } from '../store/authority.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { loadPolicy } from '../store/policies.ts'
import { createTestApp } from '../testing/app.ts'
import { createOffice } from '../testing/office.ts'

const now = '2026-05-21T01:00:00.000Z' as Instant

const content: ProposalContent = {
  title: '',
  body: '',
  authorityCode: 'B04',
  amountYen: 8_400_000,
  flags: [],
  folderId: '',
  retentionCode: '',
  disclosure: { class: '', grounds: [] },
  secrecy: '',
  accessList: [],
  urgent: false,
  urgentReason: '',
}

test('the organisation over HTTP', async (t) => {
  const { db, ...testApp } = await createTestApp(t, async ({ db }) => {
    await seedExampleOrganisation(db, '2027-04-01' as LocalDate)
    return { organisation: createOrganisationSource(db, { freshForMs: 0 }), now: () => now }
  })
  async function get<Answer>(url: string): Promise<Answer> {
    const reply = await testApp.inject('u0405', url)
    if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.statusCode} ${reply.body}`)
    return reply.json<Answer>()
  }
  async function explain(by: string, body: object): Promise<ExplainedRoute> {
    const reply = await testApp.inject(by, { method: 'POST', url: '/v1/explain-route', payload: body })
    if (reply.statusCode !== 200) throw new Error(reply.body)
    return reply.json<ExplainedRoute>()
  }

  await t.test('nobody reads it without signing in', async (t) => {
    for (const url of ['/v1/organisation', '/v1/authority-items', '/v1/reference']) {
      t.equal((await testApp.inject(null, url)).statusCode, 401, url)
    }
    const asked = { method: 'POST', url: '/v1/explain-route', payload: { content } } as const
    t.equal((await testApp.inject(null, asked)).statusCode, 401)
  })

  await t.test('units and posts as of a day, with who holds them and who is absent', async (t) => {
    const view = await get<OrganisationView>('/v1/organisation')
    t.equal(view.on, '2026-05-21')
    t.equal(view.units.length, 60)
    t.match(
      view.units.find((it) => it.code === 'KNK'),
      { name: '観光振興課', kind: 'section', parent: 'KEI-KAN', symbol: '観光' },
    )
    const post = (id: string, it = view) => it.posts.find((one) => one.id === id)
    t.match(post('HOF-FUK:P-BUR'), {
      title: '福祉局長',
      holders: [{ person: 'u0402', name: '環状 守', kind: 'primary', absent: true }],
    })
    t.equal(post('KEI-KAN:P-BUR')?.holders[0]?.person, 'u0502')
    t.equal(post('TOB-KEN:P-SBU')?.holders[0]?.person, 'u0909')

    const later = await get<OrganisationView>('/v1/organisation?on=2026-10-06')
    t.match(post('KEI-KAN:P-BUR', later)?.holders, [{ person: 'u0501', kind: 'handling' }])
    t.match(post('EXE:P-GOV', later)?.holders, [
      { person: 'u0002', kind: 'proxy', absent: false },
      { person: 'u0001', kind: 'primary', absent: true },
    ])
    t.equal(post('TOB-KEN:P-SBU', later)?.holders[0]?.person, 'u0703')
    t.equal((await testApp.inject('u0405', '/v1/organisation?on=2026-02-30')).statusCode, 400)
    t.equal((await testApp.inject('u0405', '/v1/organisation?on=yesterday')).statusCode, 400)
  })

  await t.test('the 専決 table in force, or that there is none', async (t) => {
    const table = await get<AuthorityItems>('/v1/authority-items')
    t.equal(table.version, '2026-04-01')
    t.same(table.flags.toSorted(), ['先例', '異例', '紛議', '重要'].toSorted())
    t.match(
      table.items.find((it) => it.code === 'B04'),
      { needsAmount: true, bands: [{ minYen: 0, maxYen: 3_000_000, class: '戊', deciderName: '課長' }, {}] },
    )
    t.equal(table.items.find((it) => it.code === 'D01')?.needsAmount, false)
    const b02 = table.items.find((it) => it.code === 'B02')
    t.equal(b02?.bands.at(-1)?.deciderName, undefined, 'nobody of this body: 本庁進達')
    t.equal((await testApp.inject('u0405', '/v1/authority-items?on=2020-01-01')).statusCode, 404)
  })

  await t.test('簿冊: the compose page offers those of this 年度, and its other lists', async (t) => {
    const reference = await get<Reference>('/v1/reference')
    t.equal(reference.fiscalYear, 2026)
    t.match(
      reference.folders.find((it) => it.code === '112-01'),
      { id: '2026-112-01', classification: '総務 › 文書・法制 › 法制', retention: 'R30' },
    )
    t.equal(reference.folders.length, 16)
    t.match(reference.secrecyLevels.at(-1), { code: 'top_secret', name: '極秘', electronic: false })
    t.match(reference.disclosureClasses.at(-1), { code: 'timed', needsGround: true, needsUntil: true })
    const years = await db
      .selectFrom('record_folder')
      .select('fiscal_year')
      .distinct()
      .orderBy('fiscal_year')
      .execute()
    t.same(
      years.map((it) => it.fiscal_year),
      [2026, 2027],
      'and those of the day of installation',
    )
  })

  await t.test('D03 explained: every step says why, in sentences', async (t) => {
    const { route, problems } = await explain('u0405', { content })
    t.same(problems, [])
    t.equal(route?.template, 'RT2')
    t.equal(route?.templateName, '局長専決')
    const steps = route?.stages.flatMap((it) => it.steps) ?? []
    t.same(
      steps.map((it) => [it.role, it.postName, it.holders.map((one) => one.name).join(), it.state]),
      [
        ['review', '地域福祉係長', '栄町 潤', 'ahead'],
        ['review', '地域福祉課長', '光星 京子', 'ahead'],
        ['decide', '福祉局長', '環状 守', 'ahead'],
      ],
    )
    t.same(
      steps[2]?.because.map((it) => it.text),
      [
        'みほん道事務決裁規程(架空) 第5条第1項・別表第1（2026-04-01版）B04「補助金等の交付決定」：' +
          '金額 8,400,000円は 300万円以上1,000万円未満のため 丁（局長）専決',
        '経路「局長専決」（RT2 2026-04-01版）による段',
      ],
    )
  })

  await t.test('explained as of another day, in another post, or why not', async (t) => {
    const drafting = { ...content, authorityCode: 'D01' }
    const september = await explain('u0505', { content: drafting, on: '2026-09-14' })
    const decide = september.route?.stages.at(-1)?.steps[0]
    t.same(decide?.holders, [
      { id: 'u0501', name: '大通 創', title: '観光局長事務取扱 経済部長', absent: false },
    ])
    const concurrent = await explain('u0204', { content: drafting, drafterPost: 'KAI-1:P-SHS' })
    t.equal(concurrent.route?.stages.at(-1)?.steps[0]?.postName, '行政局長')
    for (const [by, body, code] of [
      ['u0204', { content: drafting, drafterPost: 'ZAI:P-SEC' }, 'not_drafters_post'],
      ['u0204', { content: { ...content, authorityCode: '' } }, 'no_authority_item'],
      ['u0502', { content: drafting, on: '2026-09-14' }, 'not_drafters_post'],
      ['u0405', { content, on: '2020-01-01' }, 'no_authority_table'],
      ['unknown', { content }, 'not_drafters_post'],
    ] as const) {
      const { route, problems } = await explain(by, body)
      t.equal(route, undefined)
      t.same(
        problems.map((it) => it.code),
        [code],
      )
      t.match(problems[0]?.text, /。$/)
    }
    const wrong = await testApp.inject('u0405', {
      method: 'POST',
      url: '/v1/explain-route',
      payload: { content, on: '2026-13-01' },
    })
    t.equal(wrong.statusCode, 400)
  })
})

test('the organisation in memory follows the database', async (t) => {
  const { db } = await createTestApp(t, async ({ db }) => {
    t.equal(await seedExampleOrganisation(db), true)
    t.equal(await seedExampleOrganisation(db), false, 'a second seed writes nothing')
    return {}
  })
  let elapsedMs = 0
  const source = createOrganisationSource(db, { freshForMs: 1000, elapsedMs: () => elapsedMs })
  const first = await source.current()
  const rename = async (name: string): Promise<void> => {
    await db.transaction().execute(async (trx) => {
      await trx.updateTable('unit').set({ name }).where('code', '=', 'KNK').execute()
      await trx
        .updateTable('organisation_version')
        .set((eb) => ({ version: eb('version', '+', 1) }))
        .execute()
    })
  }
  await rename('観光課')
  t.equal(await source.current(), first, 'within the second nobody asks the database')
  elapsedMs = 1000
  const together = await Promise.all([source.current(), source.current(), source.current()])
  t.equal(together[0]?.units.get('KNK' as never)?.name, '観光課')
  t.equal(together[1], together[0], 'one answer for all who ask at the same time')
  elapsedMs = 2000
  t.equal(await source.current(), together[0], 'the same version is not read again')

  const names = [...first.people.values()].map((it) => it.name)
  for (const hard of [
    '\u9AD9\u6A4B 文子',
    '\u{20BB7}\u7530 法子',
    '\u5927\uFA10 実',
    '\u845B\u{E0100}\u897F 信也',
  ]) {
    t.ok(names.includes(hard), `${hard} is kept code point by code point`)
  }
  t.match(first.absences[0], { person: 'u0404', to: '2026-05-22T14:59:59.999Z' })

  t.equal(await loadAuthority(db, '2026-03-31' as LocalDate), undefined)
  t.same(await loadTemplates(db, '2026-03-31' as LocalDate), [])
  t.equal((await loadTemplates(db, '2026-04-01' as LocalDate)).length, 6)
  t.equal(await loadPolicy(db, '2026-03-31' as LocalDate), undefined)
  t.match(await loadPolicy(db, '2026-04-01' as LocalDate), {
    version: 1,
    settings: { returnResume: 'resume_at_returner' },
  })
  await db
    .insertInto('policy')
    .values({ version: 2, from_on: '2027-04-01', settings: JSON.stringify({ returnResume: 'restart' }) })
    .execute()
  t.equal((await loadPolicy(db, '2027-03-31' as LocalDate))?.version, 1)
  t.match(
    await loadPolicy(db, '2027-04-01' as LocalDate),
    { version: 2, settings: { returnResume: 'restart', absentReviewer: 'post_review' } },
    'a switch that a stored version does not know has its default',
  )
})

test('[attachmentSoftLimitMb] the compose page is told the limit of the policy in force', async (t) => {
  const office = await createOffice(t)
  const limit = async () =>
    (await office.ask<Reference>('u0505', 'GET', '/v1/reference')).body.attachmentSoftLimitMb
  await office.db
    .insertInto('policy')
    .values({ version: 2, from_on: '2026-06-01', settings: JSON.stringify({ attachmentSoftLimitMb: 50 }) })
    .execute()
  t.equal(await limit(), 30)
  office.setTime('2026-06-01T00:00:00.000Z')
  t.equal(await limit(), 50, 'from its day')
})
