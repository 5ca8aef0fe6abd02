import { type KeycloakServer, startKeycloak } from './server.ts'
import { type RealmPlaces, exampleRealm, realmPlaceholders } from './realm-file.ts'
import { fillPlaceholders } from './realm-part.ts'

/** A running Keycloak that several test files share; how `scripts/test.ts` tells them of it. */
export type SharedKeycloak = Pick<KeycloakServer, 'url' | 'adminPassword'>

/** The variable with a `SharedKeycloak` as JSON. */
export const sharedKeycloakName = 'KESSAI_TEST_KEYCLOAK'

export type TestRealm = {
  readonly issuer: string
  /** The secret of a client: `kessai-web`, `portal`, `sys-zaimu`. */
  readonly secretOf: (clientId: string) => string
  /** A token of an application by client credentials. */
  readonly tokenOf: (clientId: string) => Promise<string>
  /** Asks the administration API below the realm (`/users?username=u0505`); a text is sent as it is. Throws when refused. */
  readonly administer: (
    path: string,
    init?: { readonly method: string; readonly body?: unknown },
  ) => Promise<unknown>
  /** The id of a person's account. */
  readonly accountOf: (login: string) => Promise<string>
  /** Writes into a person's account, what is not named stays: `{ enabled: false }`. */
  readonly change: (login: string, changes: Readonly<Record<string, unknown>>) => Promise<void>
}

/** A Keycloak for a test that is run by itself: ends with it. */
async function keycloakFor(t: { teardown(fn: () => unknown): void }): Promise<SharedKeycloak> {
  const told = process.env[sharedKeycloakName]
  if (told !== undefined && told !== '') return JSON.parse(told) as SharedKeycloak
  const started = await startForTests()
  t.teardown(() => started.stop())
  return started
}

/** Starts Keycloak with the example realm imported from its file; where Kessai would stand, nothing does. */
export async function startForTests(): Promise<KeycloakServer> {
  const nobody = 'http://127.0.0.1:9'
  return startKeycloak({
    realm: await exampleRealm(),
    placeholders: realmPlaceholders({ kessai: nobody, portal: nobody }),
  })
}

let made = 0

/** A realm of its own in the shared Keycloak, made of db/keycloak/, for programs that stand at these places. */
export async function openRealm(
  t: { teardown(fn: () => unknown): void },
  places: RealmPlaces,
): Promise<TestRealm> {
  const keycloak = await keycloakFor(t)
  const placeholders = realmPlaceholders(places)
  const { name, text } = await exampleRealm(`kessai-${process.pid}-${++made}`)
  const administer = administration(keycloak)
  await administer('/admin/realms', {
    method: 'POST',
    body: JSON.parse(fillPlaceholders(text, placeholders)),
  })
  t.teardown(() => administer(`/admin/realms/${name}`, { method: 'DELETE' }))

  const issuer = `${keycloak.url}/realms/${name}`
  const secretOf = (clientId: string): string => {
    const key =
      clientId === 'kessai-web'
        ? 'KESSAI_WEB_SECRET'
        : `KESSAI_SECRET_${clientId.toUpperCase().replaceAll('-', '_')}`
    const secret = placeholders[key]
    if (secret === undefined) throw new Error(`${clientId} has no secret in the realm`)
    return secret
  }
  const inRealm: TestRealm['administer'] = (path, init) => administer(`/admin/realms/${name}${path}`, init)
  async function accountOf(login: string): Promise<string> {
    const found = (await inRealm(`/users?exact=true&username=${login}`)) as { id: string }[]
    if (found[0] === undefined) throw new Error(`${login} has no account`)
    return found[0].id
  }
  return {
    issuer,
    secretOf,
    async tokenOf(clientId) {
      const answer = await fetch(`${issuer}/protocol/openid-connect/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: secretOf(clientId),
        }),
      })
      const said = (await answer.json()) as { access_token?: string }
      if (said.access_token === undefined)
        throw new Error(`no token for ${clientId}: ${JSON.stringify(said)}`)
      return said.access_token
    },
    administer: inRealm,
    accountOf,
    async change(login, changes) {
      const path = `/users/${await accountOf(login)}`
      const account = (await inRealm(path)) as object
      await inRealm(path, { method: 'PUT', body: { ...account, ...changes } })
    },
  }
}

function administration(keycloak: SharedKeycloak): TestRealm['administer'] {
  return async (path, init) => {
    const granted = await fetch(`${keycloak.url}/realms/master/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: 'admin-cli',
        username: 'admin',
        password: keycloak.adminPassword,
      }),
    })
    const { access_token: token } = (await granted.json()) as { access_token: string }
    const answer = await fetch(`${keycloak.url}${path}`, {
      method: init?.method ?? 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(init?.body === undefined
        ? {}
        : { body: typeof init.body === 'string' ? init.body : JSON.stringify(init.body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${init?.method ?? 'GET'} ${path}: ${answer.status} ${text}`)
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  }
}
