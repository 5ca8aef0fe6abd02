import { test } from 'tap'
import { createTestDatabase } from './testing/database.ts'
import { fuzzRoutes } from './testing/fuzz/run.ts'
import { freePort, startServer, temporaryFolder } from './testing/running-server.ts'

/** `npm run fuzz` sends more. */
const perRoute = 20

test('no body makes a route fail, hang, or say what is not described', { timeout: 600_000 }, async (t) => {
  const database = await createTestDatabase(t, 'example')
  const dataDir = await temporaryFolder(t, 'fuzz')
  const env = {
    ...{ DATABASE_URL: database.url, KESSAI_ROLE: 'app', KESSAI_DEMO: 'organisation' },
    ...{ KESSAI_WRITES_PER_MINUTE: '0' },
  }
  const server = await startServer({ dataDir, port: await freePort(), env, built: true })
  t.teardown(() => server.stop())
  const { routes, bodies, answers, faults } = await fuzzRoutes({
    url: server.url,
    perRoute,
    seed: 20_261_127,
  })
  t.same(faults, [])
  t.ok(routes >= 70, `${routes} routes`)
  t.equal(bodies, routes * perRoute)
  t.ok((answers['2xx'] ?? 0) > bodies / 50, `not everything stops at the door: ${JSON.stringify(answers)}`)
})
