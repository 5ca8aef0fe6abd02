import { test } from 'tap'
import type { RoleList } from '../../server/contract/roles.ts'
import { healthy, openStage } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { askAs, phone } from './visitor.ts'

/** The only システム管理者 of the example, and a 文書管理者. */
const administrator = 'u0205'
const keeper = 'u0106'

test('役割, 職位 and 移行 through the real browser', { timeout: 240_000 }, async (t) => {
  const { url, db, come, walk, nothingWentWrong } = await openStage(t)
  const visitor = await come(administrator)
  const { page } = visitor
  const roles = () => askAs<RoleList>(visitor, '/v1/roles')
  const open = () => page.goto(`${url}/settings/roles`)
  const form = page.getByRole('form', { name: '役割を与える' })
  const choose = async (person: string, option: RegExp, role: string) => {
    await form.getByRole('combobox', { name: '職員' }).fill(person)
    await page.getByRole('option', { name: option }).click()
    await form.getByRole('button', { name: /役割$/ }).click()
    await page.getByRole('option', { name: role, exact: true }).click()
  }

  await walk('who has which role, and what it means', async (t) => {
    await open()
    const managers = page.getByRole('region', { name: '文書管理者' })
    await managers.getByText('手稲 由美').waitFor()
    await managers.getByText('名前のない秘の文書の閲覧').waitFor()
    const own = page.getByRole('region', { name: 'システム管理者' })
    t.equal(await own.getByRole('button', { name: /外す/ }).count(), 0, 'nobody ends his own')
    await takePicture(page, 'roles')
    await healthy(t, page, 'the roles')
  })

  await walk('refused in its place: a 文書管理者 does not become システム管理者', async (t) => {
    await choose('u0106', /手稲/, 'システム管理者')
    t.ok(await form.getByRole('button', { name: '与える' }).isDisabled(), 'not without a reason')
    await form.getByRole('textbox', { name: '理由' }).fill('担当替え')
    await form.getByRole('button', { name: '与える' }).click()
    await form.getByText('システム管理者は文書の内容を見ません').waitFor()
    await takePicture(page, 'role-refused')
    await healthy(t, page, 'refused')
  })

  await walk('given with a reason, and ended with one', async (t) => {
    await choose('u0404', /./, '監査・情報公開担当')
    await form.getByRole('textbox', { name: '理由' }).fill('定期監査のため')
    await form.getByRole('button', { name: '与える' }).click()
    await page.getByText('役割を与えました').first().waitFor()
    const auditors = page.getByRole('region', { name: '監査・情報公開担当' })
    await auditors.getByText(/に付与：定期監査のため/).waitFor()
    const { items } = await roles()
    t.match(
      items.find((it) => it.role === 'auditor' && it.person.id === 'u0404'),
      { person: { id: 'u0404' }, state: 'in_force', given: { by: { id: administrator } } },
    )
    await auditors
      .getByRole('listitem')
      .filter({ hasText: '定期監査のため' })
      .getByRole('button', { name: /外す/ })
      .click()
    const ending = auditors.getByRole('form')
    await ending.getByRole('textbox', { name: '理由' }).fill('監査が終わったため')
    await auditors.scrollIntoViewIfNeeded()
    await takePicture(page, 'role-ending')
    await healthy(t, page, 'a role is ended')
    await ending.getByRole('button', { name: '役割を外す' }).click()
    await auditors.getByRole('button', { name: /終わった役割 1/ }).click()
    await auditors.getByText(/に解除：監査が終わったため/).waitFor()
  })

  await walk('a 文書管理者 sees it and changes nothing; on a phone nothing sticks out', async (t) => {
    const small = await come(keeper, phone)
    await small.page.goto(`${url}/settings/roles`)
    await small.page.getByText('役割を与え、外せるのはシステム管理者だけです').waitFor()
    t.equal(await small.page.getByRole('button', { name: /外す/ }).count(), 0)
    await healthy(t, small.page, 'the roles on a phone')
    await takePicture(small.page, 'phone-roles')
    const other = await come('u0503')
    await other.page.goto(`${url}/settings`)
    await other.page.getByRole('link', { name: '組織・職員' }).waitFor()
    t.equal(await other.page.getByRole('link', { name: '役割' }).count(), 0)
  })

  await walk('職位: what each means, and a new one that is refused and then added', async (t) => {
    const records = await come(keeper)
    const { page } = records
    await page.goto(`${url}/settings/positions`)
    const chief = page.getByRole('listitem').filter({ hasText: 'P-SEC' })
    await chief.getByText('決裁権者', { exact: true }).waitFor()
    await chief.getByText('局長、振興局部長').waitFor()
    await takePicture(page, 'positions')
    await healthy(t, page, 'the positions')
    const added = page.getByRole('form', { name: '新しい職位' })
    await added.getByRole('textbox', { name: '名前' }).fill('担当部長')
    await added.getByRole('textbox', { name: '職位コード' }).fill('P-TBC')
    await added.getByRole('button', { name: /すぐ上の職位/ }).click()
    await page.getByRole('option', { name: '部長', exact: true }).click()
    const decider = added.getByRole('checkbox', { name: '決裁権者に指定できる' })
    await decider.focus()
    await page.keyboard.press('Space')
    await added.getByRole('button', { name: '加える' }).click()
    await added.getByText('決裁の系統にない職位').waitFor()
    await takePicture(page, 'position-refused')
    await healthy(t, page, 'a position refused')
    await decider.focus()
    await page.keyboard.press('Space')
    await added.getByRole('button', { name: '加える' }).click()
    await page
      .getByRole('listitem')
      .filter({ hasText: 'P-TBC' })
      .getByText(/手稲 由美 が .* に追加/)
      .waitFor()
    const small = await come(keeper, phone)
    await small.page.goto(`${url}/settings/positions`)
    await small.page.getByText('P-TBC').waitFor()
    await healthy(t, small.page, 'the positions on a phone')
    await takePicture(small.page, 'phone-positions')
  })

  await walk('移行: a manifest is sent from the settings, tried, and brought in', async (t) => {
    const manager = await come(keeper)
    const at = manager.page
    await at.goto(`${url}/settings/legacyImports`)
    const form = at.getByRole('form', { name: '目録を送って試す' })
    await form.getByRole('textbox', { name: /^旧システムの名前/ }).fill('旧文書管理2')
    const head = '旧管理番号,件名,決裁日,課,決裁者,分類,簿冊,保存期間'
    const rows = [
      'E-1,雪像制作の委託について,2018-11-08,KNK,東 三郎,512,旧後援名義,3年',
      'E-2,雪像の搬出について,2018-11-09,KNK,東 三郎,512,旧後援名義,永年',
    ]
    const [chooser] = await Promise.all([
      at.waitForEvent('filechooser'),
      form.getByRole('button', { name: 'ファイルを選ぶ' }).first().click(),
    ])
    const buffer = Buffer.from([head, ...rows].join('\r\n'))
    await chooser.setFiles({ name: 'list.csv', mimeType: 'text/csv', buffer })
    await healthy(t, at, 'the form of a manifest')
    await takePicture(at, 'legacy-form')
    await form.getByRole('button', { name: '送って試行する' }).click()
    const sent = at.locator('[data-legacy-upload=done][data-mode=rehearsal]')
    await sent.getByText('2件のうち 1件を取り込めます').waitFor()
    t.match(await sent.getByRole('list', { name: '取り込めない行' }).innerText(), /3行目 E-2　.*永年/)
    await healthy(t, at, 'what was tried')
    await takePicture(at, 'legacy-tried')
    t.equal(
      await db.selectFrom('legacy_case').select('key').where('key', '=', 'E-1').executeTakeFirst(),
      undefined,
    )
    const download = at.waitForEvent('download')
    await sent.getByRole('link', { name: '取り込めなかった行（CSV）' }).click()
    t.equal((await download).suggestedFilename(), 'rejects.csv')
    await sent.getByRole('button', { name: '1件を取り込む' }).click()
    await at.locator('[data-legacy-upload=done][data-mode=import]').waitFor()
    t.ok(await db.selectFrom('legacy_case').select('key').where('key', '=', 'E-1').executeTakeFirst())
    const small = await come(keeper, phone)
    await small.page.goto(`${url}/settings/legacyImports`)
    await small.page.locator('[data-legacy-upload=done]').waitFor()
    await healthy(t, small.page, 'what was sent, on a phone')
    await takePicture(small.page, 'phone-legacy')
  })

  await walk('公印: who keeps which, one is registered, and one is ended', async (t) => {
    const { page } = await come(keeper)
    await page.goto(`${url}/settings/seals`)
    await page.locator('[data-seal=CHIJI]').getByText('公印取扱責任者').waitFor()
    await healthy(t, page, 'the seals')
    const added = page.getByRole('form', { name: '新しい公印' })
    await added.getByRole('textbox', { name: '名前' }).fill('観光局長印')
    await added.getByRole('textbox', { name: '公印コード' }).fill('KANKO')
    await added.getByRole('combobox', { name: /公印取扱責任者/ }).fill('観光振興課長')
    await page
      .getByRole('option', { name: /観光振興課長/ })
      .first()
      .click()
    await added.getByRole('button', { name: '登録する' }).click()
    const row = page.locator('[data-seal=KANKO]')
    await row.getByText(/手稲 由美 が .* に登録/).waitFor()
    await row.getByRole('button', { name: '観光局長印を廃止する' }).click()
    const ending = page.getByRole('form', { name: '観光局長印を廃止する' })
    await ending.getByRole('textbox', { name: '理由' }).fill('改刻のため')
    await takePicture(page, 'seals')
    await healthy(t, page, 'the end of a seal')
    await ending.getByRole('button', { name: '廃止する' }).click()
    await row.getByText(/に廃止：改刻のため/).waitFor()
    const small = await come(keeper, phone)
    await small.page.goto(`${url}/settings/seals`)
    await small.page.locator('[data-seal=KANKO]').waitFor()
    await healthy(t, small.page, 'the seals on a phone')
    await takePicture(small.page, 'phone-seals')
  })

  await nothingWentWrong(/^(409: \/v1\/roles|422: \/v1\/positions)$/)
})
