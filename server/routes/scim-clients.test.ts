import { test } from 'tap'
import type { Inbox } from '../contract/inbox.ts'
import type { Me } from '../contract/me.ts'
import { createTokenVerifier } from '../adapters/identity/token-verifier.ts'
import type { Instant } from '../domain/ids.ts'
import { createOffice, staff } from '../testing/office.ts'
import { createAuth } from '../adapters/identity/create-auth.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { freePort } from '../testing/running-server.ts'
import { signInAs } from '../testing/signed-in.ts'
import { demo } from '../testing/sign-in-office.ts'
import {
  createScimOffice,
  enterpriseUrn,
  newPerson,
  patchOf,
  postsUrn,
  userUrn,
} from '../testing/scim-office.ts'

test('requests as Entra ID sends them', async (t) => {
  const { office, client } = await createScimOffice(t)
  const entra = client('sys-jinji')
  // Its test of the connection: nobody has such a name.
  const probe = await entra('GET', `/Users?filter=${encodeURIComponent('userName eq "7d1fa4a5-3f0e-4c5d"')}`)
  t.match(probe, { status: 200, body: { totalResults: 0, Resources: { length: 0 } } })
  const made = await entra('POST', '/Users', {
    schemas: [userUrn, enterpriseUrn, postsUrn],
    externalId: 'kawashimo',
    userName: 'u9001',
    active: true,
    displayName: '川下 実（企画係）',
    emails: [{ primary: true, type: 'work', value: 'kawashimo@mihon.example' }],
    meta: { resourceType: 'User' },
    name: { formatted: '実 川下', familyName: '川下', givenName: '実' },
    preferredLanguage: 'ja',
    addresses: [{ type: 'work', locality: 'みほん市' }],
    roles: [],
    [enterpriseUrn]: { employeeNumber: 'u9001', manager: staff.groupChief },
    [postsUrn]: { nameKana: 'カワシモ ミノル', mainUnit: 'KNK-1', mainPosition: 'P-SNN' },
  })
  t.equal(made.status, 201, JSON.stringify(made.body))
  t.match(made.body, {
    name: { formatted: '川下 実' },
    displayName: '川下 実',
    [postsUrn]: { posts: [{ unit: 'KNK-1', position: 'P-SNN', kind: 'primary', from: '2026-05-11' }] },
  })

  await t.test(
    'PATCH with paths, with a capital letter, and filters for values that are not there',
    async (t) => {
      const changed = await entra(
        'PATCH',
        '/Users/u9001',
        patchOf(
          { op: 'Replace', path: 'name.familyName', value: '川上' },
          { op: 'Replace', path: 'emails[type eq "work"].value', value: 'kawakami@mihon.example' },
          { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '2345' },
          { op: 'Add', path: `${postsUrn}:nameKana`, value: 'カワカミ ミノル' },
        ),
      )
      t.equal(changed.status, 200, JSON.stringify(changed.body))
      t.match(changed.body, {
        name: { formatted: '川上 実', familyName: '川上', givenName: '実' },
        emails: [{ value: 'kawakami@mihon.example' }],
        phoneNumbers: [{ value: '2345', type: 'work' }],
        [postsUrn]: { nameKana: 'カワカミ ミノル' },
      })
    },
  )

  await t.test('PATCH without a path: an object of paths', async (t) => {
    const changed = await entra(
      'PATCH',
      '/Users/u9001',
      patchOf({
        op: 'Replace',
        value: {
          'name.familyName': '川中',
          'emails[type eq "work"].value': 'kawanaka@mihon.example',
          nickName: 'みのる',
          [`${postsUrn}:nameKana`]: 'カワナカ ミノル',
        },
      }),
    )
    t.match(changed, {
      status: 200,
      body: {
        name: { formatted: '川中 実' },
        emails: [{ value: 'kawanaka@mihon.example' }],
        [postsUrn]: { nameKana: 'カワナカ ミノル' },
      },
    })
  })

  await t.test('disabled and enabled with words; enabled again it needs a post', async (t) => {
    const off = patchOf({ op: 'Replace', path: 'active', value: 'False' })
    t.match(await entra('PATCH', '/Users/u9001', off), { status: 200, body: { active: false } })
    const on = { op: 'Replace', path: 'active', value: 'True' }
    t.match(await entra('PATCH', '/Users/u9001', patchOf(on)), {
      status: 400,
      body: { scimType: 'invalidValue', detail: /mainUnit/ },
    })
    const posted = [
      { op: 'Add', path: `${postsUrn}:mainUnit`, value: 'BUN' },
      { op: 'Add', path: `${postsUrn}:mainPosition`, value: 'P-CHF' },
    ]
    const back = await entra('PATCH', '/Users/u9001', patchOf(on, ...posted))
    t.match(back, { status: 200, body: { active: true, [postsUrn]: { mainUnit: 'BUN' } } })
  })
  const rows = await office.db
    .selectFrom('appointment')
    .selectAll()
    .where('person_id', '=', 'u9001')
    .execute()
  t.equal(rows.length, 1, 'hired and gone in one day leaves nothing behind')
})

test('requests as Okta sends them', async (t) => {
  const { client } = await createScimOffice(t)
  const okta = client('sys-jinji')
  const found = await okta(
    'GET',
    `/Users?filter=${encodeURIComponent('userName eq "u9001"')}&startIndex=1&count=100`,
  )
  t.match(found, { status: 200, body: { totalResults: 0, startIndex: 1 } })
  const made = await okta('POST', '/Users', {
    ...newPerson('u9001'),
    password: 'a-password-that-nobody-keeps',
    locale: 'ja-JP',
    groups: [],
  })
  t.equal(made.status, 201)
  t.notOk(JSON.stringify(made.body).includes('a-password'))
  // A profile is pushed whole.
  const { name, emails, id, userName } = made.body
  const pushed = await okta('PUT', `/Users/${id}`, {
    schemas: [userUrn],
    id,
    userName,
    name: { ...name, givenName: '実生' },
    emails,
    active: true,
    meta: { resourceType: 'User' },
  })
  t.match(pushed, { status: 200, body: { displayName: '川下 実生', [postsUrn]: { mainUnit: 'KNK-1' } } })
  const off = { op: 'replace', value: { active: false } }
  t.match(await okta('PATCH', `/Users/${id}`, patchOf(off)), { status: 200, body: { active: false } })
  const members = { op: 'add', path: 'members', value: [{ value: id, display: 'u9001' }] }
  t.match(await okta('PATCH', '/Groups/KNK-1', patchOf(members)), {
    status: 400,
    body: { scimType: 'mutability' },
  })
})

test('somebody provisioned with a token of the provider signs in and finds the inbox of the post', async (t) => {
  const port = await freePort()
  const baseUrl = `http://127.0.0.1:${port}`
  const now = (): Instant => new Date().toISOString() as Instant
  const office = await createOffice(t, ({ db }) => {
    const organisation = createOrganisationSource(db, { freshForMs: 0 })
    const auth = createAuth({ db, now, organisation, publicUrl: baseUrl, provider: demo })
    return {
      now,
      organisation,
      auth,
      authenticate: async (request) => {
        const person = request.headers['x-test-person']
        return typeof person === 'string' ? (person as never) : auth.authenticate(request)
      },
      tokens: createTokenVerifier({ issuer: `${baseUrl}/realms/kessai`, now }),
    }
  })
  await office.app.listen({ port, host: '127.0.0.1' })
  const answer = await fetch(`${baseUrl}/realms/kessai/protocol/openid-connect/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('sys-jinji:kessai-demo-sys-jinji').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  })
  t.equal(answer.status, 200)
  const { access_token: token } = (await answer.json()) as { access_token: string }
  const scim = async (method: string, path: string, body: object) => {
    const done = await fetch(`${baseUrl}/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify(body),
    })
    const text = await done.text()
    t.ok(done.ok, text)
    return JSON.parse(text) as { readonly meta: { readonly location: string } }
  }
  // 係長 of the drafter's 係: the first whose turn it is.
  const made = await scim(
    'POST',
    '/Users',
    newPerson('u9001', {}, [{ unit: 'KNK-1', position: 'P-KAK', kind: '本務' }]),
  )
  t.equal(made.meta.location, `${baseUrl}/scim/v2/Users/u9001`)

  const drafter = await signInAs(baseUrl, staff.drafter)
  const draft = await drafter.send<{ id: string; version: number; manifestSha256: string }>(
    'POST',
    '/v1/proposals',
    {
      content: office.content(),
    },
  )
  t.equal(draft.status, 201, JSON.stringify(draft.body))
  const { id, version, manifestSha256 } = draft.body
  const act = { type: 'submit', version, manifestSha256 }
  const submitted = await drafter.send('POST', `/v1/proposals/${id}/acts`, act)
  t.equal(submitted.status, 200, JSON.stringify(submitted.body))

  const person = await signInAs(baseUrl, 'u9001')
  const me = await person.get<Me>('/v1/me')
  t.match(me.body, { id: 'u9001', name: '川下 実', capacities: [{ post: 'KNK-1:P-KAK' }] })
  const inbox = await person.get<Inbox>('/v1/inbox')
  t.equal(inbox.status, 200)
  t.match(JSON.stringify(inbox.body), id)

  await scim('PATCH', '/Users/u9001', patchOf({ op: 'replace', path: 'active', value: false }))
  const after = await person.get<Inbox>('/v1/inbox')
  t.notMatch(JSON.stringify(after.body), id, 'out of the post, out of its inbox')
})
