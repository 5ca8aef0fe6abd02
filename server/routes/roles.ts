import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { Problem, closed } from '../contract/common.ts'
import { EndRoleBody, GiveRoleBody, RoleList } from '../contract/roles.ts'
import { personOf } from '../plugins/person.ts'
import { type RoleDeps, giveRole, takeRole, viewRoles } from '../usecases/roles.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const tags = ['organisation']
const preValidation = refuseUnstorableText
const ById = closed({ id: Type.String({ pattern: '^[0-9]{1,15}$' }) })

/** 役割: who has which, given and ended with reason by somebody else. */
export function roleRoutes(app: FastifyInstance, deps: RoleDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/roles',
    {
      schema: {
        tags,
        summary: 'Who has which role, will have it and had it',
        response: { 200: RoleList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewRoles(deps, personOf(request))
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.post(
    '/v1/roles',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Gives somebody else a role from a day on',
        body: GiveRoleBody,
        response: { 201: RoleList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await giveRole(deps, personOf(request), request.body)
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/roles/:id/end',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Ends somebody else’s role',
        params: ById,
        body: EndRoleBody,
        response: { 200: RoleList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await takeRole(deps, personOf(request), Number(request.params.id), request.body)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
