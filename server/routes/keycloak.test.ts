import { test } from 'tap'
import { until } from '../adapters/processes.ts'
import { createTokenVerifier } from '../adapters/identity/token-verifier.ts'
import type { Instant } from '../domain/ids.ts'
import { createBrowser } from '../testing/browser.ts'
import { idpContract, signIn } from '../testing/idp-contract.ts'
import { listenAtKeycloak } from '../testing/keycloak/listening.ts'
import { openRealm } from '../testing/keycloak/realm.ts'
import { examplePassword } from '../testing/keycloak/realm-file.ts'
import { sessionContract } from '../testing/session-contract.ts'

const of = (login: string) => ({ login, password: examplePassword })

test('the real Keycloak', async (t) => {
  const { baseUrl, clock, realm } = await listenAtKeycloak(t)

  await t.test('keeps the contract', async (t) =>
    idpContract(t, { baseUrl, known: of('u0505'), stranger: of('u9999') }),
  )

  await t.test('keeps the contract of sessions', async (t) => {
    await sessionContract(t, {
      baseUrl,
      known: of('u0505'),
      colleague: of('u0504'),
      untilAskedAgain: async () => void (clock.aheadMs += 301_000),
      account: {
        disable: (login) => realm.change(login, { enabled: false }),
        enable: (login) => realm.change(login, { enabled: true }),
      },
    })
    clock.aheadMs = 0
  })

  await t.test('an administrator ends a person’s sessions there, and here they are over too', async (t) => {
    const browser = createBrowser()
    await signIn(browser, baseUrl, of('u0503'))
    t.equal((await browser.send(`${baseUrl}/v1/me`)).status, 200)
    await realm.administer(`/users/${await realm.accountOf('u0503')}/logout`, { method: 'POST' })
    t.equal((await browser.send(`${baseUrl}/v1/me`)).status, 401, 'told by back-channel logout')
  })

  await t.test('gives applications tokens that say what they may do here, and no more', async (t) => {
    const verifier = createTokenVerifier({
      issuer: realm.issuer,
      now: () => new Date().toISOString() as Instant,
    })
    const zaimu = await verifier.verify(await realm.tokenOf('sys-zaimu'))
    t.equal(zaimu.clientId, 'sys-zaimu')
    t.same(zaimu.roles.toSorted(), [
      'documents.write',
      'events.subscribe',
      'workflow.read',
      'workflow.submit',
    ])
    t.same((await verifier.verify(await realm.tokenOf('sys-eform'))).roles.toSorted(), [
      'documents.read',
      'workflow.read',
    ])
    const claims = claimsOf(await realm.tokenOf('sys-zaimu'))
    t.match(claims, { typ: 'Bearer', azp: 'sys-zaimu', aud: 'kessai-api' })
    t.equal(Number(claims['exp']) - Number(claims['iat']), 300)
    t.notOk(claims['sid'], 'no session behind it')
  })

  await t.test('a role taken away is gone from the next token', async (t) => {
    const [client] = (await realm.administer('/clients?clientId=kessai-api')) as { id: string }[]
    const account = await realm.accountOf('service-account-sys-kintai')
    const mapping = `/users/${account}/role-mappings/clients/${client?.id ?? ''}`
    const roles = (await realm.administer(mapping)) as { name: string }[]
    const gone = roles.filter((it) => it.name === 'workflow.submit')
    t.equal(gone.length, 1)
    await realm.administer(mapping, { method: 'DELETE', body: gone })
    const { resource_access: access } = claimsOf(await realm.tokenOf('sys-kintai')) as {
      resource_access: { 'kessai-api': { roles: string[] } }
    }
    t.same(access['kessai-api'].roles.toSorted(), ['documents.write', 'events.subscribe', 'workflow.read'])
  })
})

function claimsOf(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
}

test('the realm is what its file says, once imported', async (t) => {
  const realm = await openRealm(t, { kessai: 'https://kessai.example', portal: 'https://portal.example' })

  await t.test('browsers are led back to our own addresses only', async (t) => {
    const [web] = (await realm.administer('/clients?clientId=kessai-web')) as Record<string, unknown>[]
    t.same(web?.['redirectUris'], ['https://kessai.example/auth/callback'])
    t.match(web?.['attributes'], {
      'post.logout.redirect.uris': 'https://kessai.example/signed-out',
      'backchannel.logout.url': 'https://kessai.example/auth/backchannel-logout',
      'pkce.code.challenge.method': 'S256',
    })
    t.equal(web?.['directAccessGrantsEnabled'], false)
    const attempt = new URL(`${realm.issuer}/protocol/openid-connect/auth`)
    const asked = {
      client_id: 'kessai-web',
      response_type: 'code',
      scope: 'openid',
      code_challenge_method: 'S256',
    }
    attempt.search = new URLSearchParams({
      ...asked,
      code_challenge: 'x'.repeat(43),
      redirect_uri: 'https://kessai.example/auth/callback/..',
    }).toString()
    t.equal((await fetch(attempt, { redirect: 'manual' })).status, 400)
  })

  await t.test('passwords, guessing, sessions and passkeys are set as the guide says', async (t) => {
    t.match(await realm.administer(''), {
      bruteForceProtected: true,
      failureFactor: 5,
      accessTokenLifespan: 300,
      ssoSessionIdleTimeout: 3600,
      ssoSessionMaxLifespan: 43_200,
      revokeRefreshToken: true,
      refreshTokenMaxReuse: 1,
      webAuthnPolicyPasswordlessPasskeysEnabled: true,
      webAuthnPolicyPasswordlessUserVerificationRequirement: 'required',
      registrationAllowed: false,
      resetPasswordAllowed: false,
    })
  })

  await t.test('five wrong passwords shut an account for a while', async (t) => {
    const account = await realm.accountOf('u0405')
    const [admin] = (await realm.administer('/clients?clientId=portal')) as Record<string, unknown>[]
    t.ok(admin)
    await realm.administer(`/clients/${String(admin?.['id'])}`, {
      method: 'PUT',
      body: { ...admin, directAccessGrantsEnabled: true },
    })
    const attempt = async (password: string): Promise<number> => {
      const body = new URLSearchParams({
        grant_type: 'password',
        client_id: 'portal',
        client_secret: realm.secretOf('portal'),
        username: 'u0405',
        password,
      })
      return (await fetch(`${realm.issuer}/protocol/openid-connect/token`, { method: 'POST', body })).status
    }
    // By their number alone: what comes faster than people type shuts an account sooner.
    await realm.administer('', { method: 'PUT', body: { quickLoginCheckMilliSeconds: 0 } })
    const standing = () =>
      realm.administer(`/attack-detection/brute-force/users/${account}`) as Promise<{
        readonly numFailures: number
        readonly disabled: boolean
      }>
    const counted = (numFailures: number) =>
      until(async () => (await standing()).numFailures === numFailures, 60_000)
    // Keycloak counts on its own way: the next one tries when it has.
    const wrongly = async (times: number) => {
      for (let wrong = 1; wrong <= times; wrong++) {
        t.not(await attempt(`wrong ${wrong}`), 200, `try ${wrong}`)
        t.ok(await counted(wrong), `counted ${wrong}`)
      }
    }
    t.equal(await attempt(examplePassword), 200)
    await wrongly(4)
    t.equal((await standing()).disabled, false)
    t.equal(await attempt(examplePassword), 200, 'four do not shut it, and the right one counts anew')
    t.ok(await counted(0))
    await wrongly(5)
    t.equal((await standing()).disabled, true)
    t.not(await attempt(examplePassword), 200, 'the right one does not help now')
  })
})
