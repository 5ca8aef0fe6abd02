import { createReadStream } from 'node:fs'
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  PDFContentStream,
  PDFCrossRefSection,
  type PDFDocument,
  PDFHeader,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFTrailer,
  PDFTrailerDict,
} from 'pdf-lib'

/**
 * Writes a document while it is put together: what is large (pictures, fonts and contents of copied pages) lies on the disk
 * as soon as it is there, so that no more than one attachment is in memory at a time.
 */
export class PdfSpool {
  readonly #document: PDFDocument
  readonly #file: FileHandle
  readonly #offsets: [PDFRef, number][] = []
  #at = 0

  private constructor(document: PDFDocument, file: FileHandle) {
    this.#document = document
    this.#file = file
  }

  static async open(document: PDFDocument, path: string): Promise<PdfSpool> {
    const spool = new PdfSpool(document, await open(path, 'w', 0o600))
    await spool.#write(bytesOf(PDFHeader.forVersion(1, 7)))
    await spool.#write(Buffer.from('\n\n'))
    return spool
  }

  /** Writes what pages brought along that were just copied; they can still be drawn upon. */
  async spill(pages: readonly PDFPage[]): Promise<void> {
    const { context } = this.#document
    for (const { node } of pages) {
      const contents = node.get(PDFName.of('Contents'))
      // As a list: who draws on the page later adds to it, and could not look at what is gone by then.
      if (contents instanceof PDFRef && context.lookup(contents) instanceof PDFStream)
        node.set(PDFName.of('Contents'), context.obj([contents]))
    }
    for (const [ref, object] of context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFRawStream)) continue
      await this.#put(ref, object)
      context.delete(ref)
    }
  }

  /** Writes the rest: fonts, pages, what was drawn; the document is of no use afterwards. */
  async finish(): Promise<void> {
    await this.#document.flush()
    const { context } = this.#document
    for (const [ref, object] of context.enumerateIndirectObjects()) await this.#put(ref, object)
    const table = PDFCrossRefSection.create()
    // In order: the table looks for the place of each entry that is not behind the last one.
    for (const [ref, offset] of this.#offsets.toSorted((a, b) => a[0].objectNumber - b[0].objectNumber))
      table.addEntry(ref, offset)
    const { Root, Info } = context.trailerInfo
    const trailer = PDFTrailerDict.of(
      context.obj({
        Size: context.largestObjectNumber + 1,
        ...(Root === undefined ? {} : { Root }),
        ...(Info === undefined ? {} : { Info }),
      }),
    )
    const start = this.#at
    await this.#write(bytesOf(table))
    await this.#write(Buffer.from('\n'))
    await this.#write(bytesOf(trailer))
    await this.#write(Buffer.from('\n\n'))
    await this.#write(bytesOf(PDFTrailer.forLastCrossRefSectionOffset(start)))
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  async #put(ref: PDFRef, object: PDFObject): Promise<void> {
    this.#offsets.push([ref, this.#at])
    // Its length is known only once it is packed, which asking for its size does.
    if (object instanceof PDFContentStream) object.sizeInBytes()
    await this.#write(Buffer.from(`${ref.objectNumber} ${ref.generationNumber} obj\n`))
    await this.#write(bytesOf(object))
    await this.#write(Buffer.from('\nendobj\n\n'))
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await this.#file.writeFile(bytes)
    this.#at += bytes.byteLength
  }
}

/**
 * The bytes of a document that `fill` puts together; the scratch file it is written to goes when they were read, or nobody
 * reads on.
 */
export async function* spooled(
  document: PDFDocument,
  fill: (spool: PdfSpool) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-pdf-'))
  try {
    const path = join(folder, 'spool.pdf')
    const spool = await PdfSpool.open(document, path)
    try {
      await fill(spool)
      await spool.finish()
    } finally {
      await spool.close()
    }
    yield* createReadStream(path) as AsyncIterable<Uint8Array>
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function bytesOf(it: {
  sizeInBytes(): number
  copyBytesInto(buffer: Uint8Array, offset: number): number
}): Uint8Array {
  const bytes = new Uint8Array(it.sizeInBytes())
  it.copyBytesInto(bytes, 0)
  return bytes
}
