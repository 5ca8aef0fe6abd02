import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clientTypes } from './types.ts'

/** `npm run client`: writes the types of the client package from docs/api/openapi.json; with `-- --check` only says whether they are up to date. */
const root = join(import.meta.dirname, '../..')
const file = join(root, 'client/src/openapi.ts')
const text = await clientTypes(readFileSync(join(root, 'docs/api/openapi.json'), 'utf8'))
if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  console.error(
    'client/src/openapi.ts does not say what docs/api/openapi.json does: run `npm run client` and commit it',
  )
  process.exitCode = 1
}
