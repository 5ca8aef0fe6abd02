import { type Test, test } from 'tap'
import type { FindAnswer } from '../contract/find.ts'
import {
  type AttachmentWorld,
  drafter,
  other,
  upload,
  attachmentWorld as world,
} from '../testing/attachment-world.ts'
import { storePages } from '../testing/read-pages.ts'

/** An attachment whose pages have been read. */
async function addPages(made: AttachmentWorld, name: string, pages: readonly string[]): Promise<string> {
  const { body } = await upload(made, name, `${name} ${pages.join()}`)
  await storePages(made, body.attachment, pages)
  return body.attachment.id
}

async function find(made: AttachmentWorld, query: Record<string, string>): Promise<FindAnswer> {
  const answer = await made.inject(
    drafter,
    `/v1/proposals/${made.proposalId}/find?${new URLSearchParams(query).toString()}`,
  )
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json()
}

async function book(t: Test) {
  const made = await world(t)
  const plan = await addPages(made, '計画.txt', [
    '観光振興計画\n第１章　髙﨑地区のｶﾞｲﾄﾞ',
    '見出しのない頁',
    '高崎地区は、観光の\n拠点とする。高崎の道路',
  ])
  const annex = await addPages(made, '別表.txt', ['高崎', ''])
  return { made, plan, annex }
}

test('words are found in all attachments, in reading order, with the words around them', async (t) => {
  const { made, plan, annex } = await book(t)
  t.same(await find(made, { q: '高崎' }), {
    total: 4,
    pages: [
      { attachmentId: plan, counts: [0, 1, 2, 2] },
      { attachmentId: annex, counts: [0, 1] },
    ],
    hits: [
      {
        attachmentId: plan,
        pageIndex: 0,
        ordinal: 0,
        before: '観光振興計画第１章 ',
        text: '髙﨑',
        after: '地区のｶﾞｲﾄﾞ',
      },
      {
        attachmentId: plan,
        pageIndex: 2,
        ordinal: 0,
        before: '',
        text: '高崎',
        after: '地区は、観光の拠点とする。高崎の道路',
      },
      {
        attachmentId: plan,
        pageIndex: 2,
        ordinal: 1,
        before: '高崎地区は、観光の拠点とする。',
        text: '高崎',
        after: 'の道路',
      },
      { attachmentId: annex, pageIndex: 0, ordinal: 0, before: '', text: '高崎', after: '' },
    ],
    unread: [],
  })
  for (const [words, total] of [
    ['がいど', 1],
    ['観光の拠点', 1],
    ['第 1 章', 1],
    ['横浜', 0],
    [' 　', 0],
  ] as const)
    t.equal((await find(made, { q: words })).total, total, words)
})

test('a file whose text is not known is named, and found in as soon as it is', async (t) => {
  const { made } = await book(t)
  const { body } = await upload(made, '後から.txt', '高崎')
  t.same((await find(made, { q: '高崎' })).unread, [body.attachment.id])
  const later = await addPages(made, '議事録.txt', ['高崎'])
  const found = await find(made, { q: '高崎' })
  t.equal(found.total, 5)
  t.equal(found.hits.at(-1)?.attachmentId, later)
})

test('more passages than an answer holds are answered piece by piece, none twice and none lost', async (t) => {
  const made = await world(t)
  const pages = Array.from({ length: 97 }, (_, page) => `${'あ'.repeat(page % 7)}い`)
  await addPages(made, '一.txt', pages)
  await addPages(made, '二.txt', pages)
  const expected = [0, 1].flatMap((file) =>
    pages.flatMap((body, page) =>
      Array.from({ length: body.length - 1 }, (_, ordinal) => `${file}/${page}/${ordinal}`),
    ),
  )
  const seen: string[] = []
  let from: number | undefined = 0
  let answers = 0
  const files: string[] = []
  while (from !== undefined) {
    const answer: FindAnswer = await find(made, { q: 'ア', from: String(from) })
    t.equal(answer.total, expected.length)
    for (const hit of answer.hits) {
      if (!files.includes(hit.attachmentId)) files.push(hit.attachmentId)
      seen.push(`${files.indexOf(hit.attachmentId)}/${hit.pageIndex}/${hit.ordinal}`)
    }
    from = answer.next
    answers += 1
  }
  t.same(seen, expected)
  t.equal(answers, Math.ceil(expected.length / 200))
  t.same((await find(made, { q: 'ア', from: '9999999' })).hits, [])
})

test('who may not read the case finds nothing in it, not even a number', async (t) => {
  const { made } = await book(t)
  const answer = await made.inject(other, `/v1/proposals/${made.proposalId}/find?q=a`)
  t.equal(answer.statusCode, 404)
  t.equal(answer.json().code, 'not_found')
  for (const query of ['', 'q=', `q=${'あ'.repeat(101)}`, 'q=a&from=-1', 'q=a&page=1'])
    t.equal(
      (await made.inject(drafter, `/v1/proposals/${made.proposalId}/find?${query}`)).statusCode,
      400,
      query,
    )
})
