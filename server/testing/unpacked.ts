import { mkdir, open, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import yauzl from 'yauzl'

/** The files of a zip, written into a folder. */
export async function unpack(zip: string, into: string): Promise<readonly string[]> {
  const file = await yauzl.openPromise(zip)
  const paths: string[] = []
  for await (const entry of file.eachEntry()) {
    const path = join(into, entry.fileName)
    await mkdir(dirname(path), { recursive: true })
    const chunks: Buffer[] = []
    for await (const chunk of await file.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    await writeFile(path, Buffer.concat(chunks))
    paths.push(entry.fileName)
  }
  return paths
}

/** A PDF that is no PDF/A. */
export async function plainPdf(): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.addPage([200, 200])
  return Buffer.from(await document.save())
}

/** Turns one bit of a file over. */
export async function flip(path: string): Promise<void> {
  const file = await open(path, 'r+')
  const byte = Buffer.alloc(1)
  await file.read(byte, 0, 1, 0)
  byte[0] = (byte[0] ?? 0) ^ 1
  await file.write(byte, 0, 1, 0)
  await file.close()
}
