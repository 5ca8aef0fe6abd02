import {
  type CryptoKey,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
  type RemoteJWKSet,
  createRemoteJWKSet,
} from 'jose'
import { ProviderUnavailable } from '../../usecases/identity-provider.ts'
import { isThisMachine } from './openid.ts'

export type RealmKeysOptions = {
  readonly issuer: string
  /** How long one answer of the provider may take. */
  readonly timeoutMs: number
  /** How long after a fetch an unknown key may not cause another one. */
  readonly coolDownMs: number
  /** Keys older than this are fetched anew, beside the request that noticed. */
  readonly freshMs: number
  /** Keys that could not be fetched anew are believed for this long: so long a provider may be away. */
  readonly keptMs: number
}

/** The signing keys of a realm, found by its issuer alone: nothing that a token says leads anywhere. */
export function createRealmKeys(
  options: RealmKeysOptions,
): (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey> {
  let known: Promise<RemoteJWKSet> | undefined
  let fetchedAtMs = 0
  let renewing: Promise<void> | undefined

  // What failed is asked again the next time: Kessai starts before its provider.
  function keySet(): Promise<RemoteJWKSet> {
    known ??= first().catch((error: unknown) => {
      known = undefined
      throw new ProviderUnavailable(error)
    })
    return known
  }

  async function first(): Promise<RemoteJWKSet> {
    const set = createRemoteJWKSet(await jwksUri(options), {
      timeoutDuration: options.timeoutMs,
      cooldownDuration: options.coolDownMs,
      // Their age is watched here: keys that are old are better than none while the provider is away.
      cacheMaxAge: Infinity,
    })
    await set.reload()
    fetchedAtMs = performance.now()
    return set
  }

  function renew(set: RemoteJWKSet): Promise<void> {
    renewing ??= set
      .reload()
      .then(() => void (fetchedAtMs = performance.now()))
      .finally(() => setTimeout(() => (renewing = undefined), options.coolDownMs).unref())
    return renewing
  }

  return async (header, token) => {
    const set = await keySet()
    const ageMs = performance.now() - fetchedAtMs
    if (ageMs > options.keptMs) {
      await renew(set).catch((error: unknown) => {
        throw new ProviderUnavailable(error)
      })
    } else if (ageMs > options.freshMs) renew(set).catch(() => undefined)
    return set(header, token)
  }
}

/** Where the realm says its keys are. Throws on anything but the discovery document of that very issuer. */
async function jwksUri({ issuer, timeoutMs }: RealmKeysOptions): Promise<URL> {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  })
  if (!answer.ok) throw new Error(`the discovery answers ${answer.status}`)
  const found = (await answer.json()) as { readonly issuer?: unknown; readonly jwks_uri?: unknown } | null
  if (found?.issuer !== issuer || typeof found.jwks_uri !== 'string' || !URL.canParse(found.jwks_uri))
    throw new Error('the discovery is not that of the issuer')
  const uri = new URL(found.jwks_uri)
  if (uri.protocol !== 'https:' && !isThisMachine(uri)) throw new Error('keys would come over plain http')
  return uri
}
