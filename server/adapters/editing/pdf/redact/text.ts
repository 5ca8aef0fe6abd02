import type { PDFDict } from 'pdf-lib'
import { type Area, type Matrix, corners, times, touches, unchanged } from '../geometry.ts'
import { type Operand, type Operator, hexOf, numberText } from './content-operators.ts'
import { type Glyph, metricsOf } from './font-metrics.ts'
import { Unsure } from './unsure.ts'

/** How text is set, ISO 32000-1, 9.3; `scale` is 1 for 100 %. */
export type TextState = {
  readonly font: PDFDict | undefined
  readonly size: number
  readonly letterSpace: number
  readonly wordSpace: number
  readonly scale: number
  readonly leading: number
  readonly rise: number
  readonly text: Matrix
  readonly line: Matrix
}

export const freshText: TextState = {
  font: undefined,
  size: 0,
  letterSpace: 0,
  wordSpace: 0,
  scale: 1,
  leading: 0,
  rise: 0,
  text: unchanged,
  line: unchanged,
}

/** So much of a letter, of the font size, may lie under a box before it is taken out: its margins are empty. */
const margin = 100

type Shown = {
  readonly state: Partial<TextState>
  /** What to write in place of the operator, where something was under an area. */
  readonly instead?: string
  readonly removed: readonly number[]
}

/** Follows an operator that is about text, and takes what lies under the areas out of what it shows. */
export function shownWithout(
  { name, operands }: Operator,
  state: TextState & { readonly matrix: Matrix },
  fontOf: (key: string) => PDFDict | undefined,
  areas: readonly Area[],
): Shown {
  const number = (index: number): number => {
    const operand = operands[index]
    return typeof operand === 'number' ? operand : 0
  }
  const set = (changed: Partial<TextState>): Shown => ({ state: changed, removed: [] })
  const nextLine = (x: number, y: number): Partial<TextState> => {
    const line = times([1, 0, 0, 1, x, y], state.line)
    return { line, text: line }
  }
  switch (name) {
    case 'BT':
      return set({ text: unchanged, line: unchanged })
    case 'Tf': {
      const [key] = operands
      const font = typeof key === 'object' && 'name' in key ? fontOf(key.name) : undefined
      return set({ font, size: number(1) })
    }
    case 'Tc':
      return set({ letterSpace: number(0) })
    case 'Tw':
      return set({ wordSpace: number(0) })
    case 'Tz':
      return set({ scale: number(0) / 100 })
    case 'TL':
      return set({ leading: number(0) })
    case 'Ts':
      return set({ rise: number(0) })
    case 'Td':
      return set(nextLine(number(0), number(1)))
    case 'TD':
      return set({ leading: -number(1), ...nextLine(number(0), number(1)) })
    case 'T*':
      return set(nextLine(0, -state.leading))
    case 'Tm': {
      const matrix = operands.map((_, index) => number(index)) as unknown as Matrix
      return set({ text: matrix, line: matrix })
    }
    case 'Tj':
      return show(operands, state, areas, '')
    case 'TJ': {
      const [list] = operands
      return show(typeof list === 'object' && 'list' in list ? list.list : [], state, areas, '')
    }
    case "'": {
      const line = nextLine(0, -state.leading)
      return merged(line, show(operands, { ...state, ...line }, areas, 'T* '))
    }
    case '"': {
      const spaced = { wordSpace: number(0), letterSpace: number(1), ...nextLine(0, -state.leading) }
      const before = `${numberText(number(0))} Tw ${numberText(number(1))} Tc T* `
      return merged(spaced, show(operands.slice(2), { ...state, ...spaced }, areas, before))
    }
    default:
      return set({})
  }
}

function merged(state: Partial<TextState>, shown: Shown): Shown {
  return { ...shown, state: { ...state, ...shown.state } }
}

function show(
  elements: readonly Operand[],
  state: TextState & { readonly matrix: Matrix },
  areas: readonly Area[],
  before: string,
): Shown {
  const metrics = state.font === undefined ? undefined : metricsOf(state.font)
  if (metrics === undefined) throw new Unsure('font')
  const { size, scale } = state
  const written: string[] = []
  const removed: number[] = []
  let { text } = state
  let skipped = 0
  let lastGone = false
  const skip = (): void => {
    if (skipped !== 0) written.push(numberText(skipped))
    skipped = 0
  }
  const goOn = (by: number): void => {
    text = times(metrics.vertical ? [1, 0, 0, 1, 0, by] : [1, 0, 0, 1, by * scale, 0], text)
  }
  for (const element of elements) {
    if (typeof element === 'number') {
      skipped += element
      goOn((-element / 1000) * size)
      continue
    }
    if (!('bytes' in element)) throw new Unsure('content')
    let kept: number[] = []
    for (const glyph of metrics.glyphs(element.bytes)) {
      const place = times(times([size * scale, 0, 0, size, 0, state.rise], text), state.matrix)
      const by = (glyph.advance / 1000) * size + state.letterSpace + (glyph.isSpace ? state.wordSpace : 0)
      // A mark that stands on the letter before it goes with that letter.
      const gone: boolean = glyph.advance === 0 ? lastGone : isUnder(glyph, place, areas)
      lastGone = gone
      if (gone) {
        removed.push(glyph.code)
        if (kept.length > 0) {
          skip()
          written.push(hexOf(Uint8Array.from(kept)))
          kept = []
        }
        skipped -= size === 0 ? 0 : (by / size) * 1000
      } else {
        if (kept.length === 0) skip()
        kept.push(...element.bytes.subarray(glyph.from, glyph.to))
      }
      goOn(by)
    }
    if (kept.length > 0) written.push(hexOf(Uint8Array.from(kept)))
  }
  skip()
  if (removed.length === 0) return { state: { text }, removed }
  return { state: { text }, removed, instead: `${before}[${written.join(' ')}] TJ` }
}

function isUnder({ ink }: Glyph, place: Matrix, areas: readonly Area[]): boolean {
  const [left, bottom, right, top] = ink
  // Never more than a quarter of it on either side, so that narrow letters are not overlooked.
  const [x, y] = [Math.min(margin, (right - left) / 4), Math.min(margin, (top - bottom) / 4)]
  const shape = corners(place, [(left + x) / 1000, (bottom + y) / 1000, (right - x) / 1000, (top - y) / 1000])
  return areas.some((it) => touches(shape, it))
}
