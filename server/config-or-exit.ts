import { type Config, ConfigError, readConfig } from './config.ts'

/** What the environment says (server/config.ts); where it is wrong, says all of it and ends the process with code 2. */
export function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`設定を確認してください:\n${error.problems.map((it) => `  ${it}\n`).join('')}`)
    process.exit(2)
  }
}
