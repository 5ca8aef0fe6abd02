import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type FirstScreen, type FirstScreenInput, languageOf } from '../contract/first-screen.ts'
import type { Me } from '../contract/me.ts'
import { parseProposalId } from '../domain/ids.ts'
import type { ApprovalDeps } from '../usecases/approval-deps.ts'
import { type Reading, openReading } from '../usecases/open-reading.ts'
import { pictureTypeOf } from './picture-type.ts'
import type { ReadingPageHtml } from './reading-page-html.ts'

export type ReadingPageOptions = {
  /** index.html, cut for this page. */
  readonly html: ReadingPageHtml
  /** Draws the first screen; comes from the build of the web client. */
  readonly draw: () => Promise<FirstScreen>
  /** What `/v1/me` says besides the directory. */
  readonly aboutSession: (request: FastifyRequest) => Pick<Me, 'csrfToken' | 'demo'>
  /** Answers as for every other address of the client. */
  readonly otherwise: (request: FastifyRequest, reply: FastifyReply) => FastifyReply
}

/** Bytes; a larger picture would keep the cover sheet waiting, and is fetched beside it. */
const largestPicture = 300_000

/**
 * GET /proposals/{id}, the reading page: index.html with its first screen already drawn in it (the 決裁鑑, and the first
 * page of the first attachment) together with its styles, so that it is read before any script has come. The answers
 * the client would ask for first (`/v1/me`, the proposal and its pages) stand below it, and the client's own code last.
 * The head leaves at once: while we read and draw, the browser makes its page ready and reads the styles. It has no
 * body yet, for that would be painted, empty. Who may not see the proposal gets the page without a drawing and the
 * client asks in the ordinary way; so does everybody who is not signed in.
 */
export function readingPageRoute(
  app: FastifyInstance,
  deps: ApprovalDeps,
  options: ReadingPageOptions,
): void {
  const { html } = options
  app.get<{ Params: { readonly id: string } }>(
    '/proposals/:id',
    { config: { person: 'optional' } },
    (request, reply) => {
      const { person } = request
      const id = parseProposalId(request.params.id.toLowerCase())
      const wantsPage = (request.headers.accept ?? '').includes('text/html')
      if (!wantsPage || person === null || id === undefined) return options.otherwise(request, reply)
      const body = bodyFor(request, { id, by: person })
      const policy = String(reply.getHeader('content-security-policy') ?? '')
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header(
          'content-security-policy',
          policy.replace("style-src 'self'", `style-src 'self' ${html.styleHash}`),
        )
        .send(Readable.from(inTurn(html.head, body)))
    },
  )

  /** Everything after the head; without the drawing when the reader may not see it, or when it cannot be drawn. */
  async function bodyFor(request: FastifyRequest, asked: Parameters<typeof openReading>[1]): Promise<Body> {
    const body = (drawn: string, input?: FirstScreenInput): Body => ({
      drawn: `${html.opening}${drawn}`,
      below: () => `${html.middle}${input === undefined ? '' : answers(input)}${html.code}`,
    })
    try {
      const reading = await openReading(deps, asked)
      if (!reading.ok) return body('')
      const input = firstScreenInput(reading.value, request, options)
      return body((await options.draw())(input), input)
    } catch (error) {
      request.log.error({ err: error }, 'the first screen could not be drawn')
      return body('')
    }
  }
}

/** What is seen, and what the client needs later: written when the first has left. */
type Body = { readonly drawn: string; readonly below: () => string }

async function* inTurn(head: string, body: Promise<Body>): AsyncGenerator<string> {
  yield head
  const { drawn, below } = await body
  yield drawn
  // The drawing leaves before more is written: a browser paints what it has.
  await new Promise((resolve) => setImmediate(resolve))
  yield below()
}

function firstScreenInput(
  { me, proposal, book, picture }: Reading,
  request: FastifyRequest,
  { aboutSession }: ReadingPageOptions,
): FirstScreenInput {
  return {
    me: { ...me, ...aboutSession(request) },
    proposal,
    book,
    language: languageOf(request.headers.cookie ?? ''),
    ...(picture === undefined || picture.byteLength > largestPicture
      ? {}
      : { picture: `data:${pictureTypeOf(picture)};base64,${picture.toString('base64')}` }),
  }
}

function answers({ me, proposal, book }: FirstScreenInput): string {
  return (
    answerOf('/v1/me', me) +
    answerOf(`/v1/proposals/${proposal.id}`, proposal) +
    answerOf(`/v1/proposals/${proposal.id}/pages`, book)
  )
}

/** A block of data is no script: the security policy lets it pass, and nothing in it can end it. */
function answerOf(url: string, answer: unknown): string {
  const json = JSON.stringify(answer).replaceAll('<', '\\u003c')
  return `<script type="application/json" data-answer="${url}">${json}</script>\n`
}
