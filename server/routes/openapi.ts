import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { ContentHeaders, answerOf, emptyAnswer } from '../contract/bytes.ts'
import { projectFile } from '../project-root.ts'

const OpenApi = Type.Object({}, { additionalProperties: true, description: 'A document of OpenAPI 3.1' })

/** GET /v1/openapi.json: what docs/api/openapi.json says, which `npm run check` compares with the routes. */
export function openApiRoute(app: FastifyInstance): void {
  let read: Promise<{ readonly text: string; readonly etag: string }> | undefined

  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/openapi.json',
    {
      // It is in the repository for everybody to read.
      config: { person: 'none' },
      schema: {
        tags: ['api'],
        summary: 'This description of the API',
        headers: Type.Pick(ContentHeaders, ['if-none-match']),
        response: {
          200: answerOf('application/json', 'The description', OpenApi),
          304: emptyAnswer('The same as the one of If-None-Match'),
        },
      },
    },
    async (request, reply) => {
      read ??= readDescription()
      const { text, etag } = await read
      reply.header('etag', etag).header('cache-control', 'no-cache')
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      return reply.type('application/json; charset=utf-8').send(text)
    },
  )
}

async function readDescription(): Promise<{ readonly text: string; readonly etag: string }> {
  const text = await readFile(projectFile('docs/api/openapi.json'), 'utf8')
  return { text, etag: `"${createHash('sha256').update(text).digest('hex')}"` }
}
