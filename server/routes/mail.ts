import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../contract/common.ts'
import { MailPreference, MailTroubles, OwnMailPreference } from '../contract/mail.ts'
import { personOf } from '../plugins/person.ts'
import {
  type MailSettingsDeps,
  chooseMail,
  mailTroubles,
  ownMailPreference,
} from '../usecases/mail-settings.ts'
import { refuse } from './refuse.ts'

/** 通知メール: what one wants to get, and what could not be sent. */
export function mailRoutes(instance: FastifyInstance, deps: MailSettingsDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/mail-preference',
    {
      schema: {
        tags: ['notices'],
        summary: 'Which mail I get, and whether any is sent',
        response: { 200: OwnMailPreference, '4xx': Problem },
      },
    },
    async (request) => ownMailPreference(deps, personOf(request)),
  )
  app.put(
    '/v1/mail-preference',
    {
      schema: {
        tags: ['notices'],
        summary: 'Chooses which mail I get',
        body: MailPreference,
        response: { 200: OwnMailPreference, '4xx': Problem },
      },
    },
    async (request) => chooseMail(deps, personOf(request), request.body),
  )
  app.get(
    '/v1/mail-troubles',
    {
      schema: {
        tags: ['notices'],
        summary: 'Mail that could not be sent, for those who administer',
        response: { 200: MailTroubles, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await mailTroubles(deps, personOf(request))
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
