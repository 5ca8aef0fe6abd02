import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import type { Test } from 'tap'

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

/**
 * Gives files on a slow line, writes the last words, and is in the inbox and back before either has arrived; the words
 * reach the server while the inbox is seen.
 */
export async function leaveWhileSending(
  page: Page,
  give: () => Promise<void>,
  lastWords: string,
): Promise<void> {
  await page.route('**/attachments', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    await route.continue()
  })
  await give()
  await page.getByText('順番を待っています').first().waitFor()
  const body = page.locator('textarea[name=body]')
  await body.fill(`${await body.inputValue()}${lastWords}`)
  const saved = page.waitForResponse((it) => it.url().endsWith('/draft') && it.request().method() === 'PUT')
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /受信箱/ })
    .click()
  await body.waitFor({ state: 'detached' })
  await saved
  await page.goBack()
  await body.waitFor()
  await page.unrouteAll({ behavior: 'wait' })
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

/** Moves a file by its menu. */
export async function moveBy(page: Page, name: string, how: '一つ上へ' | '一つ下へ'): Promise<void> {
  await page.getByRole('button', { name: `${name} の操作` }).click()
  await page.getByRole('menuitem', { name: how }).click()
}

/** Waits until the files stand in that order. */
export async function waitForOrder(page: Page, names: readonly string[]): Promise<void> {
  await page.waitForFunction((names) => {
    const handles = [...document.querySelectorAll('button[aria-label$=" の順番を変える"]')]
    return names.every((name, at) => handles[at]?.getAttribute('aria-label') === `${name} の順番を変える`)
  }, names)
}

/** A file of 40 MB is chosen, the line breaks after the first piece: only the second is sent again. Then it is taken away. */
export async function sendLargeOverBrokenLine(t: Test, page: Page): Promise<void> {
  const path = join(tmpdir(), `大きな図面 ${process.pid}.dat`)
  await writeFile(path, Buffer.alloc(40 * 1024 * 1024, '図面'))
  const sent: (string | undefined)[] = []
  await page.route('**/v1/uploads/*', async (route) => {
    const request = route.request()
    if (request.method() === 'PATCH') sent.push(request.headers()['upload-offset'])
    if (sent.length === 2 && request.method() === 'PATCH') await route.abort('connectionreset')
    else await route.continue()
  })
  await chooseFile(page, path)
  await handle(page, /^大きな図面 .*の順番を変える$/).waitFor()
  const piece = String(32 * 1024 * 1024)
  t.same(sent, ['0', piece, piece], 'what had arrived is not sent again')
  await page.unrouteAll({ behavior: 'wait' })
  await rm(path)
  await page.getByRole('button', { name: /^大きな図面 .*の操作/ }).click()
  await page.getByRole('menuitem', { name: '削除' }).click()
  await page.getByRole('alert').getByRole('button', { name: '削除' }).click()
  await handle(page, /^大きな図面 .*の順番を変える$/).waitFor({ state: 'detached' })
}
