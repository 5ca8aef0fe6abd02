import { randomUUID } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import multipart from '@fastify/multipart'
import Fastify from 'fastify'
import pg from 'pg'

/**
 * What the door is measured against: Fastify with no plugin but multipart and no rule of any kind. One query for a read, one
 * insert for a submission whose files lie on the disk. Prints its port.
 */
const [databaseUrl = '', folder = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
const app = Fastify()
await app.register(multipart, { limits: { fileSize: 1024 ** 3, files: 10 } })

app.get<{ Params: { id: string } }>('/cases/:id', async (request, reply) => {
  const text = 'select answer from bench_case where id = $1'
  const { rows } = await pool.query<{ answer: string }>({ name: 'case', text, values: [request.params.id] })
  return reply.type('application/json; charset=utf-8').send(rows[0]?.answer)
})

app.post('/cases', async (request, reply) => {
  const id = randomUUID()
  const names: string[] = []
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue
    const file = await open(join(folder, `${id}-${names.length}`), 'w')
    for await (const chunk of part.file) await file.write(chunk as Buffer)
    await file.sync()
    await file.close()
    names.push(part.filename)
  }
  const text = 'insert into bench_case (id, answer) values ($1, $2)'
  await pool.query({ name: 'made', text, values: [id, JSON.stringify(names)] })
  return reply.code(201).send({ id })
})

await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`)
