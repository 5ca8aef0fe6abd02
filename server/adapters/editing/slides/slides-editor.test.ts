import { unzipSync } from 'fflate'
import { type Test, test } from 'tap'
import { boldRun, boxOf, decks, diagram, handMadeDeck, mixedRuns, movesOf4 } from '../../../testing/decks.ts'
import type { EditContext } from '../../../usecases/ports.ts'
import { slidesEditor } from './slides-editor.ts'

const context = {
  kind: 'pptx',
  author: '係長 行啓 武',
  at: '2026-11-27T03:00:00Z' as EditContext['at'],
  tracked: false,
  others: new Map<string, Uint8Array>(),
}

type Facts = {
  readonly slides: readonly {
    readonly pageIndex?: number
    readonly otherWords?: boolean
    readonly boxes: readonly {
      readonly index: number
      readonly kind: string
      readonly paragraphs: readonly string[]
    }[]
  }[]
}

async function factsOf(bytes: Uint8Array): Promise<Facts> {
  const opened = await slidesEditor.open(bytes, 'pptx')
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  return opened.value as Facts
}
const apply = (bytes: Uint8Array, boxes: readonly object[]) =>
  slidesEditor.apply(bytes, new TextEncoder().encode(JSON.stringify({ boxes })), context)

/** What of a deck is different: parts by name. Entries that are not keep their packed bytes too. */
function different(t: Test, before: Uint8Array, after: Uint8Array): readonly string[] {
  const [old, now] = [unzipSync(before), unzipSync(after)]
  t.same(Object.keys(now), Object.keys(old))
  const changed = Object.keys(old).filter(
    (it) => Buffer.compare(Buffer.from(old[it] ?? []), Buffer.from(now[it] ?? [])) !== 0,
  )
  const packed = (bytes: Uint8Array, name: string): string => {
    const all = Buffer.from(bytes)
    const end = all.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
    for (
      let at = all.readUInt32LE(end + 16);
      at < end;
      at += 46 + all.readUInt16LE(at + 28) + all.readUInt16LE(at + 30) + all.readUInt16LE(at + 32)
    ) {
      if (all.toString('utf8', at + 46, at + 46 + all.readUInt16LE(at + 28)) !== name) continue
      const local = all.readUInt32LE(at + 42)
      const start = local + 30 + all.readUInt16LE(local + 26) + all.readUInt16LE(local + 28)
      return all.toString('hex', start, start + all.readUInt32LE(at + 20))
    }
    return ''
  }
  for (const name of Object.keys(old))
    if (!changed.includes(name)) t.equal(packed(after, name), packed(before, name), name)
  return changed
}

test('slides: a word in a box changes that slide only, and nothing else of it', async (t) => {
  let [files, edits, kept] = [0, 0, 0]
  for (const [name, original] of Object.entries(await decks())) {
    files += 1
    const unchanged = await apply(original, [])
    t.equal(unchanged.ok && unchanged.value, original, `${name}: the same bytes`)
    const facts = await factsOf(original)
    for (const [slide, { boxes }] of facts.slides.entries()) {
      for (const { index, paragraphs } of boxes) {
        edits += 1
        const wanted = paragraphs.map((it, at) => (at === 0 ? `${it}（改）` : it))
        const done = await apply(original, [{ slide, box: index, paragraphs: wanted }])
        if (!done.ok) throw new Error(`${name}: ${JSON.stringify(done.error)}`)
        t.same(
          different(t, original, done.value).map((it) => it.replace(/\d+/, 'N')),
          ['ppt/slides/slideN.xml'],
          name,
        )
        const after = await factsOf(done.value)
        t.same(after.slides[slide]?.boxes[index]?.paragraphs, wanted)
        const others = (of: Facts): unknown =>
          of.slides.map((it, at) => it.boxes.filter((box) => at !== slide || box.index !== index))
        t.same(others(after), others(facts), 'all other words are as they were')
        kept += 1
      }
    }
  }
  t.ok(files >= 6 && edits > 20, `${kept} of ${edits} edits of ${files} decks change one part only`)
})

test('slides: runs keep their properties; paragraphs come and go', async (t) => {
  const one = handMadeDeck(boxOf(mixedRuns))
  const xmlAfter = async (paragraphs: readonly string[], of = one): Promise<string> => {
    const done = await apply(of, [{ slide: 0, box: 0, paragraphs }])
    return done.ok
      ? Buffer.from(unzipSync(done.value)['ppt/slides/slide1.xml'] ?? []).toString()
      : done.error.code
  }
  t.match(
    await xmlAfter(['最重要なお知らせ\v二行目']),
    `<a:r>${boldRun}<a:t>最重要</a:t></a:r><a:r><a:rPr lang="ja-JP"/><a:t>なお知らせ`,
  )
  t.match(
    await xmlAfter(['重要な通知\v二行目']),
    '<a:t>重要</a:t></a:r><a:r><a:rPr lang="ja-JP"/><a:t>な通知</a:t></a:r><a:br/>',
  )
  t.notMatch(await xmlAfter(['重要なお知らせ二行目']), '<a:br/>')
  const more = await xmlAfter(['重要なお知らせ\v二行目', '追加 <&>'])
  t.match(
    more,
    '<a:p><a:pPr lvl="1"/><a:r><a:rPr lang="ja-JP"/><a:t>追加 &lt;&amp;&gt;</a:t></a:r><a:endParaRPr lang="ja-JP"/></a:p>',
  )
  t.match(
    await xmlAfter(['始め'], handMadeDeck(boxOf('<a:p><a:endParaRPr lang="ja-JP" sz="1800"/></a:p>'))),
    '<a:r><a:rPr lang="ja-JP" sz="1800"/><a:t>始め</a:t></a:r><a:endParaRPr',
  )
  const field = handMadeDeck(
    boxOf('<a:p><a:r><a:t>ページ</a:t></a:r><a:fld id="{1}" type="slidenum"><a:t>3</a:t></a:fld></a:p>'),
  )
  t.match(await xmlAfter(['頁3'], field), '<a:t>頁</a:t></a:r><a:fld')
  t.equal(await xmlAfter(['ページ4'], field), 'edit_slide_text', 'a number that the program writes')
  const moving = handMadeDeck(boxOf(`${mixedRuns}<a:p/>`), movesOf4)
  t.equal(await xmlAfter(['重要'], moving), 'edit_slide_moving')
  t.match(await xmlAfter(['重要', ''], moving), '<a:t>重要</a:t>')
  t.equal(await xmlAfter(['\u0007']), 'edit_slide_text')
  t.same((await factsOf(handMadeDeck(`${boxOf(mixedRuns)}${diagram}`))).slides[0]?.otherWords, true)
  t.match(await slidesEditor.open(Buffer.from('no zip'), 'pptx'), {
    ok: false,
    error: { code: 'edit_damaged' },
  })
})
