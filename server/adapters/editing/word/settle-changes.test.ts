import { strFromU8, unzipSync } from 'fflate'
import { test } from 'tap'
import type { WordFacts } from '../../../contract/editor-facts.ts'
import { byApprover, byDrafter } from '../../../testing/word-library.ts'
import { makeWordFile, wordFiles } from '../../../testing/word-files.ts'
import { wordEditor as word } from './word-editor.ts'

const by = (name = '八橋 花子', id = 71): string =>
  `w:id="${id}" w:author="${name}" w:date="2026-10-01T09:00:00Z"`
const r = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`
const p = (inner: string, look = ''): string =>
  `<w:p>${look === '' ? '' : `<w:pPr>${look}</w:pPr>`}${inner}</w:p>`
const gone = (text: string): string => `<w:r><w:delText>${text}</w:delText></w:r>`
const ins = (inner: string): string => `<w:ins ${by()}>${inner}</w:ins>`
const del = (inner: string): string => `<w:del ${by()}>${inner}</w:del>`
const end = (as: 'ins' | 'del'): string => `<w:rPr><w:${as} ${by()}/></w:rPr>`
const cell = (inner: string): string => `<w:tc><w:tcPr/>${inner}</w:tc>`
const table = (...rows: readonly string[]): string => `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`

async function changesOf(file: Buffer) {
  const opened = await word.open(file, 'docx')
  return opened.ok ? (opened.value as WordFacts).changes : []
}

type As = 'accepted' | 'rejected'

async function settle(body: string, as: As, which = (_index: number): boolean => true): Promise<string> {
  const file = makeWordFile({ body })
  const chosen = (await changesOf(file)).filter((it) => which(it.index))
  const given = { changes: chosen.map(({ part, index }) => ({ part, index, as })) }
  const done = await word.apply(file, Buffer.from(JSON.stringify(given)), byDrafter)
  if (!done.ok) return done.error.code
  const document = strFromU8(unzipSync(done.value)['word/document.xml'] ?? new Uint8Array())
  return document.replace(/^[\s\S]*<w:body>/, '').replace(/<w:sectPr><w:pgSz.*$/s, '')
}

const look = '<w:b/>'
const rows: readonly (readonly [name: string, body: string, accepted: string, rejected: string])[] = [
  [
    'letters',
    p(r('契約') + ins(r('書')) + del(gone('案')) + r('を')),
    p(r('契約') + r('書') + r('を')),
    p(r('契約') + r('案') + r('を')),
  ],
  [
    'a deletion in an insertion',
    p(ins(r('随意') + del(gone('一般'))) + r('契約')),
    p(r('随意') + r('契約')),
    p(r('契約')),
  ],
  ['a paragraph that came', p(ins(r('新')), end('ins')) + p(r('二')), p(r('新')) + p(r('二')), p(r('二'))],
  [
    'a paragraph cut in two',
    p(r('一'), end('ins')) + p(r('二'), '<w:keepNext/>'),
    p(r('一')) + p(r('二'), '<w:keepNext/>'),
    p(r('一') + r('二'), '<w:keepNext/>'),
  ],
  [
    'a paragraph that went',
    p(r('零')) + p(del(gone('旧')), end('del')) + p(r('二')),
    p(r('零')) + p(r('二')),
    p(r('零')) + p(r('旧')) + p(r('二')),
  ],
  [
    'a paragraph that went before a table',
    p(r('零')) + p(del(gone('旧')), end('del')) + table(`<w:tr>${cell(p(r('甲')))}</w:tr>`) + p(''),
    p(r('零')) + table(`<w:tr>${cell(p(r('甲')))}</w:tr>`) + p(''),
    p(r('零')) + p(r('旧')) + table(`<w:tr>${cell(p(r('甲')))}</w:tr>`) + p(''),
  ],
  [
    'all words of a cell',
    table(`<w:tr>${cell(p(del(gone('甲')), end('del')))}</w:tr>`) + p(''),
    table(`<w:tr>${cell(p(''))}</w:tr>`) + p(''),
    table(`<w:tr>${cell(p(r('甲')))}</w:tr>`) + p(''),
  ],
  [
    'rows',
    table(
      `<w:tr>${cell(p(r('甲')))}</w:tr>`,
      `<w:tr><w:trPr><w:ins ${by()}/></w:trPr>${cell(p(ins(r('乙')), end('ins')))}</w:tr>`,
    ),
    table(`<w:tr>${cell(p(r('甲')))}</w:tr>`, `<w:tr>${cell(p(r('乙')))}</w:tr>`),
    table(`<w:tr>${cell(p(r('甲')))}</w:tr>`),
  ],
  [
    'a table that went',
    p(r('零')) +
      table(`<w:tr><w:trPr><w:del ${by()}/></w:trPr>${cell(p(del(gone('甲'))))}</w:tr>`) +
      p(r('終')),
    p(r('零')) + p(r('終')),
    p(r('零')) + table(`<w:tr>${cell(p(r('甲')))}</w:tr>`) + p(r('終')),
  ],
  [
    'the look of letters',
    p(
      `<w:r><w:rPr>${look}<w:rPrChange ${by()}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>強</w:t></w:r>`,
    ),
    p(`<w:r><w:rPr>${look}</w:rPr><w:t>強</w:t></w:r>`),
    p('<w:r><w:rPr><w:i/></w:rPr><w:t>強</w:t></w:r>'),
  ],
  [
    'the look of letters that had none',
    p(`<w:r><w:rPr>${look}<w:rPrChange ${by()}><w:rPr/></w:rPrChange></w:rPr><w:t>強</w:t></w:r>`),
    p(`<w:r><w:rPr>${look}</w:rPr><w:t>強</w:t></w:r>`),
    p(r('強')),
  ],
  [
    'the look of a paragraph',
    p(
      r('中'),
      `<w:jc w:val="center"/><w:rPr>${look}</w:rPr><w:pPrChange ${by()}><w:pPr><w:keepNext/></w:pPr></w:pPrChange>`,
    ),
    p(r('中'), `<w:jc w:val="center"/><w:rPr>${look}</w:rPr>`),
    p(r('中'), `<w:keepNext/><w:rPr>${look}</w:rPr>`),
  ],
  [
    'a move',
    p(
      `<w:moveFromRangeStart ${by('八橋 花子', 1)} w:name="move1"/><w:moveFrom ${by('八橋 花子', 2)}>${r('甲')}</w:moveFrom><w:moveFromRangeEnd w:id="1"/>${r('乙')}<w:moveToRangeStart ${by('八橋 花子', 3)} w:name="move1"/><w:moveTo ${by('八橋 花子', 4)}>${r('甲')}</w:moveTo><w:moveToRangeEnd w:id="3"/>`,
    ),
    p(r('乙') + r('甲')),
    p(r('甲') + r('乙')),
  ],
  [
    'a bookmark in what goes',
    p(
      r('一') +
        ins(`<w:bookmarkStart w:id="3" w:name="別紙"/>${r('新')}`) +
        r('二') +
        '<w:bookmarkEnd w:id="3"/>',
    ),
    p(`${r('一')}<w:bookmarkStart w:id="3" w:name="別紙"/>${r('新')}${r('二')}<w:bookmarkEnd w:id="3"/>`),
    p(`${r('一')}<w:bookmarkStart w:id="3" w:name="別紙"/>${r('二')}<w:bookmarkEnd w:id="3"/>`),
  ],
]

test('変更履歴: accepted they leave what came, rejected what there was, as Word does', async (t) => {
  for (const [name, body, accepted, rejected] of rows) {
    t.equal(await settle(body, 'accepted'), accepted, `${name}, accepted`)
    t.equal(await settle(body, 'rejected'), rejected, `${name}, rejected`)
  }
})

test('変更履歴: one is what one person did at one place; of several only the chosen ones are settled', async (t) => {
  const told = async (body: string) =>
    (await changesOf(makeWordFile({ body }))).map(({ kind, author, text }) => [kind, author, text])
  const other = `<w:ins ${by('課長 知立 一郎', 9)}>${r('至急')}</w:ins>`
  const body =
    p(ins(r('新')) + ins(r('規')), end('ins')) +
    p(ins(r('続き')) + r('二') + ins(r('三')) + other + del(gone('四')))
  t.same(await told(body), [
    ['inserted', '八橋 花子', '新規続き'],
    ['inserted', '八橋 花子', '三'],
    ['inserted', '課長 知立 一郎', '至急'],
    ['deleted', '八橋 花子', '四'],
  ])
  t.equal(
    await settle(body, 'rejected', (it) => it === 2),
    body.replace(other, ''),
    'the rest keeps every letter',
  )
  t.same(await told(rows.find(([name]) => name === 'a move')?.[1] ?? ''), [['moved', '八橋 花子', '甲']])
  t.same(await told(rows.find(([name]) => name === 'rows')?.[1] ?? ''), [['inserted', '八橋 花子', '乙']])
  t.same(await told(rows.find(([name]) => name === 'the look of a paragraph')?.[1] ?? ''), [
    ['look', '八橋 花子', '中'],
  ])
})

test('変更履歴: what is not settled here says so', async (t) => {
  const file = wordFiles.get('tracked changes') ?? Buffer.alloc(0)
  const given = { changes: [{ part: 'word/document.xml', index: 0, as: 'accepted' }] }
  const bytes = Buffer.from(JSON.stringify(given))
  t.same(await word.apply(file, bytes, byApprover), {
    ok: false,
    error: { code: 'edit_word_drafter_settles', fact: '変更履歴 1件' },
  })
  const wrong = Buffer.from(JSON.stringify({ changes: [{ ...given.changes[0], index: 7 }] }))
  t.match(await word.apply(file, wrong, byDrafter), { ok: false, error: { code: 'edit_malformed' } })
  const merged = table(
    `<w:tr><w:tc><w:tcPr><w:cellMerge ${by()} w:vMerge="cont"/></w:tcPr>${p(r('甲'))}</w:tc></w:tr>`,
  )
  t.equal(await settle(merged + p(''), 'accepted'), 'edit_word_change_kept')
  const halfField = p(
    ins('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') +
      r('1') +
      '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
  )
  t.equal(await settle(halfField, 'rejected'), 'edit_word_change_kept')
})

test('変更履歴: a note whose reference goes is gone from the file', async (t) => {
  const reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
  const notes =
    unzipSync(wordFiles.get('footnote') ?? Buffer.alloc(0))['word/footnotes.xml'] ?? new Uint8Array()
  const file = makeWordFile({
    body: p(r('契約') + del(reference)),
    parts: { 'word/footnotes.xml': Buffer.from(notes) },
  })
  const given = { changes: [{ part: 'word/document.xml', index: 0, as: 'accepted' }] }
  const done = await word.apply(file, Buffer.from(JSON.stringify(given)), byDrafter)
  t.ok(done.ok)
  if (!done.ok) return
  t.notMatch(strFromU8(unzipSync(done.value)['word/footnotes.xml'] ?? new Uint8Array()), '地方自治法施行令')
})
