import type { InjectOptions } from 'fastify'
import { type Test, test } from 'tap'
import { type Caller, type CaseKind, callerNames } from '../testing/rights/callers.ts'
import { type Case, makeCase, markOf } from '../testing/rights/cases.ts'
import { nameOf } from '../testing/rights/registered.ts'
import { type MakeRequest, requests, routeOf } from '../testing/rights/requests.ts'
import { type Stage, createStage } from '../testing/rights/stage.ts'
import { readTable, tablePath } from '../testing/rights/table.ts'

const rows = readTable().flatMap((it) => it.rows)
const folder = 'server/testing/rights'

/** What is wrong with a table for the routes of an application, with what to do about it. */
function gaps(routes: readonly string[], table: readonly string[], makers: readonly string[]): string[] {
  const named = new Set(table.map(routeOf))
  return [
    ...routes
      .filter((it) => !named.has(it))
      .map((it) => `${it}: a row in ${tablePath}, and its request in ${folder}/…-requests.ts`),
    ...table
      .filter((it) => !routes.includes(routeOf(it)))
      .map((it) => `${it}: no such route; take its row away`),
    ...table
      .filter((it) => !makers.includes(it))
      .map((it) => `${it}: its request in ${folder}/…-requests.ts`),
    ...makers.filter((it) => !table.includes(it)).map((it) => `${it}: its row in ${tablePath}`),
  ]
}

test('R-16 every route answers each kind of caller as the table of rights says', async (t) => {
  const stage = await createStage(t)

  await t.test('every route has a row, every row a route', async (t) => {
    const routes = stage.routes.map(nameOf)
    const table = rows.map((it) => it.name)
    const makers = Object.keys(requests)
    t.ok(routes.length > 150, `${routes.length} routes`)
    t.same(gaps(routes, table, makers), [])
    t.equal(gaps([...routes, 'GET /v1/new'], table, makers).length, 1, 'a new route needs a row')
    t.equal(gaps(routes.slice(1), table, makers).length, 1, 'a row needs its route')
  })

  await t.test('every cell', async (t) => everyCell(t, stage))
})

/** Calls every cell of the table and compares its answer. */
async function everyCell(t: Test, stage: Stage): Promise<void> {
  const cases = new Map<CaseKind, Case>()
  let called = 0
  const caseOf = async (kind: CaseKind): Promise<Case> => {
    const found = cases.get(kind) ?? (await makeCase(stage.office, kind))
    cases.set(kind, found)
    return found
  }
  for (const { name, lines } of rows) {
    for (const { of, answers } of lines) {
      const kind = of === 'any' ? 'open' : of
      const got: Partial<Record<Caller, string>> = {}
      for (const caller of callerNames) {
        got[caller] = await answerOf(stage, requests[name] as MakeRequest, { caller, of: await caseOf(kind) })
        called += 1
        // What the case was before, it may not be any more.
        const { id, mark } = await caseOf(kind)
        if (got[caller] === '2xx' && !name.startsWith('GET') && (await markOf(stage.office, id)) !== mark)
          cases.delete(kind)
      }
      t.same(got, answers, `${name}: ${of}`)
    }
  }
  t.ok(called > 2500, `${called} cells`)
}

async function answerOf(
  stage: Stage,
  make: MakeRequest,
  asking: { readonly caller: Caller; readonly of: Case },
): Promise<string> {
  const request: InjectOptions = await make({ stage, ...asking })
  const { statusCode, ...answer } = await stage.send(asking.caller, request)
  // A line for live updates stays open.
  if (request.payloadAsStream === true) answer.stream?.().destroy()
  return statusCode >= 200 && statusCode < 300 ? '2xx' : String(statusCode)
}
