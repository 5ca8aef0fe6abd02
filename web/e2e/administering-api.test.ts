import { test } from 'tap'
import { healthy, openStage } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

test('the API, browsed and tried through the real browser', { timeout: 240_000 }, async (t) => {
  const { url, come, walk, nothingWentWrong } = await openStage(t)
  const { page } = await come('u0205')
  const operation = (id: string) => page.locator(`[data-operation="${id}"]`)

  await walk('every operation, found by words, with its refusals in Japanese', async (t) => {
    await page.goto(`${url}/settings/api`)
    await page
      .getByRole('status')
      .filter({ hasText: /^\d{3}件の操作$/ })
      .waitFor()
    await healthy(t, page, 'the list')
    await page.getByRole('searchbox', { name: /操作を探す/ }).fill('/acts')
    await page.getByText(/件のうち\d+件/).waitFor()
    const acts = operation('postProposalsByIdActs')
    await acts.getByText(/処理を一つ行う（提出、承認/).waitFor()
    await acts.locator('summary').click()
    await acts.getByText('workflow.submit').waitFor()
    await acts.getByRole('button', { name: /送る内容/ }).click()
    await acts.getByText('条件付決裁').waitFor()
    for (const it of await acts.getByRole('button', { name: /拒否の理由/ }).all()) await it.click()
    await acts.getByText('version_changed').waitFor()
    await takePicture(page, 'api-operation')
    await healthy(t, page, 'an operation')
  })

  await walk('tried as whoever is signed in: an answer, and a refusal', async (t) => {
    await page.getByRole('searchbox', { name: /操作を探す/ }).fill('/v1/me')
    const me = operation('getMe')
    await me.locator('summary').click()
    await me.getByRole('button', { name: '試す' }).click()
    await me.getByRole('button', { name: '送る', exact: true }).click()
    await me.getByText('藻岩 さくら').waitFor()
    t.match(await me.locator('[data-status]').textContent(), /^200/)
    await page.getByRole('searchbox', { name: /操作を探す/ }).fill('put /v1/reading-purpose')
    const purpose = operation('putReadingPurpose')
    await purpose.locator('summary').click()
    await purpose.getByRole('button', { name: '試す' }).click()
    await purpose.getByText('元に戻りません').waitFor()
    await purpose.getByRole('textbox', { name: '送る JSON' }).fill('{"purpose":"定期監査"}')
    await purpose.getByRole('button', { name: '送る', exact: true }).click()
    await purpose.getByText('"code": "not_allowed"').waitFor()
    await takePicture(page, 'api-tried')
    await healthy(t, page, 'an answer')
  })

  await walk('on a phone nothing runs over its edge', async (t) => {
    await page.setViewportSize(phone.viewport)
    await healthy(t, page, 'at phone width')
    await takePicture(page, 'api-phone')
  })
  await nothingWentWrong(/^403: \/v1\/reading-purpose$/)
})
