import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib'
import { costLine, heading, prose } from './prose.ts'

const require = createRequire(import.meta.url)
const fontPath = () => require.resolve('@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf')

const a4 = { width: 595.28, height: 841.89 }

function wrap(text: string, perLine: number): string[] {
  const characters = [...new Intl.Segmenter('ja').segment(text)].map((it) => it.segment)
  return Array.from({ length: Math.ceil(characters.length / perLine) }, (_, line) =>
    characters.slice(line * perLine, (line + 1) * perLine).join(''),
  )
}

function drawArticle(page: PDFPage, font: PDFFont, index: number): void {
  page.drawText(`第${index + 1}　${heading(index)}`, {
    x: 70,
    y: 760,
    size: 16,
    font,
    color: rgb(0, 0.09, 0.76),
  })
  wrap(prose(index, 12), 38).forEach((line, row) =>
    page.drawText(line, { x: 70, y: 726 - row * 20, size: 11.5, font }),
  )
}

function drawChart(page: PDFPage, font: PDFFont, index: number): void {
  page.drawText(`図${index + 1}　主な経費の推移`, { x: 70, y: 350, size: 12, font })
  for (let bar = 0; bar < 8; bar += 1) {
    const { item, quantity } = costLine(index + bar)
    page.drawRectangle({
      x: 80 + bar * 56,
      y: 120,
      width: 34,
      height: 30 + quantity * 7,
      color: rgb(0.2, 0.38, 0.98),
    })
    page.drawText(item.slice(0, 4), { x: 76 + bar * 56, y: 102, size: 9, font })
  }
}

function drawDrawing(page: PDFPage, font: PDFFont, index: number): void {
  const { width, height } = page.getSize()
  for (let line = 0; line < 90; line += 1) {
    const y = 80 + ((line * 37) % (height - 160))
    page.drawLine({
      start: { x: 60, y },
      end: { x: width - 60, y: y + Math.sin(line + index) * 60 },
      thickness: 0.4,
      color: rgb(0.2, 0.2, 0.2),
    })
  }
  page.drawRectangle({
    x: width - 330,
    y: 30,
    width: 300,
    height: 84,
    borderWidth: 1,
    borderColor: rgb(0, 0, 0),
    color: rgb(1, 1, 1),
  })
  page.drawText(`図面番号 ${index + 1}　縮尺 1:500`, { x: width - 316, y: 64, size: 13, font })
}

/** A PDF: text with charts on A4, or drawings on A3 landscape when the gist speaks of 図面. */
export async function pdfFile(title: string, gist: string, pages: number): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  const font = await document.embedFont(await readFile(fontPath()), { subset: true })
  document.setTitle(title)
  const isDrawing = /図面/.test(gist)
  for (let index = 0; index < pages; index += 1) {
    const page = document.addPage(isDrawing ? [1190.55, a4.height] : [a4.width, a4.height])
    if (isDrawing) drawDrawing(page, font, index)
    else {
      drawArticle(page, font, index)
      if (index % 2 === 0) drawChart(page, font, index)
    }
    const { width, height } = page.getSize()
    page.drawText(index === 0 ? title : `${title}（${index + 1}）`, {
      x: 70,
      y: height - 50,
      size: index === 0 ? 18 : 9,
      font,
    })
    page.drawText(`${index + 1}`, { x: width / 2, y: 24, size: 9, font })
  }
  return Buffer.from(await document.save())
}
