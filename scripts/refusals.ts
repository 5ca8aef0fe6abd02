import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refusalPage } from './lib/refusal-table.ts'

/** `npm run refusals`: writes every refusal with its fact and its rule to docs/rules/refusals.md. */
writeFileSync(join(import.meta.dirname, '../docs/rules/refusals.md'), refusalPage())
