import { strFromU8, unzipSync } from 'fflate'
import { test } from 'tap'
import {
  type WordWriter,
  byApprover as approver,
  byDrafter as drafter,
  givenFor,
} from '../../../testing/word-library.ts'
import { bodyOf, makeWordFile, wordFiles } from '../../../testing/word-files.ts'
import { wordEditor as word } from './word-editor.ts'

const by = 'w:author="課長　知立 花子" w:date="2026-11-27T05:00:00Z"'

const p = (text: string, look = ''): string =>
  `<w:p>${look}<w:r><w:rPr><w:b/></w:rPr><w:t>${text}</w:t></w:r></w:p>`
const r = (text: string): string => `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
const gone = (text: string): string =>
  `<w:r><w:rPr><w:b/></w:rPr><w:delText xml:space="preserve">${text}</w:delText></w:r>`

/** The body after a change, without what the outline of every file has; or the problem. Numbers of marks are told as N. */
async function after(
  file: string | Buffer,
  change: (writer: WordWriter) => void,
  context = drafter,
  accepted: readonly string[] = [],
) {
  const bytes = typeof file === 'string' ? makeWordFile({ body: file }) : file
  const saved = await word.apply(bytes, givenFor(bytes, change, accepted), context)
  if (!saved.ok) return saved.error
  const document = strFromU8(unzipSync(saved.value)['word/document.xml'] ?? new Uint8Array())
  return document
    .replace(/^[\s\S]*<w:body>/, '')
    .replace(/<w:sectPr>(?:(?!<w:sectPr>)[\s\S])*$/, '')
    .replaceAll(/(<w:(?:ins|del|\w+Change)) w:id="\d+"/g, '$1 N')
}

const file = (name: string): Buffer => wordFiles.get(name) ?? Buffer.alloc(0)
const indexOf = (writer: WordWriter, start: string): number =>
  writer.texts().findIndex((it) => it.startsWith(start))

test('paragraphs that come, go, are cut and joined', async (t) => {
  const three = p('一') + p('二三') + p('四')
  t.equal(await after(three, (it) => it.removeParagraph(1)), p('一') + p('四'))
  t.equal(
    await after(three, (it) => it.removeParagraph(1), approver),
    p('一') +
      `<w:p><w:pPr><w:rPr><w:del N ${by}/></w:rPr></w:pPr><w:del N ${by}>${gone('二三')}</w:del></w:p>` +
      p('四'),
  )
  t.equal(
    await after(three, (it) => it.insertAfter(0, '新')),
    p('一') + `<w:p>${r('新')}</w:p>` + p('二三') + p('四'),
  )
  t.equal(
    await after(three, (it) => it.insertAfter(0, '新'), approver),
    p('一') +
      `<w:p><w:pPr><w:rPr><w:ins N ${by}/></w:rPr></w:pPr><w:ins N ${by}>${r('新')}</w:ins></w:p>` +
      p('二三') +
      p('四'),
  )
  const joined = (it: WordWriter): void => it.removeBetween([0, 1], [1, 1])
  t.equal(await after(three, joined), `<w:p>${p('一').slice(5, -6)}${r('三')}</w:p>` + p('四'))
  t.equal(
    await after(three, joined, approver),
    `<w:p><w:pPr><w:rPr><w:del N ${by}/></w:rPr></w:pPr>${p('一').slice(5, -6)}</w:p><w:p><w:del N ${by}>${gone('二')}</w:del>${r('三')}</w:p>` +
      p('四'),
  )
})

test('the look of letters: only the run changes, and tracked it keeps what it was', async (t) => {
  const plain = '<w:p><w:r w:rsidR="00AA11BB"><w:t>契約書案</w:t></w:r></w:p>'
  t.equal(
    await after(plain, (it) => it.bold(0, 0, 2)),
    '<w:p><w:r w:rsidR="00AA11BB"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">契約</w:t></w:r><w:r w:rsidR="00AA11BB"><w:t xml:space="preserve">書案</w:t></w:r></w:p>',
  )
  t.match(
    await after(plain, (it) => it.bold(0, 0, 2), approver),
    `<w:rPr><w:b/><w:rPrChange N ${by}><w:rPr></w:rPr></w:rPrChange></w:rPr><w:t xml:space="preserve">契約</w:t>`,
  )
})

test('what stands in a table is changed cell by cell', async (t) => {
  const cells = (...inner: string[]): string =>
    `<w:tr><w:trPr><w:cantSplit/></w:trPr>${inner.map((it) => `<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr>${it}</w:tc>`).join('')}</w:tr>`
  const table = (...rows: string[]): string =>
    `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>${rows.join('')}</w:tbl><w:p/>`
  t.equal(
    await after(table(cells(p('甲'), p('乙')), cells(p('丙'), p('丁'))), (it) => it.replace(2, 0, 1, '戊')),
    table(cells(p('甲'), p('乙')), cells(`<w:p>${r('戊')}</w:p>`, p('丁'))),
  )
})

test('what Word works out by itself, and what is bound to data, is not written over', async (t) => {
  const inResult = (it: WordWriter): void => it.removeBetween([0, 0], [1, 1])
  const field = await after(file('contents'), (it) => it.replace(0, 1, 3, '新しい'))
  t.same(field, { code: 'edit_word_in_field', fact: 'TOC' })
  t.not(typeof (await after(file('contents'), inResult)), 'string')
  const given = JSON.parse(givenFor(file('bound control')).toString()) as { parts: Record<string, string> }
  given.parts['word/document.xml'] =
    given.parts['word/document.xml']?.replace('山田　太郎', '鈴木　一郎') ?? ''
  t.same(await word.apply(file('bound control'), Buffer.from(JSON.stringify(given)), drafter), {
    ok: false,
    error: { code: 'edit_word_bound', fact: '起案者' },
  })
})

test('nothing guarded is lost unasked, and nothing of it for anyone but the drafter', async (t) => {
  const whole = (it: WordWriter): void => it.removeParagraph(indexOf(it, '次のとおり'))
  for (const [name, tag, told] of [
    ['ruby', 'w:ruby', 'ふりがな 1'],
    ['footnote', 'w:footnoteReference', '脚注 1'],
    ['picture', 'w:drawing', '図・グラフ 1'],
    ['formula', 'm:oMath', '数式 1'],
  ] as const) {
    const more = makeWordFileFrom(name)
    t.same(await after(more, whole), { code: 'edit_word_would_lose', fact: told }, name)
    t.equal(
      await after(more, whole, drafter, [tag]),
      '<w:p><w:r><w:t>終</w:t></w:r></w:p>',
      `${name}, knowingly`,
    )
  }
  t.match(
    await after(makeWordFileFrom('footnote'), whole, approver),
    /<w:del N [^>]*>(?:(?!<\/w:del>).)*<w:footnoteReference/,
  )
  t.same(await after(makeWordFileFrom('formula'), whole, approver), {
    code: 'edit_word_untrackable',
    fact: '数式',
  })
})

/** The file with a paragraph behind it, so that the one before can go. */
function makeWordFileFrom(name: string): Buffer {
  return makeWordFile({ body: `${bodyOf(name)}<w:p><w:r><w:t>終</w:t></w:r></w:p>` })
}

test('changes, comments and bookmarks of others stay', async (t) => {
  const typed = (it: WordWriter): void => it.replace(0, 0, 12, '改めて')
  const changed = await after(file('tracked changes'), typed, approver)
  t.match(changed, /<w:ins N w:author="八橋 花子"[^>]*><w:del N [^>]*>.*随意/)
  t.match(changed, /<w:del N w:author="八橋 花子"[^>]*><w:r><w:delText>一般競争<\/w:delText>/)
  const commented = await after(file('comment'), typed)
  t.match(
    commented,
    /<w:commentRangeStart w:id="5"\/>.*<w:commentRangeEnd w:id="5"\/>.*<w:commentReference w:id="5"\/>/,
  )
  const bookmarked = await after(file('bookmark and reference'), (it) => it.replace(0, 0, 3, '別紙２'))
  t.match(
    bookmarked,
    /<w:bookmarkStart w:id="3" w:name="別紙１"\/><w:r><w:t xml:space="preserve">別紙２<\/w:t><\/w:r><w:bookmarkEnd w:id="3"\/>/,
  )
})

/** What comes of the library's own writing, changed by hand. */
async function afterWriting(name: string, change: (document: string) => string, context = drafter) {
  const given = JSON.parse(givenFor(file(name)).toString()) as { parts: Record<string, string> }
  const document = given.parts['word/document.xml'] ?? ''
  given.parts['word/document.xml'] = change(document)
  const saved = await word.apply(file(name), Buffer.from(JSON.stringify(given)), context)
  return saved.ok ? strFromU8(unzipSync(saved.value)['word/document.xml'] ?? new Uint8Array()) : saved.error
}

test('letters go where they belong: into the comment, into the link', async (t) => {
  const commented = await after(file('comment'), (it) => it.replace(0, 9, 9, '新'), approver)
  t.match(commented, /<w:commentRangeStart w:id="5"\/><w:ins N [^>]*>(?:(?!<\/w:ins>).)*新/)
  const linked = await after(file('hyperlink'), (it) => it.replace(0, 10, 11, '規則'))
  t.match(linked, /<w:hyperlink r:id="rId28" w:history="1">(?:(?!<\/w:hyperlink>).)*例規則集/)
})

test('a picture is moved by the drafter; new links, pictures and styles say that they are for Word', async (t) => {
  const moved = (document: string): string => {
    const [picture = ''] = /<w:r>(?:(?!<\/w:r>).)*<w:drawing>.*?<\/w:drawing><\/w:r>/.exec(document) ?? []
    return document.replace(picture, '').replace('</w:p>', `${picture}</w:p>`)
  }
  t.match(await afterWriting('picture', moved), /伺います。<\/w:t><w:drawing>/)
  const told = { code: 'edit_word_cannot_add', fact: '図・グラフ' }
  t.same(await afterWriting('picture', moved, approver), told)
  t.same(await afterWriting('picture', (it) => it.replace('name="図 1"', 'name="別の図"')), told)
  const link = (it: string): string =>
    it.replace(/(<w:r>(?:(?!<w:r>).)*伺います。<\/w:t><\/w:r>)/, '<w:hyperlink r:id="rId99">$1</w:hyperlink>')
  t.same(await afterWriting('plain', link), { code: 'edit_word_cannot_add', fact: 'リンク' })
  t.same(await afterWriting('plain', (it) => it.replace('w:val="Body"', 'w:val="Heading9"')), {
    ...{ code: 'edit_word_cannot_add', fact: 'スタイル' },
  })
})

test('rows of a table come and go with a mark; a column is not for tracked changes', async (t) => {
  const row = (text: string): string =>
    `<w:tr>${[text, '']
      .map(
        (it) =>
          `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>${it}</w:t></w:r></w:p></w:tc>`,
      )
      .join('')}</w:tr>`
  const more = (it: string): string =>
    it.replace(/<\/w:tr>(?=(?:(?!<\/w:tr>).)*<\/w:tbl>)/, `</w:tr>${row('加えた行')}`)
  const added = await afterWriting('vertical cell', more, approver)
  t.match(
    added,
    /<w:tr><w:trPr><w:ins w:id="\d+" [^>]*\/><\/w:trPr>.*<w:ins [^>]*><w:r><w:t xml:space="preserve">加えた行/,
  )
  const fewer = (it: string): string => it.replace(/<w:tr(?:(?!<w:tr[ >]).)*合計.*?<\/w:tr>/, '')
  t.notMatch(await afterWriting('merged cells', fewer), '合計')
  t.match(
    await afterWriting('merged cells', fewer, approver),
    /<w:trPr><w:del w:id="\d+" [^>]*\/><\/w:trPr>.*<w:delText xml:space="preserve">合計/,
  )
  const column = (it: string): string => it.replaceAll('</w:tr>', '<w:tc><w:tcPr/><w:p/></w:tc></w:tr>')
  t.same(await afterWriting('vertical cell', column, approver), {
    ...{ code: 'edit_word_untrackable', fact: '表の列・セルの結合' },
  })
  t.match(await afterWriting('vertical cell', column), '<w:tc><w:tcPr/><w:p></w:p></w:tc></w:tr>')
})
