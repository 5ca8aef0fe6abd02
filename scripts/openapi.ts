import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApiDocument } from './lib/openapi/document.ts'
import { jsonText } from './lib/openapi/json-text.ts'

/** `npm run openapi`: writes docs/api/openapi.json from the routes; with `-- --check` only says whether it is up to date. */
const file = join(import.meta.dirname, '../docs/api/openapi.json')
const text = `${jsonText(await openApiDocument())}\n`
if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/api/openapi.json does not say what the routes do: run `npm run openapi` and commit it')
  process.exitCode = 1
}
