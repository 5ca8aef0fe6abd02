import { type Test, test } from 'tap'
import type { ActingOrderList, ActingOrderView } from '../../server/contract/acting-orders.ts'
import { plainMatter, submitMatter } from '../../server/testing/plain-matter.ts'
import { signInAs } from '../../server/testing/signed-in.ts'
import { healthy, openStage } from './acts-stage.ts'
import { dayFromNow } from './days.ts'
import { takePicture } from './office.ts'
import { askAs, phone } from './visitor.ts'

/** 文書管理係長, a 文書管理者. */
const keeper = 'u0106'

/** A case on its way to the 観光振興課長, who is away today. */
async function waitsForTheAbsent(t: Test, url: string): Promise<void> {
  const drafter = await signInAs(url, 'u0505')
  const words = { title: '観光入込客数の公表について', body: '伺います。', authorityCode: 'D03' }
  const content = await plainMatter(drafter, '512-01', words)
  await submitMatter(drafter, content)
  const office = await signInAs(url, keeper)
  const absence = { person: 'u0503', from: dayFromNow(0), to: dayFromNow(1), reason: '出張' }
  t.equal((await office.send('POST', '/v1/absences', absence)).status, 201)
}

test('R-12 代決の順位 through the real browser', { timeout: 240_000 }, async (t) => {
  const { url, come, walk, nothingWentWrong } = await openStage(t)
  await waitsForTheAbsent(t, url)
  const visitor = await come(keeper)
  const { page } = visitor
  const orderOf = async (position: string): Promise<ActingOrderView> => {
    const { items } = await askAs<ActingOrderList>(visitor, '/v1/acting-orders')
    return items.find((it) => it.position === position) as ActingOrderView
  }
  const places = page.getByRole('list', { name: '順位の並び' })
  const publish = page.getByRole('button', { name: /から施行する/ })

  await walk('from the list of who stands in to the order of the 課長', async (t) => {
    await page.goto(`${url}/settings/absences`)
    await page.getByRole('link', { name: '順位を直す' }).click()
    await page.getByRole('button', { name: /^課長/ }).click()
    await page.getByRole('heading', { name: 'これまでの版' }).waitFor()
    await page.getByText('導入当初から').waitFor()
    await page.getByText('順位を直すと、何が変わるかがここに表示されます').waitFor()
    t.equal(await publish.count(), 0, 'nothing to put into force yet')
    await takePicture(page, 'acting-order')
    await healthy(t, page, 'the order as it stands')
  })

  await walk('a wrong place is refused where it stands', async (t) => {
    const add = page.getByRole('button', { name: '順位を加える' })
    await page.getByRole('button', { name: /^選んでください 職位/ }).click()
    await page.getByRole('option', { name: '課長', exact: true }).click()
    await add.click()
    const wrong = places.getByRole('listitem').nth(2)
    await wrong.getByText('不在の決裁権者自身が順位に入っています').waitFor()
    t.equal(await publish.count(), 0)
    await takePicture(page, 'acting-order-refused')
    await healthy(t, page, 'refused')
    await wrong.getByRole('button', { name: '当該課の課長を外す' }).click()
    await wrong.waitFor({ state: 'detached' })
  })

  await walk('文書課長 comes first by the keyboard, and the case that would move is named', async (t) => {
    await page.getByRole('button', { name: /当該課 場所/ }).click()
    await page.getByRole('option', { name: '決まった所属' }).click()
    await page.getByRole('combobox', { name: '所属' }).fill('文書課')
    await page.getByRole('option', { name: /^文書課/ }).click()
    await page.getByRole('button', { name: /^選んでください 職位/ }).click()
    await page.getByRole('option', { name: '課長', exact: true }).click()
    await page.getByRole('button', { name: '順位を加える' }).click()
    await page.getByText('文書課の課長を第3順位に加える').waitFor()
    const handle = places.getByRole('button', { name: '文書課の課長を動かす' })
    await handle.focus()
    // Pressed as fast as they can be: each counts. Escape puts everything back.
    for (const key of ['Space', 'Home', 'Escape']) await page.keyboard.press(key)
    await places.getByRole('listitem').nth(2).getByText('文書課の課長').waitFor()
    t.ok(await handle.evaluate((it) => it === document.activeElement))
    for (const key of ['Space', 'ArrowUp']) await page.keyboard.press(key)
    await page.getByText('文書課の課長は3のうち第2順位です').waitFor({ state: 'attached' })
    t.ok(await handle.evaluate((it) => it === document.activeElement))
    await page.keyboard.press('Space')
    await page
      .getByText(/^文書課の課長を.*第2順位/)
      .first()
      .waitFor({ state: 'attached' })
    await places.getByRole('button', { name: '文書課の課長を上へ' }).click()
    await page.getByText('文書課の課長を第1順位に加える').waitFor()
    await page.getByText(/代決する人が変わるもの 1件/).waitFor()
    const moved = page.getByRole('region', { name: /代決を待つ文書/ })
    await moved.getByText('行啓 武 → 文書課長').waitFor()
    await moved.getByText('観光入込客数の公表について').waitFor()
    const day = page.getByLabel('施行日')
    const proposed = await day.inputValue()
    await day.fill('')
    await page.getByText('年月日をすべて入れてください').first().waitFor()
    t.equal(await page.getByText(/影響を調べています/).count(), 0, 'nothing is being looked into')
    t.equal(await publish.count(), 0)
    await healthy(t, page, 'without a day')
    await day.fill(proposed)
    await publish.scrollIntoViewIfNeeded()
    await takePicture(page, 'acting-order-preview')
    await healthy(t, page, 'what it would mean')
    await publish.click()
    await page.getByText('施行前', { exact: true }).waitFor()
    await page.getByText('順位を直すと、何が変わるかがここに表示されます').waitFor()
    const { versions } = await orderOf('P-SEC')
    t.same(
      versions.map((it) => [it.state, it.order.map((one) => `${one.unit ?? one.at} ${one.position}`)]),
      [
        ['ahead', ['BUN P-SEC', 'own_section P-CHF', 'own_group P-KAK']],
        ['in_force', ['own_section P-CHF', 'own_group P-KAK']],
      ],
    )
    await page.evaluate(() => window.scrollTo(0, 0))
    await takePicture(page, 'acting-order-recorded')
  })

  await walk('an order nobody is left in says for which posts', async () => {
    for (const name of ['文書課の課長を外す', '当該係の係長を外す']) {
      await places.getByRole('button', { name }).click()
    }
    await page.getByText(/代決できる人が誰もいない職が\d+あります/).waitFor()
    await takePicture(page, 'acting-order-nobody')
    await page.getByText('代決できる人が誰もいません').first().waitFor()
    await page.getByRole('button', { name: '元に戻す' }).click()
    await places.getByRole('listitem').nth(2).waitFor()
  })

  await walk('on a phone it is there, and nothing sticks out', async (t) => {
    const small = await come(keeper, phone)
    await small.page.goto(`${url}/settings/actingOrders`)
    await small.page.getByRole('button', { name: /^課長/ }).waitFor()
    await healthy(t, small.page, 'the positions on a phone')
    await takePicture(small.page, 'phone-acting-orders')
    await small.page.getByRole('button', { name: /^課長/ }).click()
    const list = small.page.getByRole('list', { name: '順位の並び' })
    await list.getByRole('button', { name: '当該課の主幹を下へ' }).click()
    await small.page.getByText(/を第2順位から第3順位へ/).waitFor()
    await healthy(t, small.page, 'the order on a phone')
    await takePicture(small.page, 'phone-acting-order')
    await small.page.getByText(/を第2順位から第3順位へ/).scrollIntoViewIfNeeded()
    await takePicture(small.page, 'phone-acting-order-preview')
  })

  await walk('who keeps no rules is not shown it', async (t) => {
    const other = await come('u0404')
    await other.page.goto(`${url}/settings/absences`)
    await other.page.getByRole('region', { name: '代決の順位' }).waitFor()
    t.equal(await other.page.getByRole('link', { name: '順位を直す' }).count(), 0)
    t.equal(await other.page.getByRole('link', { name: '代決の順位' }).count(), 0)
  })

  await nothingWentWrong(/^422: \/v1\/acting-orders\/preview$/)
})
