import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Id, Problem, closed, described } from '../contract/common.ts'
import {
  SavedSearch,
  SavedSearchBody,
  SavedSearches,
  SearchAnswer,
  SearchFacets,
  SearchQuery,
  SearchSuggestions,
  SearchWish,
} from '../contract/search.ts'
import { readingRoles } from '../domain/applications/application.ts'
import { createCallLimit } from '../plugins/call-limit.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import {
  type SavedSearchDeps,
  changeSavedSearch,
  forgetSearch,
  saveSearch,
  savedSearches,
} from '../usecases/saved-searches.ts'
import { type SearchDeps, type Searching, search, searchFacets, suggest } from '../usecases/search.ts'
import { refuse, refuseUnstorableQuery, refuseUnstorableText } from './refuse.ts'

/** Searches of one person a minute, with what is suggested while typing; programs are counted elsewhere. */
const searchesPerMinute = 300

const params = closed({ id: Id })
const Suggested = closed({
  q: Type.String({ minLength: 1, maxLength: 200, description: 'What was typed so far' }),
})

/** 文書検索 over everything somebody may read, and the searches that are kept. */
export function searchRoutes(app: FastifyInstance, deps: SearchDeps & SavedSearchDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['search']
  const count = createCallLimit(searchesPerMinute)

  const refuseTooMany = async (
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | undefined> => {
    reply.header('cache-control', 'no-store')
    if (request.person === null) return undefined
    const counted = count(request.person)
    if (counted?.isOver !== true) return undefined
    return sendProblem(reply.header('retry-after', counted.resetSeconds), 'too_many_requests')
  }
  const guards = { preValidation: refuseUnstorableQuery, preHandler: refuseTooMany }

  routes.get(
    '/v1/search',
    {
      ...guards,
      schema: {
        tags,
        summary: 'Cases by their words: titles, texts, every page, opinions, numbers, names',
        querystring: SearchQuery,
        response: { 200: SearchAnswer, '4xx': Problem },
      },
      config: { application: readingRoles },
    },
    async (request, reply) => {
      const { after, ...wish } = request.query
      const done = await search(deps, {
        ...{ by: searchingOf(request), wish },
        ...(after === undefined ? {} : { after }),
      })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/search/facets',
    {
      ...guards,
      schema: {
        tags,
        summary: 'How many cases a search finds, and what they can be narrowed down to',
        querystring: SearchWish,
        response: { 200: SearchFacets, '4xx': Problem },
      },
      config: { application: readingRoles },
    },
    async (request, reply) => {
      const done = await searchFacets(deps, { by: searchingOf(request), wish: request.query })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/search/suggestions',
    {
      ...guards,
      schema: {
        tags,
        summary: 'What somebody who types a search may mean',
        querystring: Suggested,
        response: { 200: SearchSuggestions, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await suggest(deps, { by: personOf(request), typed: request.query.q })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/saved-searches',
    { schema: { tags, summary: 'The searches one keeps', response: { 200: SavedSearches } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return savedSearches(deps, personOf(request))
    },
  )

  routes.post(
    '/v1/saved-searches',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Keeps a search under a name',
        body: SavedSearchBody,
        response: { 201: SavedSearch, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await saveSearch(deps, { by: personOf(request), body: request.body })
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.put(
    '/v1/saved-searches/:id',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Gives a search that is kept other words or another name',
        params,
        body: SavedSearchBody,
        response: { 200: SavedSearch, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const done = await changeSavedSearch(deps, { id, by: personOf(request), body: request.body })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.delete(
    '/v1/saved-searches/:id',
    {
      schema: {
        tags,
        summary: 'Forgets a search that is kept',
        params,
        response: { 204: described(Type.Null(), 'Done'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await forgetSearch(deps, { id: request.params.id, by: personOf(request) })
      return done.ok ? reply.code(204).send(null) : refuse(reply, done.error)
    },
  )
}

/** A program searches what it made, as it lists it. */
function searchingOf(request: FastifyRequest): Searching {
  return request.application === null ? { by: personOf(request) } : { caller: request.application }
}
