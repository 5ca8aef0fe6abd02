import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { projectFile } from '../project-root.ts'

/**
 * The few pages the server writes itself, around signing in: the web client may not be loaded there, and a signed-out
 * person must not need it. No inline script and no inline style, so that the strictest policy holds.
 */
const css = readFileSync(projectFile('server/plugins/page.css'), 'utf8')
// The content names the file: it may be kept for ever.
const cssPath = `/auth/assets/page-${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers of every such page: nothing from elsewhere, never kept, never framed. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
}

/** HTML that has been escaped already. */
export type Html = { readonly html: string }

/** Builds HTML: whatever is put in is escaped, unless it is `Html` itself. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  let text = parts[0] ?? ''
  values.forEach((value, index) => {
    text += typeof value === 'string' ? escape(value) : 'html' in value ? value.html : joined(value)
    text += parts[index + 1] ?? ''
  })
  return { html: text }
}

function joined(values: readonly Html[]): string {
  return values.map((it) => it.html).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] as string)
}

/** A whole page as text. `banner` stands above everything; `script` is the path of a script of ours. */
export function renderPage(page: {
  readonly title: string
  readonly banner?: Html
  readonly body: Html
  readonly script?: string
}): string {
  const script = page.script === undefined ? html`` : html`<script src="${page.script}" defer></script>`
  return html`<!doctype html>
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <meta name="robots" content="noindex" />
        <title>${page.title} | Kessai 決裁</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${cssPath}" />
        ${script}
      </head>
      <body>
        ${page.banner ?? html``}
        <header class="mast">
          <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="7" fill="#0017c1" />
            <g fill="none" stroke="#fff" stroke-width="2">
              <circle cx="16" cy="16" r="9.5" />
              <path d="M8.2 12.8h15.6M8.2 19.2h15.6" />
            </g>
          </svg>
          <span class="name">Kessai <span>文書管理・電子決裁</span></span>
        </header>
        <main>${page.body}</main>
      </body>
    </html> `.html
}

/** A page with one thing to say and one thing to do. */
export function renderNotice(notice: {
  readonly title: string
  readonly sentences: readonly string[]
  readonly action: { readonly href: string; readonly label: string }
  readonly warning?: boolean
}): string {
  const sentences = notice.sentences.map((it) => html`<p>${it}</p>`)
  return renderPage({
    title: notice.title,
    body: html`<section class="paper notice${notice.warning === true ? ' warning' : ''}">
      <h1>${notice.title}</h1>
      ${sentences}
      <p class="act"><a class="button" href="${notice.action.href}">${notice.action.label}</a></p>
    </section>`,
  })
}

/** Answers with one of our own pages of HTML. */
export function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).headers(pageHeaders).type('text/html; charset=utf-8').send(page)
}

/** Serves the style sheet of these pages. */
export function pageAssets(app: FastifyInstance): void {
  app.get(cssPath, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .type('text/css; charset=utf-8')
      .send(css),
  )
}
