import { type PDFFont, type PDFPage, type RGB, degrees, rgb } from 'pdf-lib'
import type { TypeCase, Weight } from './type-case.ts'

export const ink = rgb(0.1, 0.1, 0.12)
export const faint = rgb(0.45, 0.47, 0.5)
export const rule = rgb(0.2, 0.2, 0.23)
export const tint = rgb(0.955, 0.96, 0.965)
export const vermilion = rgb(0.83, 0.19, 0.11)

export type TextStyle = {
  readonly size: number
  readonly weight?: Weight
  readonly color?: RGB
  /** Shrinks the text until it is no wider, in points. */
  readonly maxWidth?: number
}

/** Draws on one page in points from the top left, as one reads. */
export class Pen {
  readonly page: PDFPage
  readonly type: TypeCase
  readonly #height: number

  constructor(page: PDFPage, type: TypeCase) {
    this.page = page
    this.type = type
    this.#height = page.getHeight()
  }

  widthOf(text: string, { size, weight = 'regular' }: TextStyle): number {
    return this.type.widthOf(text, weight) * size
  }

  /** Text whose baseline is `y`; answers where it ends. */
  text(text: string, x: number, y: number, style: TextStyle): number {
    const { weight = 'regular', color = ink, maxWidth = Infinity } = style
    const width = this.widthOf(text, style)
    const size = width > maxWidth ? style.size * (maxWidth / width) : style.size
    let at = x
    for (const run of this.type.runs(text, weight)) {
      if ('missing' in run) this.#missing(run.missing, at, y, size, color)
      else this.#run(run.font, run.text, at, y, size, color)
      at += run.width * size
    }
    return at
  }

  #run(font: PDFFont, text: string, x: number, y: number, size: number, color: RGB): void {
    this.page.drawText(text, { x, y: this.#height - y, size, font, color })
  }

  /** A character that no font has: a box with its code point, never nothing. */
  #missing(character: string, x: number, y: number, size: number, color: RGB): void {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    const half = Math.ceil(code.length / 2)
    this.box(x + size * 0.05, y - size * 0.82, size * 0.9, size * 0.9, { line: color, width: size * 0.05 })
    const small = { size: size * 0.36, color, maxWidth: size * 0.8 }
    this.textMiddle(code.slice(0, half), x + size / 2, y - size * 0.42, small)
    this.textMiddle(code.slice(half), x + size / 2, y - size * 0.03, small)
  }

  /** Text centred on `x`. */
  textMiddle(text: string, x: number, y: number, style: TextStyle): void {
    const width = Math.min(this.widthOf(text, style), style.maxWidth ?? Infinity)
    this.text(text, x - width / 2, y, style)
  }

  /** Text that ends at `x`. */
  textRight(text: string, x: number, y: number, style: TextStyle): void {
    const width = Math.min(this.widthOf(text, style), style.maxWidth ?? Infinity)
    this.text(text, x - width, y, style)
  }

  /** Text turned a quarter clockwise: it begins at `y` and goes down, its baseline is `x`. */
  textTurned(text: string, x: number, y: number, { size, weight = 'regular', color = ink }: TextStyle): void {
    let at = y
    for (const run of this.type.runs(text, weight)) {
      if ('missing' in run) this.#missing(run.missing, x, at + size * 0.86, size, color)
      else {
        const place = { x, y: this.#height - at, rotate: degrees(-90) }
        this.page.drawText(run.text, { ...place, size, font: run.font, color })
      }
      at += run.width * size
    }
  }

  line(x1: number, y1: number, x2: number, y2: number, width = 0.5, color: RGB = rule): void {
    this.page.drawLine({
      start: { x: x1, y: this.#height - y1 },
      end: { x: x2, y: this.#height - y2 },
      thickness: width,
      color,
    })
  }

  box(
    x: number,
    y: number,
    width: number,
    height: number,
    style: { readonly fill?: RGB; readonly line?: RGB; readonly width?: number },
  ): void {
    this.page.drawRectangle({
      x,
      y: this.#height - y - height,
      width,
      height,
      ...(style.fill === undefined ? {} : { color: style.fill }),
      ...(style.line === undefined ? {} : { borderColor: style.line, borderWidth: style.width ?? 0.5 }),
    })
  }

  circle(x: number, y: number, radius: number, width: number, color: RGB): void {
    this.page.drawCircle({ x, y: this.#height - y, size: radius, borderColor: color, borderWidth: width })
  }
}
