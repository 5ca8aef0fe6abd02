import { test } from 'tap'
import type { RouteTemplateContent, RuleVersions } from '../../server/contract/rules.ts'
import { healthy, openStage, slowly } from './acts-stage.ts'
import { search } from './drafting.ts'
import { takePicture } from './office.ts'
import { accessibilityFaults, sidewaysOverflow } from './page-health.ts'
import { type Visitor, askAs, phone } from './visitor.ts'

/** 文書管理係長, a 文書管理者. */
const keeper = 'u0106'
const drafter = 'u0505'

type PolicyDraft = { readonly lock: number; readonly basedOn: string; readonly content: object }
/** One save, of a draft that another had saved meanwhile. */
const refused = ['409: /v1/policies/draft']

/** The first day of next month in Japan: what the page proposes. */
function nextMonth(): string {
  const [year = 0, month = 0] = new Date(Date.now() + 9 * 3_600_000).toISOString().split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}

test('専決表・経路・方針 through the real browser', { timeout: 300_000 }, async (t) => {
  const { url, scene, come, walk } = await openStage(t)
  const open = (visitor: Visitor, path: string) => visitor.page.goto(new URL(path, url).href)
  const self = await come(keeper)
  const { page } = self

  await walk(
    '専決表: a band is moved, what would change is seen, and it is published for next month',
    async (t) => {
      await open(self, '/settings/authorityTable')
      await page.getByRole('searchbox', { name: /行を探す/ }).fill('補助金')
      await page.getByRole('button', { name: /B04/ }).click()
      await takePicture(page, 'authority-table')
      t.same(await accessibilityFaults(page), [], 'axe on the table')
      const band = page.getByRole('listitem', { name: '区切り 3' })
      await band.getByRole('textbox', { name: 'この金額以上' }).fill('2000万')
      await band.getByRole('textbox', { name: 'この金額以上' }).press('Tab')
      t.equal(await band.getByRole('textbox', { name: 'この金額以上' }).inputValue(), '20,000,000')
      await band.getByRole('textbox', { name: '委任の根拠' }).fill('委任規則第9条')
      const row = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /B04/ }) })
      await row.getByRole('textbox', { name: '根拠条項' }).fill('第5条第1項・別表第1の2')
      await page.getByText('保存していない変更があります').waitFor()
      await page.getByRole('button', { name: '何が変わるかを見る' }).click()
      await page.getByText('2,000万円以上5,000万円未満は丙（部長）、委任「委任規則第9条」、を設定').waitFor()
      await page
        .getByText(/の根拠条項を「第5条第1項・別表第1」から「第5条第1項・別表第1の2」に変更/)
        .waitFor()
      await page.getByText(/経路が変わるもの 0件/).waitFor()
      await page.getByRole('button', { name: /施行で確定する/ }).scrollIntoViewIfNeeded()
      await takePicture(page, 'authority-table-preview')
      t.same(await accessibilityFaults(page), [], 'axe on the preview')
      await page.getByRole('button', { name: /施行で確定する/ }).click()
      await page.getByText('施行前', { exact: true }).waitFor()
      const { versions, draft } = await askAs<RuleVersions>(self, '/v1/authority-tables')
      t.match(versions, [
        { from: nextMonth(), state: 'ahead' },
        { from: '2026-04-01', state: 'in_force' },
      ])
      t.equal(draft, undefined)
    },
  )

  await walk('a drafter sees one decider today and another from next month on', async (t) => {
    const visitor = await come(drafter)
    await open(visitor, '/compose')
    const { page } = visitor
    await search(page, /決裁区分/, '補助金', /B04/)
    await page.getByRole('textbox', { name: '金額' }).fill('1200万')
    const panel = page.getByRole('region', { name: '決裁の経路' })
    await panel.getByText('丙決裁').waitFor()
    await panel.getByRole('button', { name: '理由', exact: true }).last().click()
    await panel.getByText(/みほん道事務決裁規程\(架空\) 第5条第1項・別表第1（2026-04-01版）B04/).waitFor()
    await panel.getByRole('button', { name: '金額や日付が変わると？' }).click()
    await panel.getByLabel('提出する日').fill(nextMonth())
    await panel.getByText(/丁決裁 観光局長/).waitFor()
    await panel.getByText(/第5条第1項・別表第1の2/).waitFor()
    await panel.getByLabel('提出する日').scrollIntoViewIfNeeded()
    await takePicture(page, 'what-if')
    await panel.getByLabel('提出する日').fill('')
    await panel.getByText('5,000万円以上なら 副知事').click()
    await panel.getByText(/乙決裁 副知事/).waitFor()
    await panel.getByRole('button', { name: /段の省略・後閲・供覧先/ }).click()
    await panel.getByRole('button', { name: /後閲にする職/ }).click()
    await page.getByRole('option', { name: /観光振興課長/ }).click()
    await panel.getByText('後閲に指定').waitFor()
    await takePicture(page, 'route-choices')
    t.same(await accessibilityFaults(page), [], 'axe on the compose page')
    t.same(visitor.troubles, [])
    await visitor.leave()
  })

  await walk('経路: a template is built with the keyboard alone', async (t) => {
    await open(self, '/settings/routeTemplates')
    await page.getByRole('textbox', { name: '新しい経路の記号' }).focus()
    await page.keyboard.type('rt7')
    await page.getByRole('button', { name: '作る' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: '経路の名前' }).focus()
    await page.keyboard.type('課長専決（係長から）')
    const add = page.getByRole('button', { name: '段を加える' })
    await add.focus()
    await page.keyboard.press('Enter')
    const step = page.getByRole('region', { name: '1番目の段' })
    await step.getByRole('button', { name: /場所/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: '起案者の係' }).focus()
    await page.keyboard.press('Enter')
    await step.getByRole('button', { name: /職位/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: '係長', exact: true }).focus()
    await page.keyboard.press('Enter')
    const optional = step.getByRole('checkbox', { name: /省略できる/ })
    await optional.focus()
    await page.keyboard.press('Space')
    const lane = page.getByRole('list', { name: '段の順序' })
    await lane.getByText('起案者の係').waitFor()
    await takePicture(page, 'route-template')
    t.same(await accessibilityFaults(page), [], 'axe on the editor')

    // Behind the 決裁 it is told as wrong and cannot be published; the keyboard brings it back.
    await lane.getByRole('button', { name: '回議 係長 を後へ' }).focus()
    await page.keyboard.press('Enter')
    const look = page.getByRole('button', { name: '何が変わるかを見る' })
    await look.focus()
    await page.keyboard.press('Enter')
    await page.getByText('決裁の段のあとに別の段があります').waitFor()
    t.equal(await page.getByRole('button', { name: /施行で確定する/ }).count(), 0)
    await lane.getByRole('button', { name: '回議 係長 を前へ' }).focus()
    await page.keyboard.press('Enter')
    await look.focus()
    await page.keyboard.press('Enter')
    await page.getByText(/経路「課長専決（係長から）」を追加/).waitFor()
    const publish = page.getByRole('button', { name: /施行で確定する/ })
    await publish.focus()
    await page.keyboard.press('Enter')
    await page.getByText('施行前', { exact: true }).waitFor()
    const { content } = await askAs<{ content: RouteTemplateContent }>(
      self,
      `/v1/route-templates/RT7/versions/${nextMonth()}`,
    )
    t.match(content.steps, [
      { role: 'review', where: { at: 'own_group' }, position: 'P-KAK', optional: true },
      { role: 'decide', where: { at: 'own_section' }, position: 'P-SEC' },
    ])
  })

  await walk('方針: switches are changed, what that means is told, and it is kept as a draft', async (t) => {
    await open(self, '/settings/policies')
    await page.getByRole('radiogroup', { name: '起案者本人の段' }).getByText('認めない').click()
    await takePicture(page, 'policies')
    t.same(await accessibilityFaults(page), [], 'axe on the policy')
    // What is changed on while it is being saved stays, and is not saved yet.
    const atOnce = await slowly(page, '**/v1/policies/draft')
    await page.getByRole('button', { name: '案を保存する' }).click()
    const again = page.getByRole('radiogroup', { name: '差戻しのあとの再開' })
    await again.getByText('最初から').click()
    await page.getByText('案を保存しました').first().waitFor()
    t.ok(await again.getByRole('radio', { name: /最初から/ }).isChecked())
    t.equal(await page.getByText('保存していない変更があります').count(), 1)
    await atOnce()
    await page.getByRole('button', { name: '案を保存する' }).click()
    await page.getByText('保存済みです').waitFor()
    t.match(await askAs(self, '/v1/policies/draft'), { lock: 2, content: { selfApproval: 'block' } })

    const takingBack = page.getByRole('radiogroup', { name: '引戻しの期限' })
    const mine = takingBack.getByRole('radio', { name: /次の人が開くまで/ })
    await takingBack.getByText('次の人が開くまで').click()
    // What is not saved outlives a look at another page, and another's save is not written over by it.
    await page.getByRole('link', { name: '組織・職員' }).click()
    await page.getByRole('heading', { level: 2 }).getByText('組織').first().waitFor()
    const other = await scene.as(keeper)
    const { body: stored } = await other.get<PolicyDraft>('/v1/policies/draft')
    const saved = await other.send('PUT', '/v1/policies/draft', {
      ...stored,
      content: { ...stored.content, selfApproval: 'skip_and_record' },
    })
    t.equal(saved.status, 200)
    await page.getByRole('link', { name: '方針' }).click()
    await page.getByText('前に開いたときの、保存していない変更です。').waitFor()
    t.ok(await mine.isChecked())
    await page.getByText('案がほかの人により保存または確定されました').waitFor()
    t.ok(await page.getByRole('button', { name: '案を保存する' }).isDisabled())
    await healthy(t, page, 'a draft that another saved')
    await takePicture(page, 'draft-outdated')
    await page.getByRole('button', { name: '最新の案を読み込む' }).click()
    await page.getByText('最新の案を表示しています').waitFor()
    t.notOk(await mine.isChecked())
    await page.getByRole('button', { name: '直していた内容に戻す' }).click()
    t.ok(await mine.isChecked())
    // Saved by another while one is on the page: told when it is refused.
    const { body: newest } = await other.get<PolicyDraft>('/v1/policies/draft')
    t.equal((await other.send('PUT', '/v1/policies/draft', newest)).status, 200)
    await page.getByRole('button', { name: '案を保存する' }).click()
    await page.getByRole('button', { name: '最新の案を読み込む' }).click()
    await page.getByRole('button', { name: '直していた内容に戻す' }).click()
    await page.getByRole('button', { name: '案を保存する' }).click()
    await page.getByText('保存済みです').waitFor()
    t.match(await askAs(self, '/v1/policies/draft'), { lock: 5, content: { selfApproval: 'block' } })
    await page.getByRole('button', { name: '何が変わるかを見る' }).click()
    const returns = page.getByRole('listitem', { name: '差戻しのあとの再開' })
    await returns.getByText(/差し戻した人の段から再開します/).waitFor()
    await returns.getByText(/最初の段から回り直します/).waitFor()
    await returns.getByText(/違う扱いになったものはありません/).waitFor()
    await page
      .getByRole('listitem', { name: '引戻しの期限' })
      .getByText(/記録に残らない/)
      .waitFor()
    await page.getByText(/回議中・差戻し中の\d+件は、提出したときの版のまま進みます/).waitFor()
    await returns.scrollIntoViewIfNeeded()
    await takePicture(page, 'policy-preview')
    t.same(await accessibilityFaults(page), [], 'axe on what a policy changes')
    t.same(self.troubles, refused)
  })

  await walk('版: 施行前の版を開いて違いを見、直して差し替え、施行をやめる', async (t) => {
    const ahead = nextMonth()
    await open(self, '/settings/authorityTable')
    await page.getByRole('button', { name: `${ahead} 版を開く` }).click()
    const version = page.getByRole('region', { name: `${ahead} 版` })
    await version.getByText(/前の版（2026-04-01 版）との違い/).waitFor()
    await version.getByRole('button', { name: /B04/ }).click()
    await version.getByText('20,000,000円以上 50,000,000円未満').waitFor()
    t.equal(await version.getByRole('textbox').count(), 0, 'nothing of it can be typed over')
    await takePicture(page, 'rule-version')
    t.same(await accessibilityFaults(page), [], 'axe on a version')
    await version.getByRole('button', { name: 'この版を直して差し替える' }).click()
    await page.getByRole('searchbox', { name: /行を探す/ }).fill('補助金')
    await page.getByRole('button', { name: /B04/ }).click()
    await page.getByRole('textbox', { name: '事務の名前' }).fill('補助金の交付決定')
    t.equal(await page.getByRole('textbox', { name: '施行日' }).inputValue(), ahead)
    await page.getByRole('button', { name: '何が変わるかを見る' }).click()
    const settle = page.getByRole('button', { name: /施行で確定する/ })
    await settle.waitFor()
    t.ok(await settle.isDisabled(), 'a version still ahead is not replaced without a reason')
    await page.getByRole('textbox', { name: '改正の理由' }).fill('名称の誤りを直す')
    await settle.scrollIntoViewIfNeeded()
    await takePicture(page, 'rule-replace')
    await settle.click()
    await page.getByText('施行前に差替え').waitFor()
    await page.getByText('改正の理由：名称の誤りを直す').waitFor()

    await page.getByRole('button', { name: `${ahead}-2 版を開く` }).click()
    await page.getByRole('button', { name: 'この版の施行をやめる' }).click()
    await page.getByRole('textbox', { name: 'やめる理由' }).fill('来月の議会に合わせる')
    await page.getByRole('button', { name: '施行をやめる', exact: true }).scrollIntoViewIfNeeded()
    await takePicture(page, 'rule-withdraw')
    t.same(await accessibilityFaults(page), [], 'axe on withdrawing')
    await page.getByRole('button', { name: '施行をやめる', exact: true }).click()
    await page.getByText(/取りやめ 手稲 由美（理由：来月の議会に合わせる）/).waitFor()
    const { versions } = await askAs<RuleVersions>(self, '/v1/authority-tables')
    t.same(
      versions.map((it) => it.state),
      ['withdrawn', 'replaced', 'in_force'],
    )
    t.same(self.troubles, refused)
  })

  await walk('on a phone nothing sticks out', async (t) => {
    const visitor = await come(keeper, phone)
    const paths = [
      'authorityTable',
      'authorityTable?version=2026-04-01',
      'routeTemplates',
      'routeTemplates?code=RT3',
      'routeTemplates?code=RT3&version=2026-04-01',
      'policies',
      'policies?version=1',
    ]
    for (const path of paths) {
      await open(visitor, `/settings/${path}`)
      await visitor.page.getByRole('heading', { level: 2 }).first().waitFor()
      t.same(await sidewaysOverflow(visitor.page), [], path)
      await takePicture(visitor.page, `phone-${path.replace(/\W/g, '-')}`)
    }
    t.same(visitor.troubles, [])
  })

  await walk('somebody else does not find them', async (t) => {
    const visitor = await come(drafter)
    await open(visitor, '/settings/organisation')
    await visitor.page.getByRole('link', { name: '組織・職員' }).first().waitFor()
    t.equal(await visitor.page.getByRole('link', { name: '専決表' }).count(), 0)
    await open(visitor, '/settings/authorityTable')
    await visitor.page.getByText('この設定を見る権限がないか').waitFor()
  })
})
