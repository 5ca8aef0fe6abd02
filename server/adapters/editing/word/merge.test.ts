import { strFromU8, unzipSync } from 'fflate'
import { test } from 'tap'
import { makeWordFile } from '../../../testing/word-files.ts'
import type { MergeChoice } from '../../../usecases/merge-outcome.ts'
import { mergeFiles } from './merge-packages.ts'

const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const cell = (text: string) => `<w:tc><w:tcPr><w:tcW w:w="100"/></w:tcPr>${paragraph(text)}</w:tc>`
const table = (...rows: readonly (readonly string[])[]) =>
  `<w:tbl><w:tblPr/>${rows.map((it) => `<w:tr>${it.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`
const mark = 'w:id="7" w:author="甲" w:date="2026-05-11T00:00:00Z"'
const tracked = (before: string, gone: string, come: string) =>
  `<w:p><w:r><w:t>${before}</w:t></w:r><w:del ${mark}><w:r><w:delText>${gone}</w:delText></w:r></w:del><w:ins ${mark}><w:r><w:t>${come}</w:t></w:r></w:ins></w:p>`

type Parts = Record<string, string | Buffer>
const word = (body: string, parts: Parts = {}) => makeWordFile({ body, parts })
const storyOf = (file: Uint8Array) => strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array())
const bodyIn = (file: Uint8Array) => storyOf(file).replace(/^[\s\S]*<w:body>|<w:sectPr>[\s\S]*$/g, '')

async function merge(
  base: Buffer,
  mine: Buffer,
  theirs: Buffer,
  choices: Readonly<Record<string, MergeChoice>> = {},
) {
  const merged = await mergeFiles({ base, mine, theirs }, choices)
  if (!merged.ok) throw new Error(JSON.stringify(merged.error))
  return merged.value
}
const [one, two, three] = ['第一の文。', '第二の文。', '第三の文。'].map(paragraph) as [
  string,
  string,
  string,
]

test('what two changed at different places is joined: paragraphs, cells of one table, rows', async (t) => {
  const { bytes, outcome } = await merge(
    word(one + table(['区分', '金額'], ['宿泊', '800円']) + three),
    word(paragraph('第一の改めた文。') + table(['区分', '金額'], ['宿泊', '900円']) + three),
    word(
      one + table(['区分（税込）', '金額'], ['宿泊', '800円'], ['交通', '500円']) + three + paragraph('附則'),
    ),
  )
  t.equal(
    bodyIn(bytes),
    paragraph('第一の改めた文。') +
      table(['区分（税込）', '金額'], ['宿泊', '900円'], ['交通', '500円']) +
      three +
      paragraph('附則'),
  )
  t.same(outcome, { conflicts: [], mine: 2, theirs: 3 })
})

test('a paragraph that both changed is chosen: mine, theirs or both', async (t) => {
  const base = word(one + two)
  const mine = word(one + paragraph('第二の私の文。'))
  const theirs = word(paragraph('第一の新しい文。') + paragraph('第二の別の文。'))
  const { outcome, bytes } = await merge(base, mine, theirs)
  t.same(outcome, {
    conflicts: [
      {
        id: '1',
        base: [{ text: '第二の文。', changed: false }],
        mine: [
          { text: '第二の', changed: false },
          { text: '私の', changed: true },
          { text: '文。', changed: false },
        ],
        theirs: [
          { text: '第二の', changed: false },
          { text: '別の', changed: true },
          { text: '文。', changed: false },
        ],
        canBoth: true,
      },
    ],
    mine: 0,
    theirs: 1,
  })
  const first = paragraph('第一の新しい文。')
  t.equal(bodyIn(bytes), first + paragraph('第二の別の文。'), 'not chosen yet: as the newest has it')
  t.equal(bodyIn((await merge(base, mine, theirs, { 1: 'mine' })).bytes), first + paragraph('第二の私の文。'))
  t.equal(
    bodyIn((await merge(base, mine, theirs, { 1: 'both' })).bytes),
    first + paragraph('第二の別の文。') + paragraph('第二の私の文。'),
  )
})

test('tracked changes come along with numbers of their own', async (t) => {
  const { bytes } = await merge(
    word(paragraph('甲は20日') + two + paragraph('乙は30日')),
    word(tracked('甲は', '20日', '25日') + two + paragraph('乙は30日')),
    word(paragraph('甲は20日') + two + tracked('乙は', '30日', '35日')),
  )
  const ids = Array.from(bodyIn(bytes).matchAll(/<w:(?:ins|del) w:id="(\d+)"/g), ([, id]) => id)
  t.equal(ids.length, 4)
  t.same(
    ids.slice(0, 2).filter((it) => ids.slice(2).includes(it)),
    [],
  )
})

test('laws: of a side that changed nothing the other is the result, byte by byte; every other part stays', async (t) => {
  const base = word(one + two)
  const own = word(one + paragraph('私の文。'))
  t.ok(Buffer.from((await merge(base, own, base)).bytes).equals(own))
  t.ok(Buffer.from((await merge(base, base, own)).bytes).equals(own))
  const media = { 'word/media/image1.png': Buffer.from([1, 2, 3]), 'word/vbaProject.bin': Buffer.from('x') }
  const theirs = word(paragraph('新しい文。') + two, media)
  const [to, back] = [await merge(base, own, theirs), await merge(base, theirs, own)]
  t.equal(storyOf(to.bytes), storyOf(back.bytes), 'either of the two may be the first')
  t.same([to.outcome.mine, to.outcome.theirs], [back.outcome.theirs, back.outcome.mine])
  const [before, after] = [unzipSync(theirs), unzipSync(to.bytes)]
  for (const name of Object.keys(before).filter((it) => it !== 'word/document.xml'))
    t.same(after[name], before[name], name)
  t.same(Object.keys(after), Object.keys(before))
})

test('when one’s own file changed other parts, it is taken over with the other’s words', async (t) => {
  const base = word(one + two)
  const mine = word(paragraph('第一の私の文。') + two + paragraph('附則'), {
    'word/media/image1.png': Buffer.from([1]),
  })
  const theirs = word(paragraph('第一の新しい文。') + paragraph('第二の新しい文。'))
  const { outcome, bytes } = await merge(base, mine, theirs)
  t.same(unzipSync(bytes)['word/media/image1.png'], new Uint8Array([1]))
  t.equal(
    bodyIn(bytes),
    paragraph('第一の新しい文。') + paragraph('第二の新しい文。') + paragraph('附則'),
    'not chosen yet: as the newest has it',
  )
  const side = (parts: (typeof outcome.conflicts)[number]['mine']) => parts.map((it) => it.text).join('')
  t.same(
    outcome.conflicts.map((it) => [side(it.mine), side(it.theirs)]),
    [['第一の私の文。', '第一の新しい文。']],
  )
  t.same([outcome.mine, outcome.theirs], [1, 1])
  const [first] = bodyIn((await merge(base, mine, theirs, { 1: 'mine' })).bytes).split('</w:p>')
  t.match(first, '第一の私の文。')
  const both = bodyIn((await merge(base, mine, theirs, { 1: 'both' })).bytes)
  t.ok(both.indexOf('第一の新しい文。') < both.indexOf('第一の私の文。'), 'the newest comes first')
})

test('what cannot be joined says why', async (t) => {
  const why = async (base: Buffer, mine: Buffer, theirs: Buffer, choices = {}) => {
    const merged = await mergeFiles({ base, mine, theirs }, choices)
    return merged.ok ? 'merged' : [merged.error.code, merged.error.fact]
  }
  const [base, other] = [word(one), (text: string) => ({ 'word/media/image1.png': Buffer.from(text) })]
  t.same(await why(base, word(two, other('甲')), word(three, other('乙'))), [
    'edit_word_cannot_merge',
    'スタイルや図など、本文のほかの部分を二人とも変えています',
  ])
  const picture = '<w:p><w:r><w:drawing r:id="rId9"/></w:r></w:p>'
  const link = (target: string) => ({
    'word/_rels/document.xml.rels': `<Relationships><Relationship Id="rId9" Type="image" Target="${target}"/></Relationships>`,
  })
  t.same(
    await why(
      word(one, link('media/a.png')),
      word(one + picture, link('media/a.png')),
      word(two, link('media/b.png')),
    ),
    ['edit_word_cannot_merge', '図・リンク'],
  )
  const field = (type: string, text: string) =>
    `<w:p><w:r><w:fldChar w:fldCharType="${type}"/></w:r><w:r><w:t>${text}</w:t></w:r></w:p>`
  const without = paragraph('目次の前の文') + two + paragraph('目次の後の文')
  t.same(
    await why(
      word(field('begin', '目次の前の文') + two + field('end', '目次の後の文')),
      word(without),
      word(field('begin', '目次の前の文') + two + field('end', '目次の後の文を足した')),
    ),
    ['edit_word_cannot_merge', 'フィールドなど、段落をまたぐものを二人とも変えています'],
  )
  t.match(await why(base, Buffer.from('甲'), word(two)), ['edit_word_unreadable'])
})

test('a header that one took out and the other corrected is not dropped without a word', async (t) => {
  const header = (text: string): Parts => ({
    'word/header1.xml': `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${paragraph(text)}</w:hdr>`,
  })
  const base = word(one, header('取扱注意'))
  const corrected = word(one, header('秘'))
  const without = word(one + two)
  for (const [mine, theirs] of [
    [corrected, without],
    [without, corrected],
  ] as const)
    t.match(await mergeFiles({ base, mine, theirs }, {}), {
      ok: false,
      error: {
        code: 'edit_word_cannot_merge',
        fact: '一人が消したヘッダーや注などを、もう一人が直しています',
      },
    })
})
