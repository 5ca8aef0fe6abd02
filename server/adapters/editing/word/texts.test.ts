import { strFromU8, unzipSync } from 'fflate'
import { test } from 'tap'
import type { WordFacts, WordParagraph } from '../../../contract/editor-facts.ts'
import { byApprover as approver, byDrafter as drafter } from '../../../testing/word-library.ts'
import { makeWordFile, sentence, wordFiles } from '../../../testing/word-files.ts'
import { wordEditor as word } from './word-editor.ts'

const by = 'w:author="課長　知立 花子" w:date="2026-11-27T05:00:00Z"'
const file = (name: string): Buffer => wordFiles.get(name) ?? Buffer.alloc(0)

async function paragraphsIn(bytes: Buffer): Promise<readonly WordParagraph[]> {
  const opened = await word.open(bytes, 'docx')
  return opened.ok ? (opened.value as WordFacts).paragraphs : []
}

type Rewrite = (text: string) => string

/** The file after the pieces of text that `change` makes different were written, and the parts that came out different. */
async function written(bytes: Buffer, change: Rewrite, context = drafter) {
  const texts = (await paragraphsIn(bytes)).flatMap(({ part, index, pieces }) =>
    pieces.flatMap((it, piece) =>
      'text' in it && change(it.text) !== it.text ? [{ part, index, piece, text: change(it.text) }] : [],
    ),
  )
  const saved = await word.apply(bytes, Buffer.from(JSON.stringify({ texts })), context)
  if (!saved.ok) return { error: saved.error, texts, changed: [] as string[], document: '' }
  const [were, are] = [unzipSync(bytes), unzipSync(saved.value)]
  const changed = Object.keys(were).filter(
    (it) => !Buffer.from(were[it] ?? []).equals(Buffer.from(are[it] ?? [])),
  )
  const document = strFromU8(are[changed[0] ?? 'word/document.xml'] ?? new Uint8Array())
  return { error: undefined, texts, changed, document, bytes: Buffer.from(saved.value) }
}

const shown = (all: readonly WordParagraph[]): readonly string[] =>
  all.map(({ pieces }) =>
    pieces.map((it) => ('text' in it ? it.text : `〔${it.fixed}：${it.shows}〕`)).join(''),
  )

test('段落の文字だけを直す: every file of the corpus takes another word, at that place only', async (t) => {
  let kept = 0
  for (const [name, bytes] of wordFiles) {
    const before = await paragraphsIn(bytes)
    const done = await written(bytes, (it) => it.replace('委託', '売買'))
    t.same(done.changed, ['word/document.xml'], name)
    const after = await paragraphsIn(done.bytes ?? bytes)
    t.same(
      shown(after),
      shown(before).map((it) => it.replace('委託', '売買')),
      `${name}: no other letter differs`,
    )
    const tracked = await written(bytes, (it) => it.replace('委託', '売買'), approver)
    t.match(
      tracked.document,
      new RegExp(
        `<w:del w:id="\\d+" ${by}><w:r[^>]*><w:rPr><w:b/></w:rPr><w:delText xml:space="preserve">委託`,
      ),
      name,
    )
    kept += 1
  }
  t.equal(kept, wordFiles.size)
  t.comment(`a word by its paragraph: ${kept} of ${wordFiles.size} files`)
})

test('段落の文字だけを直す: what is no text is named and stays', async (t) => {
  const [before, after] = ['次のとおり委託契約', 'を締結してよろしいか伺います。']
  for (const [name, between] of [
    ['ruby', '〔ruby：決裁〕'],
    ['footnote', '〔note：〕'],
    ['picture', '〔picture：〕'],
    ['formula', '〔formula：a=b+c〕'],
    ['bookmark and reference', '〔field：別紙１〕'],
    ['hyperlink', '例規集'],
    ['comment', '（案）'],
    ['tracked changes', '随意'],
    ['tabs, breaks, spaces', '\t 記 \n〔other：〕'],
  ] as const)
    t.ok(shown(await paragraphsIn(file(name))).includes(`${before}${between}${after}`), name)
  const all = async (name: string) =>
    (await paragraphsIn(file(name))).map((it) => `${it.place}：${shown([it])[0]}`)
  t.same(await all('header and footer'), [
    `body：${sentence}`,
    'header：秘密区分：取扱注意',
    'footer：〔field：1〕',
  ])
  t.same((await all('footnote')).at(-1), 'footnote：〔note：〕地方自治法施行令第百六十七条の二第一項第二号')
  t.same(await all('text box'), [
    `body：${sentence}`,
    'body：〔picture：〕欄外の注意。',
    'text_box：〔other：取扱注意〕',
  ])
  t.same((await all('bound control')).at(-1), 'body：起案者：〔bound：山田　太郎〕')
  t.same((await all('merged cells'))[0], 'table：区分')
  const locked = makeWordFile({
    body: '<w:sdt><w:sdtPr><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>固定</w:t></w:r></w:p></w:sdtContent></w:sdt>',
  })
  t.same(shown(await paragraphsIn(locked)), ['〔other：固定〕'])
})

test('段落の文字だけを直す: letters come into the run whose place they take', async (t) => {
  const body = (done: { document: string }): string =>
    done.document.replace(/^[\s\S]*<w:body>/, '').replace(/<w:sectPr>.*$/s, '')
  const two = makeWordFile({
    body: '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>重要</w:t></w:r><w:r><w:t>な事項</w:t></w:r></w:p><w:p/><w:p><w:pPr><w:rPr><w:i/></w:rPr></w:pPr></w:p>',
  })
  const b = (inner: string): string => `<w:r><w:rPr><w:b/></w:rPr>${inner}</w:r>`
  const letters = (text: string): string => `<w:t xml:space="preserve">${text}</w:t>`
  const rest = '<w:p/><w:p><w:pPr><w:rPr><w:i/></w:rPr></w:pPr></w:p>'
  const one = async (text: string): Promise<string> =>
    body(await written(two, (it) => (it === '重要な事項' ? text : it)))
  t.equal(await one('最重要な事項'), `<w:p>${b(letters('最重要'))}<w:r><w:t>な事項</w:t></w:r></w:p>${rest}`)
  t.equal(await one('重要の件'), `<w:p>${b('<w:t>重要</w:t>')}<w:r>${letters('の件')}</w:r></w:p>${rest}`)
  t.equal(
    await one('重要\nな\t事項'),
    `<w:p>${b(`${letters('重要')}<w:br/>`)}<w:r>${letters('な')}<w:tab/>${letters('事項')}</w:r></w:p>${rest}`,
  )
  const empty = await written(two, (it) => (it === '' ? '始め' : it))
  t.equal(
    body(empty).slice(body(empty).indexOf('</w:p>') + 6),
    `<w:p><w:r>${letters('始め')}</w:r></w:p><w:p><w:pPr><w:rPr><w:i/></w:rPr></w:pPr><w:r><w:rPr><w:i/></w:rPr>${letters('始め')}</w:r></w:p>`,
  )
  const linked = await written(file('hyperlink'), (it) => it.replace('例規集を', '例規集と規則を'))
  t.match(
    linked.document,
    /例規集<\/w:t><\/w:r><\/w:hyperlink><w:r><w:t xml:space="preserve">と規則を/,
    'behind a link, not in it',
  )
  const header = await written(file('header and footer'), (it) => it.replace('取扱注意', '秘'))
  t.same(header.changed, ['word/header1.xml'])
})

test('段落の文字だけを直す: places without text, and letters that XML cannot hold, are refused', async (t) => {
  const apply = (texts: unknown) =>
    word.apply(file('footnote'), Buffer.from(JSON.stringify({ texts })), drafter)
  const at = { part: 'word/document.xml', index: 0, piece: 1 }
  t.same(await apply([{ ...at, text: '注' }]), {
    ok: false,
    error: { code: 'edit_malformed', fact: 'word/document.xmlの1番目の段落に、直せる文字がありません' },
  })
  t.match(await apply([{ ...at, piece: 0, text: 'あ\u0007' }]), {
    ok: false,
    error: { code: 'edit_malformed' },
  })
  t.match(await apply([{ ...at, part: 'word/settings.xml', piece: 0, text: 'あ' }]), { ok: false })
})
