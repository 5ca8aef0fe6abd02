import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { test } from 'tap'
import { childrenOf } from '../../testing/processes.ts'
import { createPageRenderer } from './page-renderer.ts'

/** The page processes that this process keeps. */
async function readers(): Promise<number[]> {
  const children = await childrenOf(process.pid)
  return children.filter((it) => it.command.includes('page-child')).map((it) => it.pid)
}

test(
  'one process reads many PDFs and texts; a picture has one of its own',
  { timeout: 180_000 },
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'kessai-reader-test-'))
    const renderer = await createPageRenderer({ allowUnsandboxed: false })
    t.teardown(async () => {
      await renderer.close()
      await rm(folder, { recursive: true, force: true })
    })
    const write = async (name: string, bytes: string | Uint8Array): Promise<string> => {
      await writeFile(join(folder, name), bytes)
      return join(folder, name)
    }
    const widthOf = async (path: string, kind: string): Promise<number | undefined> => {
      let width: number | undefined
      const page = async (it: { readonly widthPt: number }): Promise<void> => void (width = it.widthPt)
      await renderer.render({ path, kind }, { pdf: async () => {}, about: async () => {}, page })
      return width
    }
    const pdfOf = async (widthPt: number): Promise<string> => {
      const document = await PDFDocument.create()
      document.addPage([widthPt, 300])
      return write(`${widthPt}.pdf`, await document.save())
    }

    t.equal(await widthOf(await pdfOf(201), 'pdf'), 201)
    const [reader] = await readers()
    t.ok(reader !== undefined)
    await widthOf(await write('note.txt', '覚え'), 'text')
    await t.rejects(widthOf(await write('broken.pdf', '%PDF-1.7 nothing'), 'pdf'), { code: 'damaged' })
    const png = sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } }).png()
    await widthOf(await write('dot.png', await png.toBuffer()), 'png')
    t.same(await readers(), [reader], 'the same one after a picture, a text and a damaged file')

    for (let widthPt = 202; widthPt < 250; widthPt += 1) {
      t.equal(await widthOf(await pdfOf(widthPt), 'pdf'), widthPt)
    }
    const [another] = await readers()
    t.not(another, reader, 'after fifty files it makes room for a new one')
  },
)
