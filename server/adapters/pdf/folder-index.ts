import { PDFDocument } from 'pdf-lib'
import type { FolderIndex, MakeFolderPapers } from '../../usecases/folder-papers.ts'
import { wrap } from '../converter/wrap-text.ts'
import { breathe } from './foot.ts'
import { Pen, faint, rule, tint } from './pen.ts'
import { openTypeCase } from './type-case.ts'

const a4 = [595.28, 841.89] as const
const [left, right, top, bottom] = [48, a4[0] - 48, 46, 790] as const
const label = { width: 66, size: 8.5, color: faint } as const
const text = { size: 10, leading: 15 } as const
const columns = [
  { name: 'No.', x: left, width: 30, atRight: true },
  { name: '起案番号', x: left + 30, width: 92, atRight: false },
  { name: '件名', x: left + 122, width: right - left - 272, atRight: false },
  { name: '起案日', x: right - 150, width: 56, atRight: false },
  { name: '決裁日', x: right - 94, width: 56, atRight: false },
  { name: 'ページ', x: right - 38, width: 38, atRight: true },
] as const
const cell = { size: 9, leading: 13.5, inset: 6 } as const
const headHeight = 17

/** The 簿冊目録: what the 簿冊 is, and a line for each case; the head of the table stands on every page. */
export const makeFolderIndex: MakeFolderPapers['index'] = async (index) => {
  const document = await PDFDocument.create()
  document.setTitle(`簿冊目録 ${index.code} ${index.name}`)
  document.setLanguage('ja')
  document.setProducer('Kessai')
  document.setCreator('Kessai')
  const type = await openTypeCase(document)
  const pens: Pen[] = []
  const newPage = () => {
    const pen = new Pen(document.addPage([...a4]), type)
    pens.push(pen)
    return pen
  }
  const pen = newPage()
  drawHead(pen, index)
  const y = drawProperties(pen, index, top + 44)
  await drawCases(pen, newPage, index, y + 14)
  for (const [at, one] of pens.entries()) {
    one.text(index.printed, left, 814, { size: 7.5, color: faint, maxWidth: 400 })
    one.textRight(`${at + 1} / ${pens.length}`, right, 814, { size: 9 })
  }
  return document.save({ useObjectStreams: true })
}

function drawHead(pen: Pen, { bodyName, fiscalYear }: FolderIndex): void {
  pen.text(bodyName, left, top + 10, { size: 10, maxWidth: 160 })
  pen.textMiddle('簿冊目録', a4[0] / 2, top + 22, { size: 18, weight: 'bold' })
  pen.textRight(fiscalYear, right, top + 10, { size: 10 })
}

/** The name over the whole width, then rows of two pairs each; what does not fit goes on below. Answers where they end. */
function drawProperties(pen: Pen, { name, properties, wide }: FolderIndex, start: number): number {
  const half = (right - left) / 2
  let y = drawPair(pen, ['名　称', name], { x: left, y: start, width: right - left, size: 13 })
  pen.line(left, y, right, y)
  const rows = properties.flatMap((_, at) => (at % 2 === 0 ? [properties.slice(at, at + 2)] : []))
  for (const pairs of [...rows, ...wide.map((it) => [it])]) {
    const width = pairs.length === 1 ? right - left : half
    const heights = pairs.map(([, value]) => heightOf(pen, value, width, text.size))
    const height = Math.max(...heights)
    for (const [column, pair] of pairs.entries())
      drawPair(pen, pair, { x: left + column * half, y, width, size: text.size, height })
    if (pairs.length === 2) pen.line(left + half, y, left + half, y + height)
    y += height
    pen.line(left, y, right, y)
  }
  pen.box(left, start, right - left, y - start, { line: rule, width: 1.1 })
  return y
}

type Place = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
  readonly height?: number
}

function linesOf(pen: Pen, value: string, width: number, size: number): readonly string[] {
  return wrap(value, width - label.width - 16, (it) => pen.widthOf(it, { size }))
}

function heightOf(pen: Pen, value: string, width: number, size: number): number {
  return linesOf(pen, value, width, size).length * size * 1.5 + 8
}

function drawPair(pen: Pen, [name, value]: readonly [string, string], place: Place): number {
  const { x, y, width, size, height = heightOf(pen, value, width, size) } = place
  pen.box(x, y, label.width, height, { fill: tint })
  pen.line(x + label.width, y, x + label.width, y + height)
  pen.textMiddle(name, x + label.width / 2, y + height / 2 + 3, { ...label, maxWidth: label.width - 8 })
  const lines = linesOf(pen, value, width, size)
  const first = y + (height - lines.length * size * 1.5) / 2 + size * 1.1
  for (const [index, line] of lines.entries())
    pen.text(line, x + label.width + 8, first + index * size * 1.5, { size })
  return y + height
}

async function drawCases(first: Pen, newPage: () => Pen, index: FolderIndex, start: number): Promise<void> {
  let pen = first
  let head = start
  let y = drawColumnHeads(pen, start)
  for (const [at, one] of index.cases.entries()) {
    await breathe(at)
    const cells = [String(at + 1), ...one].map((value, column) =>
      wrap(value, (columns[column]?.width ?? 0) - cell.inset * 2 + 2, (it) => pen.widthOf(it, cell)),
    )
    const height = Math.max(...cells.map((it) => it.length)) * cell.leading + 6
    if (y + height > bottom) {
      frame(pen, head, y)
      pen = newPage()
      pen.text(`${index.code}　${index.name}（つづき）`, left, top, {
        size: 8,
        color: faint,
        maxWidth: right - left,
      })
      head = top + 8
      y = drawColumnHeads(pen, head)
    }
    for (const [column, lines] of cells.entries()) drawCell(pen, lines, column, y)
    y += height
    pen.line(left, y, right, y, 0.3)
  }
  if (index.cases.length === 0) {
    pen.text('閲覧できる文書はありません', left + cell.inset, y + 16, { size: cell.size, color: faint })
    pen.box(left, head, right - left, y + 26 - head, { line: rule, width: 1.1 })
  } else frame(pen, head, y)
}

function drawCell(pen: Pen, lines: readonly string[], column: number, y: number): void {
  const { x, width, atRight } = columns[column] ?? columns[0]
  for (const [line, value] of lines.entries()) {
    const base = y + 3 + line * cell.leading + 10
    if (atRight) pen.textRight(value, x + width - cell.inset, base, cell)
    else pen.text(value, x + cell.inset, base, cell)
  }
}

function drawColumnHeads(pen: Pen, y: number): number {
  pen.box(left, y, right - left, headHeight, { fill: tint })
  for (const { name, x } of columns) pen.text(name, x + cell.inset, y + 11.6, { size: 8, color: faint })
  pen.line(left, y + headHeight, right, y + headHeight)
  return y + headHeight
}

function frame(pen: Pen, from: number, to: number): void {
  for (const { x } of columns.slice(1)) pen.line(x, from, x, to, 0.3)
  pen.box(left, from, right - left, to - from, { line: rule, width: 1.1 })
}
