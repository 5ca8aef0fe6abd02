import type { Kysely } from 'kysely'
import type { Database } from '../store/database.ts'
import { useLogoutToken } from '../store/sessions.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type IdentityProvider, SignInRefused } from './identity-provider.ts'
import type { SessionKeeper } from './session-keeper.ts'

export type EndByProviderDeps = {
  readonly db: Kysely<Database>
  readonly identity: Pick<IdentityProvider, 'readLogoutToken'>
  readonly sessions: SessionKeeper
}

/**
 * Ends what the provider says is over (back-channel logout): the sessions that hang on one of its own, or all of an
 * account when it names none. Gives how many; a session that is over already is none. Throws `ProviderUnavailable` when
 * the token cannot be checked.
 */
export async function endByProvider(
  { db, identity, sessions }: EndByProviderDeps,
  logoutToken: string,
): Promise<Result<number, { readonly code: 'logout_token_refused'; readonly cause: unknown }>> {
  const token = await identity.readLogoutToken(logoutToken).catch((error: unknown) => {
    if (error instanceof SignInRefused) return error
    throw error
  })
  if (token instanceof SignInRefused) return no({ code: 'logout_token_refused', cause: token.cause })
  const { issuer, sessionId: sid, subject } = token
  const ended = await db.transaction().execute(async (trx) => {
    // Used before: whoever plays it again is not the provider.
    if (!(await useLogoutToken(trx, token))) return undefined
    if (sid !== undefined) return sessions.endIn(trx, { issuer, sid }, 'provider_ended')
    return subject === undefined ? [] : sessions.endIn(trx, { issuer, subject }, 'provider_ended')
  })
  if (ended === undefined) return no({ code: 'logout_token_refused', cause: 'it was used before' })
  sessions.ended(ended)
  return yes(ended.length)
}
