import { test } from 'tap'
import { healthy, openStage, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

test('集計 through the real browser', { timeout: 240_000 }, async (t) => {
  const { url, scene, come, walk, nothingWentWrong } = await openStage(t)
  const decided = async (title: string) => {
    const id = await scene.submitted({ title, authorityCode: 'E01', concurringUnits: [] })
    await scene.act(staff.groupChief, id, { type: 'approve' })
    await scene.act(staff.sectionChief, id, { type: 'decide' })
  }
  for (const title of ['案内標識の更新について', '講習会の開催について']) await decided(title)
  const back = await scene.submitted({
    title: '観光案内所の運営について',
    authorityCode: 'E01',
    concurringUnits: [],
  })
  await scene.act(staff.groupChief, back, { type: 'return', reason: '積算の根拠を添えること。' })
  const visitor = await come(staff.recordsManager)
  const { page } = visitor
  const rate = page.locator('[data-rate]')

  await walk('the rate, the months, the posts and what it saves', async (t) => {
    // The worker counts what has happened on its own way; what happened last is the 差戻し.
    const returns = page.getByRole('button', { name: /^差戻し/, disabled: false })
    do {
      await page.goto(`${url}/measures`)
      await page.getByRole('button', { name: /^差戻し/ }).waitFor()
    } while ((await returns.count()) === 0)
    await page.getByRole('button', { name: /^電子決裁 ?2件/ }).waitFor()
    t.equal(await rate.innerText(), '100.0％')
    await page
      .getByRole('row', { name: /観光振興課長/ })
      .first()
      .waitFor()
    await page.locator('[data-chart] .recharts-bar-rectangle').first().waitFor()
    await takePicture(page, 'measures')
    await healthy(t, page, 'figures')
  })

  await walk('the documents behind a number, with why', async (t) => {
    await page.getByRole('button', { name: /^差戻し/ }).click()
    const behind = page.getByRole('region', { name: '差戻しの文書' })
    await behind.getByText('積算の根拠を添えること。').waitFor()
    t.equal(
      await behind.getByRole('link', { name: '観光案内所の運営について' }).getAttribute('href'),
      `/proposals/${back}`,
    )
    await takePicture(page, 'measures-behind')
    await behind.getByRole('button', { name: '閉じる' }).click()
  })

  await walk('紙決裁 make the rate honest, and a wrong count is set right', async (t) => {
    const form = page.getByRole('form', { name: '紙決裁の記入' })
    const choose = async (count: string, reason: string) => {
      await form.getByRole('button', { name: /課$/ }).first().click()
      await page.getByRole('option', { name: '観光振興課', exact: true }).click()
      await form.getByRole('textbox', { name: '件数' }).fill(count)
      await form.getByRole('textbox', { name: '理由' }).fill(reason)
    }
    await choose('二', '押印を要する協定書のため')
    await form.getByText('件数を数字で入れてください').waitFor()
    t.ok(await form.getByRole('button', { name: '記入する' }).isDisabled())
    await choose('３', '押印を要する協定書のため')
    await form.getByRole('button', { name: '記入する' }).click()
    await page.getByText('40.0％').first().waitFor()
    await choose('−１', '数え違い')
    await form.getByRole('button', { name: '記入する' }).click()
    await page.getByText('50.0％').first().waitFor()
    await choose('-9', '数え違い')
    await form.getByRole('button', { name: '記入する' }).click()
    await form.getByText('0件より少なくなります').waitFor()
    await takePicture(page, 'measures-paper')
    await healthy(t, page, 'paper')
  })

  await walk('one section only, of another year, as CSV, and on a phone', async (t) => {
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'CSVで保存' }).click()
    t.equal((await download).suggestedFilename(), 'measures.csv')
    await page.goto(`${url}/measures?period=2024&section=KNK`)
    await page.getByText('この期間に決裁された文書はありません').waitFor()
    const own = await come(staff.drafter, phone)
    await own.page.goto(`${url}/measures`)
    await own.page.locator('[data-rate]').getByText('50.0％').waitFor()
    await takePicture(own.page, 'measures-phone')
    await healthy(t, own.page, 'figures on a phone')
  })

  await walk('年間予定: by month, one kind only, another year, and as a calendar file', async (t) => {
    await page.goto(`${url}/folders`)
    await page.getByRole('link', { name: '年間予定' }).click()
    await page.getByRole('heading', { level: 1, name: '年間予定' }).waitFor()
    await page.locator('[data-kind="folders_close"]').first().waitFor()
    await healthy(t, page, 'the calendar of the year')
    await takePicture(page, 'year-calendar')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'カレンダーに取り込む（.ics）' }).click()
    t.equal((await download).suggestedFilename(), 'record-calendar.ics')
    await page.getByRole('button', { name: /^すべて/ }).press('Enter')
    await page.getByRole('option', { name: '簿冊の締切' }).press('Enter')
    await page.locator('[data-kind="number_books"]').first().waitFor({ state: 'detached' })
    await page.locator('[data-kind="folders_close"]').getByRole('link').first().click()
    await page.waitForURL(/\/folders[/?]/)
    const { page: small } = await come(staff.recordsManager, phone)
    await small.goto(`${url}/folders/calendar?year=2027`)
    await small.locator('[data-year-calendar]').waitFor()
    await healthy(t, small, 'the calendar on a phone')
    await takePicture(small, 'phone-year-calendar')
  })

  await nothingWentWrong(/422/)
})
