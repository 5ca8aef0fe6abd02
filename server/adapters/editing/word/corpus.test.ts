import { strFromU8, unzipSync } from 'fflate'
import { test } from 'tap'
import { makeZip } from '../../../testing/files.ts'
import { byApprover as approver, byDrafter as drafter, givenFor } from '../../../testing/word-library.ts'
import { makeWordFile, sentence, wordFiles } from '../../../testing/word-files.ts'
import { wordEditor as word } from './word-editor.ts'

/** What a package holds of each part, as it is packed. */
function packedParts(zip: Uint8Array): ReadonlyMap<string, string> {
  const bytes = Buffer.from(zip)
  const found = new Map<string, string>()
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50;) {
    const [packed, nameBytes, extra] = [
      bytes.readUInt32LE(at + 18),
      bytes.readUInt16LE(at + 26),
      bytes.readUInt16LE(at + 28),
    ]
    const start = at + 30 + nameBytes + extra
    const name = bytes.toString('utf8', at + 30, at + 30 + nameBytes)
    found.set(name, bytes.toString('latin1', at, start + packed))
    at = start + packed
  }
  return found
}

function documentOf(zip: Uint8Array): string {
  return strFromU8(unzipSync(zip)['word/document.xml'] ?? new Uint8Array())
}

/** The letters of a document, paragraph by paragraph, without what is marked as deleted. */
function lettersOf(document: string): string {
  const parts = document.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:p(?:\s[^>]*)?\/>|<\/w:p\s*>/g)
  return Array.from(parts, ([, letters]) => letters ?? '\n').join('')
}

/** The document as it was before the changes that an author made. */
function rejected(document: string, author: string): string {
  return document
    .replaceAll(new RegExp(`<w:ins [^>]*w:author="${author}"[^>]*>.*?</w:ins>`, 'gs'), '')
    .replaceAll(new RegExp(`<w:del [^>]*w:author="${author}"[^>]*>(.*?)</w:del>`, 'gs'), (_, inner: string) =>
      inner.replaceAll('w:delText', 'w:t'),
    )
}

function changeOneWord(file: Buffer): Buffer {
  return givenFor(file, (writer) => {
    const paragraph = writer.texts().findIndex((it) => it.startsWith('次のとおり委託'))
    writer.replace(paragraph, 5, 7, '売買')
  })
}

// The rule: saving unchanged gives the same bytes; a changed word changes the part it stands in, and no other.
test('Word files: what is not changed stays, byte by byte', async (t) => {
  let [same, kept, keptBytes, allBytes] = [0, 0, 0, 0]
  for (const [name, file] of wordFiles) {
    const unchanged = await word.apply(file, givenFor(file), drafter)
    t.ok(
      unchanged.ok && Buffer.from(unchanged.value).equals(file),
      `${name}: saved unchanged it is the same file`,
    )
    if (unchanged.ok && Buffer.from(unchanged.value).equals(file)) same += 1

    const given = changeOneWord(file)
    const before = documentOf(file)
    for (const context of [drafter, approver]) {
      const saved = await word.apply(file, given, context)
      if (!saved.ok) {
        t.fail(`${name}: ${JSON.stringify(saved.error)}`)
        continue
      }
      const [were, are] = [packedParts(file), packedParts(saved.value)]
      const differing = [...were.keys()].filter((it) => were.get(it) !== are.get(it))
      t.same([...are.keys()], [...were.keys()], `${name}: the same parts in the same order`)
      t.same(differing, ['word/document.xml'], `${name}: only the part with the word differs`)
      const after = documentOf(saved.value)
      if (context.tracked) {
        t.equal(
          lettersOf(rejected(after, context.author)),
          lettersOf(before),
          `${name}: rejecting the change gives what was there`,
        )
        t.match(
          after,
          `<w:delText xml:space="preserve">委託</w:delText>`,
          `${name}: what went is still there, marked`,
        )
        const mark =
          /<w:ins w:id="\d+" w:author="課長　知立 花子" w:date="2026-11-27T05:00:00Z"><w:r><w:rPr><w:b\/><\/w:rPr><w:t xml:space="preserve">売買<\/w:t>/
        t.match(after, mark, `${name}: what came says by whom and when, and looks like what it replaced`)
      } else {
        t.equal(
          lettersOf(after),
          lettersOf(before).replace('委託', '売買'),
          `${name}: the letters differ by the word`,
        )
        const [head, tail] = shared(before, after)
        t.ok(before.length - head - tail < 60, `${name}: the part differs at that place only`)
        keptBytes += head + tail
        allBytes += before.length
        kept += 1
      }
    }
  }
  t.ok(wordFiles.size >= 20)
  t.comment(
    `saved unchanged: ${same} of ${wordFiles.size} byte-identical; one word: ${kept} of ${wordFiles.size} with one part changed, ${((100 * keptBytes) / allBytes).toFixed(2)} % of its letters as they were`,
  )
})

/** How many letters two texts share from the start, and from the end. */
function shared(one: string, other: string): readonly [head: number, tail: number] {
  const shorter = Math.min(one.length, other.length)
  let [head, tail] = [0, 0]
  while (head < shorter && one[head] === other[head]) head += 1
  while (tail < shorter - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1
  return [head, tail]
}

test('a header is written back by itself', async (t) => {
  const file = wordFiles.get('header and footer') ?? Buffer.alloc(0)
  const given = JSON.parse(givenFor(file).toString()) as { parts: Record<string, string> }
  given.parts['word/header1.xml'] = given.parts['word/header1.xml']?.replace('取扱注意', '秘') ?? ''
  const saved = await word.apply(file, Buffer.from(JSON.stringify(given)), drafter)
  t.ok(saved.ok)
  if (!saved.ok) return
  const [were, are] = [packedParts(file), packedParts(saved.value)]
  t.same(
    [...were.keys()].filter((it) => were.get(it) !== are.get(it)),
    ['word/header1.xml'],
  )
})

test('files that are not opened say why', async (t) => {
  const settings = (inner: string): Buffer =>
    makeWordFile({
      body: '<w:p/>',
      parts: {
        'word/settings.xml': `<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${inner}</w:settings>`,
      },
    })
  const guarded = settings('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>')
  t.same(await word.open(guarded, 'docx'), {
    ok: false,
    error: { code: 'edit_word_protected', fact: '文書の保護が設定されています' },
  })
  t.same(await word.apply(guarded, givenFor(guarded), drafter), {
    ok: false,
    error: { code: 'edit_word_protected', fact: '文書の保護が設定されています' },
  })
  t.equal(
    (await word.open(settings('<w:documentProtection w:edit="readOnly" w:enforcement="0"/>'), 'docx')).ok,
    true,
  )
  const asks = settings('<w:writeProtection w:recommended="1"/>')
  t.equal((await word.open(asks, 'docx')).ok, true, 'asked only to be read, a file is edited')
  const marked = makeWordFile({
    body: '<w:p/>',
    parts: { 'word/header1.xml': Buffer.from([0xff, 0xfe, 0x3c, 0]) },
  })
  t.match(await word.open(marked, 'docx'), { ok: false, error: { code: 'edit_word_unreadable' } }, 'UTF-16')
  const signed = makeWordFile({ body: '<w:p/>', parts: { '_xmlsignatures/origin.sigs': '' } })
  t.same(await word.open(signed, 'docx'), {
    ok: false,
    error: { code: 'edit_word_signed', fact: '電子署名が付いています' },
  })
  const strict = makeZip([
    {
      name: 'word/document.xml',
      content:
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>',
    },
  ])
  t.match(await word.open(strict, 'docx'), { ok: false, error: { code: 'edit_word_unfamiliar' } })
  t.match(await word.open(Buffer.from('not a zip'), 'docx'), {
    ok: false,
    error: { code: 'edit_word_unreadable' },
  })
})

test('what a file holds is told before it is edited', async (t) => {
  const factsOf = async (name: string) => {
    const opened = await word.open(wordFiles.get(name) ?? Buffer.alloc(0), 'docx')
    return opened.ok ? (opened.value as Record<string, unknown>) : opened.error
  }
  const simplified = async (name: string) => (await factsOf(name))['simplified' as never]
  t.same(await simplified('plain'), [])
  t.same(await simplified('ruby'), [
    { kind: 'ruby', count: 1, at: [sentence.replace('契約', '契約決裁').slice(0, 24)] },
  ])
  t.same(await simplified('vertical cell'), [{ kind: 'vertical', count: 1, at: [] }])
  t.same(await simplified('text box'), [{ kind: 'text_box', count: 1, at: ['取扱注意欄外の注意。'] }])
  t.same(await simplified('bound control'), [{ kind: 'bound', count: 1, at: ['起案者：山田　太郎'] }])
  t.same(await simplified('kanji numbers'), [{ kind: 'numbering', count: 1, at: ['目的'] }])
  t.same((await factsOf('macros (docm)'))['hasMacros' as never], true)
  t.same((await factsOf('comment'))['comments' as never], [
    {
      ...{ id: '5', author: '八橋 花子', at: '2026-10-01T09:00:00Z', settled: false },
      text: '条項番号を明記してください。',
      about: '（案）',
    },
  ])
  const at = { part: 'word/document.xml', author: '八橋 花子', at: '2026-10-01T09:00:00Z' }
  t.same((await factsOf('tracked changes'))['changes' as never], [
    { ...at, index: 0, kind: 'inserted', text: '随意' },
    { ...at, index: 1, kind: 'deleted', text: '一般競争' },
  ])
})
