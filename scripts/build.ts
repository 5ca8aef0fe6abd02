import { buildServer } from './lib/server-build.ts'
import { buildWeb } from './lib/web-build.ts'

/** `npm run build`: the web client into dist/web, the server into dist/server (`node dist/server/main.js`). */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
await Promise.all([buildWeb(), buildServer()])
console.log('dist/web にウェブ画面を、dist/server にサーバーを作りました。')
