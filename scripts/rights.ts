import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rightsPage } from './lib/rights-page.ts'

/** `npm run rights`: writes the table of rights to docs/security/matrix.md. */
writeFileSync(join(import.meta.dirname, '../docs/security/matrix.md'), rightsPage())
