import { strFromU8, unzipSync } from 'fflate'
import { test } from 'tap'
import type { FileComment, WordFacts } from '../../../contract/editor-facts.ts'
import { byApprover, byDrafter } from '../../../testing/word-library.ts'
import { makeWordFile, wordFiles } from '../../../testing/word-files.ts'
import type { GivenComment } from './given.ts'
import { wordEditor as word } from './word-editor.ts'

const file = (name: string): Buffer => wordFiles.get(name) ?? Buffer.alloc(0)

async function commentsIn(bytes: Uint8Array): Promise<readonly FileComment[]> {
  const opened = await word.open(bytes, 'docx')
  return opened.ok ? (opened.value as WordFacts).comments : []
}

async function commented(bytes: Buffer, comments: readonly GivenComment[], more: object = {}) {
  const given = Buffer.from(JSON.stringify({ comments, ...more }))
  const done = await word.apply(bytes, given, byApprover)
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  const [were, are] = [unzipSync(bytes), unzipSync(done.value)]
  const text = (name: string): string => strFromU8(are[name] ?? new Uint8Array())
  const changed = Object.keys(are).filter(
    (it) => strFromU8(were[it] ?? new Uint8Array(), true) !== strFromU8(are[it] ?? new Uint8Array(), true),
  )
  return { bytes: Buffer.from(done.value), text, changed: changed.sort(), names: Object.keys(are) }
}

const own = { author: byApprover.author, at: '2026-11-27T05:00:00Z', settled: false }
const old = {
  ...{ id: '5', author: '八橋 花子', at: '2026-10-01T09:00:00Z', settled: false },
  ...{ text: '条項番号を明記してください。', about: '（案）' },
}

test('コメント: answered, settled and opened again; the comment itself keeps its letters', async (t) => {
  const answer = { do: 'answer', to: '5', text: '第３条です。\n明記しました。' } as const
  const first = await commented(file('comment'), [answer, { do: 'settle', id: '5', settled: true }])
  t.same(first.changed, [
    '[Content_Types].xml',
    'word/_rels/document.xml.rels',
    'word/comments.xml',
    'word/commentsExtended.xml',
    'word/document.xml',
  ])
  t.same(await commentsIn(first.bytes), [
    { ...old, settled: true },
    { ...own, id: '6', answers: '5', text: '第３条です。\n明記しました。', about: '（案）' },
  ])
  t.match(
    first.text('word/comments.xml'),
    '<w:t>条項番号を明記してください。</w:t></w:r></w:p></w:comment><w:comment w:id="6"',
  )
  t.match(
    first.text('word/document.xml'),
    '<w:commentRangeStart w:id="5"/><w:commentRangeStart w:id="6"/><w:r><w:t>（案）</w:t></w:r><w:commentRangeEnd w:id="5"/><w:commentRangeEnd w:id="6"/><w:r><w:commentReference w:id="5"/></w:r><w:r><w:commentReference w:id="6"/></w:r>',
  )
  t.match(first.text('[Content_Types].xml'), 'PartName="/word/commentsExtended.xml"')
  const again = await commented(first.bytes, [
    { do: 'settle', id: '6', settled: false },
    { do: 'answer', to: '6', text: '確かめました。' },
  ])
  t.same(again.changed, ['word/comments.xml', 'word/commentsExtended.xml', 'word/document.xml'])
  t.same(
    (await commentsIn(again.bytes)).map(({ id, answers, settled }) => [id, answers, settled]),
    [
      ['5', undefined, false],
      ['6', '5', false],
      ['7', '5', false],
    ],
    'an answer to an answer belongs to the same thread',
  )
})

test('コメント: written at the passage it quotes; runs are cut, no letter differs', async (t) => {
  const body = (bytes: { text: (name: string) => string }): string =>
    bytes
      .text('word/document.xml')
      .replace(/^[\s\S]*<w:body>/, '')
      .replace(/<w:sectPr>.*$/s, '')
  const two = makeWordFile({
    body: '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>次のとおり</w:t></w:r><w:r><w:t>委託契約を結ぶ。</w:t></w:r></w:p><w:p/>',
  })
  const letters = (text: string): string => `<w:t xml:space="preserve">${text}</w:t>`
  const within = await commented(two, [{ do: 'add', text: '件名を確認', quote: '委託\n契約' }])
  t.same(within.names.slice(-1), ['word/comments.xml'], 'the part is made')
  t.equal(
    body(within),
    `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>次のとおり</w:t></w:r><w:commentRangeStart w:id="0"/><w:r>${letters('委託契約')}</w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r>${letters('を結ぶ。')}</w:r></w:p><w:p/>`,
  )
  t.same(await commentsIn(within.bytes), [{ ...own, id: '0', text: '件名を確認', about: '委託契約' }])
  const across = await commented(two, [{ do: 'add', text: '確認', quote: 'とおり委託' }])
  t.equal(
    body(across),
    `<w:p><w:r><w:rPr><w:b/></w:rPr>${letters('次の')}</w:r><w:commentRangeStart w:id="0"/><w:r><w:rPr><w:b/></w:rPr>${letters('とおり')}</w:r><w:r>${letters('委託')}</w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r>${letters('契約を結ぶ。')}</w:r></w:p><w:p/>`,
  )
  const nowhere = await commented(two, [{ do: 'add', text: '確認', quote: '随意契約' }])
  t.match(
    body(nowhere),
    '<w:p><w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/><w:r><w:commentReference',
  )
  t.same((await commentsIn(nowhere.bytes))[0]?.about, '')
})

test('コメント: with other changes of one save; one that is not there is refused', async (t) => {
  const texts = [
    {
      part: 'word/document.xml',
      index: 0,
      piece: 0,
      text: '次のとおり売買契約（案）を締結してよろしいか伺います。',
    },
  ]
  const both = await commented(file('comment'), [{ do: 'add', text: '直しました', quote: '売買' }], { texts })
  t.same(
    (await commentsIn(both.bytes)).map((it) => it.about),
    ['（案）', '売買'],
  )
  t.match(both.text('word/document.xml'), /<w:ins [^>]*>(?:<w:commentRangeStart w:id="6"\/>)?<w:r>/)
  for (const one of [
    { do: 'answer', to: '9', text: '何' },
    { do: 'settle', id: '9', settled: true },
    { do: 'add', text: '\u0001' },
  ])
    t.match(await word.apply(file('comment'), Buffer.from(JSON.stringify({ comments: [one] })), byDrafter), {
      ok: false,
      error: { code: 'edit_malformed' },
    })
})
