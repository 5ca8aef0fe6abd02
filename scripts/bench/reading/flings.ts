import { type Measure, measureOf, median } from '../results.ts'
import { type Flight, fling } from './fling.ts'
import { type Stage, rounds, viewers } from './stage.ts'
import type { Viewer } from './viewers.ts'

const speeds = [4_000, 20_000, 60_000] as const
const secondsOfFling = 1

/** Scripted flings through the book: blank pixels in the pictures the browser shows, frames a second, dropped frames. */
export async function measureFlings(stage: Stage): Promise<readonly Measure[]> {
  const all = [viewers.ours, viewers.pdfJs, viewers.embedPdf]
  const flown = new Map<Viewer, readonly Flight[][]>(all.map((it) => [it, speeds.map(() => [])]))
  const windows = await Promise.all(
    all.map(async (it) => ({ viewer: it, opened: await stage.settled(it, 'text') })),
  )
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const { viewer, opened } of windows) {
        // A window in the background draws nothing.
        await opened.page.bringToFront()
        await opened.page.evaluate(`window.probe.jump(${20 + 100 * round})`)
        for (const [index, speed] of speeds.entries())
          flown.get(viewer)?.[index]?.push(await fling(opened, speed, secondsOfFling))
      }
  } finally {
    for (const { opened } of windows) await opened.close()
  }
  const of = (viewer: Viewer, speed: number, what: keyof Flight): number[] =>
    (flown.get(viewer)?.[speed] ?? []).map((it) => it[what])
  return speeds.flatMap((speed, index) => {
    const name = `fling of ${speed.toLocaleString('en')} px/s`
    const dropped = (viewer: Viewer): number => median(of(viewer, index, 'droppedPercent'))
    return [
      measureOf({
        group: 'reading',
        name: `${name}: blank pixels`,
        unit: '%',
        // The worst of the five, for there is to be none.
        ours: [Math.max(...of(viewers.ours, index, 'blankPercent'))],
        peers: {
          'PDF.js': median(of(viewers.pdfJs, index, 'blankPercent')),
          EmbedPDF: median(of(viewers.embedPdf, index, 'blankPercent')),
        },
        goal: { atMost: 0 },
      }),
      measureOf({
        group: 'reading',
        name: `${name}: frames beside PDF.js`,
        unit: '/s',
        ours: of(viewers.ours, index, 'framesPerSecond'),
        ceiling: of(viewers.pdfJs, index, 'framesPerSecond'),
        peers: {
          EmbedPDF: median(of(viewers.embedPdf, index, 'framesPerSecond')),
          'dropped by ours, %': dropped(viewers.ours),
          'dropped by PDF.js, %': dropped(viewers.pdfJs),
          'dropped by EmbedPDF, %': dropped(viewers.embedPdf),
        },
        goal: { atLeast: 1 },
      }),
    ]
  })
}
