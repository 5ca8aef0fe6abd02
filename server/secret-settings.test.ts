import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'tap'
import { type Config, readConfig } from './config.ts'
import { configProblemsOf as problemsOf } from './testing/config-problems.ts'
import { nodeArguments, projectFile } from './project-root.ts'
import { secretSettings } from './secret-settings.ts'
import { createTestDatabase } from './testing/database.ts'
import { freePort, startServer, temporaryFolder } from './testing/running-server.ts'
import { until } from './adapters/processes.ts'

type Secret = (typeof secretSettings)[number]

/** A value for each secret, and what it needs beside it. */
const samples: Readonly<Record<Secret, readonly [value: string, beside: Readonly<Record<string, string>>]>> =
  {
    DATABASE_URL: ['postgres://kessai_app:geheim@db/kessai', {}],
    DATABASE_ADMIN_URL: [
      'postgres://kessai_owner:geheim@db/kessai',
      { DATABASE_URL: 'postgres://db/kessai' },
    ],
    OIDC_CLIENT_SECRET: ['geheim ', { OIDC_ISSUER: 'https://id.example' }],
    SMTP_URL: ['smtp://kessai:geheim@mail.example:587', { MAIL_FROM: 'kessai@example.jp' }],
    KESSAI_SIGNING_PASSPHRASE: ['geheim', { KESSAI_SIGNING_PKCS12: '/etc/kessai/key.p12' }],
    KESSAI_SECRETS_KEY: [Buffer.alloc(32, 'geheim').toString('base64'), {}],
  }

test('every secret may lie in a file', async (t) => {
  const folder = await temporaryFolder(t, 'secrets')
  const empty = readConfig({})
  for (const name of secretSettings) {
    const [value, beside] = samples[name]
    const file = join(folder, name)
    const inFile = { ...beside, [`${name}_FILE`]: file }
    const given: Config = readConfig({ ...beside, [name]: value })
    t.notSame(given, empty, `${name} matters`)
    for (const end of ['', '\n', '\r\n']) {
      await writeFile(file, `${value}${end}`)
      t.same(readConfig(inFile), given, `${name} ${JSON.stringify(end)}`)
    }
    t.same(readConfig({ ...beside, [name]: value, [`${name}_FILE`]: '' }), given, 'an empty path is none')
    const both = problemsOf({ ...inFile, [name]: value })
    t.ok(both.includes(`${name} and ${name}_FILE are one setting: give one`), name)
    const badly = [
      ...problemsOf({ ...beside, [`${name}_FILE`]: join(folder, 'gone') }),
      ...problemsOf({ ...beside, [`${name}_FILE`]: folder }),
    ]
    t.equal(badly.filter((it) => it === `${name}_FILE names a file that cannot be read`).length, 2, name)
    await writeFile(file, '\n')
    t.ok(problemsOf(inFile).includes(`${name}_FILE names an empty file`), name)
    await writeFile(file, 'geheim geheim')
    t.notMatch(
      [...both, ...badly, ...problemsOf(inFile)].join(),
      /geheim|Z2VoZWlt/,
      `${name} is told to nobody`,
    )
  }
})

test('every setting that sounds secret is one, and stands in docs/operations/README.md with its file', async (t) => {
  const read = [...readFileSync(projectFile('server/config.ts'), 'utf8').matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)]
  const sounding = new Set(
    read
      .map((it) => it[1] ?? '')
      .filter((it) => /SECRET|PASSWORD|PASSPHRASE|TOKEN|(^|_)KEY|DATABASE|SMTP/.test(it)),
  )
  t.ok(sounding.size >= secretSettings.length)
  t.same(
    [...sounding].filter((it) => !secretSettings.some((name) => name === it)),
    [],
  )
  const told = readFileSync(projectFile('docs/operations/README.md'), 'utf8')
  for (const name of secretSettings)
    t.match(told, new RegExp(`\\| \`${name}\` +\\| \`${name}_FILE\` +\\|`), name)
})

test('the server and its worker live on a database whose address lies in a file', async (t) => {
  const database = await createTestDatabase(t)
  const folder = await temporaryFolder(t, 'secret-files')
  const file = join(folder, 'database')
  await writeFile(file, `${database.url}\n`)
  const dataDir = join(folder, 'data')
  await mkdir(dataDir)
  const env = { DATABASE_URL_FILE: file, DATABASE_ADMIN_URL_FILE: file, KESSAI_DEMO: 'organisation' }
  const server = await startServer({ dataDir, port: await freePort(), env })
  t.teardown(() => server.stop())
  const health = async (): Promise<unknown> => (await fetch(`${server.url}/readyz`)).json()
  let last: unknown
  const isWhole = await until(async () => {
    last = await health()
    return (last as { worker?: string }).worker === 'seen'
  }, 60_000)
  t.ok(isWhole, JSON.stringify(last))
})

test('a secret that is given twice ends the start', async (t) => {
  const folder = await temporaryFolder(t, 'secret-twice')
  const file = join(folder, 'database')
  await writeFile(file, 'postgres://kessai:geheim@db/kessai')
  const server: ChildProcess = spawn(process.execPath, [...nodeArguments('main')], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: 'postgres://kessai:geheim@db/kessai',
      DATABASE_URL_FILE: file,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [server.stdout, server.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(server, 'exit')) as [number]
  t.equal(code, 2)
  t.match(said, /DATABASE_URL and DATABASE_URL_FILE are one setting/)
  t.notMatch(said, /geheim/)
})
