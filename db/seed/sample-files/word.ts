import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { costLine, heading, prose } from './prose.ts'

const mincho = 'ＭＳ 明朝'

function cell(text: string, widthPercent: number): TableCell {
  return new TableCell({
    width: { size: widthPercent, type: WidthType.PERCENTAGE },
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: [new Paragraph({ children: [new TextRun({ text, font: mincho, size: 21 })] })],
  })
}

function table(seed: number): Table {
  const line = { style: BorderStyle.SINGLE, size: 4, color: '444444' }
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: {
      top: line,
      bottom: line,
      left: line,
      right: line,
      insideHorizontal: line,
      insideVertical: line,
    },
    rows: [
      new TableRow({
        tableHeader: true,
        children: [cell('区分', 30), cell('数量', 20), cell('金額（円）', 25), cell('備考', 25)],
      }),
      ...Array.from({ length: 6 }, (_, index) => {
        const cost = costLine(seed + index)
        return new TableRow({
          children: [
            cell(cost.item, 30),
            cell(`${cost.quantity}${cost.unit}`, 20),
            cell((cost.quantity * cost.priceYen).toLocaleString('ja-JP'), 25),
            cell(index % 2 === 0 ? '別紙参照' : '', 25),
          ],
        })
      }),
    ],
  })
}

/** A Word document of about `pages` A4 pages: title, numbered headings, text, a table a page, page numbers. */
export async function wordFile(title: string, gist: string, pages: number): Promise<Buffer> {
  const text = (value: string, options: { bold?: boolean; size?: number } = {}) =>
    new TextRun({ text: value, font: mincho, size: options.size ?? 21, bold: options.bold ?? false })
  const body = Array.from({ length: pages }, (_, page) => [
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      spacing: { before: 240, after: 120 },
      children: [text(`${page + 1}　${heading(page)}`, { bold: true, size: 24 })],
    }),
    new Paragraph({
      spacing: { line: 360, after: 120 },
      indent: { firstLine: 210 },
      children: [text(page === 0 ? `${gist}。` : prose(page, 3))],
    }),
    new Paragraph({
      spacing: { line: 360, after: 160 },
      indent: { firstLine: 210 },
      children: [text(prose(page + 1, 5))],
    }),
    table(page),
    new Paragraph({
      spacing: { before: 160, line: 360 },
      indent: { firstLine: 210 },
      children: [text(prose(page + 2, 4))],
    }),
    ...(page + 1 < pages ? [new Paragraph({ children: [new PageBreak()] })] : []),
  ]).flat()
  const document = new Document({
    title,
    creator: 'みほん道',
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1418, bottom: 1418, left: 1418, right: 1418 },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT], font: mincho, size: 18 })],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 320 },
            children: [text(title, { bold: true, size: 30 })],
          }),
          ...body,
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}
