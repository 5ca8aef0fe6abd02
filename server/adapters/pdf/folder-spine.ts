import { PDFDocument } from 'pdf-lib'
import type { MakeFolderPapers } from '../../usecases/folder-papers.ts'
import { Pen, faint, rule, tint } from './pen.ts'
import { openTypeCase } from './type-case.ts'
import { drawVertical } from './vertical-text.ts'

const a4 = [595.28, 841.89] as const
const perCm = 72 / 2.54
const height = 26 * perCm
const top = 40
const rows = { year: 116, cell: 34, owner: 172 } as const
const margin = 8

/** The 背表紙: one label in its true size on an A4, with marks to cut it out. */
export const makeFolderSpine: MakeFolderPapers['spine'] = async (spine) => {
  const document = await PDFDocument.create()
  document.setTitle(`背表紙 ${spine.code} ${spine.name}`)
  document.setLanguage('ja')
  document.setProducer('Kessai')
  document.setCreator('Kessai')
  const page = document.addPage([...a4])
  const plain = new Pen(page, await openTypeCase(document))
  const upright = new Pen(page, await openTypeCase(document, { isVertical: true }))
  const width = spine.widthCm * perCm
  const left = (a4[0] - width) / 2
  let y = top
  const vertical = (text: string, tall: number, largest: number, weight: 'regular' | 'bold') => {
    const box = { x: left + margin, y: y + margin, width: width - margin * 2, height: tall - margin * 2 }
    drawVertical({ plain, upright }, text, box, { largest: Math.min(largest, width * 0.45), weight })
    y += tall
    plain.line(left, y, left + width, y, 0.5)
  }
  const cell = (label: string, text: string) => {
    plain.box(left, y, width, rows.cell, { fill: tint })
    plain.line(left, y, left + width, y, 0.5)
    plain.text(label, left + 5, y + 10.5, { size: 7.5, color: faint })
    plain.textMiddle(text, left + width / 2, y + 26, { size: 13, weight: 'bold', maxWidth: width - 10 })
    y += rows.cell
    plain.line(left, y, left + width, y, 0.5)
  }
  vertical(spine.fiscalYear, rows.year, 19, 'bold')
  cell('分類', spine.classification)
  cell('簿冊番号', spine.code)
  vertical(spine.name, height - rows.year - rows.cell * 4 - rows.owner, 46, 'bold')
  cell('保存期間', spine.retention)
  cell(spine.isProvisional ? '満了（見込み）' : '満了', spine.end)
  vertical(spine.owner, rows.owner, 20, 'regular')
  plain.box(left, top, width, height, { line: rule, width: 0.8 })
  drawCutMarks(plain, left, width)
  plain.textMiddle(
    `幅${spine.widthCm}cm　拡大・縮小をせずに印刷し、四隅の印で切ってください。`,
    a4[0] / 2,
    top + height + 36,
    { size: 8, color: faint },
  )
  return document.save({ useObjectStreams: true })
}

function drawCutMarks(pen: Pen, left: number, width: number): void {
  for (const x of [left, left + width]) {
    pen.line(x, top - 18, x, top - 5, 0.3)
    pen.line(x, top + height + 5, x, top + height + 18, 0.3)
  }
  for (const y of [top, top + height]) {
    pen.line(left - 18, y, left - 5, y, 0.3)
    pen.line(left + width + 5, y, left + width + 18, y, 0.3)
  }
}
