import Fastify from 'fastify'
import { pino } from 'pino'
import { test } from 'tap'
import { Type } from 'typebox'
import { createTestApp } from '../testing/app.ts'
import { compiledSchemas } from './compiled-schemas.ts'

const Name = Type.Object({ name: Type.String() }, { additionalProperties: false })

function small(schema: object) {
  const { schemaController, makeTheRest } = compiledSchemas()
  const app = Fastify({ schemaController })
  app.post('/names', { schema: { body: schema, response: { 200: schema } } }, () => ({
    name: '文書',
    more: 1,
  }))
  return { app, makeTheRest }
}

test('a request is checked and an answer written by programs made when they are first needed', async (t) => {
  const { app } = small(Name)
  const send = (payload: object) => app.inject({ method: 'POST', url: '/names', payload })
  const [bad, good] = [await send({}), await send({ name: '起案' })]
  t.equal(bad.statusCode, 400)
  t.match(bad.json(), { message: /required property 'name'/ })
  t.same(good.json(), { name: '文書' }, 'what the schema does not name is not sent')
  const { app: other } = small(Name)
  t.equal((await other.inject({ method: 'POST', url: '/names', payload: {} })).statusCode, 400)
})

test('a schema that is none is told when there is time for it', async (t) => {
  const { app, makeTheRest } = small({ type: 'object', properties: { name: { type: 'strnig' } } })
  await app.ready()
  await t.rejects(
    makeTheRest(0, new AbortController().signal),
    /strnig|must be equal to one of the allowed values/,
  )
})

test('every schema of the application is one', async (t) => {
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) })
  const { app } = await createTestApp(t, { log, programsAfterMs: 0 })
  t.teardown(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  const told = (): string | undefined => lines.find((it) => /programs of schemas|a schema is none/.test(it))
  while (told() === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
  t.match(told(), /made the programs of schemas/)
  t.ok((JSON.parse(told() ?? '') as { count: number }).count > 100)
})

test('what is closed before its minute makes nothing', async (t) => {
  const { app, makeTheRest } = small(Name)
  await app.ready()
  const closing = new AbortController()
  const rest = makeTheRest(60_000, closing.signal)
  closing.abort()
  t.equal(await rest, 0)
})
