import type { Page } from 'playwright-core'
import { test } from 'tap'
import { attach, healthy, openStage, pagesReady, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { bookIsOpen } from './reading.ts'
import { phone } from './visitor.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** Until a case is among what was found: it is found within moments of its last change. */
async function foundInTheEnd(page: Page, id: string): Promise<void> {
  while ((await page.locator(`[data-found="${id}"]`).count()) === 0) {
    await page.reload()
    await page.waitForFunction(
      () => document.querySelector('[data-search-results]')?.childElementCount !== undefined,
    )
  }
}

const marks = (page: Page, id: string) =>
  page.locator(`[data-found="${id}"] mark`).evaluateAll((all) => all.map((it) => it.textContent))

test('文書検索, from the words to the place they stand at', { timeout: 600_000 }, async (t) => {
  const { url, scene, come, walk, nothingWentWrong } = await openStage(t)
  const id = await scene.draft({ title: '髙﨑地区のガイドラインについて', concurringUnits: [] })
  const chapters = Array.from({ length: 60 }, (_, at) => `第${at + 1}章　観光の振興に関する事項`)
  await attach({ scene }, id, [
    ['計画.txt', bytes([...chapters, '高崎地区の補助金は、別に定める。'].join('\n\n'))],
  ])
  await scene.act(staff.drafter, id, { type: 'submit' })
  await scene.act(staff.groupChief, id, { type: 'approve', comment: '高崎地区の区域は図面と一致している。' })
  await pagesReady({ scene }, id)
  const secret = await scene.draft({
    ...{ title: '高崎地区の秘の事案', concurringUnits: [], secrecy: 'secret', accessList: [] },
  })
  await scene.act(staff.drafter, secret, { type: 'submit' })

  await walk('a search from the bar, its hits, and the way into the page', async (t) => {
    const { page, leave } = await come(staff.drafter)
    await page.goto(url)
    await page.locator('main').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('高崎 補助金')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\?q=/)
    await page.locator('[data-search-results]').waitFor({ state: 'attached' })
    await foundInTheEnd(page, id)
    t.ok((await marks(page, id)).includes('補助金'))
    t.equal(await page.locator('[data-found]').count(), 1, 'the other case lacks a word')
    await page.locator('[data-search-count]').filter({ hasText: /1件/ }).waitFor()
    await takePicture(page, 'search')
    await healthy(t, page, 'results')
    const hit = page.locator('[data-hit=page]').first()
    t.match(await hit.textContent(), /計画\.txt \d+ページ.*高崎地区の補助金は、別に定める。/)
    // From the title down, hit by hit.
    await page.locator(`[data-found="${id}"] h2 a`).focus()
    await page.keyboard.press('ArrowDown')
    t.ok(await page.evaluate(() => document.activeElement?.hasAttribute('data-hit')))
    await hit.click()
    await bookIsOpen(page)
    await page.waitForFunction(() =>
      /\d+／\d+件/.test(document.querySelector('[data-find-count]')?.textContent ?? ''),
    )
    t.match(await page.getByRole('searchbox', { name: '探す語' }).inputValue(), /^(高崎|補助金)$/)
    await page.goBack()
    await page.locator('[data-hit=opinion]').waitFor()
    await page.locator('[data-hit=opinion]').click()
    await bookIsOpen(page)
    await page.waitForFunction(() =>
      /\d+／\d+件/.test(document.querySelector('[data-find-count]')?.textContent ?? ''),
    )
    await leave()
  })

  await walk('narrowed down, kept, and asked again', async (t) => {
    const { page, leave } = await come(staff.drafter)
    await page.goto(`${url}/search`)
    await page.getByText('読める文書を、書かれた言葉で探せます').waitFor()
    await healthy(t, page, 'nothing asked yet')
    await takePicture(page, 'search-empty')
    const box = page.getByRole('main').getByRole('combobox', { name: '探す言葉' })
    await box.fill('髙崎')
    await page.getByRole('option', { name: /髙﨑地区のガイドライン/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator(`[data-found="${secret}"]`).waitFor()
    t.equal(await page.locator('[data-found]').count(), 2)
    await page.getByRole('button', { name: '意見', exact: true }).click()
    await page.waitForFunction(() => document.querySelectorAll('[data-found]').length === 1)
    await page.getByRole('button', { name: 'すべて', exact: true }).click()
    await page.getByRole('button', { name: '回議中 2件' }).click()
    await page.waitForURL(/status=in_approval/)
    await page.getByRole('button', { name: 'この検索を保存' }).click()
    await page.getByRole('textbox', { name: '検索の名前' }).fill('高崎の回議')
    await page.getByRole('button', { name: '保存する' }).click()
    const kept = page.locator('[data-saved-searches]').getByRole('link', { name: '高崎の回議' })
    await kept.waitFor()
    await healthy(t, page, 'narrowed down and kept')
    await page.goto(`${url}/search`)
    await kept.click()
    await page.waitForURL(/status=in_approval/)
    await page.locator(`[data-found="${id}"]`).waitFor()
    await page.getByRole('button', { name: '「高崎の回議」を削除' }).click()
    await kept.waitFor({ state: 'detached' })
    await page.goto(`${url}/search?q=存在しない言葉`)
    await page.getByText('見つかりませんでした').waitFor()
    await leave()
  })

  await walk('R-16 on a phone, by somebody who may not know of the secret case', async (t) => {
    const { page, leave } = await come(staff.recordsManager, phone)
    await page.goto(`${url}/search?q=高崎`)
    await page.locator(`[data-found="${id}"]`).waitFor()
    t.equal(await page.locator('[data-found]').count(), 1)
    await page.locator('[data-search-count]').filter({ hasText: /1件/ }).waitFor()
    await page.locator('[data-narrow]').click()
    await page.getByRole('button', { name: '回議中 1件' }).waitFor()
    await healthy(t, page, 'phone')
    await takePicture(page, 'search-phone')
    await leave()
  })

  await nothingWentWrong()
})
