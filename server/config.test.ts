import { test } from 'tap'
import { readConfig } from './config.ts'
import { configProblemsOf as problemsOf } from './testing/config-problems.ts'

test('the configuration', async (t) => {
  await t.test('an empty environment is for trying, on this machine only', async (t) => {
    const config = readConfig({})
    t.match(config, { role: 'all', host: '127.0.0.1', port: 8080, publicUrl: 'http://127.0.0.1:8080' })
    t.equal(config.oidc, undefined)
    t.equal(config.databaseUrl, undefined)
    t.match(config.dataDir, /\/\.kessai$/)
  })

  await t.test('an empty variable is one not given', async (t) => {
    t.same(readConfig({ PORT: '', OIDC_ISSUER: '', DATABASE_URL: '', HOST: '' }), readConfig({}))
  })

  await t.test('everything wrong is said at once, and no value is repeated', async (t) => {
    const problems = problemsOf({
      PORT: 'eighty',
      DATABASE_URL: 'mysql://kessai:geheim@db/kessai',
      KESSAI_ROLE: 'boss',
      PUBLIC_URL: 'https://kessai.example/path',
      OIDC_CLIENT_SECRET: 'geheim',
    })
    t.same(
      ['PORT', 'DATABASE_URL', 'KESSAI_ROLE', 'PUBLIC_URL', 'OIDC_CLIENT_SECRET'].filter(
        (name) => !problems.some((it) => it.includes(name)),
      ),
      [],
    )
    t.notMatch(problems.join(), /geheim|eighty|boss/)
  })

  await t.test('the embedded sign-in never reaches production or another machine', async (t) => {
    const database = { DATABASE_URL: 'postgres://db/kessai' }
    t.match(problemsOf({ ...database, NODE_ENV: 'production' }), [/OIDC_ISSUER is needed in production/])
    t.match(problemsOf({ HOST: '0.0.0.0' }), [/OIDC_ISSUER is needed when HOST/])
    t.match(problemsOf({ PUBLIC_URL: 'https://kessai.example' }), [/OIDC_ISSUER is needed when PUBLIC_URL/])
    t.same(
      problemsOf({
        ...database,
        NODE_ENV: 'production',
        HOST: '0.0.0.0',
        PUBLIC_URL: 'https://kessai.example',
        OIDC_ISSUER: 'https://id.example/realms/kessai',
      }),
      [],
    )
  })

  await t.test('production needs a real database, a worker of its own needs to know which', async (t) => {
    t.match(problemsOf({ NODE_ENV: 'production', OIDC_ISSUER: 'https://id.example' }), [/DATABASE_URL/])
    t.match(problemsOf({ KESSAI_ROLE: 'worker' }), [/DATABASE_URL/])
    t.match(problemsOf({ KESSAI_DEMO: 'nothing' }), [/KESSAI_DEMO must be/])
  })

  await t.test(
    'the example never comes beside a real sign-in, unless all of it is on this machine',
    async (t) => {
      const here = { OIDC_ISSUER: 'http://localhost:8180/realms/kessai' }
      const demo = { KESSAI_DEMO: 'organisation' }
      t.equal(readConfig({}).demo, 'proposals')
      t.equal(readConfig(here).demo, 'none')
      t.equal(readConfig({ ...here, ...demo }).demo, 'organisation')
      for (const env of [
        { OIDC_ISSUER: 'https://sso.example.lg.jp/realms/kessai' },
        { ...here, NODE_ENV: 'production', DATABASE_URL: 'postgres://db/kessai' },
        { ...here, HOST: '0.0.0.0' },
        { ...here, PUBLIC_URL: 'https://kessai.example.lg.jp' },
      ])
        t.match(problemsOf({ ...env, ...demo }), [/KESSAI_DEMO beside OIDC_ISSUER/], JSON.stringify(env))
    },
  )

  await t.test('nothing but 1 lets files be converted that nothing shuts in', async (t) => {
    const allowed = (value: string) => readConfig({ KESSAI_ALLOW_UNSANDBOXED: value }).allowUnsandboxed
    t.same(
      [allowed('1'), allowed('0'), allowed(''), readConfig({}).allowUnsandboxed],
      [true, false, false, false],
    )
    t.match(problemsOf({ KESSAI_ALLOW_UNSANDBOXED: 'yes' }), [/KESSAI_ALLOW_UNSANDBOXED must be 1/])
  })

  await t.test('a sign-in over plain http on another machine is refused', async (t) => {
    t.match(problemsOf({ OIDC_ISSUER: 'http://id.example' }), [/must begin with https/])
    t.same(problemsOf({ OIDC_ISSUER: 'http://127.0.0.1:8180/realms/kessai' }), [])
  })
  await t.test('an office server is one address, safe on the way; ours is as it sees us', async (t) => {
    const origin = 'https://office.example'
    const officeServer = (env: Record<string, string>) => readConfig({ PORT: '8090', ...env }).officeServer
    t.equal(officeServer({}), undefined)
    t.same(officeServer({ KESSAI_OFFICE_SERVER: origin }), { origin, seesUsAt: 'http://127.0.0.1:8090' })
    t.same(officeServer({ KESSAI_OFFICE_SERVER: `${origin}/`, KESSAI_WOPI_URL: 'http://kessai:8090' }), {
      origin,
      seesUsAt: 'http://kessai:8090',
    })
    t.match(problemsOf({ KESSAI_OFFICE_SERVER: 'http://office.example' }), [/must begin with https/])
    t.same(problemsOf({ KESSAI_OFFICE_SERVER: 'http://127.0.0.1:9980' }), [])
    t.match(problemsOf({ KESSAI_OFFICE_SERVER: `${origin}/collabora` }), [/must have no path/])
    t.match(problemsOf({ KESSAI_WOPI_URL: 'http://kessai:8090' }), [/needs KESSAI_OFFICE_SERVER/])
  })

  await t.test('where webhooks may go, and what seals their keys', async (t) => {
    const networks = (text: string) => readConfig({ KESSAI_WEBHOOK_NETWORKS: text }).webhookNetworks
    t.same(readConfig({}).webhookNetworks, [])
    t.same(networks('10.1.0.0/16, fd12::/16'), ['10.1.0.0/16', 'fd12::/16'])
    for (const text of ['10.1.0.0', '10.1.0.0/33', 'lgwan', '10.1.0.0/16/8', '::/129'])
      t.match(problemsOf({ KESSAI_WEBHOOK_NETWORKS: text }), [/must be networks/], text)
    const [one, other] = ['a', 'b'].map((it) => Buffer.alloc(32, it).toString('base64'))
    const keys = (env: Record<string, string>) => readConfig(env).secretsKeys.map((it) => it.length)
    t.same(keys({}), [])
    t.same(keys({ KESSAI_SECRETS_KEY: `${one},${other}` }), [32, 32])
    t.match(problemsOf({ KESSAI_SECRETS_KEY: 'c2hvcnQ=' }), [/32 bytes/])
    t.match(problemsOf({ KESSAI_TSA_URL: 'http://tsa.example' }), [/needs KESSAI_SIGNING_PKCS12/])
  })
})
