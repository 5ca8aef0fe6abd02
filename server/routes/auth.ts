import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Auth, readCookie, sessionIdOf, writeCookie } from '../plugins/auth.ts'
import { pageAssets, renderNotice, sendPage } from '../plugins/page.ts'
import { type ProblemCode, problems } from '../plugins/problem.ts'
import { ProviderUnavailable } from '../usecases/ports.ts'
import { finishSignIn, newBinding, safeReturnTo, signOut, startSignIn } from '../usecases/sign-in.ts'

/** Signing in and out: pages for the browser itself, not for scripts, except the sign-out. */
export function authRoutes(app: FastifyInstance, auth: Auth): void {
  const { publicUrl } = auth
  pageAssets(app)

  app.get('/auth/sign-in', { config: { person: 'optional' } }, async (request, reply) => {
    const to = (request.query as Record<string, unknown>)['to']
    const returnTo = safeReturnTo(typeof to === 'string' ? to : undefined)
    // Under another name of this machine (localhost for 127.0.0.1) the cookies set now would be missing on return.
    if (auth.demo !== undefined && request.host !== new URL(publicUrl).host) {
      return reply.redirect(`${publicUrl}/auth/sign-in?to=${encodeURIComponent(returnTo)}`, 303)
    }
    reply.header('cache-control', 'no-store')
    if (request.person !== null) return reply.redirect(returnTo, 303)
    const known = readCookie(request, 'kessai-sign-in', publicUrl)
    const binding = known ?? newBinding()
    try {
      const location = await startSignIn(auth, { binding, returnTo })
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
      })
      if (!done.ok) {
        request.log.warn({ event: 'sign_in.refused', code: done.error.code })
        const login = 'login' in done.error ? done.error.login : undefined
        return sendFailure(reply, done.error.code, '/', login)
      }
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

function sendFailure(reply: FastifyReply, code: ProblemCode, returnTo: string, login?: string): FastifyReply {
  const row = problems[code]
  if (row.status === 503) reply.header('retry-after', '10')
  const page = renderNotice({
    title: 'サインインできませんでした',
    sentences: [row.title, ...(login === undefined ? [] : [`職員番号: ${login}`])],
    action: { href: `/auth/sign-in?to=${encodeURIComponent(returnTo)}`, label: 'もう一度サインインする' },
    warning: true,
  })
  return sendPage(reply, row.status, page)
}
