import { test } from 'tap'
import { ConfigError, readConfig } from './config.ts'

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

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

  await t.test('a sign-in over plain http on another machine is refused', async (t) => {
    t.match(problemsOf({ OIDC_ISSUER: 'http://id.example' }), [/must begin with https/])
    t.same(problemsOf({ OIDC_ISSUER: 'http://127.0.0.1:8180/realms/kessai' }), [])
  })
})
