import { test } from 'tap'
import { directoryForm } from '../testing/directory-form.ts'
import { staff } from '../testing/office.ts'
import {
  createScimOffice,
  enterpriseUrn,
  newPerson,
  patchOf,
  postsUrn,
  unitUrn,
  userUrn,
} from '../testing/scim-office.ts'
import { rolesClaim } from '../testing/test-realm.ts'

const finding = (filter: string, more = '') => `/Users?filter=${encodeURIComponent(filter)}${more}`

test('who may: a registered application, with the role, and with the switch', async (t) => {
  const { office, client } = await createScimOffice(t)
  t.match(await client('sys-jinji')('GET', '/Users?count=1'), { status: 200 })
  t.match(await client('sys-jinji', rolesClaim('documents.read'))('GET', '/Users'), {
    status: 403,
    body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '403', detail: /org\.sync/ },
  })
  t.match(await client('sys-nobody')('GET', '/Users'), { status: 403 })
  // It may read with the role; the switch is what lets it write.
  const kintai = client('sys-kintai')
  t.match(await kintai('GET', `/Users/${staff.drafter}`), { status: 200 })
  for (const [method, path, body] of [
    ['POST', '/Users', newPerson('u9001')],
    ['PUT', `/Users/${staff.drafter}`, newPerson(staff.drafter)],
    ['PATCH', `/Users/${staff.drafter}`, patchOf({ op: 'replace', path: 'active', value: false })],
    ['DELETE', `/Users/${staff.drafter}`, undefined],
    ['DELETE', '/Groups/KNK', undefined],
  ] as const)
    t.match(await kintai(method, path, body), { status: 403, body: { detail: /勤怠管理システム/ } }, method)
  // 試験: it has no directory of its own to try on.
  await office.db
    .updateTable('application')
    .set({ may_provision: true })
    .where('client_id', '=', 'sys-trial')
    .execute()
  t.match(await client('sys-trial')('POST', '/Users', newPerson('u9001')), { status: 403 })
  const off = office.db.updateTable('application').set({ may_provision: false })
  await off.where('client_id', '=', 'sys-jinji').execute()
  t.match(await client('sys-jinji')('POST', '/Users', newPerson('u9001')), { status: 403 }, 'felt at once')

  for (const [person, status] of [
    [null, 401],
    [staff.recordsManager, 403],
    ['u0205', 403],
  ] as const) {
    const answer = await office.inject(person, '/scim/v2/Users')
    t.equal(answer.statusCode, status)
    t.match(answer.json(), {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
    })
  }
  const lost = await office.inject(null, '/scim/v2/Nothing')
  t.match(lost.json(), { status: '404' })
})

test('what may not be had by SCIM: roles of Kessai, and the login of who has one', async (t) => {
  const { office, client } = await createScimOffice(t)
  const jinji = client('sys-jinji')
  const rows = async () => office.db.selectFrom('person_role').selectAll().orderBy('person_id').execute()
  const before = await rows()
  const roles = [{ value: 'administrator' }, { value: 'records_manager' }]
  const made = await jinji(
    'POST',
    '/Users',
    newPerson('u9001', { roles, groups: roles, entitlements: roles }),
  )
  t.equal(made.status, 201)
  t.notOk('roles' in made.body)
  await jinji('PATCH', '/Users/u9001', patchOf({ op: 'add', value: { roles } }))
  t.match(await jinji('PATCH', '/Users/u9001', patchOf({ op: 'add', path: 'roles', value: roles })), {
    status: 400,
    body: { scimType: 'invalidPath' },
  })
  t.same(await rows(), before)
  const login = patchOf({ op: 'replace', path: 'userName', value: 'somebody-else' })
  t.match(await jinji('PATCH', '/Users/u0205', login), { status: 403, body: { detail: /役割を持つ人/ } })
  t.match(await jinji('PATCH', '/Users/u9001', login), { status: 200, body: { userName: 'somebody-else' } })
})

test('filters, sorting, parts and pages', async (t) => {
  const { client } = await createScimOffice(t)
  const jinji = client('sys-jinji')
  await jinji('POST', '/Users', newPerson('u9001'))
  const ids = async (filter: string) => {
    const answer = await jinji('GET', finding(filter, '&count=500&attributes=userName'))
    t.equal(answer.status, 200, `${filter}: ${JSON.stringify(answer.body)}`)
    return answer.body.Resources.map((it) => it.id)
  }

  await t.test('what fits', async (t) => {
    for (const filter of [
      'userName eq "u9001"',
      'USERNAME EQ "U9001"',
      'externalId eq "hr-u9001"',
      'id eq "u9001"',
      `${enterpriseUrn}:employeeNumber eq "u9001"`,
      'name.familyName eq "川下" and name.givenName eq "実"',
      'name.familyName eq "\\u5ddd\\u4e0b"',
      'emails[type eq "work" and value co "U9001@"]',
      'emails.value sw "u9001@"',
      'emails ew "u9001@mihon.example"',
      'emails eq "u9001@mihon.example"',
      `userName sw "u90" and ${postsUrn}:posts[unit eq "KNK-1" and position eq "P-SNN"]`,
      `userName sw "u90" and ${postsUrn}:posts.from ge "2026-05-11"`,
      'userName sw "u90" and active eq true',
      'userName sw "u90" and active eq "True"',
      'userName sw "u90" and not (active eq false)',
      'userName sw "u90" and (title eq "企画係主任" or title eq "知事")',
      'userName gt "u9000" and userName le "u9001"',
      'userName sw "u90" and phoneNumbers eq null and emails pr',
      'userName sw "u90" and userName ne "u9002"',
    ])
      t.same(await ids(filter), ['u9001'], filter)
    t.same(await ids('userName eq "U9001" and active eq false'), [])
    t.same(await ids('externalId eq "u9001"'), [])
    // `and` binds closer than `or`.
    t.same(await ids(`id eq "${staff.drafter}" or id eq "u9001" and active eq false`), [staff.drafter])
    const other = await client('sys-kintai')('GET', finding('externalId eq "hr-u9001"'))
    t.equal(other.body.totalResults, 0, 'each program has its own words')
  })

  await t.test('what cannot be read is told in its place', async (t) => {
    for (const filter of [
      'userName eq',
      'userName',
      'userName zz "1"',
      '(userName eq "a"',
      'nickName eq "a"',
      'userName eq "a" and',
      'active gt true',
      'active eq "perhaps"',
      'userName gt true or userName co null',
      'userName pr constructor userName pr',
      'userName __proto__ "1"',
      'constructor.name eq "Object"',
      `${postsUrn}:effectiveOn eq "2026-05-11"`,
      'emails[value[a eq 1]]',
      'emails[nothing eq 1]',
      `${'('.repeat(3000)}userName pr${')'.repeat(3000)}`,
      `userName eq "${'x'.repeat(5000)}"`,
    ])
      t.match(
        await jinji('GET', finding(filter)),
        { status: 400, body: { status: '400', scimType: 'invalidFilter', detail: /送り直してください/ } },
        filter.slice(0, 60),
      )
  })

  await t.test('parts of a resource', async (t) => {
    const some = await jinji('GET', `/Users/u9001?attributes=userName,name.familyName,${postsUrn}:posts.unit`)
    t.same(some.body, {
      schemas: [userUrn, postsUrn],
      id: 'u9001',
      userName: 'u9001',
      name: { familyName: '川下' },
      [postsUrn]: { posts: [{ unit: 'KNK-1' }] },
    })
    const less = await jinji(
      'GET',
      `/Users/u9001?excludedAttributes=id,emails,name.formatted,${enterpriseUrn}`,
    )
    t.same([less.body.id, less.body.emails, less.body[enterpriseUrn]], ['u9001', undefined, undefined])
    t.same(less.body.name, { familyName: '川下', givenName: '実' })
  })

  await t.test('sorted, by the same search in a body', async (t) => {
    const search = { sortBy: 'userName', sortOrder: 'descending', count: 2, attributes: ['userName'] }
    const users = await jinji('POST', '/Users/.search', search)
    t.same(users.body.Resources.map((it) => it.id)[0], 'u9001')
    t.equal(users.body.itemsPerPage, 2)
    const kana = await jinji('GET', `/Users?sortBy=${postsUrn}:nameKana&count=500`)
    const read = kana.body.Resources.map((it) => it[postsUrn].nameKana)
    t.same(read, read.toSorted())
    const both = await jinji('POST', '/.search', { filter: 'id eq "KNK" or id eq "u9001"' })
    t.same(both.body.Resources.map((it) => it.id).toSorted(), ['KNK', 'u9001'])
    t.match(await jinji('POST', '/.search', '[]'), { status: 400, body: { scimType: 'invalidSyntax' } })
    t.match(await jinji('GET', '/Users?startIndex=first'), {
      status: 400,
      body: { scimType: 'invalidSyntax' },
    })
  })
})

test('paging over two thousand people: everybody once', async (t) => {
  const { office, client } = await createScimOffice(t)
  const heading = 'employee_no,name,name_kana,unit_code,position_code,kind'
  const lines = Array.from({ length: 2000 }, (_one, at) => `v${10_000 + at},頁 ${at},ページ,KNK-1,P-SNN,本務`)
  const form = directoryForm({ people: [heading, ...lines].join('\n') }, { effectiveOn: '2026-05-11' })
  const made = await office.inject(staff.recordsManager, {
    method: 'POST',
    url: '/v1/directory/imports',
    ...form,
  })
  t.equal(made.statusCode, 201, made.body.slice(0, 300))
  const { id } = made.json<{ id: string }>()
  const applied = await office.inject(staff.recordsManager, {
    method: 'POST',
    url: `/v1/directory/imports/${id}/apply`,
  })
  t.equal(applied.statusCode, 200)

  const jinji = client('sys-jinji')
  const seen: string[] = []
  let total = Number.POSITIVE_INFINITY
  let pages = 0
  while (seen.length < total) {
    const page = await jinji('GET', finding('userName sw "v1"', `&startIndex=${seen.length + 1}&count=300`))
    t.equal(page.status, 200)
    total = page.body.totalResults
    seen.push(...page.body.Resources.map((it) => it.id))
    pages += 1
    if (page.body.itemsPerPage === 0) break
  }
  t.equal(total, 2000)
  t.equal(pages, 7)
  t.same(
    seen,
    lines.map((it) => it.split(',')[0]),
  )
  const most = await jinji('GET', '/Users?count=100000')
  t.equal(most.body.itemsPerPage, 500)
  t.equal((await jinji('GET', '/Users?count=0')).body.Resources.length, 0)
  t.same((await jinji('GET', finding('userName sw "v1"', '&startIndex=2001'))).body.Resources, [])
  t.equal((await jinji('GET', finding('userName sw "v1"', '&startIndex=-5&count=1'))).body.startIndex, 1)
})

test('two at once: an ETag lets one of them win', async (t) => {
  const { client } = await createScimOffice(t)
  const jinji = client('sys-jinji')
  const read = await jinji('GET', `/Users/${staff.drafter}`)
  const etag = String(read.headers['etag'])
  t.equal(etag, read.body.meta.version)
  t.equal((await jinji('GET', `/Users/${staff.drafter}`, undefined, { 'if-none-match': etag })).status, 304)
  const mail = (value: string) => patchOf({ op: 'replace', path: 'emails[type eq "work"].value', value })
  const both = await Promise.all(
    ['a@mihon.example', 'b@mihon.example'].map((it) =>
      jinji('PATCH', `/Users/${staff.drafter}`, mail(it), { 'if-match': etag }),
    ),
  )
  t.same(both.map((it) => String(it.status)).toSorted(), ['200', '412'])
  t.match(both.find((it) => it.status === 412)?.body, { status: '412', detail: /読み直し/ })
  const now = await jinji('GET', `/Users/${staff.drafter}`)
  t.equal((await jinji('DELETE', `/Users/${staff.drafter}`, undefined, { 'if-match': etag })).status, 412)
  const put = newPerson(staff.drafter, {
    emails: [{ value: 'c@mihon.example' }],
    externalId: 'x',
    name: now.body.name,
  })
  const { [postsUrn]: _posts, userName: _login, ...rest } = put
  t.equal((await jinji('PUT', `/Users/${staff.drafter}`, rest, { 'if-match': '"old", *' })).status, 412)
  const good = await jinji('PUT', `/Users/${staff.drafter}`, rest, {
    'if-match': `"old", ${now.body.meta.version}`,
  })
  t.match(good, { status: 200, body: { emails: [{ value: 'c@mihon.example' }] } })
  t.same(good.body[postsUrn], now.body[postsUrn], 'what a PUT does not speak of stays')

  const posts = await Promise.all(
    Array.from({ length: 8 }, () => jinji('POST', '/Users', newPerson('u9001'))),
  )
  t.same(posts.map((it) => String(it.status)).toSorted(), ['201', ...Array.from({ length: 7 }, () => '409')])
})

test('what a client reads before it begins', async (t) => {
  const { client } = await createScimOffice(t)
  const jinji = client('sys-jinji')
  t.match((await jinji('GET', '/ServiceProviderConfig')).body, {
    patch: { supported: true },
    bulk: { supported: false },
    filter: { supported: true, maxResults: 500 },
    etag: { supported: true },
  })
  t.same(
    (await jinji('GET', '/ResourceTypes')).body.Resources.map((it) => it.id),
    ['User', 'Group'],
  )
  const all = await jinji('GET', '/Schemas')
  t.same(all.body.Resources.map((it) => it.id).toSorted(), [
    'urn:ietf:params:scim:schemas:core:2.0:Group',
    userUrn,
    enterpriseUrn,
    unitUrn,
    postsUrn,
  ])
  t.match((await jinji('GET', `/Schemas/${postsUrn}`)).body, { id: postsUrn, name: 'Posts' })
  t.equal((await jinji('GET', '/Schemas/nothing')).status, 404)
})
