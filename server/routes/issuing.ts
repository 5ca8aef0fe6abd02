import multipart from '@fastify/multipart'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { OneFile } from '../contract/bytes.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import { IssuedFile } from '../contract/issuance.ts'
import { IssuingList, IssuingListQuery } from '../contract/issuing-list.ts'
import type { ProposalId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { type FairCopyDeps, bringIssuedFile } from '../usecases/make-fair-copy.ts'
import { listIssuing } from '../usecases/list-issuing.ts'
import { keepFile } from './arriving-file.ts'
import { refuse, refuseUnstorableQuery } from './refuse.ts'

/** 施行: what waits in it, and what it needs besides its acts. */
export async function issuingRoutes(app: FastifyInstance, deps: FairCopyDeps): Promise<void> {
  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/issuing',
    {
      schema: {
        tags: ['issuing'],
        summary:
          'What waits in 施行 for the own 課 and for the seals one keeps, by step, with the counts of all steps',
        querystring: IssuingListQuery,
        response: { 200: IssuingList, '4xx': Problem },
      },
      preValidation: refuseUnstorableQuery,
    },
    async (request, reply) => {
      const { step = 'fair_copy', q = '', kind, due, mine, after } = request.query
      const done = await listIssuing(deps, {
        ...{ by: personOf(request), step, words: q },
        ...{ overdue: due === 'overdue', mine: mine === 'true' },
        ...(kind === undefined ? {} : { kind }),
        ...(after === undefined ? {} : { after }),
      })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  await app.register(async (scope) => {
    await scope.register(multipart)
    scope.withTypeProvider<TypeBoxTypeProvider>().post(
      '/v1/proposals/:id/issued-files',
      {
        schema: {
          tags: ['issuing'],
          summary:
            'Brings a file for 浄書 (multipart, one part `file`); it stands apart from what was decided',
          params: closed({ id: Id }),
          response: { 201: IssuedFile, '4xx': Problem },
          multipart: OneFile,
        },
      },
      async (request, reply) =>
        keepFile(request, reply, (file) =>
          bringIssuedFile(deps, { id: request.params.id as ProposalId, by: personOf(request), ...file }),
        ),
    )
  })
}
