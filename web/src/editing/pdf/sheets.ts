/** x, y, width, height in points from the top left of a page as it is shown before it is turned here. */
export type Box = readonly [x: number, y: number, width: number, height: number]
export type MarkKind = 'redact' | 'rectangle' | 'highlight' | 'text'
export type DrawnMark = {
  readonly id: string
  readonly kind: MarkKind
  readonly box: Box
  /** Of a text. */
  readonly text?: string
}
export type Turn = 0 | 90 | 180 | 270

/** A page of the new file. */
export type Sheet = {
  readonly key: string
  /** Undefined for an empty one. */
  readonly source?: {
    /** Another revision; absent: the file itself. */
    readonly from?: string
    readonly fromName?: string
    readonly index: number
  }
  /** Points, as it is shown before it is turned here. */
  readonly width: number
  readonly height: number
  readonly turn: Turn
  readonly marks: readonly DrawnMark[]
}

export type FieldValue = string | boolean | readonly string[]

/** What is changed of a PDF; fit to be kept. */
export type PdfWork = {
  readonly sheets: readonly Sheet[]
  readonly fields: Readonly<Record<string, FieldValue>>
  readonly breakSignature: boolean
  readonly keepFiles: boolean
}

/** Points. */
export const textSize = 11

export function beginWith(pages: readonly { readonly width: number; readonly height: number }[]): PdfWork {
  const sheets = pages.map(({ width, height }, index): Sheet => {
    return { key: `own-${index}`, source: { index }, width, height, turn: 0, marks: [] }
  })
  return { sheets, fields: {}, breakSignature: false, keepFiles: false }
}

/** Whether nothing is different from the file of so many pages. */
export function isUnchanged({ sheets, fields }: PdfWork, pageCount: number): boolean {
  return (
    sheets.length === pageCount &&
    Object.keys(fields).length === 0 &&
    sheets.every(
      (it, index) =>
        it.source?.from === undefined && it.source?.index === index && it.turn === 0 && it.marks.length === 0,
    )
  )
}

/** As the server takes it (server/adapters/editing/pdf/operations.ts). */
export function givenOf({ sheets, fields, breakSignature, keepFiles }: PdfWork): object {
  const pages = sheets.map(({ source, width, height, turn, marks }) => ({
    ...(source === undefined
      ? { blank: [width, height] }
      : {
          index: source.index,
          ...(turn === 0 ? {} : { turn }),
          ...(source.from === undefined ? {} : { from: source.from }),
        }),
    ...(marks.length === 0 ? {} : { marks: marks.map(givenMark) }),
  }))
  return {
    pages,
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(breakSignature ? { breakSignature } : {}),
    ...(keepFiles ? { keepFiles } : {}),
  }
}

function givenMark({ kind, box, text }: DrawnMark): object {
  const place = box.map((it) => Math.round(it * 100) / 100)
  return kind === 'text' ? { kind, box: place, text: text ?? '', size: textSize } : { kind, box: place }
}

/** The size of a page as it is shown once it is turned. */
export function turnedSize({ width, height, turn }: Sheet): readonly [width: number, height: number] {
  return turn === 90 || turn === 270 ? [height, width] : [width, height]
}

/** Where a box is on the turned page. */
export function toTurned({ width, height, turn }: Sheet, [x, y, w, h]: Box): Box {
  if (turn === 90) return [height - y - h, x, h, w]
  if (turn === 180) return [width - x - w, height - y - h, w, h]
  if (turn === 270) return [y, width - x - w, h, w]
  return [x, y, w, h]
}

/** And back. */
export function fromTurned({ width, height, turn }: Sheet, [x, y, w, h]: Box): Box {
  if (turn === 90) return [y, height - x - w, h, w]
  if (turn === 180) return [width - x - w, height - y - h, w, h]
  if (turn === 270) return [width - y - h, x, h, w]
  return [x, y, w, h]
}

/** A box that is moved by so much and made larger by so much, and stays on its page. */
export function nudged(
  [x, y, w, h]: Box,
  [width, height]: readonly [number, number],
  [right, down]: readonly [number, number],
  [wider, higher]: readonly [number, number],
): Box {
  const [newWidth, newHeight] = [
    Math.min(width, Math.max(4, w + wider)),
    Math.min(height, Math.max(4, h + higher)),
  ]
  return [
    Math.min(width - newWidth, Math.max(0, x + right)),
    Math.min(height - newHeight, Math.max(0, y + down)),
    newWidth,
    newHeight,
  ]
}
