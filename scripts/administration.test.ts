import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { routeOf } from '../server/testing/rights/requests.ts'
import { readTable } from '../server/testing/rights/table.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The group of the table of rights that is about running Kessai. */
const group = 'Keeping people, places, rules, days, numbers, applications and webhooks'
/** What is tried and changes nothing. */
const rehearsal = /\/(preview|try|rehearse)$/

/** The columns of each table, as the generated description of the database has them. */
function columnsOf(schema: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [, name = '', body = ''] of schema.matchAll(/export interface (\w+) \{([\s\S]*?)\n\}/g)) {
    const table = name.replaceAll(/(?<!^)[A-Z]/g, '_$&').toLowerCase()
    found.add(table)
    for (const [, column = ''] of body.matchAll(/^ {2}(\w+):/gm)) found.add(`${table}.${column}`)
  }
  return found
}

/** What is wrong with the page, with what to do about it. */
function faults(page: string, routes: readonly string[]): readonly string[] {
  const columns = columnsOf(read('db/schema.ts'))
  const rows = [...page.matchAll(/^\| `([A-Z]+ [^`]+)` +\| ([^|]*)\|/gm)].map(([, route = '', at = '']) => ({
    route,
    at: at.trim(),
  }))
  const named = rows.map((it) => it.route)
  return [
    ...routes
      .filter((it) => !named.includes(it))
      .map((it) => `${it}: where it is recorded, and who reads it`),
    ...named.filter((it) => !routes.includes(it)).map((it) => `${it}: changes nothing of administration`),
    ...named.filter((it, at) => named.indexOf(it) !== at).map((it) => `${it}: twice`),
    ...rows
      .filter(({ at }) => at !== 'nowhere' && !columns.has(at.replaceAll('`', '')))
      .map(({ route, at }) => `${route}: ${at} is not in the database`),
  ]
}

test('docs/security/administration.md says of every change of administration where it is recorded', async (t) => {
  const rows = readTable().find((it) => it.title === group)?.rows ?? []
  const routes = [...new Set(rows.map((it) => routeOf(it.name)))].filter(
    (it) => !it.startsWith('GET ') && !rehearsal.test(it),
  )
  const page = read('docs/security/administration.md')
  t.ok(routes.length >= 30, `${routes.length} routes`)
  t.same(faults(page, routes), [])
  t.same(faults(page, [...routes, 'POST /v1/new']).length, 1, 'a new route needs a row')
  t.same(faults(page.replace('`policy.published_by`', '`policy.made_up`'), routes).length, 1)
})
