import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { type Test, test } from 'tap'
import { fileBody } from '../testing/rights/cases.ts'
import { type Swap, type Swaps, noneOf, swaps, swapsInFiles } from '../testing/rights/foreign-ids.ts'
import {
  type Ground,
  type HeldCase,
  makeGround,
  traceOf,
  traceOfTheRest,
} from '../testing/rights/held-cases.ts'
import { idFieldsOf, readApi } from '../testing/rights/id-fields.ts'
import { createStage } from '../testing/rights/stage.ts'

const table = 'server/testing/rights/foreign-ids.ts'

/** What is wrong with a table for the fields of the API, with what to do about it. */
function gaps(fields: readonly string[], rows: Swaps): string[] {
  return [
    ...fields
      .filter((it) => !(it in rows))
      .map(
        (it) =>
          `${it}: holds an id; give it a row in ${table}: whose ids are tried there, or why they are nobody’s`,
      ),
    ...Object.keys(rows)
      .filter((it) => !fields.includes(it))
      .map((it) => `${it}: no such field; take its row out of ${table}`),
  ]
}

test('R-16 every field that holds an id has a row, every row a field', async (t) => {
  const api = readApi()
  const fields = idFieldsOf(api)
  t.ok(fields.length > 60, `${fields.length} fields`)
  t.same(gaps(fields, swaps), [])

  const body = (properties: object) => ({
    requestBody: { content: { 'application/json': { schema: { properties } } } },
  })
  const more = {
    ...api,
    paths: {
      ...api.paths,
      '/v1/new': {
        post: body({
          fileId: { type: 'string' },
          of: { type: 'string', format: 'uuid' },
          into: { items: { $ref: '#/components/schemas/Id' } },
          which: { type: 'integer', description: 'The id of a row' },
          title: { type: 'string' },
        }),
      },
    },
  }
  const found = gaps(idFieldsOf(more as never), swaps)
  t.same(
    found.map((it) => it.split(':')[0]),
    ['fileId', 'of', 'into[]', 'which'].map((it) => `POST /v1/new body.${it}`),
    'a new field needs a row',
  )
  t.match(found[0], `give it a row in ${table}`)
  t.equal(gaps(fields.slice(1), swaps).length, 1, 'a row needs its field')
})

test('R-16 an id of somebody else’s is answered in a body and a query as one that nothing has', async (t) => {
  const ground = await makeGround(await createStage(t))
  let tried = 0
  for (const [field, swap] of Object.entries({ ...swaps, ...swapsInFiles })) {
    if ('nobodys' in swap) continue
    tried += 1
    await t.test(field, async (t) => tryOut(t, ground, swap))
  }
  t.ok(tried > 25, `${tried} fields`)
  await t.test('a file that nothing edits, with a content of its own', async (t) => {
    const edits = async ({ id, revisionId }: Pick<HeldCase['page'], 'id' | 'revisionId'>) => {
      const url = `/v1/attachments/${id}/edits?from=${revisionId}`
      const { statusCode, body } = await ground.stage.send('section', {
        ...{ method: 'POST', url },
        ...fileBody('edits.json', '{}'),
      })
      return { statusCode, body }
    }
    const none = { id: randomUUID(), revisionId: randomUUID() }
    t.same(await edits(ground.hidden.page), await edits(none))
    t.match((await edits(ground.own.page)).body, 'not_edited_here')
  })
})

const anId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** What an answer says, without ids: a problem as a whole, a success that reads as a whole, another one that it is one. */
function said({ statusCode, body }: LightMyRequestResponse, id: string, isRead: boolean): string {
  return statusCode < 300 && !isRead
    ? String(statusCode)
    : `${statusCode} ${body.replaceAll(id, '…').replaceAll(anId, '…')}`
}

async function tryOut(t: Test, ground: Ground, swap: Swap): Promise<void> {
  const { stage, own, hidden, beside, colleagues } = ground
  const ids = await swap.ids(ground)
  const others = [hidden, beside, colleagues]
  const traces = async () => ({
    others: await Promise.all(others.map((it) => traceOf(stage.office, it.id))),
    own: swap.goesThrough !== undefined ? '' : await traceOf(stage.office, own.id),
    rest: await traceOfTheRest(stage.office),
  })
  const ask = async (id: string) => {
    const request = await swap.make(ground, id)
    const before = await traces()
    const answer = await stage.send(swap.by ?? 'section', request)
    t.same(await traces(), before, `${id}: nothing is changed`)
    for (const { mark } of others)
      t.notOk(answer.rawPayload.includes(mark), `${id}: nothing of ${mark} is shown`)
    if (swap.goesThrough !== undefined) t.match(String(answer.statusCode), /^2/, answer.body)
    else t.match(String(answer.statusCode), /^4/, answer.body)
    return said(answer, id, request.method === 'GET' || swap.goesThrough === 'told')
  }
  const none = await ask(noneOf(ids))
  for (const id of ids.hidden) t.equal(await ask(id), none, `${id}: as what nothing has`)
  for (const id of ids.known) await ask(id)

  const request = await swap.make(ground, await ids.own())
  const { statusCode, body } = await stage.send(swap.by ?? 'section', request)
  t.match(String(statusCode), /^2/, `with its own it goes: ${body.slice(0, 400)}`)
  t.notMatch(body, '"problem":')
}
