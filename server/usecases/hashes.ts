import { createHash } from 'node:crypto'
import type { HashLink } from '../domain/audit/links.ts'
import type { Sha256 } from '../domain/ids.ts'

/** SHA-256 of UTF-8 text. */
export function sha256Of(text: string): Sha256 {
  return createHash('sha256').update(text).digest('hex') as Sha256
}

/** How the links of an event chain are hashed: the bytes of the previous hash, then the UTF-8 of the body. */
export const hashLink: HashLink = (prevHash, body) => {
  const hash = createHash('sha256')
  if (prevHash !== undefined) hash.update(prevHash, 'hex')
  return hash.update(body).digest('hex') as Sha256
}
