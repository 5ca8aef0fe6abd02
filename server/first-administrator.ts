import { parseArgs } from 'node:util'
import { configOrExit } from './config-or-exit.ts'
import type { Instant } from './domain/ids.ts'
import { createLog } from './plugins/log.ts'
import { prepareDatabase } from './prepare-database.ts'
import { createKysely, createPool } from './store/database.ts'
import { type FirstAdministrator, makeFirstAdministrator } from './usecases/first-administrator.ts'

/**
 * `node dist/server/first-administrator.js --number … --name … --kana … --body … --head …`: the first システム管理者 of an installation with
 * its own sign-in, whose directory is empty. Reads the environment the server reads. Ends with 0 when it is done, 1 when
 * the database says no, 2 when the words or the environment are wrong; nothing is changed then.
 */
const usage = `使い方:
  node dist/server/first-administrator.js --number 職員番号 --name '氏名' --kana 'シメイ' --body '団体の名称' --head '団体の長の職名'
      [--login ログイン名] [--email メール] [--body-code 団体の所属コード（指定しないと BODY）]
`

function end(code: 1 | 2, ...lines: readonly string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exit(code)
}

function givenOrEnd(): FirstAdministrator {
  const text = { type: 'string' } as const
  const needed = { number: text, name: text, kana: text, body: text, head: text }
  try {
    const { values } = parseArgs({ options: { ...needed, login: text, email: text, 'body-code': text } })
    const { number, name, kana, body, head, 'body-code': bodyCode = 'BODY', ...rest } = values
    if (number === undefined || name === undefined || kana === undefined) return end(2, usage)
    if (body === undefined || head === undefined) return end(2, usage)
    const empty = Object.entries(values).find(([, value]) => value.trim() === '')
    if (empty !== undefined) return end(2, `--${empty[0]} が空です。値を入れてください。`)
    return { number, name, kana, body, head, bodyCode, ...rest }
  } catch (error) {
    return end(2, (error as Error).message, usage)
  }
}

const given = givenOrEnd()
const { databaseUrl = '', databaseAdminUrl } = configOrExit()
if (databaseUrl === '') end(2, 'DATABASE_URL がありません。サーバーと同じ設定で実行してください。')
await prepareDatabase(databaseUrl, createLog('app'), databaseAdminUrl)
const db = createKysely(createPool(databaseUrl))
const wrong = await makeFirstAdministrator(db, new Date().toISOString() as Instant, given)
await db.destroy()
if (wrong.length > 0) end(1, ...wrong)
process.stdout.write(
  `職員番号 ${given.number} を最初のシステム管理者にしました。サインインして、職位と組織・職員を登録してください。\n`,
)
