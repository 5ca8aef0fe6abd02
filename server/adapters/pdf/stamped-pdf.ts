import { readFile } from 'node:fs/promises'
import { PDFDocument, type PDFPage, degrees } from 'pdf-lib'
import type { MakeStampedPdf, StampedCase } from '../../usecases/ports.ts'
import { type ListedAttachment, drawCover } from './cover.ts'
import { Pen, faint, ink, rule } from './pen.ts'
import { type TypeCase, openTypeCase } from './type-case.ts'

const a4 = [595.28, 841.89] as const

type Part = { readonly pages: readonly PDFPage[]; readonly missing?: string }

/** The 決裁文書PDF: cover sheet with all seals, then every attachment, numbered through. */
export const makeStampedPdf: MakeStampedPdf = async (stamped) => {
  const document = await PDFDocument.create()
  document.setTitle(stamped.title)
  document.setSubject(stamped.number)
  document.setLanguage('ja')
  document.setProducer('Kessai')
  document.setCreator('Kessai')
  const type = await openTypeCase(document)
  const parts: Part[] = []
  for (const attachment of stamped.attachments) parts.push(await partOf(document, attachment))
  const listed = await listOf(type, stamped, parts)
  drawCover(document, type, stamped, listed)
  for (const [index, part] of parts.entries()) {
    if (part.missing === undefined) for (const page of part.pages) document.addPage(page)
    else drawMissing(document, type, stamped, index, part.missing)
  }
  numberPages(document, type, stamped.number)
  return document.save({ useObjectStreams: true })
}

/** The pages of an attachment, copied; a rendition that cannot be read gets a page that says so. */
async function partOf(document: PDFDocument, attachment: StampedCase['attachments'][number]): Promise<Part> {
  if (attachment.pdfPath === undefined) return { pages: [], missing: attachment.missing ?? '' }
  try {
    // The empty password opens what is only restricted, not locked.
    const source = await PDFDocument.load(await readFile(attachment.pdfPath), {
      password: '',
      updateMetadata: false,
    })
    const pages = await document.copyPages(source, source.getPageIndices())
    return { pages }
  } catch {
    return {
      pages: [],
      missing: 'ページを読み取れませんでした。元のファイルをKessaiからダウンロードして読んでください。',
    }
  }
}

/**
 * The list stands on the cover and says where each attachment begins, which depends on how many sheets the cover
 * takes: drawn once on scrap paper to know.
 */
async function listOf(
  type: TypeCase,
  stamped: StampedCase,
  parts: readonly Part[],
): Promise<readonly ListedAttachment[]> {
  const scrap = await PDFDocument.create()
  const withPages = (sheets: number) => {
    let next = sheets + 1
    return stamped.attachments.map((it, index) => {
      const part = parts[index]
      const count = part === undefined || part.missing !== undefined ? 1 : part.pages.length
      const listed = {
        name: it.name,
        kindName: it.kindName,
        pages: part?.missing === undefined ? `${count}枚` : '－',
        firstPage: next,
      }
      next += count
      return listed
    })
  }
  return withPages(drawCover(scrap, type, stamped, withPages(0)))
}

function drawMissing(
  document: PDFDocument,
  type: TypeCase,
  stamped: StampedCase,
  index: number,
  missing: string,
): void {
  const attachment = stamped.attachments[index]
  const page = document.addPage([...a4])
  const pen = new Pen(page, type)
  pen.box(70, 300, a4[0] - 140, 130, { line: rule })
  const size = { size: 12, maxWidth: a4[0] - 180 }
  pen.textMiddle(`添付${index + 1}　${attachment?.name ?? ''}`, a4[0] / 2, 345, {
    ...size,
    weight: 'bold',
    color: ink,
  })
  pen.textMiddle('このファイルはここに印刷できません。', a4[0] / 2, 375, { ...size, size: 10.5 })
  pen.textMiddle(missing, a4[0] / 2, 397, { ...size, size: 9, color: faint })
}

/** `n / N` and the number of the case at the foot of every page, whichever way the page is turned. */
function numberPages(document: PDFDocument, type: TypeCase, number: string): void {
  const pages = document.getPages()
  for (const [index, page] of pages.entries()) {
    const text = `${number}　　${index + 1} / ${pages.length}`
    const size = 7.5
    const { x, y, width, height } = page.getCropBox()
    const turned = ((page.getRotation().angle % 360) + 360) % 360
    const across = turned % 180 === 0 ? width : height
    // From the left edge of the foot as one sees it, along the foot.
    const along = (across - type.widthOf(text, 'regular') * size) / 2
    const up = 14
    let [px, py] = [x + along, y + up]
    if (turned === 90) [px, py] = [x + width - up, y + along]
    else if (turned === 180) [px, py] = [x + width - along, y + height - up]
    else if (turned === 270) [px, py] = [x + up, y + height - along]
    for (const run of type.runs(text, 'regular')) {
      if ('missing' in run) continue
      page.drawText(run.text, { x: px, y: py, size, font: run.font, color: faint, rotate: degrees(turned) })
      const step = run.width * size
      if (turned === 90) py += step
      else if (turned === 180) px -= step
      else if (turned === 270) py -= step
      else px += step
    }
  }
}
