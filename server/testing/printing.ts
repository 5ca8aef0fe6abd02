import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { PDFDocument, StandardFonts, rgb } from 'pdf-lib'
import type { Test } from 'tap'
import { makePrintedPdf } from '../adapters/pdf/printed-pdf.ts'
import type { NewPrint, PrintState } from '../contract/prints.ts'
import type { AttachmentView } from '../contract/proposals.ts'
import type { Sha256 } from '../domain/ids.ts'
import { converterVersion } from '../usecases/converter-version.ts'
import { FoldedPages } from '../usecases/folded-pages.ts'
import { type MakePrintDeps, makePrint } from '../usecases/make-print.ts'
import { type Office, createOffice, staff } from './office.ts'
import { storeRendition } from './read-pages.ts'

export const run = promisify(execFile)

/** A PDF of pages that say which they are; the third has words down to its end. */
async function somePdf(name: string, pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  for (let page = 1; page <= pages; page += 1) {
    const it = pdf.addPage([595, 842])
    it.drawText(`${name} p${page}`, { x: 60, y: 700, size: 24, font })
    it.drawRectangle({ x: 0, y: 0, width: 595, height: 842, borderWidth: 2, borderColor: rgb(0.8, 0.8, 0.9) })
    if (page === 3) it.drawText('the last line of the page', { x: 60, y: 6, size: 10, font })
  }
  return pdf.save()
}

type Passage = {
  readonly pageIndex: number
  readonly text: string
  readonly box: readonly [number, number, number, number]
}

/** Uploads a PDF, as a new file or as the next content of one, and stores its pages as the converter does. */
export async function attachPdf(
  office: Office,
  to: string,
  name: string,
  pages: number,
  passage?: Passage,
  by: string = staff.drafter,
): Promise<AttachmentView> {
  const bytes = await somePdf(name.replace('.pdf', ''), pages)
  const boundary = 'b'
  const sent = await office.inject(by, {
    method: 'POST',
    url: to.startsWith('/') ? to : `/v1/proposals/${to}/attachments`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'idempotency-key': randomUUID() },
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/pdf\r\n\r\n`,
      ),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  })
  if (sent.statusCode !== 201) throw new Error(sent.body)
  const made = sent.json<{ attachment?: AttachmentView; attachments?: AttachmentView[] }>()
  const view = made.attachment ?? made.attachments?.at(-1)
  if (view === undefined) throw new Error(sent.body)
  const key = { sha256: view.sha256 as Sha256, kind: view.kind, converter: converterVersion }
  const words = (pageIndex: number) => `${name} p${pageIndex + 1}`
  await storeRendition(office, key, {
    pdf: key.sha256,
    sizeBytes: view.sizeBytes,
    pages: Array.from({ length: pages }, (_, pageIndex) => ({
      ...{ pageIndex, widthPt: 595, heightPt: 842 },
      body: `${words(pageIndex)}${pageIndex === passage?.pageIndex ? `\n${passage.text}` : ''}`,
      runs: gzipSync(
        JSON.stringify([
          { text: words(pageIndex), box: [60, 120, 80, 24], fontSize: 24 },
          ...(pageIndex === passage?.pageIndex ? [{ ...passage, fontSize: 10 }] : []),
          ...(pageIndex === 2 ? [{ text: 'the last line', box: [60, 826, 100, 10], fontSize: 10 }] : []),
        ]),
      ),
      placeholder: undefined,
    })),
    outline: [
      { title: '総則', pageIndex: 0, depth: 0 },
      { title: '目的', pageIndex: 1, depth: 1 },
    ],
  })
  return view
}

type Print = Office & {
  readonly asks: (
    person: string,
    id: string,
    ask: Partial<NewPrint>,
  ) => Promise<PrintState & { code?: string }>
  readonly make: (print: string, change?: Partial<MakePrintDeps>) => ReturnType<typeof makePrint>
  readonly jobs: string[]
}

export async function printingOffice(t: Test): Promise<Print> {
  const jobs: string[] = []
  const office = await createOffice(t, {
    jobs: { send: async (queue, _data, key) => void jobs.push(`${queue} ${key}`) },
  })
  const deps = { ...office.deps, folded: new FoldedPages(office.db), makePrintedPdf, log: { warn() {} } }
  return Object.assign(office, {
    jobs,
    asks: async (person: string, id: string, ask: Partial<NewPrint>) => {
      const whole: NewPrint = { purpose: 'print', cover: true, notes: false, files: [], reason: '', ...ask }
      return (
        await office.ask<PrintState & { code?: string }>(person, 'POST', `/v1/proposals/${id}/prints`, whole)
      ).body
    },
    make: (print: string, change: Partial<MakePrintDeps> = {}) => makePrint({ ...deps, ...change }, print),
  })
}

/** The PDF of a print on disk, after qpdf had nothing against it. */
export async function saved(t: Test, office: Office, person: string, print: string): Promise<string> {
  const answer = await office.inject(person, `/v1/prints/${print}/pdf`)
  t.equal(answer.statusCode, 200, answer.statusCode === 200 ? '' : answer.body)
  const dir = await mkdtemp(join(tmpdir(), 'prints-'))
  t.teardown(() => rm(dir, { recursive: true }))
  const path = join(dir, 'out.pdf')
  await writeFile(path, answer.rawPayload)
  t.match((await run('qpdf', ['--check', path])).stdout, /No syntax or stream encoding errors found/)
  return path
}

/** The pages of a print as text. */
export async function pagesOf(
  t: Test,
  office: Office,
  person: string,
  print: string,
): Promise<readonly string[]> {
  const path = await saved(t, office, person, print)
  return (await run('pdftotext', ['-layout', path, '-'])).stdout.split('\f').slice(0, -1)
}
