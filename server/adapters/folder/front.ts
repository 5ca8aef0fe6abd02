import { PDFDocument, type PDFPage, rgb } from 'pdf-lib'
import { a4 } from '../converter/draw-text.ts'
import { type JapaneseFont, embedJapaneseFont } from '../converter/japanese-font.ts'
import { wrap } from '../converter/wrap-text.ts'
import type { Member, Missing } from './member.ts'

/** A file with where its pages are in the whole, or why it has none. */
export type Placed = Member & {
  readonly pageCount: number
  /** What its pages do not show, as sentences. */
  readonly remarks: readonly string[]
}

const reasons: Readonly<Record<Missing, string>> = {
  encrypted: 'パスワードが付いているため、表示できません。',
  damaged: '中身を読み取れないため、表示できません。',
  timeout: '変換に時間がかかりすぎたため、表示できません。',
  too_large: '大きすぎるため、表示できません。',
  too_many: '件数が多いため、表示していません。',
  too_deep: '入れ子が深いため、開いていません。',
  link: 'ほかのファイルへのリンクのため、開いていません。',
  not_shown: 'この形式は、ページとして表示できません。',
  failed: '変換できなかったため、表示できません。',
}
const instead = '元のファイルをダウンロードして確かめてください。'

const marginPt = 56
const right = a4.shortPt - marginPt
const grey = rgb(0.42, 0.42, 0.46)
const line = rgb(0.78, 0.78, 0.8)

/** Sheets that go between the files: the list of a folder, and a strip before each file that says which one begins. */
export type Front = {
  readonly pdf: Uint8Array
  /** Sheets of the list, which come first; the strips follow, one for each file. */
  readonly listSheets: number
}

/**
 * Draws the list and the strips. A mail names its files in its words and needs no list; page numbers are those of the whole.
 */
export async function drawFront(
  placed: readonly Placed[],
  options: { readonly list: boolean; readonly uncounted: number },
): Promise<Front> {
  const document = await PDFDocument.create()
  const type = await embedJapaneseFont(document)
  // Where a file begins depends on how many sheets the list takes: laid out once without drawing to know.
  const listSheets = options.list ? drawList(undefined, type, placed, 0, options.uncounted) : 0
  if (options.list) drawList(document, type, placed, listSheets, options.uncounted)
  for (const [index, it] of placed.entries()) {
    if (hasStrip(it)) drawStrip(document, type, it, index, placed.length)
  }
  return { pdf: await document.save(), listSheets }
}

/** What comes after too many is in the list only. */
export function hasStrip(it: Placed): boolean {
  return it.missing !== 'too_many'
}

/** Answers how many sheets it takes; without a document nothing is drawn. */
function drawList(
  document: PDFDocument | undefined,
  type: JapaneseFont,
  placed: readonly Placed[],
  sheets: number,
  uncounted: number,
): number {
  const size = 9
  const columns = { number: marginPt, name: marginPt + 30, size: 364, date: 424, page: right }
  let count = 1
  let page = document?.addPage([a4.shortPt, a4.longPt])
  let y = a4.longPt - marginPt - 14
  text(page, type, 'このファイルの中身', marginPt, y, 14)
  y -= 20
  const total = placed.reduce((sum, it) => sum + it.sizeBytes, 0)
  const missing = placed.filter((it) => it.missing !== undefined).length
  const counted = `${placed.length + uncounted}件・合計${bytesText(total)}`
  text(
    page,
    type,
    missing === 0 ? counted : `${counted}・うち表示できないもの${missing}件`,
    marginPt,
    y,
    size,
    grey,
  )
  y -= 22
  let next = sheets + 1
  for (const [index, it] of placed.entries()) {
    const names = wrap(type.printable(it.path.join('／')), columns.size - columns.name - 8, (part) =>
      type.width(part, size),
    )
    const height = names.length * 13 + 5
    if (y - height < marginPt) {
      count += 1
      page = document?.addPage([a4.shortPt, a4.longPt])
      y = a4.longPt - marginPt
    }
    page?.drawLine({
      start: { x: marginPt, y: y + 4 },
      end: { x: right, y: y + 4 },
      thickness: 0.4,
      color: line,
    })
    const top = y - size + 1
    text(page, type, String(index + 1), columns.number, top, size, grey)
    for (const [at, name] of names.entries()) text(page, type, name, columns.name, top - at * 13, size)
    textLeftOf(page, type, bytesText(it.sizeBytes), columns.date - 12, top, size)
    text(page, type, it.modified, columns.date, top, 8, grey)
    const where = it.missing === undefined ? `${next}ページ` : '－'
    textLeftOf(page, type, where, columns.page, top, size)
    next += (hasStrip(it) ? 1 : 0) + it.pageCount
    y -= height
  }
  if (uncounted > 0) text(page, type, `ほか${uncounted}件`, columns.name, y - size, size, grey)
  return count
}

/** A slim sheet: which file begins, how large it is, of when; and why there is nothing of it to see. */
function drawStrip(
  document: PDFDocument,
  type: JapaneseFont,
  it: Placed,
  index: number,
  count: number,
): void {
  const width = right - marginPt
  const said = [
    ...(it.missing === undefined ? [] : [`${reasons[it.missing]}${instead}`]),
    ...it.remarks,
  ].flatMap((sentence) => wrap(type.printable(sentence), width, (part) => type.width(part, 9)))
  const names = wrap(type.printable(it.path.join('／')), width - 60, (part) => type.width(part, 11))
  const height = 42 + names.length * 16 + said.length * 14
  const page = document.addPage([a4.shortPt, height])
  page.drawRectangle({ x: 0, y: 0, width: a4.shortPt, height, color: rgb(0.955, 0.955, 0.965) })
  page.drawRectangle({
    x: 0,
    y: 0,
    width: 5,
    height,
    color: it.missing === undefined ? rgb(0.2, 0.3, 0.55) : rgb(0.72, 0.2, 0.15),
  })
  let y = height - 24
  text(page, type, `${index + 1}／${count}`, marginPt - 30, y, 9, grey)
  for (const name of names) {
    text(page, type, name, marginPt + 16, y, 11)
    y -= 16
  }
  const pages = it.missing === undefined ? `${it.pageCount}ページ` : ''
  const facts = [bytesText(it.sizeBytes), it.modified, pages].filter((fact) => fact !== '').join('　')
  text(page, type, facts, marginPt + 16, y, 8.5, grey)
  for (const sentence of said) {
    y -= 14
    text(page, type, sentence, marginPt + 16, y, 9, rgb(0.6, 0.14, 0.1))
  }
}

function text(
  page: PDFPage | undefined,
  type: JapaneseFont,
  words: string,
  x: number,
  y: number,
  size: number,
  color = rgb(0.08, 0.09, 0.15),
): void {
  const shown = type.printable(words)
  if (shown.trim() !== '') page?.drawText(shown, { x, y, size, font: type.font, color })
}

function textLeftOf(
  page: PDFPage | undefined,
  type: JapaneseFont,
  words: string,
  x: number,
  y: number,
  size: number,
): void {
  text(page, type, words, x - type.width(words, size), y, size)
}

function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
