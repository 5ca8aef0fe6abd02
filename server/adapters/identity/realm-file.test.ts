import { readFile } from 'node:fs/promises'
import { test } from 'tap'
import { projectFile } from '../../project-root.ts'

type Client = {
  readonly clientId: string
  readonly publicClient: boolean
  readonly standardFlowEnabled: boolean
  readonly implicitFlowEnabled: boolean
  readonly directAccessGrantsEnabled: boolean
  readonly serviceAccountsEnabled: boolean
  readonly fullScopeAllowed: boolean
  readonly redirectUris: readonly string[]
  readonly secret?: string
  readonly defaultClientScopes: readonly string[]
  readonly optionalClientScopes: readonly string[]
  readonly attributes?: Readonly<Record<string, string>>
}
type RealmFile = Readonly<Record<string, unknown>> & {
  readonly passwordPolicy: string
  readonly clients: readonly Client[]
}

const read = async (): Promise<RealmFile> =>
  JSON.parse(await readFile(projectFile('db/keycloak/kessai-realm.json'), 'utf8')) as RealmFile

test('passwords in the realm: long ones, of any letters, which nobody has to change again and again', async (t) => {
  const realm = await read()
  const policy = new Map(
    realm.passwordPolicy.split(' and ').map((it) => [it.split('(')[0], Number(/\d+/.exec(it)?.[0])]),
  )
  t.ok((policy.get('length') ?? 0) >= 12, 'twelve or more')
  t.ok((policy.get('maxLength') ?? 64) >= 64, 'sixty-four are taken')
  const composition = ['digits', 'lowerCase', 'upperCase', 'specialChars', 'regexPattern']
  t.same(
    [...composition, 'forceExpiredPasswordChange', 'maxAuthAge'].filter((it) => policy.has(it)),
    [],
  )
  t.match(realm, { resetPasswordAllowed: false, bruteForceProtected: true, permanentLockout: false })
})

test('the realm brings nobody, and its clients may do what Kessai needs and no more', async (t) => {
  const realm = await read()
  t.notOk('users' in realm, 'no account')
  t.same(
    realm.clients.map((it) => it.clientId),
    ['kessai-web', 'kessai-api'],
  )
  for (const it of realm.clients)
    t.match(
      it,
      { publicClient: false, implicitFlowEnabled: false, directAccessGrantsEnabled: false },
      it.clientId,
    )
  for (const it of realm.clients)
    t.match(it, { fullScopeAllowed: false, optionalClientScopes: { length: 0 } })
  const [web, api] = realm.clients
  t.match(web, {
    standardFlowEnabled: true,
    serviceAccountsEnabled: false,
    secret: '${KESSAI_WEB_SECRET}',
    redirectUris: ['${KESSAI_PUBLIC_ORIGIN}/auth/callback'],
    defaultClientScopes: ['basic', 'profile', 'acr', 'kessai-employee'],
    attributes: { 'pkce.code.challenge.method': 'S256' },
  })
  t.equal(web?.redirectUris.length, 1)
  t.equal(web?.defaultClientScopes.length, 4)
  t.match(api, { standardFlowEnabled: false, serviceAccountsEnabled: false, redirectUris: { length: 0 } })
})
