import { ConfigError, readConfig } from '../config.ts'

/** What is wrong with an environment, in words; empty when nothing is. */
export function configProblemsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}
