import { createHash } from 'node:crypto'
import type { HashLink } from '../domain/audit/chain.ts'
import type { Sha256 } from '../domain/ids.ts'

/** The hash of a link, told a second time for tests of the rules, which know no use case. */
export const hashLink: HashLink = (prevHash, body) =>
  createHash('sha256')
    .update(prevHash === undefined ? Buffer.alloc(0) : Buffer.from(prevHash, 'hex'))
    .update(body, 'utf8')
    .digest('hex') as Sha256
