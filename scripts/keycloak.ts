import { createHash } from 'node:crypto'
import { fetchKeycloak, keycloakVersion } from '../server/testing/keycloak/distribution.ts'
import { examplePassword, exampleRealm, realmPlaceholders } from '../server/testing/keycloak/realm-file.ts'
import { startKeycloak } from '../server/testing/keycloak/server.ts'
import { ensureSystemPackages } from './lib/system-packages.ts'
import { table } from './lib/text-width.ts'

/**
 * `npm run keycloak`: a real Keycloak with the realm of db/keycloak/ and people of the example prefecture, for trying
 * Kessai with it on this machine, until Ctrl-C. It keeps everything in memory, is reached from this machine only, and
 * refuses NODE_ENV=production: everybody's password stands in the documentation. KEYCLOAK_PORT (8180): where it listens.
 */
type Account = {
  readonly username: string
  readonly lastName?: string
  readonly firstName?: string
  readonly serviceAccountClientId?: string
}

if (process.env['NODE_ENV'] === 'production') {
  console.error(
    'npm run keycloak は試用のためのもので、本番環境（NODE_ENV=production）では起動しません。docs/operations/keycloak.md のとおりに Keycloak を用意してください。',
  )
  process.exit(2)
}
const port = Number(process.env['KEYCLOAK_PORT'] || 8180)
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error('KEYCLOAK_PORT は 1 から 65535 までの整数にしてください。')
  process.exit(2)
}
ensureSystemPackages('test')
await fetchKeycloak()

const kessai = `http://127.0.0.1:${process.env['PORT'] || 8080}`
const { name, text } = await exampleRealm()
const realm = JSON.parse(text) as { readonly users: readonly Account[] }
const users = realm.users.map((it) => ({ id: accountId(it.username), ...it }))
const placeholders = realmPlaceholders({ kessai, portal: 'http://127.0.0.1:9' })
const keycloak = await startKeycloak({
  realm: { name, text: JSON.stringify({ ...realm, users }) },
  placeholders,
  port,
})
let stopping: Promise<void> | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void (stopping ??= keycloak.stop().then(() => process.exit(0))))

const issuer = `${keycloak.url}/realms/${name}`
const settings = [
  ...(process.env['PORT'] ? [`PORT=${process.env['PORT']}`] : []),
  'KESSAI_DATA_DIR=.kessai-keycloak',
  'KESSAI_DEMO=proposals',
  `OIDC_ISSUER=${issuer}`,
  `OIDC_CLIENT_SECRET=${placeholders['KESSAI_WEB_SECRET'] ?? ''}`,
]
const people = realm.users
  .filter((it) => it.serviceAccountClientId === undefined)
  .map((it) => [it.username, `${it.lastName ?? ''} ${it.firstName ?? ''}`])
console.log(`
Keycloak ${keycloakVersion} を ${(keycloak.readyMs / 1000).toFixed(1)} 秒で起動しました。

  管理画面    ${keycloak.url}/admin （admin / ${keycloak.adminPassword}）
  発行者      ${issuer}

別の端末で次の1行を実行すると、見本の県の Kessai がこの Keycloak で起動します。

  ${settings.join(' ')} npm start

ブラウザで ${kessai} を開き、次の利用者でサインインしてください（パスワードは全員 ${examplePassword}）。
`)
for (const line of table(['利用者名', '氏名'], people)) console.log(`  ${line}`)
console.log('\n終了は Ctrl-C。この Keycloak で変えたことは、終了すると消えます。')

/** The same at every start: Kessai joins a person to the account, not to its name. */
function accountId(username: string): string {
  const hex = createHash('sha256').update(`kessai-example ${username}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-') // prettier-ignore
}
