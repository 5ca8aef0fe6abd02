import { test } from 'tap'
import { done, open, openStage, say, staff } from './acts-stage.ts'

test('兼務: the post an act is done in', { timeout: 240_000 }, async (t) => {
  const { url, scene, come, walk, nothingWentWrong } = await openStage(t)
  const director = await come(staff.director)

  await walk('R-03 兼務: 差戻し is done in the post chosen', async (t) => {
    const id = await scene.submitted({ concurringUnits: ['KEI', 'KEI-KAN'] }, 'u0205')
    await scene.act('u0204', id, { type: 'approve' })
    await scene.act('u0203', id, { type: 'approve' })
    await open(director.page, url, id)
    await director.page.getByRole('group', { name: 'どの職で処理しますか' }).getByText('観光局長').click()
    await director.page.locator('[data-act=return]').click()
    await say(director.page, 'return', 'reason', '観光局の資料が付いていないため')
    await done(director.page, 'return')
    const { history } = await scene.view('u0205', id)
    t.match(history.at(-1), { type: 'returned', title: '観光局長事務取扱 経済部長' })
  })

  await nothingWentWrong()
})
