import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyRequest } from 'fastify'
import { test } from 'tap'
import { readingPage } from './reading-page.ts'

const id = '8f14e45f-ceea-467f-a0e6-0242ac120002'
const page = '<!doctype html><html><head><title>K</title></head><body><p></p></body></html>'

test('the reading page comes with what it will ask for', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-reading-'))
  t.teardown(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, '.vite'))
  await writeFile(join(folder, 'index.html'), page)
  const built = {
    'src/features/approving/proposal-page.tsx': {
      file: 'assets/page-1.js',
      css: ['assets/page-1.css'],
      imports: ['_a'],
    },
    _a: { file: 'assets/a-1.js', imports: ['_a'] },
  }
  await writeFile(join(folder, '.vite/manifest.json'), JSON.stringify(built))
  const app = Fastify()
  t.teardown(() => app.close())
  const asked: string[] = []
  const mayRead = 'session=reader'
  const answer = (body: object) => async (request: FastifyRequest) => {
    asked.push(`${request.url} ${request.headers.cookie}`)
    if (request.headers.cookie === mayRead) return body
    throw Object.assign(new Error('no'), { statusCode: 404 })
  }
  app.get('/v1/me', answer({ csrfToken: 'x' }))
  app.get('/v1/proposals/:id', answer({ title: '</script><script>alert(1)</script>' }))
  app.get('/v1/proposals/:id/pages', answer({ files: [{ revisionId: 'r1', sizes: [595, 842] }] }))
  const reading = readingPage(app, folder)
  app.setNotFoundHandler((request, reply) => reading(request, reply) ?? reply.code(299).send())
  const get = (url: string, cookie?: string) =>
    app.inject({ method: 'GET', url, headers: cookie === undefined ? {} : { cookie } })

  await t.test('code, answers and the first picture, for who may read it', async (t) => {
    const { payload, headers } = await get(`/proposals/${id}?from=inbox`, mayRead)
    t.equal(headers['cache-control'], 'no-store')
    t.match(payload, '<link rel="modulepreload" href="/assets/a-1.js">')
    t.match(payload, '<link rel="stylesheet" href="/assets/page-1.css">')
    t.match(payload, 'href="/v1/revisions/r1/pages/0/image"')
    for (const url of ['/v1/me', `/v1/proposals/${id}`, `/v1/proposals/${id}/pages`])
      t.match(payload, `data-answer="${url}"`)
    t.notMatch(payload, 'alert(1)</script>', 'a title cannot end the block')
    t.match(payload, '\\u003c/script>\\u003cscript>alert(1)')
    t.ok(payload.endsWith('</body></html>'))
  })

  await t.test('nothing of it for others, who get the page itself', async (t) => {
    const { payload, statusCode } = await get(`/proposals/${id}`, 'session=other')
    t.equal(statusCode, 200)
    t.notMatch(payload, 'data-answer')
    t.notMatch(payload, '/v1/revisions/')
    t.match(payload, '<p></p>')
    t.ok(
      asked.some((it) => it.endsWith('session=other')),
      'asked as the one who asks',
    )
  })

  await t.test('other addresses, and nobody, are not its business', async (t) => {
    t.equal((await get(`/proposals/${id}`)).statusCode, 299)
    t.equal((await get('/proposals/none', mayRead)).statusCode, 299)
    t.equal((await get('/', mayRead)).statusCode, 299)
  })
})
