import type { Locator } from 'playwright-core'
import { type Test, test } from 'tap'
import type { RouteTemplateContent } from '../../server/contract/rules.ts'
import { healthy, openStage } from './acts-stage.ts'
import { search } from './drafting.ts'
import { takePicture } from './office.ts'
import { askAs, desk, phone } from './visitor.ts'

/** 文書管理係長, a 文書管理者. */
const keeper = 'u0106'

test('every part of a 経路, 決裁区分 and 以下 through the real browser', { timeout: 300_000 }, async (t) => {
  const { url, come, walk, nothingWentWrong } = await openStage(t)
  const self = await come(keeper)
  const { page } = self

  /** What it looks like on a desk and on a phone; nothing sticks out, axe finds nothing. */
  async function fits(t: Test, name: string, shown: Locator): Promise<void> {
    for (const [width, { viewport }] of Object.entries({ desk, phone })) {
      await page.setViewportSize(viewport)
      await shown.evaluate((it) => it.scrollIntoView({ block: 'start' }))
      await healthy(t, page, `${name}, ${width}`)
      await takePicture(page, `${name}-${width}`)
    }
    await page.setViewportSize(desk.viewport)
  }

  await walk('経路: every kind of step, and who is shown it afterwards', async (t) => {
    await page.goto(`${url}/settings/routeTemplates`)
    await page.getByRole('textbox', { name: '新しい経路の記号' }).fill('RT8')
    await page.getByRole('button', { name: '作る' }).click()
    await page.getByRole('textbox', { name: '経路の名前' }).fill('部長専決（仮決裁・並列つき）')
    const lane = page.getByRole('list', { name: '段の順序' })
    const step = page.getByRole('region', { name: /番目の段/ })
    const choose = async (field: RegExp, option: string) => {
      await step.getByRole('button', { name: field }).click()
      await page.getByRole('option', { name: option, exact: true }).click()
    }
    const add = () => page.getByRole('button', { name: '段を加える' }).click()
    // The 決裁 is 部長's.
    await lane.getByRole('button', { name: /^決裁 課長 起案者/ }).click()
    await choose(/場所/, '起案者の部（振興局）')
    await choose(/職位/, '部長')
    // 回議, serial: 係長, then 仮決裁 by the 課長.
    await add()
    await choose(/場所/, '起案者の係')
    await choose(/職位/, '係長')
    await add()
    await step.getByText(/^仮決裁/).click()
    // 審査 and 合議 of the matter.
    await add()
    await step.getByText('審査', { exact: true }).click()
    await add()
    await step.getByText('合議', { exact: true }).click()
    await step.getByRole('textbox', { name: /根拠条項/ }).fill('みほん道財務規則(架空) 第12条')
    // 局長 and 次長 together, one of them suffices; the 課長 of a named unit from 3,000万 on.
    await add()
    await choose(/場所/, '起案者の局（振興局の部）')
    await choose(/職位/, '局長')
    await add()
    await choose(/場所/, '起案者の部（振興局）')
    await choose(/職位/, '次長')
    await step.getByText('前の段と同時に回す').click()
    await lane.getByRole('button', { name: /^回議 局長 起案者/ }).click()
    await choose(/何人の承認で進むか/, '1人')
    await lane.getByText('2段中1').waitFor()
    await lane.getByRole('button', { name: /^回議 次長 起案者/ }).click()
    await add()
    await choose(/場所/, '決まった所属')
    await step.getByRole('combobox', { name: '所属' }).fill('財政課')
    await page.getByRole('option', { name: '財政課', exact: true }).click()
    await choose(/職位/, '課長')
    await step.getByText('条件に当たるときだけ入れる').click()
    await step.getByRole('textbox', { name: 'この金額以上' }).fill('3000万')
    await step.getByRole('group', { name: /事情/ }).getByText('重要').click()
    await fits(t, 'route-all-kinds', lane)

    // The list stays open for the next one.
    await search(page, /供覧先/, '起案者の課', /^起案者の課$/)
    await page.keyboard.press('Escape')
    await search(page, /回覧先/, '財政課', /^財政課$/)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '起案者の課を外す' }).waitFor()
    await page.getByRole('button', { name: '財政課を外す' }).waitFor()
    await fits(t, 'route-circulation', page.getByRole('combobox', { name: /供覧先/ }))

    await page.getByRole('button', { name: '案を保存する' }).click()
    await page.getByText('保存済みです').waitFor()
    const { content } = await askAs<{ content: RouteTemplateContent }>(self, '/v1/route-templates/RT8/draft')
    const [chief, provisional, examine, concur, bureau, deputy, finance, decide, ...more] = content.steps
    t.match(chief, { role: 'review', where: { at: 'own_group' }, position: 'P-KAK' })
    t.match(provisional, { role: 'review', where: { at: 'own_section' }, provisional: true })
    t.match(examine, { role: 'examine', where: { at: 'examining_units' } })
    t.match(concur, { role: 'concur', where: { at: 'concurring_units' }, parallel: true })
    t.equal(concur?.article, 'みほん道財務規則(架空) 第12条')
    t.match(bureau, { role: 'review', where: { at: 'own_bureau' }, needs: 1 })
    t.match(deputy, { role: 'review', where: { at: 'own_department' }, group: bureau?.group })
    t.match(finance?.where, { at: 'unit' })
    t.same(finance?.when, { minYen: 30_000_000, flags: ['重要'] })
    t.match(decide, { role: 'decide', where: { at: 'own_department' } })
    t.same(more, [])
    t.same(
      content.circulation.map((it) => [it.where.at, it.kind ?? 'circulate']),
      [
        ['own_section', 'circulate'],
        ['unit', 'inform'],
      ],
    )
  })

  await walk('a list of routes that does not come is told, with a way to try again', async () => {
    const other = await come(keeper)
    const problem = { type: 'about:blank', status: 404, code: 'not_found', title: '見つかりません。' }
    await other.page.route('**/v1/route-templates', (route) =>
      route.fulfill({ status: 404, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    )
    await other.page.goto(`${url}/settings/routeTemplates?code=RT3`)
    const again = other.page.getByRole('button', { name: 'もう一度試す' })
    await again.waitFor()
    await other.page.unroute('**/v1/route-templates')
    await again.click()
    await other.page.getByRole('textbox', { name: '経路の名前' }).waitFor()
    await other.page.goto(`${url}/settings/routeTemplates`)
    await other.page.getByRole('textbox', { name: '新しい経路の記号' }).waitFor()
    await other.leave()
  })

  await walk('この条件で試す: the route a made-up matter would get', async (t) => {
    const trial = page.getByRole('region', { name: 'この条件で試す' })
    await search(page, /起案者の職/, '企画係主任', /企画係主任/)
    await search(page, /^事務（専決表の行）/, '補助金', /B04/)
    await trial.getByRole('textbox', { name: /金額/ }).fill('1200万')
    await trial.getByLabel('提出する日').fill('')
    await trial.getByText('年月日をすべて入れてください').waitFor()
    await trial.getByLabel('提出する日').fill('2027-01-04')
    const settledFor = page.getByRole('textbox', { name: '施行日' })
    t.not(
      await settledFor.inputValue(),
      '2027-01-04',
      'the day of the trial is not the day it is settled for',
    )
    await settledFor.fill('2027-04-01')
    t.equal(await trial.getByLabel('提出する日').inputValue(), '2027-01-04')
    await fits(t, 'route-trial-asked', trial)
    await trial.getByRole('button', { name: '試す', exact: true }).click()
    await trial.getByText(/が選ばれ、いま直している経路は使われません/).waitFor()
    await fits(t, 'route-trial-not-used', trial.getByText(/いま直している経路は使われません/))
    await trial.getByRole('button', { name: '直している経路に当てはめて試す' }).click()
    await trial.getByText('経路 RT8「部長専決（仮決裁・並列つき）」').waitFor()
    const tried = trial.getByRole('list', { name: '決まった経路' })
    await tried.getByText('仮決裁', { exact: true }).waitFor()
    await trial
      .getByText(/財政課長：金額が3,000万円以上である、かつ「重要」に当たるときだけ入る段です/)
      .waitFor()
    await fits(t, 'route-trial', tried)
    await fits(t, 'route-trial-end', trial.getByText(/条件に当たらず、入らない段/))
  })

  await walk(
    'a new 経路 that was discarded is blank again, and one that was published is edited on',
    async (t) => {
      const name = page.getByRole('textbox', { name: '経路の名前' })
      await page.getByRole('button', { name: '案を捨てる' }).click()
      await page.getByText('案を捨てました').waitFor()
      t.equal(await name.inputValue(), '')
      t.equal(await page.getByRole('list', { name: '段の順序' }).getByText('仮決裁').count(), 0)
      await name.fill('課長専決（仮）')
      await page.getByRole('button', { name: '何が変わるかを見る' }).click()
      const settle = page.getByRole('button', { name: /施行で確定する/ })
      await settle.click()
      await page.getByText('施行前', { exact: true }).waitFor()
      await name.fill('課長専決（即決）')
      await page.getByRole('button', { name: '案を保存する' }).click()
      await page.getByText('保存済みです').waitFor()
      t.match(await askAs(self, '/v1/route-templates/RT8/draft'), { content: { name: '課長専決（即決）' } })
    },
  )

  await walk('決裁区分 and 以下 are edited, and what is wrong with a class is told', async (t) => {
    await page.goto(`${url}/settings/authorityTable`)
    const classes = page.getByRole('list', { name: '決裁区分' })
    const lowest = classes.getByRole('listitem', { name: '決裁区分 己' })
    await lowest.getByRole('textbox', { name: '区分' }).fill('庚')
    await classes.getByRole('listitem', { name: '決裁区分 庚' }).waitFor()
    await page.getByRole('button', { name: '区分を加える' }).click()
    const added = classes.getByRole('listitem', { name: '決裁区分 （名前のない区分）' })
    await added.getByRole('textbox', { name: '区分' }).fill('辛')
    // Named like another while it is typed, a class stays itself, and so do the rows that name it.
    const typed = classes.getByRole('textbox', { name: '区分' }).last()
    await typed.fill('丁')
    await classes.getByText('同じ名前の区分がほかにあります').waitFor()
    await fits(t, 'authority-classes-alike', classes)
    await typed.fill('辛')
    t.same(
      await classes
        .getByRole('textbox', { name: '区分', exact: true })
        .evaluateAll((inputs) => inputs.map((it) => (it as HTMLInputElement).value)),
      ['甲', '乙', '丙', '丁', '戊', '庚', '辛'],
    )
    await page.getByRole('searchbox', { name: /行を探す/ }).fill('補助金')
    await page.getByRole('button', { name: /B04/ }).click()
    const second = page.getByRole('listitem', { name: '区切り 2' })
    await second.getByText(/^この金額を含まない/).click()
    t.equal(await second.getByRole('textbox', { name: 'この金額を超える' }).inputValue(), '3,000,000')
    await page.getByRole('listitem', { name: '区切り 1' }).getByText('3,000,000円以下').waitFor()
    await fits(t, 'authority-classes', classes)
    await fits(t, 'authority-bands', page.getByRole('button', { name: /B04/ }))

    const look = page.getByRole('button', { name: '何が変わるかを見る' })
    await look.click()
    await page.getByText('決裁区分「辛」に決裁権者がいません。職位を選ぶか、区分を外してください。').waitFor()
    const last = classes.getByRole('listitem', { name: '決裁区分 辛' })
    await last.getByRole('button', { name: /決裁権者の職位/ }).click()
    await page.getByRole('option', { name: '係長', exact: true }).click()
    await look.click()
    await page.getByText(/決裁区分「庚」と「辛」の決裁権者がどちらも係長です/).waitFor()
    await last.getByRole('button', { name: '区分 辛 を外す' }).click()
    await look.click()
    await page.getByText(/300万円以下は戊（課長）、を設定/).waitFor()
    const settle = page.getByRole('button', { name: /施行で確定する/ })
    await settle.waitFor()
    await fits(t, 'authority-preview', look)
    await page.getByRole('textbox', { name: '表の備考' }).fill('金額は、税込みとする。')
    await page.getByRole('button', { name: '案を保存する' }).click()
    await page.getByText('保存済みです').waitFor()
    t.equal(await settle.count(), 0, 'a change that was saved asks for another look')
    await look.click()
    await settle.waitFor()
    await page.getByRole('button', { name: '案を捨てる' }).click()
    await page.getByText('案を捨てました').waitFor()
    t.equal(await settle.count(), 0, 'nothing is left to settle')
  })

  await walk('an opened version and the preview of a policy fit a desk and a phone', async (t) => {
    await page.goto(`${url}/settings/authorityTable?version=2026-04-01`)
    const version = page.getByRole('region', { name: '2026-04-01 版' })
    await version.getByRole('button', { name: /B04/ }).click()
    await version.getByText('3,000,000円以上 10,000,000円未満').waitFor()
    await fits(t, 'version-open', version)
    await fits(t, 'version-row', version.getByRole('button', { name: /B04/ }))
    await page.goto(`${url}/settings/routeTemplates?code=RT3&version=2026-04-01`)
    const route = page.getByRole('region', { name: '2026-04-01 版' })
    await route.waitFor()
    await fits(t, 'version-route', route)

    await page.goto(`${url}/settings/policies`)
    await page.getByRole('radiogroup', { name: '差戻しのあとの再開' }).getByText('最初から').click()
    await page.getByRole('radiogroup', { name: '引戻しの期限' }).getByText('次の人が開くまで').click()
    const look = page.getByRole('button', { name: '何が変わるかを見る' })
    await look.click()
    await page
      .getByRole('listitem', { name: '引戻しの期限' })
      .getByText(/記録に残らない/)
      .waitFor()
    await fits(t, 'policy-preview', look)
  })

  await nothingWentWrong(/^404: \/v1\/route-templates$/)
})
