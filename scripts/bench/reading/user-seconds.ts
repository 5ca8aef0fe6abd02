import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import type { ProposalView } from '../../../server/contract/proposals.ts'
import type { Book } from '../../../server/contract/book.ts'
import { signInAs } from '../../../server/testing/signed-in.ts'
import { launchBrowser } from '../../../web/e2e/office.ts'
import type { Bench } from '../core.ts'
import { act } from '../keystrokes.ts'
import { type Measure, measureOf } from '../results.ts'
import { openPeerSite } from './peer-site.ts'
import { sheetsPdf } from './sheets.ts'
import { rounds } from './stage.ts'
import { type Visit, pause, until, visit } from './visit.ts'
import { type Viewer, ours, pdfJs } from './viewers.ts'

const files = 10
const pagesEach = 6

/**
 * Seconds somebody needs to get to see every line of a case of ten files, without the reading itself: what hands and head
 * need by the keystroke-level model, and how long the machine was waited for in Chromium. The old way opens each file
 * from a list in a viewer of its own; ours is one scroll. Both page down by key.
 */
export async function measureUserSeconds(bench: Bench): Promise<readonly Measure[]> {
  const drafter = await signInAs(bench.url, 'u0505')
  const { id } = (await drafter.send<ProposalView>('POST', '/v1/proposals', {})).body
  const pdf = await sheetsPdf('text', pagesEach)
  for (let file = 1; file <= files; file += 1) {
    const bytes = Buffer.concat([pdf, Buffer.from(`\n% ${file}\n`)])
    const name = `${String(file).padStart(2, '0')}_資料.pdf`
    const { status } = await drafter.upload(`/v1/proposals/${id}/attachments`, name, bytes, randomUUID())
    if (status !== 201) throw new Error(`an upload was answered ${status}`)
  }
  for (;;) {
    const { body } = await drafter.get<Book>(`/v1/proposals/${id}/pages`)
    if (body.files.every((it) => it.rendition.status === 'done')) break
    await pause(200)
  }
  const site = await openPeerSite(new Map([['file.pdf', pdf]]))
  const browser = await launchBrowser()
  const [new_, old]: [number[], number[]] = [[], []]
  try {
    for (let round = 0; round < rounds; round += 1) {
      let seconds = 0
      for (let file = 0; file < files; file += 1) {
        // Back at the list, which one is next?
        seconds += act.think + act.point + act.click
        seconds += await readOn(() => visit(browser, pdfJs, `${site.url}/stock/file.pdf`), pdfJs, pagesEach)
        // Closes the window.
        seconds += 2 * act.key
      }
      old.push(seconds)
      const open = () => visit(browser, ours, `${bench.url}/proposals/${id}`, drafter)
      new_.push(act.think + act.point + act.click + (await readOn(open, ours, files * pagesEach)))
    }
  } finally {
    await browser.close()
    site.close()
  }
  return [
    measureOf({
      group: 'reading',
      name: `user seconds for a case of ${files} files, beside each file in its own viewer`,
      unit: 's',
      ours: new_,
      ceiling: old,
      goal: { atMost: 0.9 },
    }),
  ]
}

/** Opens and pages down to the end; what is before the eyes is waited for each time. In seconds. */
async function readOn(open: () => Promise<Visit>, viewer: Viewer, pages: number): Promise<number> {
  const opened = await open()
  let seconds = opened.sharpMs / 1000
  try {
    await until(opened.page, 'window.probe.isOpen()')
    await opened.page.bringToFront()
    await opened.page.evaluate(
      'window.probe.desk().setAttribute("tabindex", "0"), window.probe.desk().focus()',
    )
    for (let keys = 0; keys < 20 * pages && !(await isAtEnd(opened.page)); keys += 1) {
      seconds += act.key
      const started = performance.now()
      await opened.page.keyboard.press('PageDown')
      await until(opened.page, `window.probe.isSharp(${pages})`)
      seconds += (performance.now() - started) / 1000
    }
    if (!(await isAtEnd(opened.page))) throw new Error(`${viewer.name} did not come to the end`)
  } finally {
    await opened.close()
  }
  return seconds
}

async function isAtEnd(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    `(({ scrollTop, clientHeight, scrollHeight }) => scrollTop + clientHeight >= scrollHeight - 2)(window.probe.desk())`,
  )
}
