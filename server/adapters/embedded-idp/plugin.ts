import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { Provider } from 'oidc-provider'
import type { DemoUsers } from '../../contract/me.ts'
import { pageHeaders, sendPage } from '../../plugins/page.ts'
import { sendProblem } from '../../plugins/problem.ts'
import type { Database } from '../../store/database.ts'
import type { Clock, OrganisationSource } from '../../usecases/ports.ts'
import { findDemoClient } from './applications.ts'
import { fillScript, renderLogin, renderStale } from './pages.ts'
import { demoPassword, demoUsers, findDemoPerson } from './people.ts'
import { createDemoProvider, loginPath } from './provider.ts'

/** Where the demo provider lives on our own address, as a Keycloak realm would. */
export const realmPath = '/realms/kessai'

export type DemoIdentityOptions = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
  readonly publicUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly keyFile?: string
  /** Whose account is shut; nobody's by default. */
  readonly isDisabled?: (login: string) => boolean
}

const scriptPath = `/auth/assets/demo-${createHash('sha256').update(fillScript).digest('hex').slice(0, 12)}.js`
const open = { person: 'none', csrf: false } as const

/** The demo provider on the same port: its protocol, its sign-in page and the list of people to try. */
export function demoIdentity(options: DemoIdentityOptions): FastifyPluginAsync {
  const issuer = new URL(realmPath, options.publicUrl).href
  const ownHost = new URL(options.publicUrl).host
  const actionPath = `${realmPath}${loginPath}`
  const isDisabled = options.isDisabled ?? (() => false)
  const users = (): Promise<DemoUsers['users']> => demoUsers(options)
  let made: Promise<Provider> | undefined

  // Not before listening: loading it and making its key take longer than anything else at the start.
  function provider(): Promise<Provider> {
    made ??= createDemoProvider({
      ...options,
      issuer,
      findClient: (id) => findDemoClient(options.db, id),
      findPerson: async (id) => {
        const person = await options.db
          .selectFrom('person')
          .select(['id', 'name', 'login'])
          .where('id', '=', id)
          .executeTakeFirst()
        return person === undefined || isDisabled(person.login) ? undefined : person
      },
    })
    made.catch(() => (made = undefined))
    return made
  }

  async function interactionOf(request: FastifyRequest, reply: FastifyReply) {
    const details = (await provider()).interactionDetails(request.raw, reply.raw)
    return details.catch((error: unknown) => {
      if ((error as { error?: string }).error === 'invalid_request') return undefined
      throw error
    })
  }

  return async function plugin(app: FastifyInstance): Promise<void> {
    app.addHook('onListen', (done) => {
      // What went wrong is said to whoever signs in, and tried again then.
      provider().catch(() => undefined)
      done()
    })

    // Under another name of this machine the cookies would not be found again; nobody else's name is answered at all.
    app.addHook('onRequest', async (request, reply) => {
      if (request.host !== ownHost)
        return sendProblem(reply, 'wrong_address', { facts: { publicUrl: options.publicUrl } })
      return undefined
    })

    await app.register(async (page) => {
      page.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: 4096 },
        (_request, body, done) => done(null, new URLSearchParams(body as string)),
      )

      page.get('/auth/demo-users', { config: open }, async (): Promise<DemoUsers> => {
        return { password: demoPassword, users: await users() }
      })

      page.get(scriptPath, { config: open }, async (_request, reply) =>
        reply
          .headers({
            'cache-control': 'public, max-age=31536000, immutable',
            'x-content-type-options': 'nosniff',
          })
          .type('text/javascript; charset=utf-8')
          .send(fillScript),
      )

      page.get(actionPath, { config: open }, async (request, reply) => {
        const interaction = await interactionOf(request, reply)
        if (interaction === undefined) return sendPage(reply, 400, renderStale())
        const fill = (request.query as Record<string, unknown>)['fill']
        const filled = typeof fill === 'string'
        return sendPage(
          reply,
          200,
          renderLogin({
            action: `${actionPath}?execution=${interaction.uid}`,
            execution: interaction.uid,
            script: scriptPath,
            users: await users(),
            ...(filled ? { username: fill, filled } : {}),
          }),
        )
      })

      page.post(actionPath, { config: open }, async (request, reply) => {
        const interaction = await interactionOf(request, reply)
        if (interaction === undefined) return sendPage(reply, 400, renderStale())
        const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
        const username = (form.get('username') ?? '').trim()
        const person = await findDemoPerson(options.db, username)
        if (person === undefined || isDisabled(person.login) || !isPassword(form.get('password') ?? '')) {
          return sendPage(
            reply,
            200,
            renderLogin({
              action: `${actionPath}?execution=${interaction.uid}`,
              execution: interaction.uid,
              script: scriptPath,
              users: await users(),
              username,
              wrong: true,
            }),
          )
        }
        const login = { accountId: person.id, remember: false }
        const next = await (await provider()).interactionResult(request.raw, reply.raw, { login })
        return reply.headers(pageHeaders).redirect(next, 303)
      })
    })

    await app.register(async (protocol) => {
      // The provider reads the body itself.
      protocol.removeAllContentTypeParsers()
      protocol.addContentTypeParser('*', (_request, _payload, done) => done(null))
      protocol.route({
        method: ['GET', 'POST', 'OPTIONS'],
        url: `${realmPath}/*`,
        config: open,
        handler: async (request, reply) => {
          const callback = (await provider()).callback()
          reply.hijack()
          const raw = request.raw as typeof request.raw & { originalUrl?: string }
          // It finds out where it is mounted by comparing the two.
          raw.originalUrl = raw.url ?? ''
          raw.url = raw.originalUrl.slice(realmPath.length)
          for (const [name, value] of Object.entries(pageHeaders)) reply.raw.setHeader(name, value)
          await callback(request.raw, reply.raw)
        },
      })
    })
  }
}

function isPassword(typed: string): boolean {
  return timingSafeEqual(digestOf(typed), digestOf(demoPassword))
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
