import { randomUUID } from 'node:crypto'
import { type Test, test } from 'tap'
import type { Comparison } from '../contract/comparison.ts'
import type { AttachmentView } from '../contract/proposals.ts'
import {
  type AttachmentWorld,
  attachmentWorld,
  drafter,
  other,
  replaceContent,
  secondCase,
  upload,
} from '../testing/attachment-world.ts'
import { storePages } from '../testing/read-pages.ts'

/** Gives an attachment a new content, whose pages have been read when they are given. */
async function replace(
  made: AttachmentWorld,
  id: string,
  pages: readonly string[] | undefined,
): Promise<AttachmentView> {
  const now = await replaceContent(made, id, '計画.txt', `版 ${randomUUID()}`)
  if (pages !== undefined) await storePages(made, now, pages)
  return now
}

const first = ['計画\n期間は20日とする。', '第２章　河川の管理について定める。道路課が行う。', '別表']
const second = [
  '計画\n期間は30日と\nする。',
  '新たに置く章。観光の振興について定める。',
  '第２章　河川の管理について定める。道路課が行う。',
  '別表',
]

async function file(t: Test) {
  const made = await attachmentWorld(t)
  const { attachment } = (await upload(made, '計画.txt', '第1版')).body
  await storePages(made, attachment, first)
  return { made, attachment }
}

async function compare(made: AttachmentWorld, id: string, from?: string, by = drafter) {
  const answer = await made.inject(
    by,
    `/v1/revisions/${id}/comparison${from === undefined ? '' : `?from=${from}`}`,
  )
  return { status: answer.statusCode, body: answer.json<Comparison & { code: string; facts: object }>() }
}

test('two revisions of a file page by page: what stayed, what came in between, and the words that changed', async (t) => {
  const { made, attachment } = await file(t)
  const now = await replace(made, attachment.id, second)
  const { status, body } = await compare(made, now.revisionId)
  t.equal(status, 200)
  t.same(body.older, {
    revisionId: attachment.revisionId,
    attachmentId: attachment.id,
    name: '計画.txt',
    number: 1,
    sizes: [595, 842, 595, 842, 595, 842],
  })
  t.equal(body.newer.number, 2)
  t.same(body.rows, [
    { state: 'changed', older: 0, newer: 0 },
    { state: 'added', newer: 1 },
    { state: 'same', older: 1, newer: 2 },
    { state: 'same', older: 2, newer: 3 },
  ])
  t.same(body.differences, [
    {
      older: [{ pageIndex: 0, from: 5, to: 7 }],
      newer: [{ pageIndex: 0, from: 5, to: 7 }],
      before: '計画期間は',
      removed: '20',
      added: '30',
      after: '日とする。',
    },
  ])
  t.same([body.isCut, body.isCoarse], [false, false])
  t.same(
    body.revisions.map((it) => [it.number, it.revisionId, it.madeBy]),
    [
      [1, attachment.revisionId, '山﨑 花'],
      [2, now.revisionId, '山﨑 花'],
    ],
  )
  const backwards = (await compare(made, attachment.revisionId, now.revisionId)).body
  t.same(
    backwards.rows.map((it) => it.state),
    ['changed', 'removed', 'same', 'same'],
  )
  t.same([backwards.differences[0]?.removed, backwards.differences[0]?.added], ['30', '20'])
})

test('what two people ask for is compared once, and its pages are read once', async (t) => {
  const { made, attachment } = await file(t)
  const now = await replace(made, attachment.id, second)
  const [one, other] = await Promise.all([compare(made, now.revisionId), compare(made, now.revisionId)])
  t.same(other.body, one.body)
  // Nothing is left to be read.
  await made.db.updateTable('page').set({ body: '' }).execute()
  t.same((await compare(made, now.revisionId)).body, one.body)
  t.same((await compare(made, attachment.revisionId, now.revisionId)).body.differences, [], 'others are read')
})

test('any revision of the case can be chosen, the one before is taken when none is', async (t) => {
  const { made, attachment } = await file(t)
  const middle = await replace(made, attachment.id, second)
  const last = await replace(made, attachment.id, ['計画\n期間は20日とする。', ...second.slice(1)])
  t.equal((await compare(made, last.revisionId)).body.older.revisionId, middle.revisionId)
  t.same(
    (await compare(made, last.revisionId, attachment.revisionId)).body.rows.map((it) => it.state),
    ['same', 'added', 'same', 'same'],
  )
  const sheet = (await upload(made, '別紙.txt', '別紙')).body.attachment
  await storePages(made, sheet, ['別表'])
  const beside = (await compare(made, sheet.revisionId, last.revisionId)).body
  t.same([beside.older.name, beside.newer.name], ['計画.txt', '別紙.txt'])
  t.same(
    beside.rows.map((it) => it.state),
    ['removed', 'removed', 'removed', 'same'],
  )
})

test('more places than an answer holds are cut, and it says so', async (t) => {
  const made = await attachmentWorld(t)
  const { attachment } = (await upload(made, '一覧.txt', '第1版')).body
  const lines = (word: string) =>
    Array.from({ length: 7 }, (_, page) =>
      Array.from({ length: 500 }, (_, line) => `第${page * 500 + line}号は${word}とする。`).join('\n'),
    )
  await storePages(made, attachment, lines('可'))
  const now = await replace(made, attachment.id, lines('否'))
  const { body } = await compare(made, now.revisionId)
  t.equal(body.differences.length, 3000)
  t.equal(body.isCut, true)
})

test('what cannot be compared says why', async (t) => {
  const { made, attachment } = await file(t)
  t.match(await compare(made, attachment.revisionId), { status: 409, body: { code: 'no_earlier_revision' } })
  const now = await replace(made, attachment.id, undefined)
  const notReady = await compare(made, now.revisionId)
  t.match(notReady, { status: 409, body: { code: 'revision_not_ready' } })
  t.same(notReady.body.facts, { revisionIds: [now.revisionId] })
  t.equal((await compare(made, attachment.revisionId, randomUUID())).status, 404)
  t.equal((await compare(made, attachment.revisionId, 'x')).status, 400)
})

test('who may not read the case learns nothing, and two cases are not compared', async (t) => {
  const { made, attachment } = await file(t)
  const now = await replace(made, attachment.id, second)
  t.match(await compare(made, now.revisionId, undefined, other), { status: 404, body: { code: 'not_found' } })
  const elsewhere = await secondCase(made)
  const foreign = (await upload(made, '他.txt', '他の起案', { to: elsewhere })).body.attachment
  t.match(await compare(made, now.revisionId, foreign.revisionId), {
    status: 422,
    body: { code: 'other_case' },
  })
  await made.db.updateTable('proposal').set({ drafter_id: other }).where('id', '=', elsewhere).execute()
  t.match(await compare(made, now.revisionId, foreign.revisionId), {
    status: 404,
    body: { code: 'not_found' },
  })
})
