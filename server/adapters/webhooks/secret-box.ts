import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { SecretBox } from '../../usecases/ports.ts'

const open = 'plain:'
const sealed = 'sealed:'

/**
 * AES-256-GCM with the first of these keys of 32 bytes; the others only open what was sealed with them before. Without a key
 * secrets are kept as they are. The name of the row is bound in, so that no sealed text opens in another row.
 */
export function createSecretBox(keys: readonly Uint8Array[]): SecretBox {
  const byId = new Map(keys.map((key) => [idOf(key), key]))
  const [first] = keys
  return {
    isSealing: first !== undefined,
    seal(secret, owner) {
      if (first === undefined) return open + secret
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', first, nonce).setAAD(Buffer.from(owner))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      const bytes = Buffer.concat([nonce, cipher.getAuthTag(), text])
      return `${sealed}${idOf(first)}:${bytes.toString('base64')}`
    },
    open(kept, owner) {
      if (kept.startsWith(open)) return kept.slice(open.length)
      const [id = '', text = ''] = kept.slice(sealed.length).split(':')
      const key = byId.get(id)
      if (key === undefined) return undefined
      const bytes = Buffer.from(text, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(12, 28))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()
      } catch {
        // Not what was sealed for this row.
        return undefined
      }
    },
  }
}

/** Tells keys apart without saying anything of them. */
function idOf(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}
