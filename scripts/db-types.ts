import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../server/adapters/embedded-postgres.ts'
import { createKysely, createPool } from '../server/store/database.ts'
import { migrate } from '../server/store/migrate.ts'

/** `npm run db:types`: writes db/schema.ts anew from what all migrations make of an empty database. */
const root = join(import.meta.dirname, '..')
const folder = await mkdtemp('/tmp/kessai-types-')
// PostgreSQL may run as another user than we are.
await chmod(folder, 0o755)
const quiet = { info: () => undefined, warn: (facts: object) => console.error(JSON.stringify(facts)) }
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quiet })
try {
  const url = postgres.url('kessai')
  const db = createKysely(createPool(url))
  await migrate(db)
  await db.destroy()
  const codegen = join(root, 'node_modules/.bin/kysely-codegen')
  execFileSync(codegen, ['--config-file', 'db/kysely-codegen.json', '--url', url], {
    cwd: root,
    stdio: 'inherit',
  })
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
