import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { test } from 'tap'
import type { DirectoryImportView } from './contract/directory.ts'
import type { Me } from './contract/me.ts'
import { nodeArguments } from './project-root.ts'
import { createTestApp } from './testing/app.ts'
import { directoryForm } from './testing/directory-form.ts'

const run = promisify(execFile)

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string }

async function makeFirst(url: string | undefined, args: readonly string[]): Promise<Ended> {
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    OIDC_ISSUER: 'https://id.example/realms/kessai',
    DATABASE_URL: url,
  }
  try {
    return {
      code: 0,
      ...(await run(process.execPath, [...nodeArguments('first-administrator'), ...args], { env })),
    }
  } catch (error) {
    return error as Ended
  }
}

const first = [
  '--number',
  '0417',
  '--name',
  '見本 一',
  '--kana',
  'ミホン ハジメ',
  '--head',
  '知事',
  '--body',
  '見本県',
]

test('an empty installation comes to its first システム管理者, and by that one to its directory', async (t) => {
  const { url, db, app } = await createTestApp(t)
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what that route answers
  const ask = async <Answer>(by: string, method: 'GET' | 'POST', path: string, payload?: object) => {
    const answer = await app.inject({
      ...{ method, url: path, headers: { 'x-test-person': by } },
      ...(payload === undefined ? {} : { payload }),
    })
    return { status: answer.statusCode, body: answer.json<Answer>() }
  }

  await t.test('wrong words and a missing database change nothing, and say what to do', async (t) => {
    for (const [args, address, code, said] of [
      [first.slice(2), url, 2, /使い方/],
      [[...first, '--role', 'governor'], url, 2, /--role/],
      [first, undefined, 2, /DATABASE_URL/],
      [[...first.slice(0, -1), ' '], url, 2, /--body が空です。値を入れてください。/],
      [[...first, '--name', '見本 \uFFFD'], url, 1, /文字/],
    ] as const) {
      const ended = await makeFirst(address, args)
      t.equal(ended.code, code, ended.stderr)
      t.match(ended.stderr, said)
    }
    t.same(await db.selectFrom('person').selectAll().execute(), [])
    t.same(await db.selectFrom('unit').selectAll().execute(), [])
  })

  await t.test('made, and no second time', async (t) => {
    const made = await makeFirst(url, first)
    t.equal(made.code, 0, made.stderr)
    t.match(made.stdout, /職員番号 0417 を最初のシステム管理者にしました。/)
    const again = await makeFirst(url, ['--number', '0418', ...first.slice(2)])
    t.equal(again.code, 1)
    t.match(again.stderr, /職員がもう登録されています。役割は、/)
    t.match(await db.selectFrom('person').selectAll().execute(), [{ id: '0417', login: '0417' }])
    t.match((await ask<Me>('0417', 'GET', '/v1/me')).body, { roles: ['administrator'] })
  })

  await t.test(
    'adds positions, brings in the whole directory, and gives a role to somebody of it',
    async (t) => {
      const chief = { code: 'P-SEC', name: '課長', below: 'HEAD', isLine: true, isDecider: true }
      const added = await ask('0417', 'POST', '/v1/positions', chief)
      t.equal(added.status, 201, JSON.stringify(added.body))
      const units =
        'unit_code,unit_name,parent_code,kind,symbol\nBODY,見本県,,団体,\nSOM,総務課,BODY,課,総務\n'
      const people = [
        'employee_no,name,name_kana,unit_code,position_code,kind',
        '0001,見本 知子,ミホン トモコ,BODY,HEAD,本務',
        '0417,見本 一,ミホン ハジメ,SOM,P-SEC,本務',
        '0532,見本 文,ミホン アヤ,SOM,STAFF,本務',
      ].join('\n')
      const today = (await ask<{ on: string }>('0417', 'GET', '/v1/organisation')).body.on
      const form = directoryForm({ units, people }, { effectiveOn: today, scope: 'whole' })
      const rehearsed = await app.inject({
        ...{ method: 'POST', url: '/v1/directory/imports' },
        payload: form.payload,
        headers: { ...form.headers, 'x-test-person': '0417' },
      })
      const { id } = rehearsed.json<DirectoryImportView>()
      const applied = await ask<DirectoryImportView>('0417', 'POST', `/v1/directory/imports/${id}/apply`)
      t.match(applied, { status: 200, body: { status: 'applied' } }, JSON.stringify(applied.body))
      const role = { person: '0532', role: 'records_manager', from: today, reason: '文書主管課の担当' }
      t.equal((await ask('0417', 'POST', '/v1/roles', role)).status, 201)
      t.match((await ask<Me>('0532', 'GET', '/v1/me')).body, { roles: ['records_manager'] })
      t.match((await ask<Me>('0417', 'GET', '/v1/me')).body, { roles: ['administrator'] })
    },
  )
})
