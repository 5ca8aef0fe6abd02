import { PDFDocument } from 'pdf-lib'
import { test } from 'tap'
import type { makePrintedPdf } from '../adapters/pdf/printed-pdf.ts'
import type { Accesses } from '../contract/accesses.ts'
import type { NewPrint, PrintState, Prints } from '../contract/prints.ts'
import { staff } from '../testing/office.ts'
import { setPolicy } from '../testing/policy.ts'
import { attachPdf, pagesOf, printingOffice, run, saved } from '../testing/printing.ts'
import { requeuePrints } from '../usecases/make-print.ts'

test('印刷・保存: the chosen pages, 鑑 first, each with its foot, counted and on record', async (t) => {
  const office = await printingOffice(t)
  const { id } = await office.draft()
  const plan = await attachPdf(office, id, 'plan.pdf', 4)
  const list = await attachPdf(office, id, 'list.pdf', 2)
  const draft = await office.asks(staff.drafter, id, {
    files: [{ revisionId: plan.revisionId, pages: [[0, 0]] }],
  })
  t.equal(await office.make(draft.id), 'done', 'its drafter prints a draft')
  t.match((await pagesOf(t, office, staff.drafter, draft.id))[0] ?? '', /下書き/)

  await office.act(staff.drafter, id, { type: 'submit' })
  await office.act(staff.groupChief, id, { type: 'approve', comment: '妥当である。' })
  await office.ask(staff.groupChief, 'POST', `/v1/proposals/${id}/notes`, {
    revisionId: plan.revisionId,
    pageIndex: 2,
    place: { kind: 'box', box: [50, 100, 200, 80] },
    words: '数量を確かめること。',
    audience: 'route',
  })
  await office.ask(staff.groupChief, 'POST', `/v1/proposals/${id}/notes`, {
    revisionId: plan.revisionId,
    pageIndex: 3,
    place: { kind: 'note', x: 300, y: 300 },
    words: '自分だけの覚え。',
    audience: 'private',
  })
  office.setTime('2026-05-11T01:25:00.000Z')
  office.jobs.length = 0
  const asked = await office.asks(staff.sectionChief, id, {
    notes: true,
    reason: ' 議会説明用 ',
    files: [
      { revisionId: plan.revisionId, pages: [[1, 3]] },
      { revisionId: list.revisionId, pages: [[0, 1]] },
    ],
  })
  t.match(asked, { status: 'waiting', pageCount: 5, pagesDone: 0 })
  t.same(office.jobs, [`print ${asked.id}`])
  t.equal(
    (await office.inject(staff.sectionChief, `/v1/prints/${asked.id}/pdf`)).json().code,
    'print_not_ready',
  )
  office.jobs.length = 0
  t.equal(await requeuePrints(office.deps), 1, 'a job that was lost is sent again')
  const readUntil = (status: 'visible' | 'done') =>
    office.db.updateTable('rendition').set({ status }).where('sha256', '=', list.sha256).execute()
  await readUntil('visible')
  t.equal(
    await office.make(asked.id),
    'waiting',
    'of a page whose words are still read nobody knows its foot',
  )
  t.equal(
    (await office.ask<PrintState>(staff.sectionChief, 'GET', `/v1/prints/${asked.id}`)).body.status,
    'waiting',
  )
  await readUntil('done')
  t.equal(await office.make(asked.id), 'done')
  t.equal(await office.make(asked.id), 'nothing', 'made once')

  const pages = await pagesOf(t, office, staff.sectionChief, asked.id)
  t.equal(pages.length, 1 + 5 + 1)
  t.match(pages[0], /決\s+裁\s+鑑[^]*回議中[^]*妥当である。/)
  t.match(pages[0], /plan\.pdf +PDF +3枚 +2\n[^]*list\.pdf +PDF +2枚 +5/)
  for (const [index, own] of ['plan p2', 'plan p3', 'plan p4', 'list p1', 'list p2'].entries()) {
    t.match(pages[index + 1], own)
    t.match(pages[index + 1], index < 3 ? /plan\.pdf/ : /list\.pdf/)
  }
  for (const [index, page] of pages.entries()) {
    t.match(page, new RegExp(`${index + 1} ?/ ?7`))
    t.match(page, /みほん観光振興計画/)
    t.match(page, /令和8年5月11日 10:\d\d\s+印刷\s+観光振興課長\s+中島 望/)
  }
  t.match(pages[2], /付1/)
  t.match(pages[6], /付1\s+3\s[^]*数量を確かめること。\s+未対応/)
  t.notMatch(pages.join(''), /自分だけの覚え/)

  const { stdout } = await run('qpdf', [
    '--json',
    '--json-key=outlines',
    await saved(t, office, staff.sectionChief, asked.id),
  ])
  type Outline = {
    readonly title: string
    readonly destpageposfrom1: number
    readonly kids: readonly Outline[]
  }
  const told = ({ title, destpageposfrom1, kids }: Outline): string =>
    `${title} ${destpageposfrom1}${kids.length === 0 ? '' : ` (${kids.map(told).join(', ')})`}`
  t.same((JSON.parse(stdout) as { outlines: readonly Outline[] }).outlines.map(told), [
    '決裁鑑 1',
    'plan.pdf 2 (目的 2)',
    'list.pdf 5 (総則 5 (目的 6))',
    '付箋一覧 7',
  ])
  const book = await PDFDocument.load(
    (await office.inject(staff.sectionChief, `/v1/prints/${asked.id}/pdf`)).rawPayload,
  )
  t.same(
    book.getPages().map((it) => Math.round(it.getHeight())),
    [842, 842, 868, 842, 842, 842, 842],
    'only where words stand does the page grow below',
  )
  office.setTime('2026-05-11T01:30:00.000Z')
  const kept = await office.asks(staff.groupChief, id, {
    purpose: 'save',
    cover: false,
    files: [{ revisionId: plan.revisionId, pages: [[3, 3]] }],
  })
  t.equal(await office.make(kept.id), 'done')
  const answer = await office.inject(staff.groupChief, `/v1/prints/${kept.id}/pdf`)
  t.match(
    answer.headers['content-disposition'],
    /^attachment; filename="[ -~]+"; filename\*=UTF-8''%E3%81%BF/,
  )
  t.match((await office.inject(staff.sectionChief, `/v1/prints/${asked.id}/pdf`)).headers, {
    'content-disposition': /^inline; /,
    'x-frame-options': 'SAMEORIGIN',
  })

  const others: readonly (readonly [string, string, number])[] = [
    ['of somebody else', staff.groupChief, 404],
    ['of nobody who may read', staff.stranger, 404],
  ]
  for (const [what, person, status] of others)
    t.equal((await office.inject(person, `/v1/prints/${asked.id}/pdf`)).statusCode, status, what)

  const prints = async (person: string) =>
    (await office.ask<Prints>(person, 'GET', `/v1/proposals/${id}/prints`)).body
  t.same(await prints(staff.groupChief), { reasonAsked: false, count: 3 })
  const watched = await prints(staff.recordsManager)
  t.equal(watched.count, 3)
  t.same(
    watched.items?.map((it) => [it.purpose, it.what, it.pageCount, it.reason, it.status]),
    [
      ['save', 'plan.pdf 4', 1, '', 'done'],
      ['print', '鑑、plan.pdf 2-4、list.pdf 全2ページ', 5, '議会説明用', 'done'],
      ['print', '鑑、plan.pdf 1', 1, '', 'done'],
    ],
  )
  const accesses = (await office.ask<Accesses>(staff.recordsManager, 'GET', `/v1/proposals/${id}/accesses`))
    .body
  t.equal(accesses.items.filter((it) => it.what === 'print' || it.what === 'save').length, 3)

  for (const change of [{ reason: 'x' }, { page_count: 1 }, { person_id: staff.finance }])
    await t.rejects(office.db.updateTable('print').set(change).execute(), /append-only/)
  await t.rejects(office.db.deleteFrom('print').execute(), /append-only/)
})

test('印刷・保存: what is refused, given up, failed or gone', async (t) => {
  const office = await printingOffice(t)
  const { id } = await office.draft()
  const plan = await attachPdf(office, id, 'plan.pdf', 4)
  await office.act(staff.drafter, id, { type: 'submit' })
  const files = [{ revisionId: plan.revisionId, pages: [[0, 3] as [number, number]] }]
  const other = (await office.draft()).id
  const code = async (ask: Partial<NewPrint>, person: string = staff.groupChief, of = id) =>
    (await office.asks(person, of, ask)).code
  t.equal(await code({ files }, staff.stranger), 'not_found')
  t.equal(await code({ cover: false }), 'print_nothing')
  t.equal(await code({ files: [{ revisionId: plan.revisionId, pages: [[2, 4]] }] }), 'print_nowhere')
  t.equal(await code({ files: [{ revisionId: plan.revisionId, pages: [[2, 1]] }] }), 'print_nowhere')
  t.equal(await code({ files: [...files, ...files] }), 'print_nowhere')
  t.equal(await code({ files }, staff.drafter, other), 'print_nowhere', 'a page of another case')

  // 監査・情報公開担当 read for a purpose, and may take along what they read for it; nothing else.
  const auditor = 'u1101'
  t.equal(await code({ files }, auditor), 'purpose_missing')
  await office.inject(auditor, {
    method: 'PUT',
    url: '/v1/reading-purpose',
    payload: { purpose: '定期監査' },
  })
  t.equal(await code({ files }, auditor), undefined)

  const given = await office.asks(staff.groupChief, id, { files })
  t.equal(
    (await office.inject(staff.drafter, { method: 'DELETE', url: `/v1/prints/${given.id}` })).statusCode,
    404,
  )
  t.equal(
    (await office.inject(staff.groupChief, { method: 'DELETE', url: `/v1/prints/${given.id}` })).statusCode,
    204,
  )
  t.equal(await office.make(given.id), 'nothing')
  t.equal((await office.inject(staff.groupChief, `/v1/prints/${given.id}/pdf`)).json().code, 'print_gone')

  const broken = await office.asks(staff.groupChief, id, { files })
  // oxlint-disable-next-line require-yield -- it fails before there is anything to yield
  const noFont = async function* (): AsyncGenerator<Uint8Array> {
    throw new Error('no font')
  }
  t.equal(await office.make(broken.id, { makePrintedPdf: noFont }), 'failed')
  t.equal((await office.inject(staff.groupChief, `/v1/prints/${broken.id}/pdf`)).json().code, 'print_failed')

  const halfway = await office.asks(staff.groupChief, id, { files })
  const slow: typeof makePrintedPdf = async function* (_printed, onPages) {
    yield new Uint8Array(1)
    await office.inject(staff.groupChief, { method: 'DELETE', url: `/v1/prints/${halfway.id}` })
    await new Promise((resolve) => setTimeout(resolve, 600))
    await onPages(1)
    yield new Uint8Array(1)
  }
  t.equal(await office.make(halfway.id, { makePrintedPdf: slow }), 'cancelled')
  const { count } = (await office.ask<Prints>(staff.groupChief, 'GET', `/v1/proposals/${id}/prints`)).body
  t.equal(count, 0, 'what came to nothing is not counted')
})

test('印刷・保存の理由 [printReason=not_asked] [printReason=secret_only] [printReason=required]', async (t) => {
  const office = await printingOffice(t)
  const id = await office.submitted()
  const secret = await office.submitted({ secrecy: 'secret', accessList: [staff.groupChief] })
  const asked = async (of: string) => {
    const { body } = await office.ask<Prints>(staff.groupChief, 'GET', `/v1/proposals/${of}/prints`)
    const { code } = await office.asks(staff.groupChief, of, { reason: '  ' })
    t.equal(code === 'print_reason_missing', body.reasonAsked, 'what is shown is what holds')
    t.equal((await office.asks(staff.groupChief, of, { reason: '議会説明用' })).code, undefined)
    return body.reasonAsked
  }
  t.same([await asked(id), await asked(secret)], [false, false])
  await setPolicy(office, { printReason: 'secret_only' })
  t.same([await asked(id), await asked(secret)], [false, true])
  await setPolicy(office, { printReason: 'required' })
  t.same([await asked(id), await asked(secret)], [true, true], 'also of cases from before')
  const print = await office.asks(staff.groupChief, secret, { reason: '議会説明用' })
  await office.make(print.id)
  t.match((await pagesOf(t, office, staff.groupChief, print.id))[0], /【秘】\s*令和8年.*印刷/)
})

test('付箋も付ける: a note whose passage moved is drawn where it is now', async (t) => {
  const office = await printingOffice(t)
  const { id } = await office.draft()
  const passage = { text: '補助率は２分の１以内とする。', pageIndex: 0, box: [60, 300, 140, 10] } as const
  const first = await attachPdf(office, id, 'plan.pdf', 2, passage)
  const note = {
    revisionId: first.revisionId,
    pageIndex: 0,
    place: { kind: 'box', box: [60, 290, 140, 30] },
    quote: { before: '', text: '補助率は２分の１以内とする。', after: '' },
    words: '根拠は。',
    audience: 'drafter',
  }
  const made = await office.ask(staff.drafter, 'POST', `/v1/proposals/${id}/notes`, note)
  t.equal(made.status, 201, JSON.stringify(made.body))
  // A page longer, and the passage on its second one, farther down.
  const next = await attachPdf(office, `/v1/attachments/${first.id}/revisions`, 'plan.pdf', 3, {
    ...passage,
    pageIndex: 1,
    box: [200, 500, 140, 10],
  })
  const print = await office.asks(staff.drafter, id, {
    cover: false,
    notes: true,
    files: [{ revisionId: next.revisionId, pages: [[0, 2]] }],
  })
  t.equal(await office.make(print.id), 'done')
  const pages = await pagesOf(t, office, staff.drafter, print.id)
  t.notMatch(pages[0], /付1/)
  t.match(pages[1], /付1/)
  t.match(pages[3], /付1\s+2\s[^]*根拠は。[^]*plan\.pdf 2ページ/)
  const path = await saved(t, office, staff.drafter, print.id)
  const { stdout } = await run('pdftotext', ['-f', '2', '-l', '2', '-bbox', path, '-'])
  const [, x = '', y = ''] = /xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>付1</.exec(stdout) ?? []
  t.ok(Math.abs(Number(x) - 185) < 20 && Math.abs(Number(y) - 500) < 12, `beside the passage: ${x}, ${y}`)
})
