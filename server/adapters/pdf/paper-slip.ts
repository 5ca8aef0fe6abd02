import { PDFDocument } from 'pdf-lib'
import { create as createQrCode } from 'qrcode'
import { longWareki } from '../../domain/calendar/wareki.ts'
import type { MakePaperSlip, PaperSlip } from '../../usecases/ports.ts'
import { wrap } from '../converter/wrap-text.ts'
import { Pen, faint, ink, rule, tint } from './pen.ts'
import { openTypeCase } from './type-case.ts'

const a4 = [595.28, 841.89] as const
const [left, right, top, bottom] = [50, a4[0] - 50, 48, a4[1] - 48] as const
const label = { width: 84, size: 9.5, color: faint } as const
const text = { size: 11, leading: 17 } as const
const codeSize = 92

/** The 紙資料回付票: laid on the paper of a 併用決裁, so that paper and electronic case find each other. */
export const makePaperSlip: MakePaperSlip = async (slip) => {
  const document = await PDFDocument.create()
  document.setTitle(`紙資料回付票 ${slip.number}`)
  document.setLanguage('ja')
  document.setProducer('Kessai')
  document.setCreator('Kessai')
  const type = await openTypeCase(document)
  const newPage = () => new Pen(document.addPage([...a4]), type)
  const pen = newPage()
  drawHead(pen, slip)
  const y = drawFacts(pen, slip, top + 62)
  drawStops(pen, newPage, slip, y + 26)
  return document.save({ useObjectStreams: true })
}

function drawHead(pen: Pen, slip: PaperSlip): void {
  pen.text(slip.bodyName, left, top + 10, { size: 10 })
  pen.textMiddle('紙 資 料 回 付 票', a4[0] / 2, top + 34, { size: 20, weight: 'bold' })
  pen.textRight(longWareki(slip.printedOn), right, top + 10, { size: 9, color: faint })
}

/** Rows of label and text, the code at their right; answers where they end. */
function drawFacts(pen: Pen, slip: PaperSlip, start: number): number {
  const rows: readonly (readonly [string, string])[] = [
    ['起案番号', slip.number === '' ? '（提出時に付番）' : slip.number],
    ['件　名', slip.title === '' ? '（秘密の起案のため、画面で確かめてください）' : slip.title],
    ['起案者', `${slip.drafterTitle}　${slip.drafter}`],
    ['紙の資料', slip.what],
    ['紙で回付する理由', slip.reason],
  ]
  const width = right - left - label.width - codeSize - 40
  let y = start
  for (const [name, value] of rows) {
    const lines = wrap(value, width, (it) => pen.widthOf(it, text))
    const height = lines.length * text.leading + 12
    pen.box(left, y, label.width, height, { fill: tint })
    pen.textMiddle(name, left + label.width / 2, y + height / 2 + 3.4, {
      ...label,
      maxWidth: label.width - 8,
    })
    for (const [index, line] of lines.entries()) {
      pen.text(line, left + label.width + 10, y + 6 + index * text.leading + 12, text)
    }
    pen.line(left, y + height, right - codeSize - 20, y + height, 0.5)
    y += height
  }
  pen.box(left, start, right - left - codeSize - 20, y - start, { line: rule, width: 1 })
  drawCode(pen, slip.url, right - codeSize, start)
  pen.textMiddle('電子の起案を開く', right - codeSize / 2, start + codeSize + 12, { size: 8, color: faint })
  return Math.max(y, start + codeSize + 18)
}

function drawCode(pen: Pen, url: string, x: number, y: number): void {
  const { modules } = createQrCode(url, { errorCorrectionLevel: 'M' })
  const dot = codeSize / modules.size
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      // A little over the edge, so that no hair of white runs between two dots.
      if (modules.get(row, column) !== 0) {
        pen.box(x + column * dot, y + row * dot, dot + 0.05, dot + 0.05, { fill: ink })
      }
    }
  }
}

/** A line for everybody the paper goes to: role, post, name, a box for the day, a box for the seal. */
function drawStops(first: Pen, newPage: () => Pen, slip: PaperSlip, start: number): void {
  let pen = first
  pen.text(
    '紙を確かめたら、画面で「紙を確認した」に印を付けて処理し、次の人へ回してください。',
    left,
    start,
    {
      size: 9.5,
    },
  )
  let y = heads(pen, start + 10)
  for (const { roleName, postName, holders } of slip.stops) {
    if (y + rowHeight > bottom) {
      pen = newPage()
      y = heads(pen, top)
    }
    const middle = y + rowHeight / 2 + 3.6
    for (const [index, value] of [roleName, postName, holders.join('、')].entries()) {
      pen.text(value, (columns[index]?.x ?? left) + 8, middle, {
        size: 10.5,
        maxWidth: (columns[index]?.width ?? 0) - 14,
      })
    }
    frame(pen, y, rowHeight)
    y += rowHeight
  }
}

const rowHeight = 34
const columns = [
  { name: '役割', x: left, width: 60 },
  { name: '職', x: left + 60, width: 150 },
  { name: '氏名', x: left + 210, width: 130 },
  { name: '確認した日', x: left + 340, width: 85 },
  { name: '印', x: left + 425, width: right - left - 425 },
] as const

function heads(pen: Pen, y: number): number {
  pen.box(left, y, right - left, 18, { fill: tint })
  for (const { name, x } of columns) pen.text(name, x + 8, y + 12.4, { size: 8.5, color: faint })
  frame(pen, y, 18)
  return y + 18
}

function frame(pen: Pen, y: number, height: number): void {
  pen.box(left, y, right - left, height, { line: rule, width: 0.6 })
  for (const { x } of columns.slice(1)) pen.line(x, y, x, y + height, 0.4)
}
