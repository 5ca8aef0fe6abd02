import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../contract/common.ts'
import { NumberBook, NumberBookQuery, SkipNumbersBody } from '../contract/numbers.ts'
import { personOf } from '../plugins/person.ts'
import type { ApprovalDeps } from '../usecases/approval-deps.ts'
import { skipNumbers, viewNumberBook } from '../usecases/number-book.ts'
import { refuse } from './refuse.ts'

/** 番号簿 */
export function numberRoutes(app: FastifyInstance, deps: ApprovalDeps): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>()
  typed.get(
    '/v1/numbers',
    {
      schema: {
        tags: ['organisation'],
        summary: 'What of a book of numbers went to no document',
        querystring: NumberBookQuery,
        response: { 200: NumberBook, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { fiscalYear, ...book } = request.query
      const year = fiscalYear === undefined ? {} : { fiscalYear: Number(fiscalYear) }
      const found = await viewNumberBook(deps, { by: personOf(request), ...book, ...year })
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )
  typed.post(
    '/v1/numbers/skipped',
    {
      schema: {
        tags: ['organisation'],
        summary: 'The next numbers of a book go to no document (欠番), with a reason',
        body: SkipNumbersBody,
        response: { 200: NumberBook, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await skipNumbers(deps, { by: personOf(request), ...request.body })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
