import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { answerOf } from '../contract/bytes.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import {
  NumberBook,
  NumberBookQuery,
  NumberFormatBody,
  NumberFormatPreview,
  NumberFormatPreviewBody,
  NumberFormats,
  ReserveNumbersBody,
  ReturnBlockBody,
  SkipNumbersBody,
} from '../contract/numbers.ts'
import { personOf } from '../plugins/person.ts'
import type { ApprovalDeps } from '../usecases/approval-deps.ts'
import { reserveNumbers, returnBlock } from '../usecases/number-blocks.ts'
import { skipNumbers, viewNumberBook } from '../usecases/number-book.ts'
import { addNumberFormat, previewNumberFormat, viewNumberFormats } from '../usecases/number-formats.ts'
import { numberRegister } from '../usecases/number-register.ts'
import type { WriteTable } from '../usecases/ports.ts'
import { refuse, refuseUnstorableQuery, refuseUnstorableText } from './refuse.ts'
import { sendTable } from './send-file.ts'

const tags = ['organisation']
const ById = closed({ id: Id })
const preValidation = refuseUnstorableText

/** 番号簿 and how numbers are written. */
export function numberRoutes(
  app: FastifyInstance,
  deps: ApprovalDeps & { readonly writeTable: WriteTable },
): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>()
  typed.get(
    '/v1/numbers',
    {
      preValidation: refuseUnstorableQuery,
      schema: {
        tags,
        summary: 'A book of numbers: what is next, what is set aside, and what went to no document',
        querystring: NumberBookQuery,
        response: { 200: NumberBook, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewNumberBook(deps, { by: personOf(request), ...askedOf(request.query) })
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )
  typed.get(
    '/v1/numbers.csv',
    {
      preValidation: refuseUnstorableQuery,
      schema: {
        tags,
        summary: 'Every number of a book as CSV, UTF-8 with a BOM',
        querystring: NumberBookQuery,
        response: { 200: answerOf('text/csv', 'numbers.csv, as attachment'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await numberRegister(deps, { by: personOf(request), ...askedOf(request.query) })
      return found.ok
        ? sendTable(reply, 'numbers.csv', found.value, deps.writeTable)
        : refuse(reply, found.error)
    },
  )
  typed.post(
    '/v1/numbers/skipped',
    {
      preValidation,
      schema: {
        tags,
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
  typed.post(
    '/v1/numbers/blocks',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Sets the next numbers of a book aside for a purpose (予約)',
        body: ReserveNumbersBody,
        response: { 200: NumberBook, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await reserveNumbers(deps, { by: personOf(request), ...request.body })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
  typed.post(
    '/v1/numbers/blocks/:id/return',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Gives back what is left of a block (返却): it becomes 欠番 with the reason',
        params: ById,
        body: ReturnBlockBody,
        response: { 200: NumberBook, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await returnBlock(deps, { by: personOf(request), id: request.params.id, ...request.body })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
  formatRoutes(app, deps)
}

function formatRoutes(app: FastifyInstance, deps: ApprovalDeps): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>()
  typed.get(
    '/v1/number-formats',
    {
      schema: {
        tags,
        summary: 'How numbers are written, with every version and its first day',
        response: { 200: NumberFormats, '4xx': Problem },
      },
    },
    (request) => viewNumberFormats(deps, personOf(request)),
  )
  typed.post(
    '/v1/number-formats',
    {
      preValidation,
      schema: {
        tags,
        summary: 'How numbers of a kind are written from a day on',
        body: NumberFormatBody,
        response: { 201: NumberFormats, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await addNumberFormat(deps, personOf(request), request.body)
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )
  typed.post(
    '/v1/number-formats/preview',
    {
      preValidation,
      schema: {
        tags,
        summary: 'How numbers would be written by a format; nothing is stored',
        body: NumberFormatPreviewBody,
        response: { 200: NumberFormatPreview, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const seen = await previewNumberFormat(deps, personOf(request), request.body)
      return seen.ok ? seen.value : refuse(reply, seen.error)
    },
  )
}

function askedOf({ fiscalYear, ...book }: NumberBookQuery) {
  return { ...book, ...(fiscalYear === undefined ? {} : { fiscalYear: Number(fiscalYear) }) }
}
