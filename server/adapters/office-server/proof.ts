import { type KeyObject, createPublicKey, verify } from 'node:crypto'
import type { SignedRequest } from '../../usecases/office-server.ts'

/** The two keys an office server signs its requests with, one of them in use and one that was until lately. */
export type ProofKeys = { readonly current: KeyObject; readonly old?: KeyObject }

/** A proof older than this is no proof, as the protocol lays down; and so is one from as far ahead. */
const oldestMs = 20 * 60_000

/** The instant of a timestamp in milliseconds since 1970; undefined for what is none. */
function instantOf(timestamp: string): number | undefined {
  if (!/^\d{1,19}$/.test(timestamp)) return undefined
  return Number((BigInt(timestamp) - 621_355_968_000_000_000n) / 10_000n)
}

/** What was signed: token, address in capitals and timestamp, each after its length. */
export function signedBytes({
  token,
  url,
  timestamp,
}: Pick<SignedRequest, 'token' | 'url' | 'timestamp'>): Buffer {
  const time = Buffer.alloc(8)
  time.writeBigInt64BE(BigInt(timestamp))
  return Buffer.concat(
    [Buffer.from(token), Buffer.from(url.toUpperCase()), time].flatMap((it) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(it.byteLength)
      return [length, it]
    }),
  )
}

/**
 * Whether a request comes from the office server that has the keys (MS-WOPI, proof keys). Three of the four ways to put the two
 * signatures and the two keys together count, so that neither side has to change its keys in the same minute as the other.
 *
 * @param nowMs Milliseconds since 1970.
 */
export function isProven(request: SignedRequest, keys: ProofKeys, nowMs: number): boolean {
  const at = instantOf(request.timestamp)
  if (at === undefined || Math.abs(nowMs - at) > oldestMs) return false
  const bytes = signedBytes(request)
  const fits = (signature: string, key: KeyObject | undefined): boolean =>
    signature !== '' &&
    key !== undefined &&
    verify('RSA-SHA256', bytes, key, Buffer.from(signature, 'base64'))
  return (
    fits(request.proof, keys.current) || fits(request.proofOld, keys.current) || fits(request.proof, keys.old)
  )
}

/** The public key of a modulus and an exponent in base64, as discovery names them; throws for what is none. */
export function rsaKey(modulus: string, exponent: string): KeyObject {
  const url = (base64: string): string => Buffer.from(base64, 'base64').toString('base64url')
  const key = createPublicKey({ key: { kty: 'RSA', n: url(modulus), e: url(exponent) }, format: 'jwk' })
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < 1024) throw new Error(`a proof key of ${bits} bits is none`)
  return key
}
