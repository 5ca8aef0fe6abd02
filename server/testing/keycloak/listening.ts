import type { Test } from 'tap'
import { freePort } from '../running-server.ts'
import { listen } from '../sign-in-office.ts'
import { type TestRealm, openRealm } from './realm.ts'

/** Kessai in front of a realm of its own in the real Keycloak, on a port of this machine. */
export async function listenAtKeycloak(
  t: Test,
): Promise<Awaited<ReturnType<typeof listen>> & { realm: TestRealm }> {
  const port = await freePort()
  const realm = await openRealm(t, { kessai: `http://127.0.0.1:${port}`, portal: 'http://127.0.0.1:9' })
  const provider = {
    issuer: realm.issuer,
    clientId: 'kessai-web',
    clientSecret: realm.secretOf('kessai-web'),
  }
  // The first answer of a fresh realm may take longer than people should wait.
  return { ...(await listen(t, { port, provider: { ...provider, timeoutMs: 20_000 } })), realm }
}
