import fastifyStatic from '@fastify/static'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from './problem.ts'

/** Addresses of the server itself: an unknown one below them is an error, not a page of the client. */
const ours = /^\/(v1|dav|wopi|auth|realms|assets|healthz|readyz)(\/|\?|$)/

/**
 * Serves the built web client. Files under /assets carry their hash in their name and never change; index.html is
 * never kept, so that a new version is seen at once. An address the client makes itself gets index.html. Sets the
 * not-found handler, whether or not a client was built.
 */
export async function webClientPlugin(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not_found'))
    return
  }
  await app.register(fastifyStatic, {
    root: folder,
    // Its own route reads the whole folder, several times, for every file it sends.
    serve: false,
    index: ['index.html'],
    cacheControl: false,
    // The build leaves a packed copy beside every file that is worth it.
    preCompressed: true,
    setHeaders(reply, path) {
      const fixed = path.startsWith(join(folder, 'assets'))
      const page = /index\.html(\.(br|gz))?$/.test(path)
      reply.header(
        'cache-control',
        fixed ? 'public, max-age=31536000, immutable' : page ? 'no-store' : 'no-cache',
      )
    },
  })
  app.get('/*', (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    return reply.sendFile(path === '/' ? '/index.html' : path)
  })
  app.setNotFoundHandler(sendPage)
}

/** index.html for an address the client makes itself, a problem for every other. */
export function sendPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const wantsPage =
    (request.method === 'GET' || request.method === 'HEAD') &&
    !ours.test(request.url) &&
    (request.headers.accept ?? '').includes('text/html')
  return wantsPage ? reply.sendFile('index.html') : sendProblem(reply, 'not_found')
}
