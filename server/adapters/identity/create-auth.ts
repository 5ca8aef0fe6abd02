import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { type Auth, authenticator } from '../../plugins/auth.ts'
import type { Database } from '../../store/database.ts'
import type { IdentityProvider } from '../../usecases/identity-provider.ts'
import type { Clock, LiveBus, OrganisationSource } from '../../usecases/ports.ts'
import { type SessionLimits, createSessionKeeper } from '../../usecases/session-keeper.ts'
import { type DemoSurroundings, assertDemoAllowed } from '../embedded-idp/allowed.ts'
import { demoIdentity, realmPath } from '../embedded-idp/plugin.ts'
import { createOpenIdProvider } from './openid.ts'

export type AuthOptions = {
  readonly db: Kysely<Database>
  readonly now: Clock
  readonly organisation: OrganisationSource
  /** Kessai's own address as browsers see it, scheme, host and port: `http://127.0.0.1:8080`. */
  readonly publicUrl: string
  readonly provider:
    | {
        readonly issuer: string
        readonly clientId: string
        readonly clientSecret?: string
        readonly timeoutMs?: number
      }
    | {
        readonly demo: Omit<DemoSurroundings, 'publicUrl'>
        readonly keyFile?: string
        /** Whose account is shut at the provider; nobody's by default. */
        readonly isDisabled?: (login: string) => boolean
      }
  readonly limits?: Partial<SessionLimits>
  /** Tells other processes and open pages when a session ends; without it they find out within seconds. */
  readonly live?: LiveBus
  /** What goes wrong beside a request (a note of use, the sweep). */
  readonly onError?: (error: unknown) => void
}

/**
 * Signing in, against a real provider or the embedded one: the same code either way. Throws when the demo must not
 * run here, or an issuer cannot be spoken to safely.
 */
export function createAuth(options: AuthOptions): Auth {
  const { db, now, onError, organisation } = options
  const publicUrl = new URL(options.publicUrl).origin
  const reporting = onError === undefined ? {} : { onError }
  const { provider, demo } = providerOf(options, publicUrl)
  const sessions = createSessionKeeper({
    db,
    now,
    identity: provider,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.live === undefined ? {} : { live: options.live }),
    ...reporting,
  })
  return {
    db,
    now,
    organisation,
    sessions,
    publicUrl,
    identity: provider,
    authenticate: authenticator(sessions, publicUrl),
    ...reporting,
    ...(demo === undefined ? {} : { demo }),
  }
}

function providerOf(
  options: AuthOptions,
  publicUrl: string,
): { readonly provider: IdentityProvider; readonly demo?: Auth['demo'] } {
  if ('issuer' in options.provider) {
    return { provider: createOpenIdProvider({ ...options.provider, publicUrl }) }
  }
  const { db, now, organisation } = options
  const { keyFile, isDisabled, demo } = options.provider
  assertDemoAllowed({ ...demo, publicUrl })
  // Both ends of this secret are in this process.
  const client = { clientId: 'kessai-web', clientSecret: randomBytes(32).toString('base64url') }
  return {
    provider: createOpenIdProvider({
      ...client,
      issuer: new URL(realmPath, publicUrl).href,
      publicUrl,
      // It is this very process: when the machine is busy, waiting is all that helps.
      timeoutMs: 20_000,
    }),
    demo: demoIdentity({
      db,
      now,
      organisation,
      publicUrl,
      ...client,
      ...(keyFile === undefined ? {} : { keyFile }),
      ...(isDisabled === undefined ? {} : { isDisabled }),
    }),
  }
}
