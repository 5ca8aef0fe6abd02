import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { test } from 'tap'
import { projectFile } from '../project-root.ts'
import { createTestDatabase } from '../testing/database.ts'

const run = promisify(execFile)

/** What kysely-codegen says about db/schema.ts and this database; empty when they agree. */
async function differences(url: string): Promise<string> {
  const options = ['--config-file', 'db/kysely-codegen.json', '--verify', '--url', url]
  return run(projectFile('node_modules/.bin/kysely-codegen'), options, { cwd: projectFile('.') }).then(
    () => '',
    (error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}`,
  )
}

test('db/schema.ts is what the migrations make (npm run db:types writes it)', async (t) => {
  const { url, pool } = await createTestDatabase(t)
  t.equal(await differences(url), '')
  // The guard itself: a column nobody wrote down is found.
  await pool.query('alter table proposal add column forgotten text')
  t.match(await differences(url), 'forgotten')
})
