import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const file = 'scripts/lib/openapi/summaries-ja.yaml'

/**
 * The Japanese summary of each of these operations, by its id. Throws when one has none, or when the file has one of an
 * operation that is no more.
 */
export function japaneseSummaries(operationIds: readonly string[]): ReadonlyMap<string, string> {
  const text = readFileSync(join(import.meta.dirname, 'summaries-ja.yaml'), 'utf8')
  const summaries = new Map(Object.entries(parse(text) as Record<string, string>))
  const missing = operationIds.filter((it) => !summaries.has(it))
  const left = [...summaries.keys()].filter((it) => !operationIds.includes(it))
  if (missing.length > 0) throw new Error(`${file} has no summary of ${missing.join(', ')}`)
  if (left.length > 0) throw new Error(`${file} has summaries of no operation: ${left.join(', ')}`)
  return summaries
}
