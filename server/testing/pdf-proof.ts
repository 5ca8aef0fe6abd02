import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PDFDocument, PDFStream } from 'pdf-lib'
import sharp from 'sharp'
import { decodedBytes } from '../adapters/editing/pdf/streams.ts'

const run = promisify(execFile)
const roomy = { maxBuffer: 256 * 1024 * 1024 }

/** What other programs find in a PDF. */
export type Proof = {
  /** poppler's text of all pages. */
  readonly text: string
  /** Every object and every stream that can be unpacked, one byte a letter. */
  readonly raw: string
  /** Poppler's pictures of the images inside. */
  readonly images: readonly Buffer[]
  /** A part of a page as poppler draws it: grey values at 144 dots per inch, from the page's top left in points. */
  readonly crop: (page: number, box: readonly [number, number, number, number]) => Promise<Buffer>
}

export async function proofOf(bytes: Uint8Array): Promise<Proof> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-proof-'))
  const at = (name: string): string => join(folder, name)
  try {
    await writeFile(at('a.pdf'), bytes)
    await run('qpdf', ['--check', at('a.pdf')])
    const unpack = ['--qdf', '--object-streams=disable', '--decode-level=all', '--preserve-unreferenced']
    await run('qpdf', [...unpack, at('a.pdf'), at('b.pdf')])
    const { stdout } = await run('pdftotext', [at('a.pdf'), '-'], roomy)
    await run('pdfimages', ['-png', at('a.pdf'), at('image')])
    const names = (await readdir(folder)).filter((it) => it.startsWith('image'))
    return {
      text: stdout,
      raw: (await readFile(at('b.pdf'))).toString('latin1'),
      images: await Promise.all(names.map((it) => readFile(at(it)))),
      crop: (page, box) => cropOf(bytes, page, box),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function cropOf(
  bytes: Uint8Array,
  page: number,
  box: readonly [number, number, number, number],
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-crop-'))
  try {
    await writeFile(join(folder, 'a.pdf'), bytes)
    const [x, y, width, height] = box.map((it) => String(Math.round(it * 2)))
    const place = ['-x', x ?? '', '-y', y ?? '', '-W', width ?? '', '-H', height ?? '']
    const pages = ['-f', String(page), '-l', String(page)]
    await run('pdftoppm', [
      '-r',
      '144',
      '-png',
      '-singlefile',
      ...pages,
      ...place,
      join(folder, 'a.pdf'),
      join(folder, 'c'),
    ])
    return await sharp(join(folder, 'c.png')).greyscale().raw().toBuffer()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Whether bytes stand in a file as it is, or in any of its objects unpacked, led to or not. */
export async function holds(file: Uint8Array, part: Uint8Array): Promise<boolean> {
  const { context } = await PDFDocument.load(file, { updateMetadata: false })
  const streams = context
    .enumerateIndirectObjects()
    .flatMap(([, it]) => (it instanceof PDFStream ? [it] : []))
  const read = streams.flatMap((it) => [it.getContents(), decodedBytes(it) ?? new Uint8Array()])
  return [file, ...read].some((it) => Buffer.from(it).includes(Buffer.from(part)))
}

/** Every way in which words could stand in the bytes of a PDF: as they are, in UTF-16, and that in hexadecimal with or without gaps. */
export function traces(raw: string, words: string): readonly string[] {
  const wide = Buffer.from(words, 'utf16le').swap16()
  const hex = wide.toString('hex')
  const ways: readonly (readonly [string, RegExp | string])[] = [
    ['latin', words],
    ['utf-8', Buffer.from(words).toString('latin1')],
    ['utf-16', wide.toString('latin1')],
    ['hex', new RegExp(hex, 'i')],
    // One after the other in a table from codes to letters.
    ['table', new RegExp((hex.match(/.{4}/g) ?? []).map((it) => `<${it}>`).join('\\s*(?:<\\w+>)?\\s*'), 'i')],
  ]
  return ways
    .filter(([, it]) => (typeof it === 'string' ? raw.includes(it) : it.test(raw)))
    .map(([name]) => name)
}
