import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** The provider's tokens of one session. */
export type SessionTokens = { readonly idToken: string; readonly refreshToken?: string }

const nonceBytes = 12
const tagBytes = 16

/**
 * Shuts tokens away (AES-256-GCM) under a key that only the session's secret gives. The secret is in the browser's cookie
 * and nowhere else, so that neither the database nor a copy of it opens them, there is no key to keep or to hand to
 * other machines, and whoever holds it is the one the tokens are for.
 */
export function sealTokens(sessionId: string, tokens: SessionTokens): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keyOf(sessionId), nonce)
  const hidden = Buffer.concat([cipher.update(JSON.stringify(tokens), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden])
}

/** What was shut away. Throws when it was for another session, or is not what was written. */
export function openTokens(sessionId: string, sealed: Buffer): SessionTokens {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(sessionId), sealed.subarray(0, nonceBytes))
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  const plain = Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
  return JSON.parse(plain.toString('utf8')) as SessionTokens
}

function keyOf(sessionId: string): Buffer {
  return Buffer.from(hkdfSync('sha256', sessionId, '', 'kessai session tokens', 32))
}
