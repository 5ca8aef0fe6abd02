import type { PDFDocument } from 'pdf-lib'
import { shortWareki } from '../../domain/calendar/wareki.ts'
import type { PrintedNote, SealBox, StampedCase } from '../../usecases/ports.ts'
import { wrap } from '../converter/wrap-text.ts'
import { Pen, faint, ink, rule, tint, vermilion } from './pen.ts'
import { drawSeal } from './seal.ts'
import type { TypeCase } from './type-case.ts'

/** A4 in points, and where its frame lies. */
const sheet = { width: 595.28, height: 841.89, left: 48, right: 547.28, top: 46, bottom: 792 }
const frameWidth = sheet.right - sheet.left
const label = { width: 66, size: 8.5, color: faint } as const
const row = { height: 22, size: 10 } as const
const seal = { perRow: 8, role: 12, post: 22, box: 60, radius: 24.5 } as const
const body = { size: 10.5, leading: 18, inset: 14 } as const
const thick = 1.1

/** One line of the list of attachments, known before the pages are. */
export type ListedAttachment = {
  readonly name: string
  readonly kindName: string
  readonly pages: string
  /** Page number in this PDF, from 1. */
  readonly firstPage: number
}

/** Draws the 決裁鑑 on as many sheets as it needs and answers how many that were. */
export function drawCover(
  document: PDFDocument,
  type: TypeCase,
  stamped: Omit<StampedCase, 'attachments'>,
  attachments: readonly ListedAttachment[],
): number {
  const cover = new Cover(document, type, stamped)
  cover.heading()
  cover.properties()
  cover.seals()
  cover.flowing('伺い文', bodyLines(stamped.body))
  cover.opinions()
  cover.records()
  cover.attachments(attachments)
  return cover.sheets
}

/** A note with the page of this PDF it is on, from 1, and the name of its file. */
export type ListedNote = { readonly note: PrintedNote; readonly name: string; readonly page: number }

/** Draws the list of the notes that are on the pages before it, in the order of their numbers. */
export function drawNoteList(
  document: PDFDocument,
  type: TypeCase,
  stamped: Omit<StampedCase, 'attachments'>,
  heading: string,
  notes: readonly ListedNote[],
): void {
  new Cover(document, type, stamped).notes(heading, notes)
}

function bodyLines(text: string): readonly string[] {
  return text === '' ? ['（本文なし）'] : text.split(/\r\n|\r|\n/)
}

class Cover {
  readonly #document: PDFDocument
  readonly #type: TypeCase
  readonly #stamped: Omit<StampedCase, 'attachments'>
  #pen: Pen
  #y: number = sheet.top
  sheets = 1

  constructor(document: PDFDocument, type: TypeCase, stamped: Omit<StampedCase, 'attachments'>) {
    this.#document = document
    this.#type = type
    this.#stamped = stamped
    this.#pen = new Pen(document.addPage([sheet.width, sheet.height]), type)
  }

  heading(): void {
    const { bodyName, number, urgent, heading = '決　裁　鑑' } = this.#stamped
    this.#pen.text(bodyName, sheet.left, this.#y + 12, { size: 10 })
    this.#pen.textMiddle(heading, sheet.width / 2, this.#y + 17, { size: 20, weight: 'bold' })
    this.#pen.textRight(number, sheet.right, this.#y + 12, { size: 10, maxWidth: 150 })
    if (urgent) {
      this.#pen.box(sheet.left + 112, this.#y - 3, 40, 21, { line: vermilion, width: 1.2 })
      this.#pen.textMiddle('至 急', sheet.left + 132, this.#y + 12, {
        size: 12,
        weight: 'bold',
        color: vermilion,
      })
    }
    this.#y += 30
  }

  /** Rows of two pairs each, then 件名 over the whole width. */
  properties(): void {
    const { properties, title } = this.#stamped
    const top = this.#y
    const half = frameWidth / 2
    for (let at = 0; at < properties.length; at += 2) {
      for (const [column, pair] of properties.slice(at, at + 2).entries()) {
        this.#pair(pair, sheet.left + column * half, half, row.height)
      }
      this.#pen.line(sheet.left + half, this.#y, sheet.left + half, this.#y + row.height)
      this.#y += row.height
    }
    const style = { size: 13, weight: 'bold' } as const
    const lines = wrap(title, frameWidth - label.width - 20, (text) => this.#pen.widthOf(text, style))
    const height = Math.max(34, lines.length * 19 + 14)
    this.#pair(['件　名', ''], sheet.left, frameWidth, height)
    for (const [index, line] of lines.entries()) {
      const y = this.#y + (height - lines.length * 19) / 2 + index * 19 + 14
      this.#pen.text(line, sheet.left + label.width + 10, y, style)
    }
    // After the tinted labels, which would cover them.
    for (let y = top + row.height; y <= this.#y; y += row.height)
      this.#pen.line(sheet.left, y, sheet.right, y)
    this.#y += height
    this.#frame(top)
    this.#y += 12
  }

  #pair([name, value]: readonly [string, string], x: number, width: number, height: number): void {
    this.#pen.box(x, this.#y, label.width, height, { fill: tint })
    this.#pen.line(x + label.width, this.#y, x + label.width, this.#y + height)
    const middle = this.#y + height / 2
    this.#pen.textMiddle(name, x + label.width / 2, middle + 3, { ...label, maxWidth: label.width - 8 })
    const style = { size: row.size, maxWidth: width - label.width - 16 }
    this.#pen.text(value, x + label.width + 8, middle + 3.6, style)
  }

  /** At most eight boxes in a row, nine when that saves a row; more are spread evenly. */
  seals(): void {
    const { seals } = this.#stamped
    const columns = seals.length === seal.perRow + 1 ? seals.length : seal.perRow
    const rows = Math.ceil(seals.length / columns)
    const perRow = Math.ceil(seals.length / rows)
    const width = frameWidth / columns
    const height = seal.role + seal.post + seal.box
    for (let at = 0; at < seals.length; at += perRow) {
      this.#makeRoom(height + 6)
      const boxes = seals.slice(at, at + perRow)
      for (const [index, box] of boxes.entries()) this.#sealBox(box, sheet.left + index * width, width)
      this.#pen.box(sheet.left, this.#y, boxes.length * width, height, { line: rule, width: thick })
      this.#y += height + (at + perRow < seals.length ? 6 : 12)
    }
  }

  #sealBox(box: SealBox, x: number, width: number): void {
    const top = this.#y
    const middle = x + width / 2
    const decides = box.roleName === '決裁'
    const height = seal.role + seal.post + seal.box
    this.#pen.box(x, top, width, seal.role + seal.post, { fill: tint })
    this.#pen.box(x, top, width, height, { line: rule })
    const color = decides ? ink : faint
    this.#pen.textMiddle(box.roleName, middle, top + 9, {
      size: 7,
      weight: decides ? 'bold' : 'regular',
      color,
    })
    this.#pen.line(x, top + seal.role, x + width, top + seal.role, 0.3)
    this.#postName(box.postName, middle, top + seal.role, width)
    const centre = top + seal.role + seal.post + seal.box / 2
    this.#pen.line(x, top + seal.role + seal.post, x + width, top + seal.role + seal.post)
    if (box.mark !== undefined) {
      const note = box.mark.note ?? ''
      drawSeal(this.#pen, middle, note === '' ? centre : centre - 3, seal.radius, box.mark)
      const style = { size: 5, color: faint, maxWidth: width - 4 }
      if (note !== '') this.#pen.textMiddle(note, middle, top + height - 2.6, style)
    } else if (box.instead === undefined) {
      this.#pen.line(x + width - 4, top + height - seal.box + 4, x + 4, top + height - 4, 0.4, faint)
    } else {
      this.#pen.textMiddle(box.instead, middle, centre + 4, {
        size: 11,
        color: faint,
        maxWidth: width - 8,
      })
    }
  }

  /** A post's name on one line, or on two when it is long. */
  #postName(name: string, middle: number, top: number, width: number): void {
    const size = 7.6
    const lines = wrap(name, width - 6, (text) => this.#pen.widthOf(text, { size }))
    if (lines.length === 1) return this.#pen.textMiddle(name, middle, top + 13.6, { size })
    const characters = [...new Intl.Segmenter('ja').segment(name)].map((it) => it.segment)
    const half = Math.ceil(characters.length / 2)
    const style = { size: 7, maxWidth: width - 5 }
    this.#pen.textMiddle(characters.slice(0, half).join(''), middle, top + 9.4, style)
    this.#pen.textMiddle(characters.slice(half).join(''), middle, top + 18, style)
  }

  /** A framed text that goes on over as many sheets as it needs. */
  flowing(heading: string, paragraphs: readonly string[]): void {
    const width = frameWidth - body.inset * 2
    const lines = paragraphs.flatMap((it) => wrap(it, width, (text) => this.#pen.widthOf(text, body)))
    this.#heading(heading, body.leading * 2 + 12)
    let top = this.#y
    this.#y += 8
    for (const line of lines) {
      if (this.#y + body.leading > sheet.bottom - 6) {
        this.#frame(top)
        this.#newSheet(`${heading}（つづき）`)
        top = this.#y
        this.#y += 8
      }
      this.#pen.text(line, sheet.left + body.inset, this.#y + 12.5, body)
      this.#y += body.leading
    }
    this.#y += 8
    this.#frame(top)
    this.#y += 14
  }

  opinions(): void {
    const { opinions } = this.#stamped
    if (opinions.length === 0) return
    const rows = opinions.map(
      ({ kind, title, name, on, text }) => [shortWareki(on), `${title}　${name}`, kind, text] as const,
    )
    const widths = [54, 142, 66, frameWidth - 262]
    this.#table('意見', ['日付', '職・氏名', '区分', '内容'], widths, rows)
  }

  /** What stands beside the seals: 代決, 後閲, 紙, 番号, 追記. */
  records(): void {
    const { records } = this.#stamped
    if (records.length === 0) return
    const rows = records.map(
      ({ kind, who, on, text }) =>
        [on === undefined ? this.#undated() : shortWareki(on), kind, who, text] as const,
    )
    const widths = [54, 66, 142, frameWidth - 262]
    this.#table('記録', ['日付', '区分', '職・氏名', '内容'], widths, rows)
  }

  /** An act of ours without a day is still to come; of one in an old record the day is not known. */
  #undated(): string {
    return this.#stamped.heading === undefined ? '未' : '不明'
  }

  attachments(listed: readonly ListedAttachment[]): void {
    if (listed.length === 0) return
    const rows = listed.map(
      (it, index) => [`${index + 1}`, it.name, it.kindName, it.pages, `${it.firstPage}`] as const,
    )
    const widths = [30, frameWidth - 30 - 118 - 52 - 52, 118, 52, 52]
    this.#table('添付', ['番号', '名称', '種類', '枚数', 'ページ'], widths, rows)
  }

  notes(heading: string, notes: readonly ListedNote[]): void {
    const rows = notes.map(({ note, name, page }, index) => {
      const answers = note.replies.map((it) => `返信（${it.who}　${it.on}）\n${it.words}`)
      return [
        `付${index + 1}`,
        `${page}\n${name} ${note.pageIndex + 1}ページ`,
        `${note.who}\n${note.on}`,
        [note.words === '' ? `（${note.kindName}）` : note.words, ...answers].join('\n'),
        note.state,
      ] as const
    })
    const widths = [34, 118, 108, frameWidth - 310, 50]
    this.#table(heading, ['番号', 'ページ', '書いた人', '内容', '状態'], widths, rows)
  }

  #table(
    heading: string,
    columns: readonly string[],
    widths: readonly number[],
    rows: readonly (readonly string[])[],
  ): void {
    const size = 9
    const leading = 14
    this.#heading(heading, 60)
    let top = this.#columnHeads(columns, widths)
    for (const cells of rows) {
      const wrapped = cells.map((text, index) =>
        text
          .split(/\r\n|\r|\n/)
          .flatMap((it) => wrap(it, (widths[index] ?? 0) - 12, (part) => this.#pen.widthOf(part, { size }))),
      )
      const lineCount = Math.max(...wrapped.map((it) => it.length))
      for (let from = 0; from < lineCount;) {
        if (this.#y + leading + 6 > sheet.bottom) {
          this.#columns(top, widths)
          this.#newSheet(`${heading}（つづき）`)
          top = this.#columnHeads(columns, widths)
        }
        const room = Math.max(1, Math.floor((sheet.bottom - this.#y - 6) / leading))
        const count = Math.min(room, lineCount - from)
        this.#cells(
          wrapped.map((it) => it.slice(from, from + count)),
          widths,
          size,
          leading,
        )
        this.#y += count * leading + 6
        from += count
      }
      this.#pen.line(sheet.left, this.#y, sheet.right, this.#y, 0.3)
    }
    this.#columns(top, widths)
    this.#y += 14
  }

  #cells(
    cells: readonly (readonly string[])[],
    widths: readonly number[],
    size: number,
    leading: number,
  ): void {
    let x = sheet.left
    for (const [index, lines] of cells.entries()) {
      for (const [line, text] of lines.entries())
        this.#pen.text(text, x + 6, this.#y + 3 + line * leading + 10.2, { size })
      x += widths[index] ?? 0
    }
  }

  #columnHeads(columns: readonly string[], widths: readonly number[]): number {
    const top = this.#y
    let x = sheet.left
    this.#pen.box(x, top, frameWidth, 17, { fill: tint })
    for (const [index, column] of columns.entries()) {
      this.#pen.text(column, x + 6, top + 11.6, { size: 8, color: faint })
      x += widths[index] ?? 0
    }
    this.#y += 17
    this.#pen.line(sheet.left, this.#y, sheet.right, this.#y)
    return top
  }

  #columns(top: number, widths: readonly number[]): void {
    let x = sheet.left
    for (const width of widths.slice(0, -1)) {
      x += width
      this.#pen.line(x, top, x, this.#y, 0.3)
    }
    this.#frame(top)
  }

  #frame(top: number): void {
    this.#pen.box(sheet.left, top, frameWidth, this.#y - top, { line: rule, width: thick })
  }

  /** A heading that stays with what follows it. */
  #heading(text: string, needed: number): void {
    this.#makeRoom(needed + 16)
    this.#pen.text(text, sheet.left, this.#y + 9, { size: 10, weight: 'bold' })
    this.#y += 15
  }

  #makeRoom(height: number): void {
    if (this.#y + height > sheet.bottom) this.#newSheet('')
  }

  #newSheet(heading: string): void {
    this.#pen = new Pen(this.#document.addPage([sheet.width, sheet.height]), this.#type)
    this.sheets += 1
    const { number, title } = this.#stamped
    this.#pen.text(`${number}　${title}`, sheet.left, sheet.top, {
      size: 8,
      color: faint,
      maxWidth: frameWidth,
    })
    this.#pen.line(sheet.left, sheet.top + 5, sheet.right, sheet.top + 5, 0.3)
    this.#y = sheet.top + 16
    if (heading !== '') {
      this.#pen.text(heading, sheet.left, this.#y + 9, { size: 10, weight: 'bold' })
      this.#y += 15
    }
  }
}
