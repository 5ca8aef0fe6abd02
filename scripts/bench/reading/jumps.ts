import { type Measure, measureOf, median } from '../results.ts'
import { pageOfKind } from './book.ts'
import { type CaseName, type Stage, rounds, viewers } from './stage.ts'
import type { Viewer } from './viewers.ts'

type Jump = { readonly sharpMs: number; readonly placeholderFrames: number }
type Way = { readonly name: string; readonly book: CaseName; readonly page: number }

/** In the middle of a file: its first page has a picture ready. */
const inFile = 10

/** Whoever has jumped looks at the page before jumping again. */
const lookMs = 1_000

const ways: readonly Way[] = [
  ...(['text', 'scan', 'drawing'] as const).map((kind): Way => {
    const page = pageOfKind(kind, 1_500) + inFile
    return { name: `page ${page.toLocaleString('en')} of 2,000, ${kind}`, book: 'text', page }
  }),
  { name: 'page 14,000 of one file', book: 'long', page: 14_000 },
]

/** A jump from the beginning into files that nobody has opened yet, until what is there is sharp. */
export async function measureJumps(stage: Stage): Promise<readonly Measure[]> {
  const all = [viewers.ours, viewers.pdfJs, viewers.embedPdf]
  const taken = new Map<Viewer, readonly Jump[][]>(all.map((it) => [it, ways.map(() => [])]))
  for (let round = 0; round < rounds; round += 1)
    for (const viewer of all)
      for (const book of ['text', 'long'] as const) {
        if (viewer === viewers.embedPdf && book === 'long') continue
        const opened = await stage.settled(viewer, book)
        for (const [index, way] of ways.entries()) {
          if (way.book !== book) continue
          const jump = await opened.page.evaluate<Jump>(`window.probe.jump(${way.page})`)
          taken.get(viewer)?.[index]?.push(jump)
          await opened.page.waitForTimeout(lookMs)
        }
        await opened.close()
      }
  const of = (viewer: Viewer, way: number): readonly Jump[] => taken.get(viewer)?.[way] ?? []
  const sharp = (viewer: Viewer, way: number): number[] => of(viewer, way).map((it) => it.sharpMs)
  return ways.flatMap((way, index) => {
    const peer = sharp(viewers.embedPdf, index)
    return [
      measureOf({
        group: 'reading',
        name: `jump until sharp beside PDF.js (${way.name})`,
        unit: 'ms',
        ours: sharp(viewers.ours, index),
        ceiling: sharp(viewers.pdfJs, index),
        peers: peer.length === 0 ? {} : { EmbedPDF: median(peer) },
        goal: { atMost: 0.5 },
      }),
      measureOf({
        group: 'reading',
        name: `jump until a placeholder (${way.name})`,
        unit: 'frames',
        ours: of(viewers.ours, index).map((it) => it.placeholderFrames),
        goal: { atMost: 1 },
      }),
    ]
  })
}
