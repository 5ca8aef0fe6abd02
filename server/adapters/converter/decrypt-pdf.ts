import { PDFDocument, PDFInvalidObject, PDFName, PDFRawStream } from 'pdf-lib'

/** The same PDF without encryption, for one that opens without a password: its owner allowed reading. */
export async function decryptPdf(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { password: '', updateMetadata: false })
  const { context } = document
  delete context.trailerInfo.Encrypt
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    // The old tables of contents would be copied along, and the lock they name with them. They are not encrypted, so
    // that decrypting has made one of them unreadable.
    const type = object instanceof PDFRawStream ? object.dict.get(PDFName.of('Type')) : undefined
    const isTable = type === PDFName.of('XRef') || type === PDFName.of('ObjStm')
    if (isTable || object instanceof PDFInvalidObject) context.delete(ref)
  }
  return document.save()
}
