import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { Problem, closed } from '../contract/common.ts'
import {
  AuthorityTableDraft,
  AuthorityTableVersion,
  DraftLock,
  PolicyDraft,
  PolicyVersion,
  PreviewBody,
  PublishBody,
  PublishedRule,
  RouteTemplateDraft,
  RouteTemplateVersion,
  RouteTemplates,
  RulePreview,
  RuleVersions,
  RuleWords,
  TriedRoute,
  TryBody,
  WithdrawBody,
} from '../contract/rules.ts'
import { parseLocalDate } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import type { RuleName } from '../store/rule-drafts.ts'
import { previewRule } from '../usecases/preview-rules.ts'
import { publishRule } from '../usecases/publish-rule.ts'
import { tryRule } from '../usecases/try-rules.ts'
import { withdrawRule } from '../usecases/withdraw-rule.ts'
import {
  type RuleDeps,
  discardRuleDraft,
  saveRuleDraft,
  viewRouteTemplates,
  viewRuleDraft,
  viewRuleVersion,
  viewRuleVersions,
  viewRuleWords,
} from '../usecases/rule-versions.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const tags = ['rules']
const preValidation = refuseUnstorableText

type Rule = {
  /** `/v1/policies`, `/v1/route-templates/:code` */
  readonly path: string
  /** The draft of the next, and one that was settled, as they travel. */
  readonly Draft: typeof AuthorityTableDraft | typeof RouteTemplateDraft | typeof PolicyDraft
  readonly Version: typeof AuthorityTableVersion | typeof RouteTemplateVersion | typeof PolicyVersion
  readonly what: string
  readonly name: (params: { readonly code?: string }) => RuleName
}

/** The versions of one kind of rule, and the draft of the next. `params` of the path other than `code` are ours. */
function ruleRoutes(app: FastifyInstance, deps: RuleDeps, rule: Rule): void {
  const { path, what, Draft, Version } = rule
  const code = path.includes(':code')
    ? { code: Type.String({ minLength: 1, maxLength: 40, pattern: '^[A-Za-z0-9-]+$' }) }
    : {}
  const params = closed(code)
  const nameOf = (given: unknown): RuleName => rule.name(given as { code?: string })

  app.get(
    path,
    {
      schema: {
        tags,
        summary: `The versions of ${what}, newest first, and whether the next is being drafted`,
        params,
        response: { 200: RuleVersions, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewRuleVersions(deps, personOf(request), nameOf(request.params))
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  app.get(
    `${path}/versions/:version`,
    {
      schema: {
        tags,
        summary: `One version of ${what}, and what it changes against the one it follows`,
        params: closed({ ...code, version: Type.String({ maxLength: 60 }) }),
        response: { 200: Version, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { version } = request.params as { version: string }
      const found = await viewRuleVersion(deps, personOf(request), nameOf(request.params), version)
      return found.ok ? reply.send(found.value) : refuse(reply, found.error)
    },
  )

  app.post(
    `${path}/versions/:version/withdraw`,
    {
      preValidation,
      schema: {
        tags,
        summary: `Withdraws a version of ${what} that is not in force yet, with a reason; it stays on record`,
        params: closed({ ...code, version: Type.String({ maxLength: 60 }) }),
        body: WithdrawBody,
        response: {
          200: closed({ version: Type.String() }, 'The version withdrawn'),
          '4xx': Problem,
        },
      },
    },
    async (request, reply) => {
      const { version } = request.params as { version: string }
      const { reason } = request.body as { reason: string }
      const asked = { version, reason }
      const done = await withdrawRule(deps, personOf(request), nameOf(request.params), asked)
      return done.ok ? { version } : refuse(reply, done.error)
    },
  )

  app.get(
    `${path}/draft`,
    {
      schema: {
        tags,
        summary: `The draft of the next version of ${what}; without one, the newest version with lock 0`,
        params,
        response: { 200: Draft, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewRuleDraft(deps, personOf(request), nameOf(request.params))
      return found.ok ? reply.send(found.value) : refuse(reply, found.error)
    },
  )

  app.put(
    `${path}/draft`,
    {
      preValidation,
      schema: {
        tags,
        summary: `Saves the draft of ${what}, right or wrong`,
        params,
        body: Draft,
        response: {
          200: closed({ lock: Type.Integer() }, 'The lock of the draft as it is saved now'),
          '4xx': Problem,
        },
      },
    },
    async (request, reply) => {
      const body = request.body as { lock: number; basedOn: string; content: unknown }
      const saved = await saveRuleDraft(deps, personOf(request), nameOf(request.params), body)
      return saved.ok ? reply.send(saved.value) : refuse(reply, saved.error)
    },
  )

  app.post(
    `${path}/draft/discard`,
    {
      schema: {
        tags,
        summary: `Throws the draft of ${what} away`,
        params,
        body: DraftLock,
        response: { 200: closed({ lock: Type.Literal(0) }, 'No draft any more'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { lock } = request.body as { lock: number }
      const done = await discardRuleDraft(deps, personOf(request), nameOf(request.params), lock)
      return done.ok ? { lock: 0 } : refuse(reply, done.error)
    },
  )

  app.post(
    `${path}/draft/preview`,
    {
      schema: {
        tags,
        summary: `What would change if the draft of ${what} were in force from a day on; nothing is stored`,
        params,
        body: PreviewBody,
        response: { 200: RulePreview, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const from = parseLocalDate((request.body as { from: string }).from)
      if (from === undefined) return sendProblem(reply, 'bad_request', { facts: { field: 'from' } })
      const preview = await previewRule(deps, personOf(request), nameOf(request.params), from)
      return preview.ok ? reply.send(preview.value) : refuse(reply, preview.error)
    },
  )

  app.post(
    `${path}/draft/try`,
    {
      preValidation,
      schema: {
        tags,
        summary: `The route a made-up matter would get if the draft of ${what} were in force; nothing is stored`,
        params,
        body: TryBody,
        response: { 200: TriedRoute, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const body = request.body as TryBody
      const on = parseLocalDate(body.on)
      if (on === undefined) return sendProblem(reply, 'bad_request', { facts: { field: 'on' } })
      const tried = await tryRule(deps, personOf(request), nameOf(request.params), { ...body, on })
      return tried.ok ? reply.send(tried.value) : refuse(reply, tried.error)
    },
  )

  app.post(
    `${path}/draft/publish`,
    {
      preValidation,
      schema: {
        tags,
        summary: `Publishes the draft of ${what} from a day on`,
        params,
        body: PublishBody,
        response: { 201: PublishedRule, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const body = request.body as { from: string; lock: number; reason?: string }
      const from = parseLocalDate(body.from)
      if (from === undefined) return sendProblem(reply, 'bad_request', { facts: { field: 'from' } })
      const done = await publishRule(deps, personOf(request), nameOf(request.params), {
        lock: body.lock,
        from,
        ...(body.reason === undefined ? {} : { reason: body.reason }),
      })
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )
}

/** 専決表, 経路 and 方針: their versions, the draft of the next, what it would change, and its publication. */
export function rulesRoutes(app: FastifyInstance, deps: RuleDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/route-templates',
    { schema: { tags, summary: 'The route templates', response: { 200: RouteTemplates, '4xx': Problem } } },
    async (request, reply) => {
      const found = await viewRouteTemplates(deps, personOf(request))
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.get(
    '/v1/rule-words',
    {
      schema: {
        tags,
        summary: 'The positions that the editors of rules choose from',
        response: { 200: RuleWords, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewRuleWords(deps, personOf(request))
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  ruleRoutes(app, deps, {
    path: '/v1/authority-tables',
    Draft: AuthorityTableDraft,
    Version: AuthorityTableVersion,
    what: 'the 専決 table',
    name: () => ({ kind: 'authority_table', code: '' }),
  })
  ruleRoutes(app, deps, {
    path: '/v1/route-templates/:code',
    Draft: RouteTemplateDraft,
    Version: RouteTemplateVersion,
    what: 'a route template',
    name: ({ code = '' }) => ({ kind: 'route_template', code }),
  })
  ruleRoutes(app, deps, {
    path: '/v1/policies',
    Draft: PolicyDraft,
    Version: PolicyVersion,
    what: 'the policy',
    name: () => ({ kind: 'policy', code: '' }),
  })
}
