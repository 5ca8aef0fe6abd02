import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'
import { PDFDocument, type PDFFont, type PDFPage, PDFOperator, PDFOperatorNames, rgb } from 'pdf-lib'
import sharp from 'sharp'
import { heading, prose } from '../../../db/seed/sample-files/prose.ts'
import { numbers } from '../../../server/testing/numbers.ts'

/** What the pages of a generated file are like. */
export type SheetKind = 'text' | 'scan' | 'drawing'

const require = createRequire(import.meta.url)
const fontPath = () => require.resolve('@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf')

/** All paper has this tone, so that a picture of the screen tells a page with something on it from a blank one. */
const paper = { r: 255, g: 238, b: 190 } as const
const a4 = [595, 842] as const
const a3 = [1191, 842] as const
const a1 = [2384, 1684] as const
/** Strokes of one drawing: as many as a plan of a building has. */
const strokes = 6_000

/** A PDF of so many pages of one kind; the same bytes every time. Drawings are A3, every fifth A1. */
export async function sheetsPdf(kind: SheetKind, pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.setCreationDate(new Date(0))
  document.setModificationDate(new Date(0))
  document.registerFontkit(fontkit)
  const font = await document.embedFont(await readFile(fontPath()), { subset: true })
  for (let index = 0; index < pages; index += 1) {
    const size = kind === 'drawing' ? (index % 5 === 4 ? a1 : a3) : a4
    const page = document.addPage([...size])
    if (kind === 'scan') {
      // As a scanner makes it: nothing else is on the page.
      page.drawImage(await document.embedJpg(await scan(index)), { width: a4[0], height: a4[1] })
      continue
    }
    page.drawRectangle({
      width: size[0],
      height: size[1],
      color: rgb(paper.r / 255, paper.g / 255, paper.b / 255),
    })
    if (kind === 'text') drawText(page, font, index)
    else drawPlan(page, index)
  }
  return document.save()
}

function drawText(page: PDFPage, font: PDFFont, index: number): void {
  page.drawText(`第${index + 1}　${heading(index)}`, { x: 60, y: 780, size: 16, font })
  const text = prose(index, 40)
  for (let row = 0; row < 36; row += 1) {
    const line = text.slice(row * 42, row * 42 + 42)
    page.drawText(line, { x: 60, y: 745 - row * 19, size: 11, font })
  }
}

/** A4 at 200 dpi in colour, with lines of grey specks as a scanner makes them. */
async function scan(index: number): Promise<Buffer> {
  const [width, height] = [1654, 2339]
  const pixels = Buffer.alloc(width * height * 3)
  const random = numbers(index + 1)
  for (let y = 0; y < height; y += 1) {
    const inLine = y > 150 && y < 2180 && y % 52 < 28
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3
      const isInk =
        inLine && x > 160 && x < 1500 && ((x * 7919 + Math.floor(y / 4) * 104729 + index) >> 3) % 5 < 2
      const noise = Math.floor(random() * 4)
      pixels[at] = isInk ? 50 + noise : paper.r - noise
      pixels[at + 1] = isInk ? 45 + noise : paper.g - noise
      pixels[at + 2] = isInk ? 45 + noise : paper.b - noise
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 30 })
    .toBuffer()
}

function drawPlan(page: PDFPage, index: number): void {
  const { width, height } = page.getSize()
  const random = numbers(index + 1)
  const operators = [PDFOperator.of(PDFOperatorNames.SetLineWidth, ['0.4'])]
  for (let stroke = 0; stroke < strokes; stroke += 1) {
    const [x, y] = [30 + random() * (width - 60), 30 + random() * (height - 60)]
    const [dx, dy] = stroke % 2 === 0 ? [random() * 120 - 60, 0] : [0, random() * 120 - 60]
    operators.push(
      PDFOperator.of(PDFOperatorNames.MoveTo, [x.toFixed(1), y.toFixed(1)]),
      PDFOperator.of(PDFOperatorNames.LineTo, [(x + dx).toFixed(1), (y + dy).toFixed(1)]),
      PDFOperator.of(PDFOperatorNames.StrokePath),
    )
  }
  page.pushOperators(...operators)
}
