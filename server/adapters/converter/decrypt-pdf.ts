import { PDFDocument } from 'pdf-lib'

/** The same PDF without encryption, for one that opens without a password: its owner allowed reading. */
export async function decryptPdf(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { password: '', updateMetadata: false })
  // What was decrypted in memory would otherwise be written with the old lock named in its trailer.
  delete document.context.trailerInfo.Encrypt
  return document.save()
}
