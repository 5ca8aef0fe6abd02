import { test } from 'tap'
import { staff } from '../testing/office.ts'
import {
  type Scim,
  createScimOffice,
  enterpriseUrn,
  newPerson,
  patchOf,
  postsUrn,
  unitUrn,
} from '../testing/scim-office.ts'

/** Everything a hostile or broken client may send: refused in the shape of SCIM, and nothing is changed. */
test('hostile bodies', async (t) => {
  const { office, client } = await createScimOffice(t)
  const jinji = client('sys-jinji')
  const count = async () => (await office.db.selectFrom('directory_import').selectAll().execute()).length
  const refused = async (scim: Scim, ...request: Parameters<Scim>) => {
    const answer = await scim(...request)
    t.ok(
      answer.status >= 400 && answer.status < 500,
      `${answer.status} ${JSON.stringify(request).slice(0, 100)}`,
    )
    t.match(answer.body, { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail: /ください/ })
    t.match(answer.headers['content-type'], /^application\/scim\+json/)
  }
  const before = await count()
  const drafter = `/Users/${staff.drafter}`
  for (const body of [
    '{',
    '[]',
    'null',
    '"text"',
    '{"__proto__":{"active":false}}',
    '{"constructor":{"prototype":{"x":1}}}',
    {},
    newPerson('../../etc'),
    newPerson('u9001', { userName: '' }),
    newPerson('u9001', { userName: { a: 1 } }),
    newPerson('u9001', { userName: staff.drafter }),
    newPerson('u9001', { name: 'text' }),
    newPerson('u9001', { name: { familyName: 'x'.repeat(201) } }),
    newPerson('u9001', { name: { familyName: 'nul\0' } }),
    newPerson('u9001', { active: 'perhaps' }),
    newPerson('u9001', { active: false }),
    newPerson('u9001', { emails: Array.from({ length: 101 }, () => ({ value: 'a@b' })) }),
    newPerson('u9001', {}, []),
    newPerson('u9001', {}, [{ unit: 'NOWHERE', position: 'P-SNN', kind: '本務' }]),
    newPerson('u9001', {}, [{ unit: 'KNK-1', position: 'P-NONE', kind: '本務' }]),
    newPerson('u9001', {}, [{ unit: 'KNK-1', position: 'P-SNN', kind: '王' }]),
    newPerson('u9001', {}, [{ unit: 'KNK-1', position: 'P-SNN', kind: '退職' }]),
    newPerson('u9001', {}, [{ unit: 'KNK-1', position: 'P-SNN', kind: '本務', from: '2026-02-30' }]),
    newPerson('u9001', {}, [
      { unit: 'KNK-1', position: 'P-SNN', kind: '本務', from: '2026-05-11', until: '2026-05-01' },
    ]),
    newPerson('u9001', {}, [
      { unit: 'KNK-1', position: 'P-SNN', kind: '本務', from: '2026-05-11', until: '2026-12-31' },
      { unit: 'BUN', position: 'P-CHF', kind: '本務', from: '2026-06-01' },
    ]),
    newPerson('u9001', { [postsUrn]: { nameKana: 'ア', mainunit: 'KNK-1', secret: true } }),
    newPerson('u9001', {
      [postsUrn]: { nameKana: 'ア', mainUnit: 'KNK-1', mainPosition: 'P-SNN', effectiveOn: '2020-01-01' },
    }),
  ])
    await refused(jinji, 'POST', '/Users', body)
  for (const operation of [
    { op: 'destroy', path: 'userName' },
    { op: 'replace', path: 'nickName', value: 'x' },
    { op: 'replace', path: '__proto__.polluted', value: 'x' },
    { op: 'replace', path: 'constructor.prototype.polluted', value: 'x' },
    { op: 'replace', path: 'id', value: 'u0001' },
    { op: 'replace', path: 'meta.version', value: 'x' },
    { op: 'replace', path: `${enterpriseUrn}:employeeNumber`, value: 'u0001' },
    { op: 'replace', path: 'emails[type eq "home" or type eq "other"].value', value: 'a@b' },
    { op: 'replace', path: 'emails[type eq].value', value: 'a@b' },
    { op: 'replace', path: 'emails[[type eq "work"].value', value: 'a@b' },
    { op: 'replace', path: 'userName[value eq "x"]', value: 'x' },
    { op: 'remove' },
    { op: 'remove', path: `${postsUrn}:posts` },
    { op: 'remove', path: postsUrn },
    { op: 'add', path: `${postsUrn}:posts`, value: 'text' },
    { op: 'add', path: `${postsUrn}:posts`, value: [{ unit: ['KNK-1'] }] },
    {
      op: 'add',
      path: `${postsUrn}:posts`,
      value: [{ unit: 'KNK-1', position: 'P-SNN', kind: '兼務', from: '2020-01-01' }],
    },
    { op: 'replace', path: `${postsUrn}:posts[kind eq "primary"].until`, value: '2020-01-01' },
    { op: 'replace', path: `${postsUrn}:effectiveOn`, value: 'tomorrow' },
    { op: 'replace', value: [] },
    'text',
    null,
  ])
    await refused(jinji, 'PATCH', drafter, patchOf(operation as object))
  await refused(
    jinji,
    'PATCH',
    drafter,
    patchOf(...Array.from({ length: 101 }, () => ({ op: 'add', value: {} }))),
  )
  await refused(jinji, 'PATCH', drafter, '{')
  await refused(jinji, 'PUT', '/Users/u9999', newPerson('u9999'))
  await refused(jinji, 'PUT', drafter, newPerson('u0001'))
  await refused(jinji, 'PATCH', '/Users/u9999', patchOf({ op: 'add', value: {} }))
  for (const unit of [
    {},
    { code: 'T', kind: '課' },
    { code: 'T', kind: '国', parent: 'KEI' },
    { code: 'KNK', kind: '課', parent: 'KEI' },
  ])
    await refused(jinji, 'POST', '/Groups', { displayName: '課', [unitUrn]: unit })
  for (const change of [
    { parent: 'NOWHERE' },
    { parent: 'KNK-1' },
    { kind: '部' },
    { code: 'X' },
    { until: '2020-01-01' },
  ])
    await refused(jinji, 'PATCH', '/Groups/KNK', patchOf({ op: 'replace', value: { [unitUrn]: change } }))
  t.equal(({} as { polluted?: unknown }).polluted, undefined)
  t.equal(await count(), before, 'nothing was changed')
})
