import type { Test } from 'tap'
import { seedExampleOrganisation } from '../../db/seed/import.ts'
import { type AuthOptions, createAuth } from '../adapters/identity/create-auth.ts'
import type { Instant } from '../domain/ids.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { type TestApp, createTestApp } from './app.ts'
import { freePort } from './running-server.ts'

/** The embedded provider, where everybody of the example prefecture may sign in. */
export const demo: AuthOptions['provider'] = { demo: { production: false, host: '127.0.0.1' } }

/** The application on a port of this machine, with sessions and CSRF as in production; `clock` may be moved. */
export async function listen(
  t: Test,
  options: {
    readonly provider?: AuthOptions['provider']
    readonly publicUrl?: string
    readonly limits?: AuthOptions['limits']
    /** Where to listen, when the provider had to know it before. */
    readonly port?: number
  } = {},
): Promise<TestApp & { baseUrl: string; clock: { aheadMs: number } }> {
  const port = options.port ?? (await freePort())
  const baseUrl = `http://127.0.0.1:${port}`
  const clock = { aheadMs: 0 }
  const now = (): Instant => new Date(Date.now() + clock.aheadMs).toISOString() as Instant
  const built = await createTestApp(t, async ({ db }) => {
    await seedExampleOrganisation(db)
    const auth = createAuth({
      db,
      now,
      organisation: createOrganisationSource(db),
      publicUrl: options.publicUrl ?? baseUrl,
      provider: options.provider ?? demo,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    })
    return { now, auth, authenticate: auth.authenticate }
  })
  built.app.post('/v1/probe', async () => ({ done: true }))
  await built.app.listen({ port, host: '127.0.0.1' })
  return { ...built, baseUrl, clock }
}
