import multipart from '@fastify/multipart'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { OneFile } from '../contract/bytes.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import { IssuedFile } from '../contract/issuance.ts'
import type { ProposalId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { type FairCopyDeps, bringIssuedFile } from '../usecases/make-fair-copy.ts'
import { keepFile } from './arriving-file.ts'

/** 施行: what it needs besides its acts. */
export async function issuingRoutes(app: FastifyInstance, deps: FairCopyDeps): Promise<void> {
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
