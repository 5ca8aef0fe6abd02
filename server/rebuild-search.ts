import { configOrExit } from './config-or-exit.ts'
import { createKysely, createPool } from './store/database.ts'
import { insertAllDue } from './store/search-index.ts'

/**
 * `node dist/server/rebuild-search.js`: has the workers look at every case again for 文書検索, oldest first; what can be found
 * stays to be found meanwhile. Reads the environment the server reads.
 */
const { databaseUrl = '' } = configOrExit()
if (databaseUrl === '') {
  process.stderr.write('DATABASE_URL がありません。サーバーと同じ設定で実行してください。\n')
  process.exit(2)
}
const db = createKysely(createPool(databaseUrl, { max: 1 }))
const count = await insertAllDue(db)
await db.destroy()
process.stdout.write(`${count}件の文書を検索に登録し直します。ワーカーが順に進めます。\n`)
