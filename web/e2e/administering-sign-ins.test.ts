import { test } from 'tap'
import { healthy, openStage } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

const administrator = 'u0205'

test('サインイン through the real browser', { timeout: 240_000 }, async (t) => {
  const { url, come, walk, nothingWentWrong } = await openStage(t)
  const first = await come('u0505')
  const second = await come('u0505', phone)

  await walk('one’s own devices: another one is ended, and is led to the sign-in at once', async (t) => {
    await first.page.goto(`${url}/documents`)
    await first.page.getByRole('heading', { level: 1 }).first().waitFor()
    const { page } = second
    await page.goto(`${url}/settings/signIns`)
    const devices = page.getByRole('region', { name: 'サインイン中の端末' })
    await devices.getByText('この端末').waitFor()
    t.equal(await devices.getByRole('listitem').count(), 2)
    await takePicture(page, 'phone-sign-ins')
    await healthy(t, page, 'the sign-ins on a phone')
    await devices.getByRole('button', { name: 'ほかの端末をすべて終わらせる' }).click()
    await page.getByText('1件のサインインを終わらせました').first().waitFor()
    t.equal(await devices.getByRole('listitem').count(), 1)
    await page.getByText('本人が別の端末から終わらせました').waitFor()
    // Not only at its next request: the page is open, and knows.
    await first.page.locator('#kc-form-login').waitFor()
  })

  await walk('a システム管理者 looks somebody up, and ends all with a reason', async (t) => {
    const admin = await come(administrator)
    const { page } = admin
    await page.goto(`${url}/settings/signIns`)
    await page.getByRole('region', { name: '職員のサインイン' }).waitFor()
    await page.getByRole('combobox', { name: '職員' }).fill('u0505')
    await page.getByRole('option', { name: /幌平/ }).click()
    const theirs = page.getByRole('region', { name: '幌平 美咲 のサインイン中の端末' })
    await theirs.getByRole('button', { name: 'すべて終わらせる' }).click()
    await theirs.getByRole('textbox', { name: '理由' }).fill('端末の紛失')
    await takePicture(page, 'sign-ins-of')
    await healthy(t, page, 'the sign-ins of somebody')
    await theirs.getByRole('form').getByRole('button', { name: 'すべて終わらせる' }).click()
    await page.getByText('サインイン中の端末はありません。').waitFor()
    await page
      .getByText(/端末の紛失/)
      .first()
      .waitFor()
    await second.page.locator('#kc-form-login').waitFor()
  })

  await nothingWentWrong(/^401: \/v1\/|^console: .*\/v1\/stream/)
})
