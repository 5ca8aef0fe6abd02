import { RenderFailure } from '../../usecases/render-failure.ts'
import { openDocument, openEngine } from './pdfium.ts'

/** 35 m, and a thousand times as long as wide: nobody's drawing, and nothing to lay on a desk. */
const largest = { pt: 100_000, ratio: 1000 } as const

/** Of a file with more such pages nothing is made. */
const mostStandIns = 20

type Size = { readonly widthPt: number; readonly heightPt: number }

/**
 * Indexes of the pages that have no size anybody could show. Throws `RenderFailure` (damaged, too_large) when there is no
 * other page, or there are too many of them.
 */
export function pagesOutOfSize(sizes: readonly Size[]): readonly number[] {
  const found = [...sizes.keys()].filter((index) => whyNot(sizes[index]) !== undefined)
  const [first] = found
  if (first !== undefined && (found.length === sizes.length || found.length > mostStandIns))
    throw new RenderFailure(whyNot(sizes[first]) ?? 'damaged', `page ${first}`)
  return found
}

function whyNot(size: Size | undefined): 'damaged' | 'too_large' | undefined {
  const { widthPt, heightPt } = size ?? { widthPt: 0, heightPt: 0 }
  const [short, long] = [Math.min(widthPt, heightPt), Math.max(widthPt, heightPt)]
  if (!(short > 0)) return 'damaged'
  return long > largest.pt || long > short * largest.ratio ? 'too_large' : undefined
}

/** A PDF in which a sheet stands in for each of these pages and says that it does; all other pages are as they were. */
export async function withStandIns(bytes: Uint8Array, pageIndexes: readonly number[]): Promise<Uint8Array> {
  // With its fonts and everything to write a PDF: no other file waits for that.
  const { drawText } = await import('../converter/draw-text.ts')
  const { engine, module } = await openEngine()
  const document = await openDocument(engine, 'document', bytes)
  for (const index of pageIndexes) {
    const sheet = await openDocument(engine, 'sheet', await drawText(standInText(index + 1), 1))
    const [into, from] = ['document', 'sheet'].map((it) => engine.cache.getContext(it)?.docPtr ?? 0)
    if (into === undefined || from === undefined) throw new Error('a document vanished')
    module.FPDFPage_Delete(into, index)
    if (!module.FPDF_ImportPages(into, from, '1', index)) throw new Error(`page ${index} has no stand-in`)
    await engine.closeDocument(sheet).toPromise()
  }
  return new Uint8Array(await engine.saveAsCopy(document).toPromise())
}

function standInText(pageNumber: number): string {
  return [
    `${pageNumber}ページは、用紙の大きさを表示できないため、ここに示していません。`,
    '元のファイルをダウンロードして確かめてください。',
  ].join('\n')
}
