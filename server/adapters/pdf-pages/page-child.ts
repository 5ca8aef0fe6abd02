import { readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { gzipSync } from 'node:zlib'
import { RenderFailure } from '../../usecases/render-failure.ts'
import type { BindingPlan } from '../folder/bind.ts'
import { pageBody } from './page-body.ts'
import { type OpenPdf, openPdf, prepareEngine } from './pdfium.ts'
import { pagesOutOfSize, withStandIns } from './stand-in-pages.ts'
import type { ChildLine, PageOrder, RemarksOrder } from './page-lines.ts'

/**
 * Reads files: draws pictures and text as a PDF, and tells everything about the pages of a PDF, one JSON line each. It
 * runs in the sandbox, and is killed when it hangs; nothing it reads can hurt the worker. It takes one order a line
 * (page-lines.ts), each with a PDFium of its own, and ends with its input. Whoever starts it decides how many files it
 * gets: see page-reader.ts.
 */
async function obey(order: PageOrder): Promise<void> {
  const { kind, source, target, maxPages, pictureWidthPx } = order
  const bytes = await readFile(source)
  const bound = kind === 'folder' ? await boundOf(source, bytes, maxPages) : undefined
  const drawn = bound?.pdf ?? (await draw(kind, bytes, maxPages))
  const first = await open(drawn ?? bytes)
  if (first.pageCount > maxPages) throw new RenderFailure('too_large', `${first.pageCount} pages`)
  const hidden = pagesOutOfSize(sizesOf(first))
  const own = drawn ?? (first.encrypted ? await decrypted(bytes) : undefined)
  const made = hidden.length === 0 ? own : await withStandIns(own ?? bytes, hidden)
  const pdf = hidden.length === 0 || made === undefined ? first : await open(made)
  if (made !== undefined) await writeFile(target, made)
  const sizes = sizesOf(pdf).flatMap((it) => [it.widthPt, it.heightPt])
  await say({ type: 'pdf', made: made !== undefined, sizes })
  const remarks = bound?.remarks ?? order.remarks ?? pdf.remarks()
  const missing = hidden.length === 0 ? [] : [`pages_not_shown:${hidden.length}`]
  await say({ type: 'about', remarks: [...missing, ...remarks], outline: pdf.outline() })
  // Pictures are packed by other threads, while PDFium reads the next pages.
  const begun: Promise<ChildLine>[] = []
  const sayNext = async (): Promise<void> => {
    const line = begun.shift()
    if (line !== undefined) await say(await line)
  }
  for (let index = 0; index < pdf.pageCount; index += 1) {
    begun.push(pageLine(pdf, index, index === 0 ? pictureWidthPx : undefined))
    if (begun.length === pagesAtOnce) await sayNext()
  }
  while (begun.length > 0) await sayNext()
  const skeleton = pdf.skeleton()?.toString('base64')
  await say({ type: 'end', ...(skeleton === undefined ? {} : { skeleton }) })
}

function sizesOf(pdf: OpenPdf): ReturnType<OpenPdf['size']>[] {
  return Array.from({ length: pdf.pageCount }, (_, index) => pdf.size(index))
}

const opened: OpenPdf[] = []

async function open(bytes: Uint8Array): Promise<OpenPdf> {
  const pdf = await openPdf(bytes)
  opened.push(pdf)
  return pdf
}

/** Lets go of what a file has opened; a PDFium that its file has broken goes by itself, later. */
async function closeAll(): Promise<void> {
  for (const pdf of opened.splice(0)) await pdf.close().catch(() => undefined)
}

/** What is read and not yet said: enough to go on while the picture of the first page is packed. */
const pagesAtOnce = 16

/** A look through everything takes longer than a small file. */
const tidyFromBytes = 250_000_000

/** Everything in a container as one PDF; `source` is the plan, and its files lie beside it. */
async function boundOf(
  source: string,
  bytes: Buffer,
  maxPages: number,
): Promise<{ readonly pdf: Uint8Array; readonly remarks: readonly string[] }> {
  const { bind } = await import('../folder/bind.ts')
  const plan = JSON.parse(bytes.toString()) as BindingPlan
  const { pdf, missing } = await bind(plan, dirname(source), maxPages, draw)
  return { pdf, remarks: missing === 0 ? [] : [`inside_not_shown:${missing}`] }
}

async function decrypted(bytes: Uint8Array): Promise<Uint8Array> {
  const { decryptPdf } = await import('../converter/decrypt-pdf.ts')
  return decryptPdf(bytes)
}

/** Says what a file of LibreOffice tells about itself; nothing when it cannot be read. */
async function sayRemarks({ source, of }: RemarksOrder): Promise<void> {
  const { remarksOf } = await import('../remarks/remarks-of.ts')
  await say({ type: 'remarks', remarks: await remarksOf(source, of).catch(() => []) })
}

/** The PDF of a picture or a text; undefined for what is a PDF already, and then nothing of all this is loaded. */
async function draw(kind: string, bytes: Buffer, maxPages: number): Promise<Uint8Array | undefined> {
  if (kind === 'pdf') return undefined
  if (kind !== 'text' && kind !== 'csv') {
    const { drawImage } = await import('../converter/draw-image.ts')
    return drawImage(bytes, kind, maxPages)
  }
  const { drawCsv, drawText } = await import('../converter/draw-text.ts')
  const { decodeText } = await import('../converter/decode-text.ts')
  return (kind === 'csv' ? drawCsv : drawText)(decodeText(bytes), maxPages)
}

async function pageLine(pdf: OpenPdf, pageIndex: number, pictureWidthPx?: number): Promise<ChildLine> {
  // A page that PDFium cannot read keeps its place and its size; the others stay readable.
  const runs = await pdf.runs(pageIndex).catch(() => [])
  const scan = scanOn(pdf, pageIndex)
  const placeholder = await pdf.placeholder(pageIndex).catch(() => undefined)
  const picture =
    pictureWidthPx === undefined
      ? undefined
      : await pdf.picture(pageIndex, pictureWidthPx).catch(() => undefined)
  return {
    type: 'page',
    pageIndex,
    ...pdf.size(pageIndex),
    body: pageBody(runs),
    runs: gzipSync(JSON.stringify(runs)).toString('base64'),
    ...(scan === undefined ? {} : { scan }),
    ...(placeholder === undefined ? {} : { placeholder: placeholder.toString('base64') }),
    ...(picture === undefined ? {} : { picture: picture.toString('base64') }),
  }
}

/** A page that cannot be looked at is no plain scan. */
function scanOn(pdf: OpenPdf, pageIndex: number): ReturnType<OpenPdf['plainScan']> {
  try {
    return pdf.plainScan(pageIndex)
  } catch {
    return undefined
  }
}

/** Waits until the line is taken, so that a slow reader does not fill our memory. */
function say(line: ChildLine): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(`${JSON.stringify(line)}\n`, (error) => (error ? reject(error) : resolve())),
  )
}

for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  try {
    const order = JSON.parse(text) as PageOrder | RemarksOrder
    await ('of' in order ? sayRemarks(order) : obey(order))
  } catch (error) {
    const failure = error instanceof RenderFailure ? error : new RenderFailure('internal', String(error))
    await say({ type: 'failure', code: failure.code, detail: failure.detail.slice(0, 1000) })
  }
  // The memory of the last PDFium goes, and the next one is there before its file.
  await closeAll()
  if (process.memoryUsage().external > tidyFromBytes) globalThis.gc?.()
  await prepareEngine()
}
// PDFium and sharp keep threads; what had to be said is said.
process.exit(0)
