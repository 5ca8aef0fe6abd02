import { readFileSync } from 'node:fs'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The settings that are secret, or carry a password in an address. Each may also be given as `NAME_FILE`, the path of a file
 * with the value, as container platforms and systemd hand secrets over.
 */
export const secretSettings = [
  'DATABASE_URL',
  'DATABASE_ADMIN_URL',
  'OIDC_CLIENT_SECRET',
  'SMTP_URL',
  'KESSAI_SECRETS_KEY',
  'KESSAI_SIGNING_PASSPHRASE',
] as const

/** The settings `NAME_FILE`, taken away from the environment of a process that is to have none of these. */
export const withoutSecretFiles = (names: readonly (typeof secretSettings)[number][]): Environment =>
  Object.fromEntries(names.map((it) => [`${it}_FILE`, undefined]))

/**
 * The environment with the secrets that lie in files put in their places, without the newline at the end of the file. What
 * is wrong is added to `problems`; no value and no content of a file stands in it.
 */
export function withSecretsOfFiles(env: Environment, problems: string[]): Environment {
  const read: Record<string, string> = {}
  for (const name of secretSettings) {
    const fileName = `${name}_FILE`
    const path = env[fileName]
    if (!path) continue
    if (env[name]) problems.push(`${name} and ${fileName} are one setting: give one`)
    const text = textOf(path)
    if (text === undefined) problems.push(`${fileName} names a file that cannot be read`)
    else if (text === '') problems.push(`${fileName} names an empty file`)
    else read[name] = text
  }
  return { ...env, ...read }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  } catch {
    return undefined
  }
}
