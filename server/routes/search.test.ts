import { test } from 'tap'
import type { UploadedAttachment } from '../contract/attachments.ts'
import type {
  SavedSearch,
  SavedSearches,
  SearchAnswer,
  SearchFacets,
  SearchSuggestions,
} from '../contract/search.ts'
import { createTokenVerifier } from '../adapters/identity/token-verifier.ts'
import type { Instant } from '../domain/ids.ts'
import { untilHeld } from '../testing/lock-waiting.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { storePages } from '../testing/read-pages.ts'
import { fileBody } from '../testing/rights/cases.ts'
import { startTestRealm } from '../testing/test-realm.ts'
import { indexCases } from '../usecases/index-cases.ts'

const searchOf = (words: Readonly<Record<string, string>>) => new URLSearchParams(words).toString()

async function find(
  office: Office,
  person: string,
  words: Readonly<Record<string, string>>,
): Promise<SearchAnswer> {
  const { status, body } = await office.ask<SearchAnswer>(person, 'GET', `/v1/search?${searchOf(words)}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}

const facetsOf = async (office: Office, person: string, words: Readonly<Record<string, string>>) =>
  (await office.ask<SearchFacets>(person, 'GET', `/v1/search/facets?${searchOf(words)}`)).body

const suggestionsOf = async (office: Office, person: string, q: string) =>
  (await office.ask<SearchSuggestions>(person, 'GET', `/v1/search/suggestions?${searchOf({ q })}`)).body

const index = (office: Office) =>
  indexCases({
    db: office.db,
    onBroken: (_, error) => {
      throw error
    },
  })

/** Attaches a file whose pages have been read. */
async function attach(office: Office, id: string, name: string, pages: readonly string[]): Promise<string> {
  const answer = await office.inject(staff.drafter, {
    ...{ method: 'POST', url: `/v1/proposals/${id}/attachments` },
    ...fileBody(name, `${name} ${pages.join()}`),
  })
  if (answer.statusCode >= 300) throw new Error(answer.body)
  const { attachment } = answer.json<UploadedAttachment>()
  await storePages(office, attachment, pages)
  return attachment.id
}

const marked = ({ items }: SearchAnswer) =>
  items.flatMap(({ hits }) =>
    hits.map(({ kind, fileName = '', pageIndex, excerpt }) =>
      [
        kind,
        fileName,
        pageIndex === undefined ? '' : pageIndex + 1,
        excerpt.map((it) => (it.found === true ? `【${it.text}】` : it.text)).join(''),
      ].join('|'),
    ),
  )

test('words are found in titles, texts, pages, opinions, numbers and names, with where they stand', async (t) => {
  const office = await createOffice(t)
  const { id } = await office.draft({
    title: '髙﨑地区のｶﾞｲﾄﾞﾗｲﾝについて',
    body: '次のとおり、補助金の\n交付要綱を定めてよろしいか伺います。',
    addressee: '𠮷野町長',
  })
  const file = await attach(office, id, '計画（素案）.txt', ['観光振興計画', '第２章　高崎の補助　金', ''])
  await office.act(staff.drafter, id, { type: 'submit' })
  await office.act(staff.groupChief, id, { type: 'approve', comment: '区域は図面と一致している。' })
  await index(office)
  const { number } = await office.view(staff.drafter, id)

  const about = async (q: string, more = {}) => marked(await find(office, staff.drafter, { q, ...more }))
  t.same(await about('高崎'), [
    'title|||【髙﨑】地区のｶﾞｲﾄﾞﾗｲﾝについて',
    'page|計画（素案）.txt|2|第２章　【高崎】の補助　金'.replaceAll('　', ' '),
  ])
  t.same(await about('がいどらいん'), ['title|||髙﨑地区の【ｶﾞｲﾄﾞﾗｲﾝ】について'])
  t.same(await about('補助金 要綱'), [
    'body|||次のとおり、【補助金】の交付【要綱】を定めてよろしいか伺います。',
    'page|計画（素案）.txt|2|第２章 高崎の【補助 金】',
  ])
  t.same(await about('"補助金の交付"'), [
    'body|||次のとおり、【補助金の交付】要綱を定めてよろしいか伺います。',
  ])
  t.same(await about('意見:図面'), ['opinion|||区域は【図面】と一致している。'])
  t.same(await about('図面', { field: 'title' }), [])
  t.same(await about('吉野'), ['name|||【𠮷野】町長'])
  t.same(await about('素案'), ['file|計画（素案）.txt||計画（【素案】）.txt'])
  t.same(await about(`番号:${number ?? '-'}`), [`number|||【${number}】`])
  t.same(await about('崎'), await about('﨑'), 'one character')
  t.same(await about('横浜 高崎'), [])

  const [found] = (await find(office, staff.drafter, { q: '高崎' })).items
  t.match(found, { case: { id, status: 'in_approval' }, hitCount: 2 })
  t.match(found?.hits[1], { attachmentId: file, pageIndex: 1, words: '高崎' })
  t.same((await suggestionsOf(office, staff.drafter, '髙崎')).cases, [
    { id, title: '髙﨑地区のｶﾞｲﾄﾞﾗｲﾝについて', number },
  ])
  t.same((await suggestionsOf(office, staff.drafter, '補助金')).cases, [], 'not from what it says inside')

  const gone = await office.draft({ title: '取り消す添付' })
  const removed = await attach(office, gone.id, '別表.txt', ['消える高崎'])
  await index(office)
  t.equal((await about('消える')).length, 1)
  const { version } = await office.view(staff.drafter, gone.id)
  const away = await office.inject(staff.drafter, {
    ...{ method: 'DELETE', url: `/v1/attachments/${removed}?version=${version}` },
  })
  t.ok(away.statusCode < 300, away.body)
  t.same(await about('消える'), [], 'before anybody looked at it again')

  for (const [query, status] of [
    [{ q: ' 　' }, 422],
    [{ q: '\0' }, 422],
    [{ q: 'あ', after: 'x' }, 400],
    [
      {
        q: 'あ',
        after: Buffer.from('["after","00000000-0000-4000-8000-000000000000"]').toString('base64url'),
      },
      400,
    ],
    [{ q: 'あ', year: '26' }, 400],
    [{ q: 'あ', order: 'best' }, 400],
  ] as const)
    t.equal(
      (await office.inject(staff.drafter, `/v1/search?${searchOf(query)}`)).statusCode,
      status,
      JSON.stringify(query),
    )
})

test('R-16 a secret case, a draft and another 課 are found by nobody they are not for, in no count and no suggestion', async (t) => {
  const office = await createOffice(t)
  const words = { q: '観光振興計画' }
  const open = await office.submitted({ title: '観光振興計画の公表' })
  const secret = await office.submitted({
    ...{ title: '観光振興計画の秘の事案', secrecy: 'secret', accessList: [staff.personnel] },
  })
  const { id: draft } = await office.draft({ title: '観光振興計画の起案中' })
  await index(office)
  const seenBy = async (person: string) => {
    const [{ items }, facets, suggestions] = await Promise.all([
      find(office, person, words),
      facetsOf(office, person, words),
      suggestionsOf(office, person, words.q),
    ])
    const ids = items.map((it) => it.case.id)
    t.equal(facets.count, ids.length, person)
    t.ok(facets.isExact)
    for (const facet of [facets.section, facets.year, facets.drafter, facets.status])
      t.equal(
        facet.reduce((sum, it) => sum + it.count, 0),
        ids.length,
        person,
      )
    t.same(
      suggestions.cases.map((it) => it.id),
      ids,
      person,
    )
    return ids
  }
  t.same(await seenBy(staff.drafter), [draft, secret, open])
  t.same(await seenBy(staff.groupChief), [secret, open], 'has a seat')
  t.same(await seenBy(staff.personnel), [secret, open], 'is named and has a seat')
  t.same(await seenBy(staff.recordsManager), [open])
  t.same(await seenBy(staff.stranger), [])
  t.same(await seenBy('u0001'), [], 'システム管理者')

  // A page of the list is gone on with only by who may know of the case it ended at.
  const next = Buffer.from(JSON.stringify(['after', secret])).toString('base64url')
  t.equal((await find(office, staff.drafter, { ...words, after: next })).items.length, 1)
  const stolen = await office.ask(
    staff.recordsManager,
    'GET',
    `/v1/search?${searchOf({ ...words, after: next })}`,
  )
  t.equal(stolen.status, 400)

  // What becomes secret is gone at once, before anybody looks at it again.
  await office.act(staff.groupChief, open, { type: 'return', reason: '秘とすること。' })
  const { version, content } = await office.view(staff.drafter, open)
  const typed = { ...content, secrecy: 'secret', accessList: [] }
  const saved = await office.ask(staff.drafter, 'PUT', `/v1/proposals/${open}/draft`, {
    version,
    content: typed,
  })
  t.equal(saved.status, 200)
  t.same(await seenBy(staff.recordsManager), [])
})

test('what was found is narrowed down and gone on with', async (t) => {
  const office = await createOffice(t)
  const titles = Array.from({ length: 23 }, (_, nth) => `道路占用の許可 その${nth + 1}`)
  const ids: string[] = []
  for (const title of titles) ids.push((await office.draft({ title })).id)
  await office.act(staff.drafter, ids[3] ?? '', { type: 'submit' })
  await index(office)
  const first = await find(office, staff.drafter, { q: '道路' })
  const rest = await find(office, staff.drafter, { q: '道路', after: first.next ?? '' })
  t.same(
    [...first.items, ...rest.items].map((it) => it.case.id),
    ids.toReversed(),
  )
  t.equal(rest.next, undefined)
  t.notOk(first.isPartial)
  const facets = await facetsOf(office, staff.drafter, { q: '道路' })
  t.match(facets, {
    count: 23,
    year: [{ value: '2026', count: 23 }],
    status: [
      { value: 'draft', count: 22 },
      { value: 'in_approval', count: 1 },
    ],
    drafter: [{ value: staff.drafter, count: 23 }],
  })
  for (const [name, [value]] of Object.entries({
    status: ['in_approval'],
    ...Object.fromEntries(
      (['section', 'folder', 'class', 'drafter', 'year'] as const).map((it) => [it, [facets[it][0]?.value]]),
    ),
  })) {
    const narrowed = await find(office, staff.drafter, {
      q: '道路',
      status: 'in_approval',
      [name]: value ?? '-',
    })
    t.same(
      narrowed.items.map((it) => it.case.id),
      [ids[3]],
      name,
    )
    const none = await find(office, staff.drafter, {
      q: '道路',
      [name]: name === 'year' ? '2031' : name === 'status' ? 'rejected' : 'ない',
    })
    t.same(none.items, [], name)
  }
})

test('an auditor says first what for, and what was read so is on record', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted({ title: '観光振興計画の公表' })
  await index(office)
  const { person_id: auditor } = await office.db
    .selectFrom('person_role')
    .select('person_id')
    .where('role', '=', 'auditor')
    .executeTakeFirstOrThrow()
  for (const path of ['search', 'search/facets', 'search/suggestions']) {
    const { status, body } = await office.ask<{ code: string }>(
      auditor,
      'GET',
      `/v1/${path}?${searchOf({ q: '計画' })}`,
    )
    t.same([status, body.code], [428, 'purpose_missing'], path)
  }
  await office.ask(auditor, 'PUT', '/v1/reading-purpose', { purpose: '定期監査' })
  t.same(
    (await find(office, auditor, { q: '計画' })).items.map((it) => it.case.id),
    [id],
  )
  const reads = await office.db
    .selectFrom('audit_access')
    .select(['proposal_id', 'what', 'purpose'])
    .where('person_id', '=', auditor)
    .execute()
  t.same(reads, [{ proposal_id: id, what: 'search', purpose: '定期監査' }])
})

test('searches are kept by each for himself or herself', async (t) => {
  const office = await createOffice(t)
  const url = '/v1/saved-searches'
  const body = { name: ' 補助金の要綱 ', wish: { q: '補助金 要綱', status: 'decided' } }
  const { status, body: saved } = await office.ask<SavedSearch>(staff.drafter, 'POST', url, body)
  t.equal(status, 201)
  t.equal(saved.name, '補助金の要綱')
  const again = await office.ask<{ code: string; detail: string }>(staff.drafter, 'POST', url, body)
  t.same([again.status, again.body.code], [409, 'search_name_taken'])
  const other = await office.ask<SavedSearch>(staff.drafter, 'POST', url, { ...body, name: '道路' })
  const path = `${url}/${saved.id}`
  const renamed = { name: '要綱', wish: { q: '要綱' } }
  t.equal((await office.ask(staff.stranger, 'PUT', path, renamed)).status, 404)
  t.equal((await office.ask(staff.drafter, 'PUT', path, { ...renamed, name: '道路' })).status, 409)
  t.equal((await office.ask(staff.drafter, 'PUT', path, renamed)).status, 200)
  const late = await office.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('saved_search')
      .set({ name: '河川' })
      .where('id', '=', other.body.id)
      .executeTakeFirstOrThrow()
    const asked = office.ask(staff.drafter, 'PUT', path, { ...renamed, name: '河川' })
    await untilHeld(office.db)
    return { asked }
  })
  t.equal((await late.asked).status, 409, 'taken in the same moment')
  await office.ask(staff.drafter, 'PUT', `${url}/${other.body.id}`, { ...body, name: '道路' })
  t.same((await suggestionsOf(office, staff.drafter, 'ヨウコウ')).saved, [], 'カナ is not 漢字')
  t.same((await suggestionsOf(office, staff.drafter, '要')).saved, [{ id: saved.id, ...renamed }])
  t.same((await office.ask<SavedSearches>(staff.stranger, 'GET', url)).body.items, [])
  t.equal((await office.inject(staff.stranger, { method: 'DELETE', url: path })).statusCode, 404)
  t.equal((await office.inject(staff.drafter, { method: 'DELETE', url: path })).statusCode, 204)
  t.same((await office.ask<SavedSearches>(staff.drafter, 'GET', url)).body.items, [other.body])
  for (const bad of [
    { ...body, name: ' ' },
    { name: 'a', wish: { q: '' } },
    { name: 'a', wish: { q: 'a', x: 1 } },
  ])
    t.equal((await office.ask(staff.drafter, 'POST', url, bad)).status, 400, JSON.stringify(bad))
  await office.pool.query(
    `insert into saved_search select gen_random_uuid(), $1, 'no ' || n, '{"q":"a"}', now() from generate_series(1, 99) n`,
    [staff.drafter],
  )
  const full = await office.ask<{ code: string }>(staff.drafter, 'POST', url, body)
  t.same([full.status, full.body.code], [409, 'search_too_many'])
})

test('who searches without pause is told to wait', async (t) => {
  const office = await createOffice(t)
  const ask = () => office.inject(staff.drafter, `/v1/search/suggestions?${searchOf({ q: '　' })}`)
  for (let nth = 0; nth < 300; nth += 1) await ask()
  const answer = await ask()
  t.equal(answer.statusCode, 429)
  t.ok(Number(answer.headers['retry-after']) > 0)
  t.equal(
    (await office.inject(staff.stranger, `/v1/search/suggestions?${searchOf({ q: '　' })}`)).statusCode,
    200,
  )
})

test('a program searches what it made, and nothing else', async (t) => {
  const realm = await startTestRealm(t)
  const now = (): Instant => new Date().toISOString() as Instant
  const office = await createOffice(t, { tokens: createTokenVerifier({ issuer: realm.issuer, now }) })
  const authorization = `Bearer ${await realm.token({ azp: 'sys-kintai' })}`
  const made = await office.app.inject({
    ...{ method: 'POST', url: '/v1/proposals' },
    headers: { authorization, 'kessai-officer': staff.drafter, 'idempotency-key': 'one' },
    payload: { content: office.content({ title: '休暇の計画', authorityCode: 'E01' }) },
  })
  t.equal(made.statusCode, 201, made.body)
  await office.submitted({ title: '観光振興計画の公表' })
  await index(office)
  for (const officer of [undefined, staff.drafter, staff.stranger]) {
    const headers = { authorization, ...(officer === undefined ? {} : { 'kessai-officer': officer }) }
    const answer = await office.app.inject({ url: `/v1/search?${searchOf({ q: '計画' })}`, headers })
    t.equal(answer.statusCode, 200, answer.body)
    t.same(
      answer.json<SearchAnswer>().items.map((it) => it.case.id),
      officer === staff.stranger ? [] : [made.json<{ id: string }>().id],
      officer ?? 'by itself',
    )
  }
})
