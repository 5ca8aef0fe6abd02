import { type PDFDocument, PDFRef, PDFStream } from 'pdf-lib'
import { name } from './geometry.ts'
import { decodedBytes, packed } from './streams.ts'

function metadataOf(document: PDFDocument): string | undefined {
  const stream = document.catalog.lookup(name('Metadata'))
  const bytes = stream instanceof PDFStream ? decodedBytes(stream) : undefined
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

/** Which PDF/A a document says it is: `2B`; undefined when it says nothing. */
export function claimOf(document: PDFDocument): string | undefined {
  const text = metadataOf(document) ?? ''
  const valueOf = (key: string): string =>
    new RegExp(`pdfaid:${key}(?:>|\\s*=\\s*["'])\\s*([0-9A-Za-z]+)`).exec(text)?.[1] ?? ''
  const said = `${valueOf('part')}${valueOf('conformance')}`
  return said === '' ? undefined : said
}

/** A changed file does not say of itself any more what nobody has checked. */
export function dropClaim(document: PDFDocument): void {
  if (claimOf(document) === undefined) return
  const ref = document.catalog.get(name('Metadata'))
  const stream = document.catalog.lookup(name('Metadata'))
  if (!(stream instanceof PDFStream) || !(ref instanceof PDFRef)) return
  const left = (metadataOf(document) ?? '')
    .replaceAll(/<pdfaid:(part|conformance|rev|amd)>[^<]*<\/pdfaid:\1>/g, '')
    .replaceAll(/\spdfaid:(?:part|conformance|rev|amd)\s*=\s*(["'])[^"']*\1/g, '')
  document.context.assign(ref, packed(document.context, Buffer.from(left), stream.dict.entries()))
}
