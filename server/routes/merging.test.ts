import { strFromU8, unzipSync } from 'fflate'
import { type Test, test } from 'tap'
import type { AttachmentsChanged } from '../contract/attachments.ts'
import type { Problem } from '../contract/common.ts'
import type { Editing } from '../contract/editing.ts'
import type { MergeView } from '../contract/merging.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { makeWordFile } from '../testing/word-files.ts'
import { makeWorkbook } from '../testing/workbooks.ts'

const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const word = (texts: readonly string[]) => makeWordFile({ body: texts.map(paragraph).join('') })
const storyIn = (file: Uint8Array) => strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array())
const wordsIn = (file: Uint8Array) =>
  Array.from(storyIn(file).matchAll(/<w:t[^>]*>([^<]*)</g), ([, text]) => text)

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what that route answers
async function send<Body>(
  office: Office,
  url: string,
  name: string,
  content: Buffer | string,
): Promise<Body> {
  const boundary = 'kessai-test'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  const answer = await office.inject(staff.drafter, {
    method: 'POST',
    url,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return answer.json<Body>()
}

const costs = (amount: number) =>
  makeWorkbook({ sheets: [{ name: '積算', data: `<row r="1"><c r="A1"><v>${amount}</v></c></row>` }] })

type File = {
  readonly office: Office
  readonly proposalId: string
  readonly attachment: string
  readonly revision: string
}

async function wordFile(t: Test, texts: readonly string[]): Promise<File> {
  const office = await createOffice(t)
  const { id } = await office.draft()
  const { attachment } = await send<{ attachment: { id: string; revisionId: string } }>(
    office,
    `/v1/proposals/${id}/attachments`,
    '要綱.docx',
    word(texts),
  )
  return { office, proposalId: id, attachment: attachment.id, revision: attachment.revisionId }
}

/** Saves other words over the revision the file began with. */
async function save(
  { office, attachment, revision }: File,
  texts: readonly string[],
): Promise<AttachmentsChanged & Problem & { facts?: { copyId?: string } }> {
  const given = { parts: { 'word/document.xml': storyIn(word(texts)) } }
  return send(office, `/v1/attachments/${attachment}/edits?from=${revision}`, 'edit', JSON.stringify(given))
}

async function contentNow({ office, proposalId, attachment }: File): Promise<Buffer> {
  const { attachments } = await office.view(staff.drafter, proposalId)
  const revision = attachments.find((it) => it.id === attachment)?.revisionId
  return (await office.inject(staff.drafter, `/v1/revisions/${revision}/content`)).rawPayload
}

test('a Word file that two edited at once: their changes are joined, what both changed is chosen', async (t) => {
  const file = await wordFile(t, ['第一の文。', '第二の文。', '第三の文。'])
  const { office, proposalId } = file
  await save(file, ['第一の改めた文。', '第二の新しい文。', '第三の文。'])
  const second = await save(file, ['第一の文。', '第二の私の文。', '第三の足した文。'])
  t.equal(second.code, 'edit_conflict')
  const copy = second.facts?.copyId ?? ''

  const seen = await office.ask<MergeView>(staff.drafter, 'GET', `/v1/copies/${copy}/merge`)
  t.equal(seen.status, 200)
  const texts = (parts: MergeView['conflicts'][number]['base']) => parts.map((it) => it.text).join('')
  t.same(
    [
      seen.body.mine,
      seen.body.theirs,
      seen.body.conflicts.map((it) => [it.id, texts(it.mine), texts(it.theirs)]),
    ],
    [1, 1, [['1', '第二の私の文。', '第二の新しい文。']]],
  )
  t.equal(
    (await office.ask(staff.groupChief, 'GET', `/v1/copies/${copy}/merge`)).status,
    404,
    "another's 控え",
  )

  const url = `/v1/copies/${copy}/merged`
  const { ontoRevisionId } = seen.body
  const stale = { ontoRevisionId: file.revision, choices: {} }
  t.match(await office.ask<Problem>(staff.drafter, 'POST', url, stale), {
    status: 409,
    body: { code: 'edit_conflict', facts: { copyId: copy, because: 'saved_meanwhile' } },
  })
  const half = { ontoRevisionId, choices: {}, effect: 'minor' }
  t.equal((await office.ask(staff.drafter, 'POST', url, half)).status, 400, 'half of a correction')
  const done = await office.ask<AttachmentsChanged>(staff.drafter, 'POST', url, {
    ontoRevisionId,
    choices: { 1: 'mine' },
  })
  t.equal(done.status, 201)
  t.equal(done.body.attachments.find((it) => it.id === file.attachment)?.revisionNumber, 3)
  t.same(wordsIn(await contentNow(file)), ['第一の改めた文。', '第二の私の文。', '第三の足した文。'])
  const left = await office.ask<Editing>(staff.drafter, 'GET', `/v1/proposals/${proposalId}/editing`)
  t.same(left.body.copies, [], 'the 控え is gone')
  t.equal((await office.ask(staff.drafter, 'GET', `/v1/copies/${copy}/merge`)).status, 404)
})

test('what both made the same leaves nothing to save; a file of another kind is not put together here', async (t) => {
  const file = await wordFile(t, ['第一の文。', '第二の文。'])
  const { office } = file
  await save(file, ['第一の文。', '第二の新しい文。'])
  const second = await save(file, ['第一の文。', '第二の私の文。'])
  const copy = second.facts?.copyId ?? ''
  const { body } = await office.ask<MergeView>(staff.drafter, 'GET', `/v1/copies/${copy}/merge`)
  t.match(
    await office.ask<Problem>(staff.drafter, 'POST', `/v1/copies/${copy}/merged`, {
      ontoRevisionId: body.ontoRevisionId,
      choices: { 1: 'theirs' },
    }),
    { status: 409, body: { code: 'edit_unchanged' } },
  )
  await send(office, `/v1/attachments/${file.attachment}/revisions`, '要綱.txt', '第一の文。')
  const { status, body: refused } = await office.ask<Problem>(
    staff.drafter,
    'GET',
    `/v1/copies/${copy}/merge`,
  )
  t.match(
    { status, refused },
    {
      status: 422,
      refused: { code: 'edit_refused', facts: { because: 'edit_word_cannot_merge' } },
    },
  )
})

test('cells of a workbook that two typed at once are joined', async (t) => {
  const office = await createOffice(t)
  const { id } = await office.draft()
  const { attachment } = await send<{ attachment: { id: string; revisionId: string } }>(
    office,
    `/v1/proposals/${id}/attachments`,
    '積算.xlsx',
    costs(800),
  )
  const type = (cell: string, value: string) =>
    send<{ facts?: { copyId?: string } }>(
      office,
      `/v1/attachments/${attachment.id}/edits?from=${attachment.revisionId}`,
      'edit',
      JSON.stringify({ year: 2026, edits: [{ type: 'set', sheet: '1', cell, as: 'typed', value }] }),
    )
  await type('A2', '500')
  const copy = (await type('B1', '円')).facts?.copyId ?? ''
  const { body } = await office.ask<MergeView>(staff.drafter, 'GET', `/v1/copies/${copy}/merge`)
  t.same([body.mine, body.theirs, body.conflicts], [1, 1, []])
  const { ontoRevisionId } = body
  const sent = { ontoRevisionId, choices: {} }
  const done = await office.ask<AttachmentsChanged>(staff.drafter, 'POST', `/v1/copies/${copy}/merged`, sent)
  t.equal(done.status, 201)
  const revision = done.body.attachments.find((it) => it.id === attachment.id)?.revisionId
  const file = (await office.inject(staff.drafter, `/v1/revisions/${revision}/content`)).rawPayload
  const sheet = strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  t.match(sheet, /<v>800<\/v>/)
  t.match(sheet, /<v>500<\/v>/)
  t.match(sheet, /円/)
})
