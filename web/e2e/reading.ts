import type { Page } from 'playwright-core'

export type WhatWasRead = {
  /** Index in the book of every page that was sharp while it was in the window. */
  readonly pages: ReadonlySet<number>
  /** Attachments of which a page was sharp. */
  readonly files: ReadonlySet<string>
  /** Pages the page itself says the book has. */
  readonly pageCount: number
}

/** Waits until the reader knows how many pages the book has; before, only the cover is there. */
export async function bookIsOpen(page: Page): Promise<void> {
  await page.locator('[data-reader]:not([data-page-count="0"])').waitFor()
}

/**
 * Reads the whole book from the cover down, as a person does: turns the wheel, waits until everything in the window is
 * sharp, turns on. Rejects when a page stays soft, fails, or the scroll does not come to an end.
 */
export async function readToTheEnd(page: Page): Promise<WhatWasRead> {
  const desk = page.locator('[data-desk]')
  await bookIsOpen(page)
  const pageCount = Number(await page.locator('[data-reader]').getAttribute('data-page-count'))
  const pages = new Set<number>()
  const files = new Set<string>()
  await desk.hover()
  for (let turns = 0; ; turns += 1) {
    if (turns > 400) throw new Error('the scroll does not end')
    const handle = await page.waitForFunction(() => {
      const desk = document.querySelector<HTMLElement>('[data-desk]')
      if (desk === null) return false
      const window = desk.getBoundingClientRect()
      const seen = [...desk.querySelectorAll<HTMLElement>('[data-page-index]')].filter((it) => {
        const box = it.getBoundingClientRect()
        return box.bottom > window.top + 1 && box.top < window.bottom - 1
      })
      if (seen.some((it) => it.dataset['state'] !== 'sharp')) return false
      return {
        seen: seen.map((it) => ({ index: Number(it.dataset['pageIndex']), file: it.dataset['file'] ?? '' })),
        top: desk.scrollTop,
        height: desk.clientHeight,
        atEnd: desk.scrollTop + desk.clientHeight >= desk.scrollHeight - 2,
      }
    })
    const view = await handle.jsonValue()
    if (view === false) throw new Error('nothing in the window')
    for (const { index, file } of view.seen) {
      pages.add(index)
      files.add(file)
    }
    if (view.atEnd) return { pages, files, pageCount }
    await page.mouse.wheel(0, view.height * 0.8)
    await page.waitForFunction(
      (before) => (document.querySelector('[data-desk]')?.scrollTop ?? 0) > before,
      view.top,
    )
  }
}

export type SealOnScreen = {
  readonly box: string
  readonly state: string
  readonly stamp: string | undefined
}

/** The boxes of the 決裁欄 on the cover sheet and whose seal is in each. */
export function sealsOnCover(page: Page): Promise<readonly SealOnScreen[]> {
  return page.locator('[data-cover-sheet] .seal-box').evaluateAll((boxes) =>
    boxes.map((it) => ({
      box: it.querySelector('p')?.textContent ?? '',
      state: it.getAttribute('data-state') ?? '',
      stamp: it.querySelector('[data-stamp]')?.getAttribute('data-stamp') ?? undefined,
    })),
  )
}

/** Opens what waits in a tab of the inbox by its title: with Enter on the focused row, or by a tap. */
export async function openFromInbox(
  page: Page,
  title: string,
  how: { readonly tab?: RegExp; readonly tap?: boolean } = {},
): Promise<void> {
  if (how.tab !== undefined) await page.getByRole('tab', { name: how.tab }).click()
  const row = page.locator('a[data-row]', { hasText: title })
  await row.waitFor()
  if (how.tap === true) await row.tap()
  else {
    await row.focus()
    await page.keyboard.press('Enter')
  }
}

/** Presses an act of the bottom bar; one that asks first is confirmed in place. */
export async function act(page: Page, type: string, reason?: string): Promise<void> {
  await page.locator(`[data-act=${type}]`).click()
  if (reason !== undefined) await page.locator('textarea[name=reason]').fill(reason)
  if (['decide', 'return'].includes(type)) await page.locator(`[data-confirm=${type}]`).click()
  await page.locator(`[data-act-result=${type}]`).waitFor({ state: 'attached' })
}
