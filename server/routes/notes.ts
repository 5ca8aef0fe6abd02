import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { Id, Problem, closed, described } from '../contract/common.ts'
import { NewNote, NewReply, NoteChange, NoteList, NoteSettled } from '../contract/notes.ts'
import type { ProposalId } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import { personOf } from '../plugins/person.ts'
import {
  type NoteDeps,
  type NoteRefusal,
  addNote,
  changeNote,
  removeNote,
  replyToNote,
  settleNote,
  viewNotes,
} from '../usecases/notes.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const params = closed({ id: Id })
const Made = closed({ id: Id }, 'The id of what was written')
const Nothing = described(Type.Null(), 'Done')

/** 付箋 on the pages of a case. */
export function noteRoutes(app: FastifyInstance, deps: NoteDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['notes']

  routes.get(
    '/v1/proposals/:id/notes',
    {
      schema: {
        tags,
        summary: 'The notes on the pages of a case that its reader may see',
        params,
        response: { 200: NoteList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const notes = await viewNotes(deps, { id: id as ProposalId, by: personOf(request) })
      if (!notes.ok) return refuse(reply, notes.error)
      reply.header('cache-control', 'no-store')
      return notes.value
    },
  )

  routes.post(
    '/v1/proposals/:id/notes',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Writes a note on a page',
        params,
        body: NewNote,
        response: { 201: Made, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const asked = { id: id as ProposalId, by: personOf(request), note: request.body }
      const made = await addNote(deps, asked)
      return made.ok ? reply.code(201).send(made.value) : refuse(reply, made.error)
    },
  )

  routes.patch(
    '/v1/notes/:id',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Its writer changes what a note says or whom it is for',
        params,
        body: NoteChange,
        response: { 204: Nothing, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { id: note } = request.params
      return done(reply, await changeNote(deps, { note, by: personOf(request), change: request.body }))
    },
  )

  routes.delete(
    '/v1/notes/:id',
    {
      schema: {
        tags,
        summary: 'Its writer takes a note away, with the answers to it',
        params,
        response: { 204: Nothing, '4xx': Problem },
      },
    },
    async (request, reply) =>
      done(reply, await removeNote(deps, { note: request.params.id, by: personOf(request) })),
  )

  routes.post(
    '/v1/notes/:id/replies',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Answers a note',
        params,
        body: NewReply,
        response: { 201: Made, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const asked = { note: request.params.id, by: personOf(request), words: request.body.words }
      const made = await replyToNote(deps, asked)
      return made.ok ? reply.code(201).send(made.value) : refuse(reply, made.error)
    },
  )

  routes.put(
    '/v1/notes/:id/settled',
    {
      schema: {
        tags,
        summary: 'Calls what a note says settled, or opens it again',
        params,
        body: NoteSettled,
        response: { 204: Nothing, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const asked = { note: request.params.id, by: personOf(request), settled: request.body.settled }
      return done(reply, await settleNote(deps, asked))
    },
  )
}

function done(reply: FastifyReply, result: Result<null, NoteRefusal>) {
  return result.ok ? reply.code(204).send() : refuse(reply, result.error)
}
