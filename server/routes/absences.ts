import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { AbsenceBody, AbsenceList, AbsencePreview, AbsenceView, DeciderList } from '../contract/absences.ts'
import { Problem, closed } from '../contract/common.ts'
import type { PersonId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import {
  type AbsenceDeps,
  callOff,
  changeAbsence,
  listAbsences,
  registerAbsence,
} from '../usecases/absences.ts'
import { previewAbsence, viewStandIns } from '../usecases/view-stand-ins.ts'
import { refuse, refuseUnstorableText, sentenceOf } from './refuse.ts'

const OfPerson = closed({ person: Type.Optional(Type.String({ maxLength: 40 })) })
const ById = closed({ id: Type.String({ pattern: '^[0-9]{1,15}$' }) })
const tags = ['organisation']
const preValidation = refuseUnstorableText

/** 不在登録, and who stands in meanwhile. */
export function absenceRoutes(app: FastifyInstance, deps: AbsenceDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/absences',
    {
      schema: {
        tags,
        summary: 'Who is absent now and later; with person, all of theirs',
        querystring: OfPerson,
        response: { 200: AbsenceList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { person } = request.query
      const found = await listAbsences(deps, personOf(request), person as PersonId | undefined)
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.post(
    '/v1/absences',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Registers an absence',
        body: AbsenceBody,
        response: { 201: AbsenceView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await registerAbsence(deps, personOf(request), request.body)
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/absences/preview',
    {
      preValidation,
      schema: {
        tags,
        summary: 'What an absence would mean; nothing is stored',
        body: AbsenceBody,
        response: { 200: AbsencePreview, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const seen = await previewAbsence(deps, personOf(request), request.body)
      if (!seen.ok) return refuse(reply, seen.error)
      const { preview, refusal } = seen.value
      return { ...preview, ...(refusal === undefined ? {} : { problem: sentenceOf(refusal) }) }
    },
  )

  routes.put(
    '/v1/absences/:id',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Changes an absence that is not over',
        params: ById,
        body: AbsenceBody,
        response: { 200: AbsenceView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await changeAbsence(deps, personOf(request), Number(request.params.id), request.body)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.delete(
    '/v1/absences/:id',
    {
      schema: {
        tags,
        summary: 'Calls an absence off',
        params: ById,
        response: { 204: Type.Null({ description: 'It is called off' }), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await callOff(deps, personOf(request), Number(request.params.id))
      return done.ok ? reply.code(204).send(null) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/stand-ins',
    {
      schema: {
        tags,
        summary: 'Who stands in for whom: 代決順位 as it stands now',
        response: { 200: DeciderList, '4xx': Problem },
      },
    },
    async () => viewStandIns(deps),
  )
}
