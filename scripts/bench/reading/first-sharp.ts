import { type Measure, measureOf, median } from '../results.ts'
import { type CaseName, type Stage, rounds, viewers } from './stage.ts'
import type { Viewer } from './viewers.ts'

const names: Readonly<Record<CaseName, string>> = {
  text: '2,000 pages, text first',
  scan: '2,000 pages, a scan first',
  drawing: '2,000 pages, a drawing first',
  long: 'one file of 15,000 pages',
}

/**
 * From the start of the navigation, with an empty cache, until page 1 has been painted sharp, and the bytes that had come by
 * then: beside a bare page with that picture ready, and beside the viewer of PDF.js on the same pages as one PDF. In ours
 * page 1 stands below the 決裁鑑, which is there with it.
 */
export async function measureFirstSharp(stage: Stage): Promise<readonly Measure[]> {
  const measures: Measure[] = []
  for (const name of ['text', 'scan', 'drawing', 'long'] as const) {
    const withPeer = name === 'text'
    const taken = await runs(stage, name, [
      viewers.floor,
      viewers.ours,
      viewers.pdfJs,
      ...(withPeer ? [viewers.embedPdf] : []),
    ])
    const of = (viewer: Viewer, what: 'ms' | 'bytes') => taken.map((it) => it.get(viewer)?.[what] ?? NaN)
    const peers = withPeer ? { EmbedPDF: median(of(viewers.embedPdf, 'ms')) } : {}
    const common = { group: 'reading', unit: 'ms', ours: of(viewers.ours, 'ms') } as const
    measures.push(
      measureOf({
        ...common,
        name: `first sharp page beside the bare floor (${names[name]})`,
        ceiling: of(viewers.floor, 'ms'),
        goal: { atMost: 1.5 },
      }),
      measureOf({
        ...common,
        name: `first sharp page beside PDF.js (${names[name]})`,
        ceiling: of(viewers.pdfJs, 'ms'),
        peers,
        goal: { atMost: 0.35 },
      }),
      measureOf({
        group: 'reading',
        name: `bytes until the first sharp page beside PDF.js (${names[name]})`,
        unit: 'kB',
        ours: of(viewers.ours, 'bytes').map((it) => it / 1000),
        ceiling: of(viewers.pdfJs, 'bytes').map((it) => it / 1000),
        peers: withPeer ? { EmbedPDF: median(of(viewers.embedPdf, 'bytes')) / 1000 } : {},
        goal: { atMost: 1 },
      }),
    )
  }
  return measures
}

type Taken = ReadonlyMap<Viewer, { readonly ms: number; readonly bytes: number }>

/** Taken in turn; one round more than is counted warms the machine. */
async function runs(stage: Stage, name: CaseName, all: readonly Viewer[]): Promise<readonly Taken[]> {
  const taken: Taken[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const now = new Map<Viewer, { readonly ms: number; readonly bytes: number }>()
    for (const viewer of all) {
      const opened = await stage.open(viewer, name)
      now.set(viewer, { ms: opened.sharpMs, bytes: opened.bytes })
      await opened.close()
    }
    if (round > 0) taken.push(now)
  }
  return taken
}
