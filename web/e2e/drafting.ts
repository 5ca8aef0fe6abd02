import type { Locator, Page } from 'playwright-core'

/** Lets go of files and folders of this machine over the page, as the desktop would. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 300, data })
  await session.detach()
}

/** Puts a picture on the clipboard and presses Ctrl+V. */
export async function pastePicture(page: Page, png: Buffer): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (it) => it.charCodeAt(0))
    const picture = new Blob([bytes], { type: 'image/png' })
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })])
  }, png.toString('base64'))
  await page.keyboard.press('Control+V')
}

export async function chooseFile(page: Page, path: string): Promise<void> {
  const dialog = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'ファイルを選ぶ' }).click()
  await (await dialog).setFiles(path)
}

/** Finds a choice by typing and takes it. */
export async function search(page: Page, label: RegExp, typed: string, option: RegExp): Promise<void> {
  const box = page.getByRole('combobox', { name: label })
  // First into the middle, as one does: an open list closes when the page scrolls under it.
  await box.evaluate((it) => it.scrollIntoView({ block: 'center' }))
  await box.click()
  await box.pressSequentially(typed)
  await page.getByRole('option', { name: option }).click()
}

/** What an attached file is dragged by; it is there as soon as the file has arrived. */
export function handle(page: Page, name: string | RegExp): Locator {
  const label = typeof name === 'string' ? `${name} の順番を変える` : name
  return page.getByRole('button', { name: label })
}

/** The names of the attached files, in their order on the page. */
export function attachedNames(page: Page): Promise<string[]> {
  return page
    .getByRole('button', { name: / の順番を変える$/ })
    .evaluateAll((handles) =>
      handles.map((it) => (it.getAttribute('aria-label') ?? '').replace(/ の順番を変える$/, '')),
    )
}

/** Waits until that many files are attached and every one of them has its pages. */
export async function waitForPages(page: Page, files: number): Promise<void> {
  await page.waitForFunction((count) => {
    const rows = [...document.querySelectorAll('li')].filter(
      (it) => it.querySelector('button[aria-label$=" の順番を変える"]') !== null,
    )
    return rows.length === count && rows.every((it) => /\d+ページ/.test(it.textContent ?? ''))
  }, files)
}

/** Drags a file by its handle to the place of another. */
export async function dragTo(page: Page, name: string, place: string): Promise<void> {
  await handle(page, place).scrollIntoViewIfNeeded()
  const [from, to] = [await handle(page, name).boundingBox(), await handle(page, place).boundingBox()]
  if (from === null || to === null) throw new Error(`${name} or ${place} is not on the page`)
  const middle = (box: typeof from) => [box.x + box.width / 2, box.y + box.height / 2] as const
  await page.mouse.move(...middle(from))
  await page.mouse.down()
  await page.mouse.move(...middle(to), { steps: 20 })
  await page.mouse.up()
}

/** Waits until the files stand in that order. */
export async function waitForOrder(page: Page, names: readonly string[]): Promise<void> {
  await page.waitForFunction((names) => {
    const handles = [...document.querySelectorAll('button[aria-label$=" の順番を変える"]')]
    return names.every((name, at) => handles[at]?.getAttribute('aria-label') === `${name} の順番を変える`)
  }, names)
}
