import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { withSecretsOfFiles } from './secret-settings.ts'

/** Which parts of Kessai this process runs: both, or one of them on machines of their own. */
export type Role = 'all' | 'app' | 'worker'

export type Config = {
  readonly role: Role
  readonly production: boolean
  readonly host: string
  readonly port: number
  /** How browsers reach us, without a path; from `PUBLIC_URL`, else this machine. */
  readonly publicUrl: string
  /** Absolute path of the folder for everything Kessai keeps on disk. */
  readonly dataDir: string
  /** A PostgreSQL of the operator's; undefined means the embedded one. */
  readonly databaseUrl: string | undefined
  /** The owner of its tables, who brings them to the newest schema; undefined: the user of `databaseUrl` does. */
  readonly databaseAdminUrl: string | undefined
  /** The operator's OpenID provider; undefined means the embedded sign-in with the people of the example prefecture. */
  readonly oidc:
    { readonly issuer: string; readonly clientId: string; readonly clientSecret?: string } | undefined
  /** How long a session lasts, and how often the provider is asked about it; all in milliseconds. */
  readonly sessions: {
    readonly idleMs: number
    readonly ageMs: number
    readonly renewMs: number
    readonly awayMs: number
  }
  /** Proxies whose X-Forwarded headers count (addresses or networks, comma separated); undefined means none. */
  readonly trustedProxies: string | undefined
  /** The example prefecture an empty database is filled with: with living proposals, its people only, or none. */
  readonly demo: 'proposals' | 'organisation' | 'none'
  /** The mail server and the sender of our letters; undefined: no mail is sent. */
  readonly mail: { readonly url: string; readonly from: string } | undefined
  /** Writing requests a minute that one session may send; 0 means no limit. */
  readonly writesPerMinute: number
  /** Calls of one application a minute; 0 means no limit. */
  readonly applicationCallsPerMinute: number
  /** Office files are converted even where nothing shuts the converter in. */
  readonly allowUnsandboxed: boolean
  /** An office server that edits files in a frame of our page, and our address as it reaches us; undefined: none. */
  readonly officeServer: { readonly origin: string; readonly seesUsAt: string } | undefined
  /** Networks (CIDR) to which webhooks may go besides the internet, also without TLS. */
  readonly webhookNetworks: readonly string[]
  /** Keys of 32 bytes that seal secrets in the database; the first seals, all open. None: they lie open. */
  readonly secretsKeys: readonly Uint8Array[]
  /** The key that signs what is issued (PKCS#12), and who stamps the time; undefined: nothing is signed. */
  readonly signing:
    | { readonly keyFile: string; readonly passphrase: string; readonly timestampUrl: string | undefined }
    | undefined
}

/** Everything that is wrong with the environment, in one message. Values are not repeated: some are secrets. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`the configuration is not usable: ${problems.join('; ')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

type Environment = Readonly<Record<string, string | undefined>>

function integer(
  env: Environment,
  name: string,
  fallback: number,
  [least, most]: readonly [number, number],
  problems: string[],
): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  problems.push(`${name} must be a whole number from ${least} to ${most}`)
  return fallback
}

function url(
  env: Environment,
  name: string,
  protocols: readonly string[],
  problems: string[],
): URL | undefined {
  const text = env[name]
  if (text === undefined || text === '') return undefined
  const value = URL.canParse(text) ? new URL(text) : undefined
  if (value !== undefined && protocols.includes(value.protocol)) return value
  problems.push(
    `${name} must be an address that begins with ${protocols.map((it) => `${it}//`).join(' or ')}`,
  )
  return undefined
}

function roleOf(env: Environment, problems: string[]): Role {
  const text = env['KESSAI_ROLE']
  if (text === undefined || text === '' || text === 'all') return 'all'
  if (text === 'app' || text === 'worker') return text
  problems.push('KESSAI_ROLE must be all, app or worker')
  return 'all'
}

/** The example is asked for beside a real provider only where nobody but this machine can reach either. */
function demoOf(env: Environment, isOnlyHere: boolean, problems: string[]): Config['demo'] {
  const text = env['KESSAI_DEMO']
  const hasProvider = Boolean(env['OIDC_ISSUER'])
  if (text === undefined || text === '') return hasProvider ? 'none' : 'proposals'
  if (text !== 'organisation' && text !== 'proposals') {
    problems.push('KESSAI_DEMO must be proposals or organisation')
    return 'none'
  }
  if (hasProvider && !isOnlyHere)
    problems.push('KESSAI_DEMO beside OIDC_ISSUER is for trying, with everything on this machine')
  return text
}

function isSet(env: Environment, name: string, problems: string[]): boolean {
  const text = env[name]
  if (text === undefined || text === '' || text === '0') return false
  if (text !== '1') problems.push(`${name} must be 1, or 0`)
  return text === '1'
}

function mailOf(env: Environment, problems: string[]): Config['mail'] {
  const server = url(env, 'SMTP_URL', ['smtp:', 'smtps:'], problems)
  const from = env['MAIL_FROM'] || undefined
  if (server === undefined) {
    if (from !== undefined && !env['SMTP_URL']) problems.push('MAIL_FROM needs SMTP_URL')
    return undefined
  }
  if (from === undefined || !/^[^@\r\n]*[^@\s<]@[^@\s>]+>?$/u.test(from)) {
    problems.push('MAIL_FROM must be the address our letters come from, alone or as Name <address>')
    return undefined
  }
  return { url: env['SMTP_URL'] ?? '', from }
}

const onThisMachine = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host)

function oidcOf(env: Environment, problems: string[]): Config['oidc'] {
  const issuer = url(env, 'OIDC_ISSUER', ['https:', 'http:'], problems)
  const clientId = env['OIDC_CLIENT_ID']
  const clientSecret = env['OIDC_CLIENT_SECRET']
  if (issuer === undefined) {
    if (clientId || clientSecret) problems.push('OIDC_CLIENT_ID and OIDC_CLIENT_SECRET need OIDC_ISSUER')
    return undefined
  }
  if (issuer.protocol === 'http:' && !onThisMachine(issuer.hostname)) {
    problems.push('OIDC_ISSUER must begin with https:// unless it is on this machine')
  }
  return {
    issuer: (env['OIDC_ISSUER'] ?? '').replace(/\/$/, ''),
    clientId: clientId || 'kessai-web',
    ...(clientSecret ? { clientSecret } : {}),
  }
}

function sessionsOf(env: Environment, problems: string[]): Config['sessions'] {
  const minute = 60 * 1000
  const idleMs = integer(env, 'KESSAI_IDLE_MINUTES', 60, [5, 1440], problems) * minute
  const ageMs = integer(env, 'KESSAI_SESSION_HOURS', 12, [1, 168], problems) * 60 * minute
  if (idleMs > ageMs) problems.push('KESSAI_IDLE_MINUTES must not be longer than KESSAI_SESSION_HOURS')
  return {
    idleMs,
    ageMs,
    renewMs: integer(env, 'KESSAI_RENEW_SECONDS', 300, [5, 3600], problems) * 1000,
    awayMs: integer(env, 'KESSAI_PROVIDER_AWAY_MINUTES', 60, [0, 1440], problems) * minute,
  }
}

function officeServerOf(env: Environment, publicUrl: string, problems: string[]): Config['officeServer'] {
  const server = url(env, 'KESSAI_OFFICE_SERVER', ['https:', 'http:'], problems)
  const seesUsAt = url(env, 'KESSAI_WOPI_URL', ['https:', 'http:'], problems)
  for (const [name, it] of [
    ['KESSAI_OFFICE_SERVER', server],
    ['KESSAI_WOPI_URL', seesUsAt],
  ] as const) {
    if (it !== undefined && (it.pathname !== '/' || it.search !== ''))
      problems.push(`${name} must have no path`)
  }
  if (server === undefined) {
    if (seesUsAt !== undefined) problems.push('KESSAI_WOPI_URL needs KESSAI_OFFICE_SERVER')
    return undefined
  }
  // Whatever is edited there goes through it, with the key that opens the file.
  if (server.protocol === 'http:' && !onThisMachine(server.hostname))
    problems.push('KESSAI_OFFICE_SERVER must begin with https:// unless it is on this machine')
  return { origin: server.origin, seesUsAt: seesUsAt?.origin ?? publicUrl }
}

function networksOf(env: Environment, problems: string[]): readonly string[] {
  const networks = (env['KESSAI_WEBHOOK_NETWORKS'] ?? '').split(',').map((it) => it.trim())
  const given = networks.filter((it) => it !== '')
  const isNetwork = (text: string): boolean => {
    const [address = '', bits = '', ...more] = text.split('/')
    const family = isIP(address)
    return (
      family !== 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)
    )
  }
  if (given.every(isNetwork)) return given
  problems.push('KESSAI_WEBHOOK_NETWORKS must be networks like 10.1.0.0/16, separated by commas')
  return []
}

function secretsKeysOf(env: Environment, problems: string[]): readonly Uint8Array[] {
  const keys = (env['KESSAI_SECRETS_KEY'] ?? '')
    .split(/[\s,]+/)
    .filter((it) => it !== '')
    .map((it) => Buffer.from(it, 'base64'))
  if (keys.some((it) => it.length !== 32))
    problems.push(
      'KESSAI_SECRETS_KEY must be 32 bytes in base64 (openssl rand -base64 32), or several, the new one first',
    )
  return keys
}

function signingOf(env: Environment, problems: string[]): Config['signing'] {
  const keyFile = env['KESSAI_SIGNING_PKCS12'] || undefined
  const timestampUrl = url(env, 'KESSAI_TSA_URL', ['http:', 'https:'], problems)?.href
  if (keyFile === undefined) {
    for (const name of ['KESSAI_SIGNING_PASSPHRASE', 'KESSAI_TSA_URL'])
      if (env[name]) problems.push(`${name} needs KESSAI_SIGNING_PKCS12`)
    return undefined
  }
  return { keyFile: resolve(keyFile), passphrase: env['KESSAI_SIGNING_PASSPHRASE'] ?? '', timestampUrl }
}

/**
 * Reads the environment once. Throws `ConfigError` with everything that is wrong with it.
 *
 * | name | meaning | without it |
 * | --- | --- | --- |
 * | PORT, HOST | where to listen | 8080 on 127.0.0.1 |
 * | PUBLIC_URL | how browsers reach us | http://127.0.0.1:PORT |
 * | KESSAI_DATA_DIR | files, and the embedded database | .kessai |
 * | DATABASE_URL | a PostgreSQL 15 or newer | an embedded one |
 * | DATABASE_ADMIN_URL | the owner of its tables, for migrations | the user of DATABASE_URL |
 * | OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET | sign-in | the embedded one, for trying only |
 * | NODE_ENV=production | refuses everything embedded that is for trying only | |
 * | KESSAI_ROLE | all, app or worker | all |
 * | KESSAI_TRUSTED_PROXIES | proxies whose X-Forwarded headers count | none |
 * | KESSAI_DEMO | proposals, or organisation: an example without proposals | proposals; with OIDC_ISSUER no example |
 * | SMTP_URL | the mail server, smtp://user:password@host:587 or smtps://… | no mail is sent |
 * | MAIL_FROM | the sender of our letters, needed with SMTP_URL | |
 * | KESSAI_WRITES_PER_MINUTE | writing requests of one session a minute; 0: no limit | 1200 |
 * | KESSAI_IDLE_MINUTES | a session not used for this long is over | 60 |
 * | KESSAI_SESSION_HOURS | a session this old is over, however much it is used | 12 |
 * | KESSAI_RENEW_SECONDS | the provider is asked this often whether a session in use may go on | 300 |
 * | KESSAI_PROVIDER_AWAY_MINUTES | people work on for this long while the provider does not answer | 60 |
 * | KESSAI_APPLICATION_CALLS_PER_MINUTE | calls of one application (外部システム) a minute; 0: no limit | 3000 |
 * | KESSAI_ALLOW_UNSANDBOXED | 1: Office files are converted even without bubblewrap | 0 |
 * | KESSAI_OFFICE_SERVER | Collabora Online or another office server, as browsers reach it | files are edited without one |
 * | KESSAI_WOPI_URL | how the office server reaches us | PUBLIC_URL |
 * | KESSAI_WEBHOOK_NETWORKS | networks webhooks may go to besides the internet, comma separated | none |
 * | KESSAI_SIGNING_PKCS12 | path of the PKCS#12 file that signs what is issued | nothing is signed |
 * | KESSAI_SIGNING_PASSPHRASE | opens it | an empty one |
 * | KESSAI_TSA_URL | a time stamp authority (RFC 3161) for these signatures | no time stamp |
 * | KESSAI_SECRETS_KEY | seals secrets in the database | they lie open in it |
 *
 * Secrets (`secretSettings`) may lie in files: NAME_FILE is the path.
 */
export function readConfig(given: Environment): Config {
  const problems: string[] = []
  const env = withSecretsOfFiles(given, problems)
  const production = env['NODE_ENV'] === 'production'
  const host = env['HOST'] || '127.0.0.1'
  const port = integer(env, 'PORT', 8080, [1, 65535], problems)
  const publicUrl = url(env, 'PUBLIC_URL', ['https:', 'http:'], problems)
  if (publicUrl !== undefined && (publicUrl.pathname !== '/' || publicUrl.search !== '')) {
    problems.push('PUBLIC_URL must have no path')
  }
  const oidc = oidcOf(env, problems)
  if (oidc === undefined && !env['OIDC_ISSUER'] && env['KESSAI_ROLE'] !== 'worker') {
    // Its users and their one password are printed in the documentation.
    if (production)
      problems.push('OIDC_ISSUER is needed in production: the embedded sign-in is for trying only')
    if (!onThisMachine(host)) problems.push('OIDC_ISSUER is needed when HOST is not this machine itself')
    if (publicUrl !== undefined && !onThisMachine(publicUrl.hostname)) {
      problems.push('OIDC_ISSUER is needed when PUBLIC_URL is not this machine itself')
    }
  }
  url(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], problems)
  const adminUrl = url(env, 'DATABASE_ADMIN_URL', ['postgres:', 'postgresql:'], problems)
  if (adminUrl !== undefined && !env['DATABASE_URL']) problems.push('DATABASE_ADMIN_URL needs DATABASE_URL')
  if (production && !env['DATABASE_URL']) problems.push('DATABASE_URL is needed in production')
  const role = roleOf(env, problems)
  const isOnlyHere =
    !production &&
    [host, publicUrl?.hostname ?? host, oidc && new URL(oidc.issuer).hostname].every(
      (it) => it === undefined || onThisMachine(it),
    )
  const demo = demoOf(env, isOnlyHere, problems)
  if (role === 'worker' && !env['DATABASE_URL']) problems.push('KESSAI_ROLE=worker needs DATABASE_URL')
  const mail = mailOf(env, problems)
  const writesPerMinute = integer(env, 'KESSAI_WRITES_PER_MINUTE', 1200, [0, 1_000_000], problems)
  const sessions = sessionsOf(env, problems)
  const applicationCallsPerMinute = integer(
    env,
    'KESSAI_APPLICATION_CALLS_PER_MINUTE',
    3000,
    [0, 1_000_000],
    problems,
  )
  const allowUnsandboxed = isSet(env, 'KESSAI_ALLOW_UNSANDBOXED', problems)
  const ownUrl = publicUrl?.origin ?? `http://127.0.0.1:${port}`
  const officeServer = officeServerOf(env, ownUrl, problems)
  const webhookNetworks = networksOf(env, problems)
  const secretsKeys = secretsKeysOf(env, problems)
  const signing = signingOf(env, problems)
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    role,
    production,
    host,
    port,
    publicUrl: ownUrl,
    dataDir: resolve(env['KESSAI_DATA_DIR'] || '.kessai'),
    databaseUrl: env['DATABASE_URL'] || undefined,
    databaseAdminUrl: env['DATABASE_ADMIN_URL'] || undefined,
    oidc,
    demo,
    sessions,
    trustedProxies: env['KESSAI_TRUSTED_PROXIES'] || undefined,
    mail,
    writesPerMinute,
    applicationCallsPerMinute,
    allowUnsandboxed,
    officeServer,
    webhookNetworks,
    secretsKeys,
    signing,
  }
}
