import { shortWareki } from '../../domain/calendar/wareki.ts'
import type { SealMark } from '../../usecases/ports.ts'
import { type Pen, vermilion } from './pen.ts'

/** Where the two rules of a date stamp lie, as a part of its radius from the middle. */
const band = 0.27

/** 日付印: a vermilion circle in three parts, 所属 above, the day in the middle, 姓 below. */
export function drawSeal(pen: Pen, x: number, y: number, radius: number, mark: SealMark): void {
  const line = radius * 0.05
  pen.circle(x, y, radius - line / 2, line, vermilion)
  const chord = Math.sqrt(1 - band * band) * radius
  pen.line(x - chord, y - radius * band, x + chord, y - radius * band, line * 0.8, vermilion)
  pen.line(x - chord, y + radius * band, x + chord, y + radius * band, line * 0.8, vermilion)
  const style = { color: vermilion, weight: 'bold' } as const
  drawUnit(pen, x, y, radius, mark.unitName)
  const day = { ...style, size: radius * 0.4, maxWidth: radius * 1.72 }
  pen.textMiddle(shortWareki(mark.on), x, y + radius * 0.145, day)
  // 姓 is what one looks for: as large as the arc allows.
  pen.textMiddle(mark.familyName, x, y + radius * 0.71, {
    ...style,
    size: radius * 0.46,
    maxWidth: radius * 1.2,
  })
}

/** The unit, on two lines when one would become too small to read. */
function drawUnit(pen: Pen, x: number, y: number, radius: number, unitName: string): void {
  const style = { color: vermilion, weight: 'bold', size: radius * 0.3 } as const
  const characters = [...new Intl.Segmenter('ja').segment(unitName)].map((it) => it.segment)
  if (characters.length <= 6) {
    pen.textMiddle(unitName, x, y - radius * 0.4, { ...style, maxWidth: radius * 1.34 })
    return
  }
  const half = Math.ceil((characters.length - 1) / 2)
  const small = { ...style, size: radius * 0.24 }
  pen.textMiddle(characters.slice(0, half).join(''), x, y - radius * 0.6, {
    ...small,
    maxWidth: radius * 1.1,
  })
  pen.textMiddle(characters.slice(half).join(''), x, y - radius * 0.33, { ...small, maxWidth: radius * 1.6 })
}
