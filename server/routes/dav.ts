import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { davAnswer, davMethods, optionsAnswer } from '../dav/answer.ts'
import { says } from '../dav/request.ts'
import { allowDavMethods, davPath, davRequestOf, takeAsDav, sendDav } from '../plugins/send-dav.ts'
import { findPass } from '../usecases/edit-passes.ts'
import type { KeepRevisionDeps } from '../usecases/keep-revision.ts'
import { abortWith } from './arriving-file.ts'
import { passStore } from './pass-store.ts'

/** What a folder of programs would need; here there is one file, and it stays where it is. */
const refused = ['DELETE', 'MKCOL', 'COPY', 'MOVE', 'POST', 'PATCH']
const words = 'このアドレスでできるのは、この添付を開くことと保存することだけです。'

type Asked = { readonly token: string; readonly '*'?: string }

/**
 * WebDAV, class 2: `/dav/{token}/{name}` opens and saves the one file of a pass (編集用の鍵). The token is all there is: no
 * cookie and no session counts here, and one that opens nothing is answered as if there were no such address.
 */
export async function davRoutes(app: FastifyInstance, deps: KeepRevisionDeps): Promise<void> {
  allowDavMethods(app)
  await app.register(async (scope) => {
    takeAsDav(scope)
    const config = { csrf: false, person: 'none' } as const
    // Office asks every folder above the file what it can do.
    const ask = (request: FastifyRequest, reply: FastifyReply) => sendDav(request, reply, optionsAnswer())
    for (const url of ['/dav', '/dav/']) scope.route({ method: 'OPTIONS', url, config, handler: ask })
    for (const url of ['/dav/:token', '/dav/:token/*'])
      scope.route({
        method: [...davMethods, ...refused],
        url,
        config,
        exposeHeadRoute: false,
        handler: (request, reply) => serve(deps, request, reply),
      })
  })
}

async function serve(
  deps: KeepRevisionDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { token, '*': rest = '' } = request.params as Asked
  const pass = await findPass(deps, token, 'webdav')
  if (pass === undefined) return sendDav(request, reply, { status: 404 })
  if (refused.includes(request.method)) return sendDav(request, reply, says({ status: 403, words }))
  const signal = abortWith(request)
  try {
    const asked = davRequestOf(request, `/dav/${token}/`, davPath(rest))
    return await sendDav(
      request,
      reply,
      await davAnswer(passStore(deps, pass, { secret: token, signal }), asked),
    )
  } catch (error) {
    // Nobody is there any more who would read an answer, and nothing was kept.
    if (signal.aborted) return sendDav(request, reply, { status: 400 })
    throw error
  }
}
