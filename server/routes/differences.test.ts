import { randomUUID } from 'node:crypto'
import { type Test, test } from 'tap'
import type { Differences } from '../contract/differences.ts'
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
import { makeWordFile } from '../testing/word-files.ts'

const word = (...texts: readonly string[]) =>
  makeWordFile({ body: texts.map((it) => `<w:p><w:r><w:t>${it}</w:t></w:r></w:p>`).join('') })

async function differences(made: AttachmentWorld, id: string, from?: string, by = drafter) {
  const query = from === undefined ? '' : `?from=${from}`
  const answer = await made.inject(by, `/v1/revisions/${id}/differences${query}`)
  return { status: answer.statusCode, body: answer.json<Differences & { code: string }>() }
}

async function wordFile(t: Test) {
  const made = await attachmentWorld(t)
  const { attachment } = (await upload(made, '要綱.docx', word('期間は20日とする。', '以上'))).body
  const now = await replaceContent(made, attachment.id, '要綱.docx', word('期間は30日とする。', '以上'))
  return { made, attachment, now }
}

test('変更点: what changed between two revisions in words, and where the pages show it once they are there', async (t) => {
  const { made, attachment, now } = await wordFile(t)
  const change = {
    kind: 'changed',
    place: {},
    before: [
      { text: '期間は', changed: false },
      { text: '20', changed: true },
      { text: '日とする。', changed: false },
    ],
    after: [
      { text: '期間は', changed: false },
      { text: '30', changed: true },
      { text: '日とする。', changed: false },
    ],
  }
  const asked = await differences(made, now.revisionId)
  t.equal(asked.status, 200)
  t.same(asked.body, {
    ...{ by: 'words', isCut: false, isCoarse: false, besides: [] },
    changes: [{ ...change, older: [], newer: [] }],
  })
  await storePages(made, attachment, ['期間は20日とする。以上'])
  await storePages(made, now, ['表紙', '期間は30日\nとする。以上'])
  t.same((await differences(made, now.revisionId, attachment.revisionId)).body.changes, [
    {
      ...change,
      older: [{ pageIndex: 0, from: 3, to: 5 }],
      newer: [{ pageIndex: 1, from: 3, to: 5 }],
    },
  ])
  const backwards = await differences(made, attachment.revisionId, now.revisionId)
  t.same(backwards.body.changes[0]?.after, change.before)
})

test('what is not read itself is told by the words of its pages, and a picture by none', async (t) => {
  const made = await attachmentWorld(t)
  const { attachment } = (await upload(made, '要綱.docx', word('期間は20日とする。'))).body
  const now = await replaceContent(made, attachment.id, '要綱.txt', '期間は30日とする。')
  t.equal((await differences(made, now.revisionId)).body.by, 'pictures', 'no pages yet')
  await storePages(made, attachment, ['期間は20日とする。'])
  await storePages(made, now, ['期間は30日とする。'])
  const { body } = await differences(made, now.revisionId)
  t.equal(body.by, 'page_words')
  t.same(
    body.changes.map((it) => [it.kind, it.place, it.before[1], it.after[1]]),
    [['changed', { page: 1 }, { text: '20', changed: true }, { text: '30', changed: true }]],
  )
})

test('who may not read the case learns nothing, and what is compared is of one case', async (t) => {
  const { made, attachment, now } = await wordFile(t)
  t.match(await differences(made, now.revisionId, undefined, other), {
    status: 404,
    body: { code: 'not_found' },
  })
  t.match(await differences(made, attachment.revisionId), {
    status: 409,
    body: { code: 'no_earlier_revision' },
  })
  t.equal((await differences(made, now.revisionId, randomUUID())).status, 404)
  const beside = (await upload(made, '別紙.docx', word('別紙'))).body.attachment
  t.equal(
    (await differences(made, beside.revisionId, now.revisionId)).status,
    200,
    'another file of the case',
  )
  const elsewhere = await secondCase(made)
  const foreign = (await upload(made, '他.docx', word('他の起案'), { to: elsewhere })).body.attachment
  t.match(await differences(made, now.revisionId, foreign.revisionId), {
    status: 422,
    body: { code: 'other_case' },
  })
  await made.db.updateTable('proposal').set({ drafter_id: other }).where('id', '=', elsewhere).execute()
  t.match(await differences(made, now.revisionId, foreign.revisionId), {
    status: 404,
    body: { code: 'not_found' },
  })
})
