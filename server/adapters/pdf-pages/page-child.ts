import { readFile, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { type OpenPdf, openPdf } from './pdfium.ts'
import type { ChildLine } from './page-lines.ts'

/**
 * A process for one file: draws pictures and text as a PDF, and tells everything about the pages of a PDF, one JSON line
 * each. It runs in the sandbox, and is killed when it hangs; nothing it reads can hurt the worker.
 *
 * Arguments: kind, source file, PDF to write, largest number of pages, width of the first page's picture in px.
 */
async function main([kind, source, target, maxPagesText, pictureText]: readonly string[]): Promise<void> {
  if (kind === undefined || source === undefined || target === undefined)
    throw new Error('kind, source, target')
  const maxPages = Number(maxPagesText)
  const bytes = await readFile(source)
  const drawn = await draw(kind, bytes, maxPages)
  const pdf = await openPdf(drawn ?? bytes)
  if (pdf.pageCount > maxPages) throw new RenderFailure('too_large', `${pdf.pageCount} pages`)
  const made = drawn ?? (pdf.encrypted ? await decrypted(bytes) : undefined)
  if (made !== undefined) await writeFile(target, made)
  await say({ type: 'pdf', made: made !== undefined, pageCount: pdf.pageCount })
  for (let index = 0; index < pdf.pageCount; index += 1) {
    await say(await pageLine(pdf, index, index === 0 ? Number(pictureText) : undefined))
  }
}

async function decrypted(bytes: Uint8Array): Promise<Uint8Array> {
  const { decryptPdf } = await import('../converter/decrypt-pdf.ts')
  return decryptPdf(bytes)
}

/** The PDF of a picture or a text; undefined for what is a PDF already, and then nothing of all this is loaded. */
async function draw(kind: string, bytes: Buffer, maxPages: number): Promise<Uint8Array | undefined> {
  if (kind === 'pdf') return undefined
  if (!['text', 'csv', 'eml'].includes(kind)) {
    const { drawImage } = await import('../converter/draw-image.ts')
    return drawImage(bytes, kind, maxPages)
  }
  const { drawCsv, drawText } = await import('../converter/draw-text.ts')
  if (kind === 'eml') {
    const { mailText } = await import('../converter/mail-text.ts')
    return drawText(mailText(bytes), maxPages)
  }
  const { decodeText } = await import('../converter/decode-text.ts')
  return (kind === 'csv' ? drawCsv : drawText)(decodeText(bytes), maxPages)
}

async function pageLine(pdf: OpenPdf, pageIndex: number, pictureWidthPx?: number): Promise<ChildLine> {
  // A page that PDFium cannot read keeps its place and its size; the others stay readable.
  const runs = await pdf.runs(pageIndex).catch(() => [])
  const placeholder = await pdf.placeholder(pageIndex).catch(() => undefined)
  const picture =
    pictureWidthPx === undefined
      ? undefined
      : await pdf.picture(pageIndex, pictureWidthPx).catch(() => undefined)
  return {
    type: 'page',
    pageIndex,
    ...pdf.size(pageIndex),
    body: runs.map((run) => run.text).join('\n'),
    runs: gzipSync(JSON.stringify(runs)).toString('base64'),
    ...(placeholder === undefined ? {} : { placeholder: placeholder.toString('base64') }),
    ...(picture === undefined ? {} : { picture: picture.toString('base64') }),
  }
}

/** Waits until the line is taken, so that a slow reader does not fill our memory. */
function say(line: ChildLine): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(`${JSON.stringify(line)}\n`, (error) => (error ? reject(error) : resolve())),
  )
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  const failure = error instanceof RenderFailure ? error : new RenderFailure('internal', String(error))
  await say({ type: 'failure', code: failure.code, detail: failure.detail.slice(0, 1000) })
}
// PDFium and sharp keep threads; what had to be said is said.
process.exit(0)
