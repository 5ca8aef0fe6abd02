import { createHash } from 'node:crypto'
import type { ChainLink, HashLink } from '../domain/audit/links.ts'
import type { Sha256 } from '../domain/ids.ts'

/** The hash of a link, told a second time for tests of the rules, which know no use case. */
export const hashLink: HashLink = (prevHash, body) =>
  createHash('sha256')
    .update(prevHash === undefined ? Buffer.alloc(0) : Buffer.from(prevHash, 'hex'))
    .update(body, 'utf8')
    .digest('hex') as Sha256

/** As a forger would who knows the format: hashes computed anew over whatever bodies there are. */
export function relinked(links: readonly ChainLink[]): ChainLink[] {
  let prevHash: Sha256 | undefined
  return links.map(({ body }, index) => {
    const hash = hashLink(prevHash, body)
    const link = { seq: index + 1, body, hash, ...(prevHash === undefined ? {} : { prevHash }) }
    prevHash = hash
    return link
  })
}
