import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bench, withServer } from './core.ts'
import { programOf } from './door/application.ts'
import { startChild } from './door/child.ts'
import { measureRead } from './door/read.ts'
import { measureSignIn } from './door/sign-in.ts'
import { measureSubmit } from './door/submit.ts'
import { measureWebhooks } from './door/webhooks.ts'
import type { Measure } from './results.ts'

const unlimited = { KESSAI_APPLICATION_CALLS_PER_MINUTE: '0' }

/** Reading and submitting over the API, beside the bare server on the same database. */
async function measureCalls(bench: Bench): Promise<readonly Measure[]> {
  await bench.pool.query('create table bench_case (id uuid primary key, answer text not null)')
  const folder = await mkdtemp(join(bench.dataDir, 'bare-'))
  const bare = await startChild('bare-server', [bench.databaseUrl, folder])
  try {
    const program = await programOf(bench.url)
    const bareUrl = `http://127.0.0.1:${bare.line}`
    return [...(await measureRead(bench, program, bareUrl)), ...(await measureSubmit(program, bareUrl))]
  } finally {
    await bare.stop()
    await rm(folder, { recursive: true })
  }
}

/** The group door: what other systems, and the provider of sign-ins, feel. */
export async function measureDoor(keep: (measures: readonly Measure[]) => void): Promise<void> {
  keep(await withServer({ ...unlimited, KESSAI_ROLE: 'app' }, measureCalls))
  keep(
    await withServer({ ...unlimited, KESSAI_WEBHOOK_NETWORKS: '127.0.0.1/32' }, async ({ url }) =>
      measureWebhooks(await programOf(url)),
    ),
  )
  keep(await measureSignIn())
}
