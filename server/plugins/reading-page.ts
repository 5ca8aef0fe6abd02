import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Book } from '../contract/book.ts'

/** Vite's list of what was built from what; only what is read of it. */
type Manifest = Readonly<
  Record<
    string,
    { readonly file: string; readonly css?: readonly string[]; readonly imports?: readonly string[] }
  >
>

const page = 'src/features/approving/proposal-page.tsx'
const address = /^\/proposals\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/?(?:\?|$)/i

export type ReadingPage = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined

/**
 * index.html for the reading page, with what it will ask for in the next moment already in it: its code, the answers
 * of `/v1/me`, the proposal and its pages, and the picture of the first page. Without it the browser learns of each
 * of them only after the one before has arrived. The head leaves at once, the answers follow when they are known; what
 * the reader may not see, or what fails, is left out, and the client asks for it in the ordinary way. Undefined for
 * every other address, and for everybody without a cookie.
 */
export function readingPage(app: FastifyInstance, folder: string): ReadingPage {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const headEnds = html.indexOf('</head>')
  const bodyEnds = html.lastIndexOf('</body>')
  if (headEnds < 0 || bodyEnds < headEnds) return () => undefined
  const start = `${html.slice(0, headEnds)}${codeOf(folder)}${html.slice(headEnds, bodyEnds)}`
  const end = html.slice(bodyEnds)
  return (request, reply) => {
    const id = address.exec(request.url)?.[1]?.toLowerCase()
    const { cookie } = request.headers
    if (id === undefined || cookie === undefined || request.method !== 'GET') return undefined
    const ask = (url: string) => askOurselves(app, url, cookie)
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(Readable.from(parts({ start, end, id, ask })))
  }
}

type Parts = {
  readonly start: string
  readonly end: string
  readonly id: string
  readonly ask: (url: string) => Promise<string | undefined>
}

async function* parts({ start, end, id, ask }: Parts): AsyncGenerator<string> {
  const book = ask(`/v1/proposals/${id}/pages`)
  const others = ['/v1/me', `/v1/proposals/${id}`].map((it) => [it, ask(it)] as const)
  yield start
  const pages = await book
  if (pages !== undefined) yield pictureOf(pages) + answerOf(`/v1/proposals/${id}/pages`, pages)
  for (const [url, asked] of others) {
    const answer = await asked
    if (answer !== undefined) yield answerOf(url, answer)
  }
  yield end
}

/** Through the application itself, so that the same rights and the same log hold as for any request. */
async function askOurselves(app: FastifyInstance, url: string, cookie: string): Promise<string | undefined> {
  const answer = await app.inject({ method: 'GET', url, headers: { cookie } })
  return answer.statusCode === 200 ? answer.payload : undefined
}

/** A block of data is no script: the security policy lets it pass, and nothing in it can end it. */
function answerOf(url: string, json: string): string {
  return `<script type="application/json" data-answer="${url}">${json.replaceAll('<', '\\u003c')}</script>\n`
}

function pictureOf(json: string): string {
  const [first] = (JSON.parse(json) as Book).files
  if (first === undefined || first.sizes.length === 0) return ''
  return `<link rel="preload" as="image" fetchpriority="high" href="/v1/revisions/${first.revisionId}/pages/0/image">\n`
}

/** The page's own code and styles, with all they import; '' when the build left no list. */
function codeOf(folder: string): string {
  let manifest: Manifest
  try {
    manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest
  } catch {
    return ''
  }
  const seen = new Set<string>()
  const files = new Set<string>()
  const add = (key: string): void => {
    const built = manifest[key]
    if (built === undefined || seen.has(key)) return
    seen.add(key)
    for (const it of built.css ?? []) files.add(it)
    for (const it of built.imports ?? []) add(it)
    files.add(built.file)
  }
  add(page)
  return [...files]
    .map((it) =>
      it.endsWith('.css')
        ? `<link rel="stylesheet" href="/${it}">`
        : `<link rel="modulepreload" href="/${it}">`,
    )
    .join('\n')
}
