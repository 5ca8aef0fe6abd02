import { type Test, test } from 'tap'
import type { FolderCases, FolderView } from '../contract/folders.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { proofOf } from '../testing/pdf-proof.ts'

const keeper = staff.drafter
const outsiders = [staff.stranger, staff.recordsManager]
const bare = (text: string): string => text.replaceAll(/\s/g, '')

async function pdfOf(t: Test, office: Office, by: string, path: string) {
  const answer = await office.inject(by, path)
  t.equal(answer.statusCode, 200, path)
  t.equal(answer.headers['content-type'], 'application/pdf')
  const proof = await proofOf(answer.rawPayload)
  const pages = proof.text.split('\f').slice(0, -1).map(bare)
  return { proof, pages, text: pages.join('') }
}

async function csvOf(t: Test, office: Office, by: string, query = '') {
  const answer = await office.inject(by, `/v1/folders.csv${query}`)
  t.equal(answer.statusCode, 200)
  t.equal(answer.headers['content-disposition'], 'attachment; filename="folders.csv"')
  t.same([...answer.rawPayload.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  return answer.body.split('\r\n').slice(1, -1)
}

/** How wide the label is, in cm: from the first to the last ink of a strip through its middle. */
async function widthOf({ crop }: Awaited<ReturnType<typeof proofOf>>): Promise<number> {
  const grey = await crop(1, [0, 500, 595, 1])
  const row = [...grey.subarray(0, 1190)]
  const dark = row.flatMap((it, x) => (it < 200 ? [x] : []))
  return ((dark.at(-1) ?? 0) - (dark[0] ?? 0)) / 2 / (72 / 2.54)
}

test('簿冊目録, 背表紙 and CSV', async (t) => {
  const office = await createOffice(t)
  const { ask, inject } = office
  const made = await ask<FolderView>(keeper, 'POST', '/v1/folders', {
    ...{ fiscalYear: 2026, classification: '512', name: '「みほんフェスタ」後援ー12', retention: 'R05' },
    ...{ disposition: 'destroy', owner: 'KNK' },
  })
  const { id } = made.body
  const filed = { folderId: id, retentionCode: 'R05', concurringUnits: [] }

  await t.test('R-20 the 目録 says what the 簿冊 is, and its head stands on every page', async (t) => {
    t.match(
      (await pdfOf(t, office, keeper, `/v1/folders/${id}/index.pdf`)).text,
      '閲覧できる文書はありません',
    )
    // Long titles fill two pages with few cases.
    const more = '、みほん道の各地で行う催しの名義の使用'.repeat(7)
    for (let at = 1; at <= 10; at += 1) {
      office.setTime(`2026-05-11T02:${10 + at}:00.000Z`)
      await office.submitted({ ...filed, title: `後援の承認その${at}号の件${more}` })
    }
    const { pages, text } = await pdfOf(t, office, keeper, `/v1/folders/${id}/index.pdf`)
    for (const said of [
      ...[
        '簿冊目録',
        '令和8年度',
        '512-02',
        made.body.name,
        bare(made.body.path),
        '観光振興課',
        '5年',
        '廃棄',
      ],
      ...['令和9年4月1日〜令和14年3月31日（見込み）', '観光起第1号', 'その10号の件', 'R8.5.'],
    ]) {
      t.ok(text.includes(said), said)
    }
    t.equal(pages.length, 2)
    for (const [at, page] of pages.entries()) {
      t.match(page, '起案番号')
      t.match(page, `${at + 1}/2`)
    }
    t.same(
      [...text.matchAll(/その(\d+)号の件/g)].map(([, at]) => Number(at)),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      'as they are bound',
    )
  })

  await t.test('the 背表紙 has its true width, and vertical text that can be read', async (t) => {
    for (const [query, width] of [
      ['?width=3', 3],
      ['', 5],
      ['?width=8', 8],
    ] as const) {
      const { proof, pages, text } = await pdfOf(t, office, keeper, `/v1/folders/${id}/spine.pdf${query}`)
      t.equal(pages.length, 1)
      t.match(proof.raw, /\/MediaBox \[\s*0\s+0\s+595\.28\s+841\.89\s*\]/)
      t.ok(Math.abs((await widthOf(proof)) - width) < 0.1, `${width}cm`)
      for (const said of ['512-02', '5年', '令和14年3月', '満了（見込み）']) t.ok(text.includes(said), said)
      // Column by column: whoever reads the file finds each character of it.
      for (const character of `令和年度${made.body.name}観光振興課`) t.ok(text.includes(character), character)
    }
    t.equal((await inject(keeper, `/v1/folders/${id}/spine.pdf?width=4`)).statusCode, 400)
    for (const paper of ['index', 'spine'])
      t.equal((await inject(keeper, `/v1/folders/2026-999-99/${paper}.pdf`)).statusCode, 404)
  })

  await t.test('the CSV has what the list has, by the same filters', async (t) => {
    const lines = await csvOf(t, office, keeper, '?year=2026&classification=51')
    t.same(
      lines.map((it) => it.split(',')[1]),
      ['511-01', '512-01', '512-02'],
    )
    const { path, name } = made.body
    t.equal(
      lines[2],
      `2026,512-02,${name},512,${path},KNK,観光振興課,5年,2027-04-01,2032-03-31,見込み,廃棄,保存中,,,10`,
    )
    t.ok((await csvOf(t, office, keeper)).length > 10)
    t.equal((await inject(keeper, '/v1/folders.csv?after=x')).statusCode, 400)
  })

  await t.test('R-16 what is 秘 is on no paper of whoever may not know of it', async (t) => {
    const printed = async (by: string) => [
      await csvOf(t, office, by, '?classification=512'),
      ...(by === staff.stranger
        ? [
            (await pdfOf(t, office, by, `/v1/folders/${id}/index.pdf`)).text,
            (await pdfOf(t, office, by, `/v1/folders/${id}/spine.pdf`)).text,
          ]
        : []),
    ]
    const before = await Promise.all(outsiders.map(printed))
    const secret = await office.submitted({
      ...{ ...filed, retentionCode: 'RJY', title: '極めて秘密の件' },
      ...{ secrecy: 'secret', accessList: [keeper] },
    })
    t.same(await Promise.all(outsiders.map(printed)), before)
    t.ok((await pdfOf(t, office, keeper, `/v1/folders/${id}/index.pdf`)).text.includes('極めて秘密の件'))
    const { items } = (await ask<FolderCases>(staff.stranger, 'GET', `/v1/folders/${id}/cases`)).body
    t.notOk(items.some((it) => it.id === secret))
  })

  await t.test('a case says which 簿冊 it was moved to', async (t) => {
    const one = await office.submitted(filed)
    t.equal((await office.view(keeper, one)).movedTo, undefined)
    const move = async (from: string, to: string) => {
      const { version } = (await ask<FolderView>(keeper, 'GET', `/v1/folders/${from}`)).body
      const body = { type: 'move_case', version, case: one, to, reason: 'つづり誤り' }
      const done = await ask(staff.recordsManager, 'POST', `/v1/folders/${from}/acts`, body)
      t.equal(done.status, 200)
    }
    await move(id, '2026-512-01')
    const { movedTo, content } = await office.view(keeper, one)
    t.match(movedTo, { id: '2026-512-01' })
    t.equal(content.folderId, id, 'its content says what it said (R-11)')
    await move('2026-512-01', id)
    t.equal((await office.view(keeper, one)).movedTo, undefined, 'moved back')
  })
})
