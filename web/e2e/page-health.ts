import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

type AxeResult = {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

/** Faults that axe finds on the page, small ones too, as sentences; empty when it finds none. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const faults = await judge(page)
  if (faults.length === 0) return faults
  // What was about to go when it looked, as a list that closes, is gone once the page has nothing else to do.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  return judge(page)
}

async function judge(page: Page): Promise<readonly string[]> {
  // A colour on its way to another is none that anybody reads.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((it) => it instanceof CSSTransition)
        .map((it) => it.finished.catch(() => undefined)),
    ),
  )
  // Through the debugger: the page's own policy refuses a script that is not ours.
  const session = await page.context().newCDPSession(page)
  const there = await session.send('Runtime.evaluate', { expression: 'typeof axe' })
  if (there.result.value === 'undefined') {
    const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    await session.send('Runtime.evaluate', { expression: source })
  }
  const { result } = await session.send('Runtime.evaluate', {
    // What a button is called is told of the button; the bubble that shows it stands beside all regions. What a busy button
    // announced names it by an id that may be gone with its form; the announcer clears itself after some seconds.
    expression: `axe.run({ exclude: [['[data-overlay-container]:has(> [role=tooltip])'], ['[data-live-announcer] [role=img]']] }, { resultTypes: ['violations'] }).then((it) => JSON.stringify(it))`,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  const { violations } = JSON.parse(result.value as string) as AxeResult
  return violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' | ')}`)
}

/**
 * What sticks out to the right of the window or of the main part, which scrolls by itself, as the element's beginning;
 * empty when nothing does.
 */
export function sidewaysOverflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const roots = [document.documentElement, ...document.querySelectorAll('main')]
    return roots
      .filter((root) => root.scrollWidth > root.clientWidth)
      .flatMap((root) => {
        const edge = root.getBoundingClientRect().left + root.clientWidth + 1
        return [...root.querySelectorAll('*')]
          .filter((it) => it.getBoundingClientRect().right > edge)
          .slice(0, 5)
          .map((it) => it.outerHTML.slice(0, 160))
      })
  })
}
