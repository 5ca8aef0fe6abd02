import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Test, test } from 'tap'
import { createOffice, staff } from '../testing/office.ts'

const styles = 'p{color:red}'
const page = `<!doctype html><html><head><title>K</title>
<script type="module" crossorigin src="/assets/main-1.js"></script>
<link rel="modulepreload" href="/assets/a-1.js"><link rel="stylesheet" crossorigin href="/assets/page-1.css">
</head><body><div id="root"></div></body></html>`
const manifest = {
  'index.html': { file: 'assets/main-1.js', imports: ['_a'] },
  'src/features/approving/proposal-page.tsx': {
    file: 'assets/page-1.js',
    css: ['assets/page-1.css'],
    imports: ['_a'],
  },
  _a: { file: 'assets/a-1.js', imports: ['_a'] },
}
/** Draws what it was given, so that the test sees it. */
const drawing = `export const firstScreen = (it) => {
  if (it.proposal.content.title === '描けないもの') throw new Error('cannot be drawn')
  return '<main>' + [it.me.id, it.proposal.id, it.book.proposalId, it.language, it.picture ?? 'no picture'].join(' ') + '</main>'
}`

/** What the build of the web client leaves, as small as it can be. */
async function makeBuild(t: Test): Promise<string> {
  const dist = await mkdtemp(join(tmpdir(), 'kessai-reading-'))
  t.teardown(() => rm(dist, { recursive: true }))
  const files: Readonly<Record<string, string>> = {
    'web/index.html': page,
    'web/.vite/manifest.json': JSON.stringify(manifest),
    'web/assets/page-1.css': styles,
    'first-screen/first-screen.js': drawing,
    'first-screen/package.json': '{"type":"module"}',
  }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(dist, name, '..'), { recursive: true })
    await writeFile(join(dist, name), text)
  }
  return join(dist, 'web')
}

test('the reading page comes drawn', async (t) => {
  const office = await createOffice(t, {
    webClient: await makeBuild(t),
    security: { publicUrl: 'http://127.0.0.1', writesPerMinute: 0 },
  })
  const auditor = 'u0105'
  await office.db.insertInto('person_role').values({ person_id: auditor, role: 'auditor' }).execute()
  const id = await office.submitted({ title: '</script><script>alert(1)</script>' })
  const html = { accept: 'text/html,*/*' }
  const get = (person: string | null, url = `/proposals/${id}?from=inbox`, headers: object = html) =>
    office.inject(person, { method: 'GET', url, headers: { ...headers } })
  const reads = async () => (await office.db.selectFrom('audit_access').selectAll().execute()).length

  await t.test('with its styles, its answers and its code, for who may read it', async (t) => {
    const before = await reads()
    const { payload, headers, statusCode } = await get(staff.groupChief)
    t.equal(statusCode, 200)
    t.equal(headers['cache-control'], 'no-store')
    t.match(payload, `<div id="root"><main>${staff.groupChief} ${id} ${id} ja no picture</main></div>`)
    for (const url of ['/v1/me', `/v1/proposals/${id}`, `/v1/proposals/${id}/pages`]) {
      const [, block = ''] = new RegExp(`data-answer="${url}">(.*)</script>`).exec(payload) ?? []
      t.same(
        JSON.parse(block),
        (await office.inject(staff.groupChief, url)).json(),
        `${url} as it would answer`,
      )
    }
    t.notMatch(payload, 'alert(1)</script>', 'a title cannot end the block')
    const hash = createHash('sha256').update(styles).digest('base64')
    t.match(payload, `<style>${styles}</style></head>`)
    t.match(headers['content-security-policy'], `style-src 'self' 'sha256-${hash}';`)
    t.notMatch(payload, '<link', 'nothing is fetched before the first drawing')
    t.ok(payload.endsWith('<script type="module" src="/assets/main-1.js"></script>\n</body></html>'))
    t.ok((await reads()) > before, 'the read is logged')
  })

  await t.test(
    'not to 監査・情報公開担当 who has not said what for: the client asks, and nothing is noted',
    async (t) => {
      const before = await reads()
      const undrawn = await get(auditor)
      t.equal(undrawn.statusCode, 200)
      t.match(undrawn.payload, '<div id="root"></div>')
      t.notMatch(undrawn.payload, 'alert(1)')
      t.equal(await reads(), before)
      const purpose = { purpose: '定期監査' }
      const stated = await office.inject(auditor, {
        method: 'PUT',
        url: '/v1/reading-purpose',
        payload: purpose,
      })
      t.equal(stated.statusCode, 200, stated.payload)
      t.match((await get(auditor)).payload, `<main>${auditor} ${id}`)
    },
  )

  await t.test('in the language of this browser', async (t) => {
    const { payload } = await get(staff.groupChief, undefined, { ...html, cookie: 'a=1; kessai_language=en' })
    t.match(payload, `${id} en no picture`)
  })

  await t.test('not at all for who may not read it, for nobody, and for what is no proposal', async (t) => {
    for (const [person, url] of [
      [null, undefined],
      [staff.groupChief, '/proposals/none'],
    ] as const) {
      const { payload, statusCode } = await get(person, url)
      t.equal(statusCode, 200)
      t.equal(payload, page, 'as every other address')
    }
    for (const [person, url] of [
      [staff.stranger, undefined],
      [staff.groupChief, '/proposals/00000000-0000-4000-8000-000000000000'],
    ] as const) {
      const { payload, statusCode } = await get(person, url)
      t.equal(statusCode, 200)
      t.match(payload, '<div id="root"></div>', 'the client finds out in the ordinary way')
      t.match(payload, '/assets/main-1.js')
      t.notMatch(payload, 'data-answer')
    }
    t.equal((await get(staff.groupChief, undefined, { accept: 'application/json' })).statusCode, 404)
  })

  await t.test('what cannot be drawn is left to the client', async (t) => {
    const other = await office.submitted({ title: '描けないもの' })
    const { payload } = await get(staff.groupChief, `/proposals/${other}`)
    t.match(payload, '<div id="root"></div>')
    t.match(payload, '/assets/main-1.js')
  })
})
