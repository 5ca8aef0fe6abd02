import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { test } from 'tap'
import { sampled } from '../../../testing/property-runs.ts'
import { type WordWriter, byApprover, byDrafter, givenFor } from '../../../testing/word-library.ts'
import { wordFiles } from '../../../testing/word-files.ts'
import type { WordFacts } from '../../../contract/editor-facts.ts'
import { guardedIn } from './guard.ts'
import { wordEditor } from './word-editor.ts'

type Step = {
  readonly do: 'replace' | 'insert' | 'join' | 'bold'
  /** Places as parts of what there is, 0 to 99 of 100. */
  readonly paragraph: number
  readonly from: number
  readonly length: number
  readonly text: string
}

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('replace', 'replace', 'insert', 'join', 'bold'),
  paragraph: fc.integer({ min: 0, max: 99 }),
  from: fc.integer({ min: 0, max: 99 }),
  length: fc.integer({ min: 0, max: 5 }),
  text: fc.constantFrom('', '改', '次のとおり', '一般競争入札'),
})

function take(writer: WordWriter, { do: what, paragraph, from, length, text }: Step): void {
  const texts = writer.texts()
  const at = Math.floor((paragraph * texts.length) / 100)
  const start = Math.floor((from * ((texts[at]?.length ?? 0) + 1)) / 100)
  const end = Math.min(start + length, texts[at]?.length ?? 0)
  try {
    if (what === 'replace') writer.replace(at, start, end, text)
    else if (what === 'insert') writer.insertAfter(at, text)
    else if (what === 'bold') writer.bold(at, start, end)
    else writer.removeBetween([at, start], [at + 1, length])
  } catch {
    // The library itself does not do it: across cells, inside of a field.
  }
}

function bodyOf(document: string): string {
  return document.slice(document.indexOf('<w:body>'))
}

/** The letters of a document, paragraph by paragraph, but for what is bound to data. */
function lettersOf(document: string): string {
  const parts = document
    .replaceAll(/<w:pPr>.*?<\/w:pPr>/gs, '')
    .replaceAll(/<w:sdt>(?:(?!<\/w:sdt>).)*w:dataBinding.*?<\/w:sdt>/gs, '')
    .matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:(?:tab|br)\/>|<w:p(?:\s[^>]*)?\/>|<\/w:p\s*>/g)
  return Array.from(parts, ([whole, letters]) => letters ?? (/w:(?:tab|br)/.test(whole) ? ' ' : '\n')).join(
    '',
  )
}

/** The document of a file after the approver's tracked changes were settled, all alike. */
async function settled(file: Uint8Array, as: 'accepted' | 'rejected'): Promise<string> {
  const opened = await wordEditor.open(file, 'docx')
  const { changes } = opened.ok ? (opened.value as WordFacts) : { changes: [] }
  const own = changes.filter((it) => it.author === byApprover.author)
  const given = { changes: own.map(({ part, index }) => ({ part, index, as })) }
  const done = await wordEditor.apply(file, Buffer.from(JSON.stringify(given)), byDrafter)
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return strFromU8(unzipSync(done.value)['word/document.xml'] ?? new Uint8Array())
}

test('whatever is changed: the drafter keeps the letters, a tracked change gives both sides back', async (t) => {
  let [written, told] = [0, 0]
  const names = [...wordFiles.keys()].filter((it) => it !== 'text box')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.array(step, { minLength: 1, maxLength: 4 }),
      async (name, steps) => {
        const file = wordFiles.get(name) ?? Buffer.alloc(0)
        const before = strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array())
        const accepted = [...guardedIn(before).keys()]
        const given = givenFor(file, (writer) => steps.forEach((it) => take(writer, it)), accepted)
        const { parts } = JSON.parse(given.toString()) as { parts: Record<string, string> }
        const wanted = lettersOf(parts['word/document.xml'] ?? '')
        for (const tracked of [false, true]) {
          const saved = await wordEditor.apply(file, given, tracked ? byApprover : byDrafter)
          if (!saved.ok) {
            told += 1
            continue
          }
          written += 1
          const after = strFromU8(unzipSync(saved.value)['word/document.xml'] ?? new Uint8Array())
          if (!tracked && lettersOf(after) !== wanted) throw new Error(`${name}: ${bodyOf(after)}`)
          if (!tracked) continue
          const rejected = await settled(saved.value, 'rejected')
          if (lettersOf(rejected) !== lettersOf(before))
            throw new Error(`rejected, ${name}: ${bodyOf(after)} → ${bodyOf(rejected)}`)
          const accepted = await settled(saved.value, 'accepted')
          if (lettersOf(accepted) !== wanted)
            throw new Error(`accepted, ${name}: ${bodyOf(after)} → ${bodyOf(accepted)}`)
        }
      },
    ),
    { ...sampled, numRuns: Math.ceil(sampled.numRuns / 25) },
  )
  t.ok(written > 5 * told, `${written} written, ${told} refused`)
})
