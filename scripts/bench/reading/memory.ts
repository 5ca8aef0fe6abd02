import { readFile } from 'node:fs/promises'
import { type Measure, measureOf, median } from '../results.ts'
import { filesOfBook, pagesOfFile } from './book.ts'
import { type Stage, rounds, viewers } from './stage.ts'
import { type Visit, pause } from './visit.ts'
import type { Viewer } from './viewers.ts'

/** Places one stops at on the way through the book, and for how long. */
const stops = 120
const stopMs = 50
const megabyte = 1_000_000

type Memory = { readonly held: number; readonly process: number }

/**
 * What a window holds on page 1 and after a walk through the whole book: JavaScript's heap after a collection, with the
 * pixels of all canvases and pictures in the document. Beside it what the whole process of the page holds.
 */
export async function measureMemory(stage: Stage): Promise<readonly Measure[]> {
  const ours = await walks(stage, viewers.ours, rounds)
  const [stock] = await walks(stage, viewers.pdfJs, 1)
  const grown = ours.map(({ first, last }) => last.process / first.process)
  return [
    measureOf({
      group: 'reading',
      name: 'heap and canvases after all 2,000 pages beside page 1',
      unit: 'MB',
      ours: ours.map((it) => it.last.held),
      ceiling: ours.map((it) => it.first.held),
      peers: {
        'the whole process, times page 1': median(grown),
        'the whole process': median(ours.map((it) => it.last.process)),
        ...(stock && {
          'PDF.js, times page 1': stock.last.held / stock.first.held,
          'PDF.js': stock.last.held,
          'PDF.js, the whole process': stock.last.process,
        }),
      },
      goal: { atMost: 1.3 },
    }),
  ]
}

async function walks(
  stage: Stage,
  viewer: Viewer,
  times: number,
): Promise<readonly { readonly first: Memory; readonly last: Memory }[]> {
  const taken: { readonly first: Memory; readonly last: Memory }[] = []
  for (let round = 0; round < times; round += 1) {
    const opened = await stage.settled(viewer, 'text')
    const first = await memoryOf(stage, opened)
    for (let stop = 1; stop <= stops; stop += 1) {
      const page = Math.round((stop / stops) * filesOfBook * pagesOfFile)
      await opened.page.evaluate(`window.probe.go(${page})`)
      await pause(stopMs)
    }
    await pause(3_000)
    taken.push({ first, last: await memoryOf(stage, opened) })
    await opened.close()
  }
  return taken
}

async function memoryOf({ browser }: Stage, { page, devTools }: Visit): Promise<Memory> {
  await devTools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devTools.send('Runtime.getHeapUsage')
  const pixels = Number(await page.evaluate('window.probe.canvasBytes()'))
  const root = await browser.newBrowserCDPSession()
  const { processInfo } = await root.send('SystemInfo.getProcessInfo')
  await root.detach()
  const sizes = await Promise.all(
    processInfo.filter((it) => it.type === 'renderer').map((it) => residentBytes(it.id)),
  )
  return { held: (usedSize + pixels) / megabyte, process: Math.max(0, ...sizes) / megabyte }
}

/** Memory of a process that is in use; 0 when it has ended. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0)
}
