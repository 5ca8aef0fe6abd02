import { test } from 'tap'
import { done, healthy, open, openStage, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

test('仮決裁 and 本決裁 in the browser', { timeout: 600_000 }, async (t) => {
  const { url, scene, come, walk, nothingWentWrong } = await openStage(t)
  const director = await come(staff.director)

  await walk('仮決裁: the 課長 gives it, the 合議先 sees it, the 本決裁 follows', async (t) => {
    const id = await scene.submitted({
      title: '広域周遊の推進方針について',
      authorityCode: 'A04',
      concurringUnits: ['ZAI'],
    })
    await scene.act(staff.groupChief, id, { type: 'approve' })
    const chief = await come(staff.sectionChief)
    await chief.page.goto(url)
    await chief.page.locator('[data-row]', { hasText: '広域周遊の推進方針' }).getByText('仮決裁').waitFor()
    await open(chief.page, url, id)
    t.match(await chief.page.locator('[data-act-notes] [data-provisional]').textContent(), '本決裁があります')
    await healthy(t, chief.page, '仮決裁')
    await takePicture(chief.page, 'provisional')
    await chief.page.locator('[data-act=provisionally_decide]').click()
    await done(chief.page, 'provisionally_decide')
    t.match(await chief.page.locator('[data-standing]').textContent(), '仮決裁しました')

    const finance = await come(staff.finance, phone)
    await open(finance.page, url, id)
    t.match(await finance.page.locator('[data-act-notes] [data-provisional]').textContent(), '観光振興課長')
    await healthy(t, finance.page, '仮決裁 before the 合議, on a phone')
    await finance.page.locator('[data-act=concur]').click()
    await done(finance.page, 'concur')

    await open(director.page, url, id)
    const dates = director.page.locator(
      '.cover [data-provisional], [data-cover] [data-provisional], dl [data-provisional]',
    )
    t.match(await dates.first().textContent(), /仮決裁：観光振興課長.*本決裁：合議のあと/s)
    // 局長事務取扱 as well: both steps at once, and it says so.
    await director.page.locator('[data-along-with]').waitFor()
    await director.page.locator('[data-act=decide]').click()
    await director.page.locator('[data-confirm=decide]').click()
    await done(director.page, 'decide')
    await director.page.locator('[data-proposal][data-status=decided]').waitFor()
    t.match(await dates.first().textContent(), /仮決裁：観光振興課長.*本決裁：経済部長/s)
    await healthy(t, director.page, 'both days on the cover')
    await takePicture(director.page, 'provisional-and-final')
  })

  await nothingWentWrong()
})
