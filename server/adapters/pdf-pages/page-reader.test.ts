import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { test } from 'tap'
import { childrenOf } from '../../testing/processes.ts'
import { findSandbox } from '../converter/sandbox.ts'
import { createPageRenderer } from './page-renderer.ts'
import { startPageReader } from './page-reader.ts'

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
  },
)

test('after so many orders, or half of what it may work, a process makes room for a new one', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-reader-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const [short, long] = [join(folder, 'short.txt'), join(folder, 'long.txt')]
  await writeFile(short, '覚え')
  await writeFile(long, '覚え書きの一行\n'.repeat(3_000))
  const sandbox = await findSandbox()
  /** How many files one reads until it is done, and their pages. */
  const readAll = async (path: string, limits: { timeoutMs: number; ordersEach?: number }) => {
    const reader = await startPageReader({ sandbox, ...limits, maxPages: 100, maxPdfBytes: 100_000_000 })
    t.teardown(() => reader.close())
    const pages: number[] = []
    while (reader.alive && pages.length < 100) {
      let count = 0
      const into = { pdf: async () => {}, about: async () => {}, page: async () => void (count += 1) }
      await reader.read({ path, kind: 'text', maxPages: 100, pictureWidthPx: 100 }, into, undefined)
      pages.push(count)
    }
    return pages
  }
  t.same(await readAll(short, { timeoutMs: 600_000, ordersEach: 5 }), [1, 1, 1, 1, 1])
  const many = await readAll(long, { timeoutMs: 10_000 })
  t.ok(many.length > 1 && many.length < 100, `${many.length} files`)
  t.equal(new Set(many).size, 1, 'all of them whole')
})
