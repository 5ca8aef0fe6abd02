import { PDFDocument } from 'pdf-lib'

/** The same PDF without encryption, for one that opens without a password: its owner allowed reading. */
export async function decryptPdf(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { password: '', updateMetadata: false })
  return document.save()
}
