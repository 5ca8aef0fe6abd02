import multipart from '@fastify/multipart'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { AttachmentsChanged } from '../contract/attachments.ts'
import { ContentHeaders, OneFile, contentAnswers } from '../contract/bytes.ts'
import { Id, Problem, closed, described } from '../contract/common.ts'
import {
  EditQuery,
  Editable,
  Editing,
  FileComments,
  LeaseBody,
  LeaseTaken,
  RestoreBody,
  RevisionList,
} from '../contract/editing.ts'
import type { AttachmentId, ProposalId, RevisionId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { sendContent } from '../plugins/send-content.ts'
import { dropLease, renewLease, takeLease, viewEditing } from '../usecases/edit-leases.ts'
import { fileComments } from '../usecases/file-comments.ts'
import { openForEditing } from '../usecases/open-for-editing.ts'
import { dropCopy, listRevisionsOf, openCopy, restoreRevision } from '../usecases/revisions.ts'
import { type EditingDeps, saveEdit } from '../usecases/save-edit.ts'
import { keepFile, letGo } from './arriving-file.ts'
import { correctionOf } from './correction-of.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const params = closed({ id: Id })
const Nothing = described(Type.Null(), 'Done')
const tags = ['editing']

/** 直接編集: who edits what, what an editor opens, what it saves; the revisions of a file. */
export async function editingRoutes(app: FastifyInstance, deps: EditingDeps): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart)
    savingRoutes(scope, deps)
  })
  leaseRoutes(app, deps)
  copyRoutes(app, deps)
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/revisions/:id/editable',
    {
      schema: {
        tags,
        summary: 'A content opened for editing: what the editor of its kind needs to show it',
        params,
        response: { 200: Editable, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const id = request.params.id as RevisionId
      const opened = await openForEditing(deps, { id, by: personOf(request) })
      if (!opened.ok) return refuse(reply, opened.error)
      const { editor, facts, tracked } = opened.value
      // The editor wrote JSON already, sometimes megabytes of it.
      return reply
        .header('cache-control', 'no-store')
        .type('application/json; charset=utf-8')
        .serializer((text: string) => text)
        .send(`{"editor":"${editor}","tracked":${tracked},"facts":${facts}}` as never)
    },
  )

  routes.get(
    '/v1/revisions/:id/comments',
    {
      schema: {
        tags,
        summary: 'The comments that stand in a Word file; none for other kinds',
        params,
        response: { 200: FileComments, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const id = request.params.id as RevisionId
      const found = await fileComments(deps, { id, by: personOf(request) })
      if (!found.ok) return sendProblem(reply, found.error.code)
      reply.header('cache-control', 'no-store')
      return { comments: [...found.value] }
    },
  )

  routes.get(
    '/v1/attachments/:id/revisions',
    {
      schema: {
        tags,
        summary: 'All contents a file has had: who made each, when, by what, from which one, and why',
        params,
        response: { 200: RevisionList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const id = request.params.id as AttachmentId
      const found = await listRevisionsOf(deps, { id, by: personOf(request) })
      if (!found.ok) return refuse(reply, found.error)
      reply.header('cache-control', 'no-store')
      return found.value
    },
  )

  routes.post(
    '/v1/attachments/:id/restored',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Makes an earlier content, or a copy one could not save, the newest of a file',
        params,
        body: RestoreBody,
        response: { 201: AttachmentsChanged, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { revisionId, copyId, ...said } = request.body
      const correction = correctionOf(said)
      const what =
        copyId === undefined
          ? revisionId && { revisionId: revisionId as RevisionId }
          : revisionId === undefined && { copyId }
      if (correction === 'incomplete' || what === undefined || what === '' || what === false)
        return sendProblem(reply, 'bad_request')
      const done = await restoreRevision(deps, {
        ...{ id: request.params.id as AttachmentId, by: personOf(request), what },
        ...(correction === undefined ? {} : { correction }),
      })
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )
}

function savingRoutes(app: FastifyInstance, deps: EditingDeps): void {
  app.withTypeProvider<TypeBoxTypeProvider>().post(
    '/v1/attachments/:id/edits',
    {
      schema: {
        tags,
        summary:
          'Keeps what was edited in the browser as a new revision, never over what somebody else saved',
        params,
        querystring: EditQuery,
        response: { 201: AttachmentsChanged, '4xx': Problem },
        multipart: OneFile,
      },
    },
    async (request, reply) => {
      const { from, lease, settles, ...said } = request.query
      const correction = correctionOf(said)
      if (correction === 'incomplete') {
        letGo(request)
        return sendProblem(reply, 'bad_request')
      }
      return keepFile(request, reply, ({ source: given, signal }) =>
        saveEdit(deps, {
          ...{ id: request.params.id as AttachmentId, by: personOf(request), given, signal },
          from: from as RevisionId,
          ...(lease === undefined ? {} : { lease }),
          ...(settles === undefined ? {} : { settles }),
          ...(correction === undefined ? {} : { correction }),
        }),
      )
    },
  )
}

function leaseRoutes(app: FastifyInstance, deps: EditingDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/proposals/:id/editing',
    {
      schema: {
        tags,
        summary: 'Which files of a case somebody edits now, and what its reader could not save',
        params,
        response: { 200: Editing, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const id = request.params.id as ProposalId
      const now = await viewEditing(deps, { id, by: personOf(request) })
      if (!now.ok) return refuse(reply, now.error)
      reply.header('cache-control', 'no-store')
      return now.value
    },
  )

  routes.post(
    '/v1/attachments/:id/lease',
    {
      schema: {
        tags,
        summary: 'Takes a file for editing, so that nobody else edits it meanwhile',
        params,
        body: LeaseBody,
        response: { 201: LeaseTaken, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { revisionId, takeOver } = request.body
      const taken = await takeLease(deps, {
        ...{ id: request.params.id as AttachmentId, by: personOf(request), takeOver, how: 'browser' },
        revisionId: revisionId as RevisionId,
      })
      return taken.ok ? reply.code(201).send(taken.value) : refuse(reply, taken.error)
    },
  )

  routes.put(
    '/v1/leases/:id',
    {
      schema: {
        tags,
        summary: 'The editing goes on',
        params,
        response: { 200: LeaseTaken, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const renewed = await renewLease(deps, {
        ...{ id: request.params.id, by: personOf(request), how: 'browser' },
      })
      return renewed.ok ? renewed.value : refuse(reply, renewed.error)
    },
  )

  routes.delete(
    '/v1/leases/:id',
    {
      schema: { tags, summary: 'The editing has ended', params, response: { 204: Nothing, '4xx': Problem } },
    },
    async (request, reply) => {
      await dropLease(deps, { id: request.params.id, by: personOf(request) })
      return reply.code(204).send(null)
    },
  )
}

function copyRoutes(app: FastifyInstance, deps: EditingDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/copies/:id/content',
    {
      schema: {
        tags,
        summary: 'What one could not save, as a download',
        params,
        headers: ContentHeaders,
        response: contentAnswers('application/octet-stream', 'What one could not save'),
      },
    },
    async (request, reply) => {
      const opened = await openCopy(deps, { id: request.params.id, by: personOf(request) })
      if (!opened.ok) return sendProblem(reply, opened.error.code)
      return sendContent(request, reply, opened.value, {
        type: 'application/octet-stream',
        disposition: 'attachment',
      })
    },
  )

  routes.delete(
    '/v1/copies/:id',
    {
      schema: {
        tags,
        summary: 'Forgets what one could not save',
        params,
        response: { 204: Nothing, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const dropped = await dropCopy(deps, { id: request.params.id, by: personOf(request) })
      return dropped.ok ? reply.code(204).send(null) : refuse(reply, dropped.error)
    },
  )
}
