import type { Page } from 'playwright-core'
import type { Test } from 'tap'
import { drawnByBrowser, graphemes, likeness } from './glyphs.ts'
import { type Ink, sealsOnPage } from './stamped-pdf.ts'

export type ExpectedSeal = { readonly unitName: string; readonly day: string; readonly familyName: string }

/** Two drawings of one character are at least this alike; of different ones hardly ever. */
const alike = 0.8

/** Characters that are easily put in place of each other; drawn wrong, a name is still readable and yet not the name. */
const lookAlikes: Readonly<Record<string, string>> = {
  髙: '高',
  '\u{20bb7}': '吉',
  '\ufa11': '崎',
  '\ufa10': '塚',
  '葛\u{e0100}': '葛',
}

/** Every glyph of every seal is on the paper, and it is the right one: compared with what a browser draws. */
export async function checkSeals(
  t: Test,
  page: Page,
  pdf: string,
  expected: readonly ExpectedSeal[],
): Promise<void> {
  const seals = await sealsOnPage(pdf, 1)
  t.equal(seals.length, expected.length, 'one seal for everybody who acted')
  const reference = new Map<string, Promise<Ink>>()
  const drawn = (text: string) => {
    const known = reference.get(text) ?? drawnByBrowser(page, text)
    reference.set(text, known)
    return known
  }
  const compare = async (ink: Ink, text: string) => likeness(ink, await drawn(text), graphemes(text).length)

  for (const [index, { unitName, day, familyName }] of expected.entries()) {
    const [unit = [], days = [], names = []] = seals[index]?.parts ?? []
    for (const [text, lines] of [
      [day, days],
      [familyName, names],
    ] as const) {
      const [line] = lines
      if (line === undefined || lines.length > 1) {
        t.fail(`${text} in the seal of ${familyName} is ${lines.length} lines`)
        continue
      }
      everyGlyph(t, text, await compare(line, text))
    }
    everyGlyph(t, unitName, await bestSplit(unit, unitName, compare))
    await checkLookAlikes(t, names[0], familyName, compare)
  }
}

type Compare = (ink: Ink, text: string) => Promise<readonly number[]>

function everyGlyph(t: Test, text: string, marks: readonly number[]): void {
  graphemes(text).forEach((glyph, index) => {
    const mark = marks[index] ?? 0
    t.ok(mark >= alike, `${glyph} of ${text} is drawn (${mark.toFixed(2)})`)
  })
}

/** A long unit stands on two lines; where it is broken is for the layout to say. */
async function bestSplit(lines: readonly Ink[], text: string, compare: Compare): Promise<readonly number[]> {
  const [first, second] = lines
  if (first === undefined || lines.length > 2) return []
  if (second === undefined) return compare(first, text)
  const characters = graphemes(text)
  let best: readonly number[] = []
  for (let at = 1; at < characters.length; at += 1) {
    const marks = [
      ...(await compare(first, characters.slice(0, at).join(''))),
      ...(await compare(second, characters.slice(at).join(''))),
    ]
    if (best.length === 0 || Math.min(...marks) > Math.min(...best)) best = marks
  }
  return best
}

async function checkLookAlikes(t: Test, ink: Ink | undefined, name: string, compare: Compare): Promise<void> {
  if (ink === undefined) return
  const characters = graphemes(name)
  for (const [index, glyph] of characters.entries()) {
    const other = lookAlikes[glyph]
    if (other === undefined) continue
    const own = (await compare(ink, name))[index] ?? 0
    const wrong = (await compare(ink, characters.with(index, other).join('')))[index] ?? 0
    t.ok(own > wrong, `${glyph} of ${name} is not ${other} (${own.toFixed(2)} > ${wrong.toFixed(2)})`)
  }
}
