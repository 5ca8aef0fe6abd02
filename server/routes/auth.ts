import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Auth, readCookie, sessionIdOf, writeCookie } from '../plugins/auth.ts'
import { pageAssets, renderNotice, sendPage } from '../plugins/page.ts'
import { type ProblemCode, problems, sendProblem } from '../plugins/problem.ts'
import type { Whence } from '../store/sessions.ts'
import { endByProvider } from '../usecases/end-by-provider.ts'
import { ProviderUnavailable } from '../usecases/identity-provider.ts'
import { finishSignIn, newBinding, safeReturnTo, signOut, startSignIn } from '../usecases/sign-in.ts'

/** Signing in and out: pages for the browser itself, not for scripts, except the sign-out. */
export function authRoutes(app: FastifyInstance, auth: Auth): void {
  const { publicUrl } = auth
  pageAssets(app)

  app.get('/auth/sign-in', { config: { person: 'optional' } }, async (request, reply) => {
    const { to, fresh } = request.query as Record<string, unknown>
    // To show anew who one is, for an act that asks for it.
    const isFresh = fresh === '1'
    const returnTo = safeReturnTo(typeof to === 'string' ? to : undefined)
    // Under another name of this machine (localhost for 127.0.0.1) the cookies set now would be missing on return.
    if (auth.demo !== undefined && request.host !== new URL(publicUrl).host) {
      return reply.redirect(`${publicUrl}${signInPath(returnTo, isFresh)}`, 303)
    }
    reply.header('cache-control', 'no-store')
    if (request.person !== null && !isFresh) return reply.redirect(returnTo, 303)
    const known = readCookie(request, 'kessai-sign-in', publicUrl)
    const binding = known ?? newBinding()
    try {
      const location = await startSignIn(auth, { binding, returnTo, fresh: isFresh })
      if (known === undefined) writeCookie(reply, 'kessai-sign-in', publicUrl, binding)
      return await reply.redirect(location.href, 303)
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error
      request.log.error({ event: 'sign_in.provider_unavailable', err: error })
      return sendFailure(reply, 'provider_unavailable', returnTo)
    }
  })

  app.get('/auth/callback', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    try {
      const done = await finishSignIn(auth, {
        binding: readCookie(request, 'kessai-sign-in', publicUrl),
        callback: new URL(request.url, publicUrl),
        oldSession: sessionIdOf(request, publicUrl),
        whence: whenceOf(request),
      })
      if (!done.ok) {
        const { error } = done
        request.log.warn({ event: 'sign_in.refused', code: error.code })
        const returnTo = 'returnTo' in error ? error.returnTo : '/'
        return sendFailure(reply, error.code, returnTo, 'login' in error ? error.login : undefined)
      }
      if ('again' in done.value) return await reply.redirect(signInPath(done.value.again, true), 303)
      writeCookie(reply, 'kessai', publicUrl, done.value.sessionId)
      return await reply.redirect(done.value.returnTo, 303)
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error
      request.log.error({ event: 'sign_in.provider_unavailable', err: error })
      return sendFailure(reply, 'provider_unavailable', '/')
    }
  })

  app.post('/auth/sign-out', { config: { person: 'required' } }, async (request, reply) => {
    const id = sessionIdOf(request, publicUrl)
    const location = id === undefined ? undefined : await signOut(auth, id)
    writeCookie(reply, 'kessai', publicUrl, undefined)
    return reply.header('cache-control', 'no-store').send({ location: location?.href ?? '/signed-out' })
  })

  app.register(async (backChannel) => {
    backChannel.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 64 * 1024 },
      (_request, body, done) => done(null, new URLSearchParams(body as string)),
    )
    // From the provider's server to ours, without a browser: the token is what proves it.
    backChannel.post('/auth/backchannel-logout', { config: { csrf: false } }, async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const token = request.body instanceof URLSearchParams ? request.body.get('logout_token') : null
      try {
        const done = await endByProvider(auth, token ?? '')
        if (done.ok) {
          request.log.info({ event: 'session.ended_by_provider', sessions: done.value })
          return await reply.code(200).send()
        }
        request.log.warn({ event: 'session.logout_token_refused', err: done.error.cause })
        return await sendProblem(reply, 'logout_token_refused')
      } catch (error) {
        if (!(error instanceof ProviderUnavailable)) throw error
        request.log.error({ event: 'session.logout_token_unchecked', err: error })
        return sendProblem(reply, 'provider_unavailable')
      }
    })
  })

  app.get('/signed-out', async (_request, reply) =>
    sendPage(
      reply,
      200,
      renderNotice({
        title: 'サインアウトしました',
        sentences: ['ご利用ありがとうございました。共用の端末では、ブラウザも閉じてください。'],
        action: { href: '/auth/sign-in', label: 'もう一度サインインする' },
      }),
    ),
  )
}

function signInPath(returnTo: string, isFresh: boolean): string {
  return `/auth/sign-in?to=${encodeURIComponent(returnTo)}${isFresh ? '&fresh=1' : ''}`
}

/** Where a request comes from, for the list of sessions and the record of sign-ins. */
function whenceOf(request: FastifyRequest): Whence {
  const userAgent = request.headers['user-agent']?.slice(0, 400)
  return { address: request.ip, ...(userAgent === undefined ? {} : { userAgent }) }
}

function sendFailure(reply: FastifyReply, code: ProblemCode, returnTo: string, login?: string): FastifyReply {
  const row = problems[code]
  if (row.status === 503) reply.header('retry-after', '10')
  const page = renderNotice({
    title: 'サインインできませんでした',
    sentences: [row.title, ...(login === undefined ? [] : [`職員番号: ${login}`])],
    action: { href: signInPath(returnTo, false), label: 'もう一度サインインする' },
    warning: true,
  })
  return sendPage(reply, row.status, page)
}
