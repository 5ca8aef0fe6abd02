import { generateKeyPair, SignJWT } from 'jose'
import { test } from 'tap'
import { type OpenIdServer, startOpenIdServer } from '../../testing/open-id-server.ts'
import { ProviderUnavailable, SignInRefused } from '../../usecases/identity-provider.ts'
import { createOpenIdProvider } from './openid.ts'

const clientId = 'kessai-web'
const event = 'http://schemas.openid.net/event/backchannel-logout'

/** Every way in which a token is not the provider's word that a session is over, for this client, now. */
const forged: Readonly<Record<string, (it: OpenIdServer) => Promise<string>>> = {
  'no token': async () => '',
  'no JWT': async () => 'a.b.c',
  'a JWT without a signature (alg none)': async (it) =>
    `${segment({ alg: 'none', typ: 'logout+jwt' })}.${segment(it.logoutClaims())}.`,
  'signed with the client id as a secret': async (it) =>
    new SignJWT(it.logoutClaims())
      .setProtectedHeader({ alg: 'HS256', kid: 'k1', typ: 'logout+jwt' })
      .sign(new TextEncoder().encode(clientId)),
  'signed by somebody else under the name of the key': async (it) =>
    it.sign(it.logoutClaims(), {}, (await generateKeyPair('RS256')).privateKey),
  'signed with a key nobody published': async (it) =>
    it.sign(it.logoutClaims(), { kid: 'k2' }, (await generateKeyPair('RS256')).privateKey),
  'changed after it was signed': async (it) => {
    const [header, , signature] = (await it.sign(it.logoutClaims())).split('.')
    return [header, segment(it.logoutClaims({ sid: 'another' })), signature].join('.')
  },
  'an ID token': async (it) => it.sign(it.logoutClaims(), { typ: 'JWT' }),
  'without a type': async (it) => it.sign(it.logoutClaims(), { typ: undefined }),
  'of another issuer': async (it) => it.sign(it.logoutClaims({ iss: 'https://id.example/realms/kessai' })),
  'for another client': async (it) => it.sign(it.logoutClaims({ aud: 'another' })),
  'for nobody': async (it) => it.sign(it.logoutClaims({ aud: undefined })),
  'long past': async (it) => it.sign(it.logoutClaims({ iat: 1_700_000_000, exp: 1_700_000_120 })),
  'made long ago, with a long life': async (it) => {
    const { iat = 0 } = it.logoutClaims()
    return it.sign(it.logoutClaims({ iat: iat - 3600, exp: iat + 3600 }))
  },
  'made tomorrow': async (it) => {
    const { iat = 0 } = it.logoutClaims()
    return it.sign(it.logoutClaims({ iat: iat + 86_400, exp: iat + 86_520 }))
  },
  'without an end': async (it) => it.sign(it.logoutClaims({ exp: undefined })),
  'without a time': async (it) => it.sign(it.logoutClaims({ iat: undefined })),
  'without a name': async (it) => it.sign(it.logoutClaims({ jti: undefined })),
  'with an empty name': async (it) => it.sign(it.logoutClaims({ jti: '' })),
  'with a nonce': async (it) => it.sign(it.logoutClaims({ nonce: 'n' })),
  'without an event': async (it) => it.sign(it.logoutClaims({ events: undefined })),
  'with another event': async (it) => it.sign(it.logoutClaims({ events: { 'https://id.example/x': {} } })),
  'with an event that is no object': async (it) => it.sign(it.logoutClaims({ events: { [event]: 'yes' } })),
  'with a list of events': async (it) => it.sign(it.logoutClaims({ events: [event] })),
  'of neither a session nor an account': async (it) =>
    it.sign(it.logoutClaims({ sid: undefined, sub: undefined })),
}

function segment(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

test('a logout token', async (t) => {
  const server = await startOpenIdServer(clientId)
  t.teardown(() => server.close())
  const provider = () =>
    createOpenIdProvider({
      issuer: server.issuer,
      clientId,
      publicUrl: 'http://127.0.0.1:1',
      timeoutMs: 300,
    })
  const steady = provider()

  await t.test('names the session, the account, and itself', async (t) => {
    const { sub, ...ofSession } = server.logoutClaims()
    t.match(await steady.readLogoutToken(await server.sign({ ...ofSession, sub: sub ?? '' })), {
      issuer: server.issuer,
      subject: 'subject',
      sessionId: 'sid',
      tokenId: ofSession.jti,
    })
    const ofAll = await steady.readLogoutToken(await server.sign(server.logoutClaims({ sid: undefined })))
    t.equal(ofAll.sessionId, undefined)
    t.equal(ofAll.subject, 'subject')
  })

  for (const [name, make] of Object.entries(forged)) {
    await t.test(`is refused: ${name}`, async (t) => {
      await t.rejects(steady.readLogoutToken(await make(server)), SignInRefused)
    })
  }

  await t.test('cannot be judged while the provider is not well, and is not called forged', async (t) => {
    for (const mood of ['html', 'broken', 'silent'] as const) {
      const token = await server.sign(server.logoutClaims())
      const afresh = provider()
      server.mood = mood
      await t.rejects(afresh.readLogoutToken(token), ProviderUnavailable, mood)
      server.mood = 'well'
      t.ok(await afresh.readLogoutToken(token), 'and is taken when it is back')
    }
  })
})
