import type { Browser } from 'playwright-core'
import type { Book } from '../../../server/contract/book.ts'
import { type SignedIn, signInAs } from '../../../server/testing/signed-in.ts'
import { launchBrowser } from '../../../web/e2e/office.ts'
import type { Bench } from '../core.ts'
import { makeCases } from './book.ts'
import { openPeerSite } from './peer-site.ts'
import { type Visit, until, visit } from './visit.ts'
import { type Viewer, embedPdf, floor, ours, pdfJs } from './viewers.ts'

/** Fewer only to try the bench itself. */
export const rounds = Number(process.env['KESSAI_BENCH_ROUNDS'] ?? 5)

/** Books of 100 files and 2,000 pages that begin with a file of this kind, and one file of 15,000 pages. */
export type CaseName = 'text' | 'scan' | 'drawing' | 'long'
export const viewers = { ours, pdfJs, embedPdf, floor } as const

export type Stage = {
  readonly browser: Browser
  /** A new window with an empty cache on a case in a viewer, when its first page is sharp. */
  readonly open: (viewer: Viewer, name: CaseName) => Promise<Visit>
  /** The same when the viewer takes orders and has been left alone for a moment. */
  readonly settled: (viewer: Viewer, name: CaseName) => Promise<Visit>
}

/** A person in front of a real server with large cases, the same cases in other viewers, and a browser for all of them. */
export async function withStage<Value>(bench: Bench, use: (stage: Stage) => Promise<Value>): Promise<Value> {
  const drafter = await signInAs(bench.url, 'u0505')
  const { book, long } = await makeCases(bench, 'u0505')
  const cases = { ...book, long }
  const files = new Map<string, Uint8Array>()
  for (const [name, it] of Object.entries(cases)) {
    files.set(`${name}.pdf`, it.merged)
    files.set(`${name}.picture`, await firstPicture(drafter, it.proposal))
  }
  const site = await openPeerSite(files)
  const browser = await launchBrowser()
  const open = (viewer: Viewer, name: CaseName): Promise<Visit> => {
    if (viewer === ours)
      return visit(browser, viewer, `${bench.url}/proposals/${cases[name].proposal}`, drafter)
    const kind = { 'PDF.js': 'stock', EmbedPDF: 'embedpdf', floor: 'floor', ours: '' }[viewer.name]
    return visit(browser, viewer, `${site.url}/${kind}/${name}.${viewer === floor ? 'picture' : 'pdf'}`)
  }
  try {
    return await use({
      browser,
      open,
      settled: async (viewer, name) => {
        const opened = await open(viewer, name)
        await until(opened.page, 'window.probe.isOpen()')
        await opened.page.waitForTimeout(1_500)
        return opened
      },
    })
  } finally {
    await browser.close()
    site.close()
  }
}

async function firstPicture(drafter: SignedIn, proposal: string): Promise<Buffer> {
  const { body } = await drafter.get<Book>(`/v1/proposals/${proposal}/pages`)
  const path = `/v1/revisions/${body.files[0]?.revisionId}/pages/0/image`
  const response = await fetch(`${drafter.baseUrl}${path}`, { headers: drafter.headers })
  if (!response.ok) throw new Error(`the first picture was answered ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}
