import { readFile } from 'node:fs/promises'
import { test } from 'tap'
import type { DirectoryImportList } from '../../server/contract/directory.ts'
import type { OrganisationView } from '../../server/contract/organisation.ts'
import { plainMatter, submitMatter } from '../../server/testing/plain-matter.ts'
import { signInAs } from '../../server/testing/signed-in.ts'
import { healthy, openStage } from './acts-stage.ts'
import { dayFromNow } from './days.ts'
import { takePicture } from './office.ts'
import { askAs, phone } from './visitor.ts'

/** 文書管理係長, a 文書管理者. */
const keeper = 'u0106'

/** A case that waits for the 企画係長. */
async function submit(url: string): Promise<void> {
  const drafter = await signInAs(url, 'u0505')
  const words = { title: '観光入込客数の公表について', body: '伺います。', authorityCode: 'D03' }
  const content = await plainMatter(drafter, '512-01', words)
  await submitMatter(drafter, content)
}

test('組織・職員 is changed through the real browser', { timeout: 300_000 }, async (t) => {
  const { url, come, walk, nothingWentWrong } = await openStage(t)
  await submit(url)
  const visitor = await come(keeper)
  const { page } = visitor
  const tomorrow = dayFromNow(1)
  const view = (on: string) => askAs<OrganisationView>(visitor, `/v1/organisation?on=${on}`)
  const holders = async (post: string, on: string) =>
    (await view(on)).posts.find((it) => it.id === post)?.holders.map((it) => `${it.name} ${it.kind}`)
  const unit = async (code: string, on: string) => (await view(on)).units.find((it) => it.code === code)
  const open = (query: string) => page.goto(`${url}/settings/organisation?${query}`)
  const panel = (name: string) => page.getByRole('region', { name })
  const apply = page.getByRole('button', { name: /付けで登録する/ })
  const choose = async (label: string, typed: string, option: RegExp) => {
    await page.getByRole('combobox', { name: label }).fill(typed)
    await page.getByRole('option', { name: option }).click()
  }
  const registered = () => page.getByText('登録しました').first().waitFor()

  await walk(
    '発令: the case, the vacant post and the doubled one are told before it is registered',
    async (t) => {
      await open('unit=KNK-1')
      await page.getByRole('button', { name: '企画係長に発令を登録' }).waitFor()
      await takePicture(page, 'unit')
      await healthy(t, page, 'a unit with its commands')
      await open('unit=BUN')
      const opener = page.getByRole('button', { name: '文書課主幹に発令を登録' })
      await opener.click()
      await panel('発令を登録').getByRole('button', { name: 'やめる' }).click()
      t.ok(await opener.evaluate((it) => it === document.activeElement), 'back where it was opened')
      await opener.click()
      const form = panel('発令を登録')
      await form.getByText('必要な欄を埋めると').waitFor()
      await choose('職員', 'u0504', /行啓 武/)
      await form.getByLabel('発令日').fill(tomorrow)
      await form.getByText('観光入込客数の公表について').waitFor()
      await form.getByText('行啓 武 → 欠員').waitFor()
      await form.getByText(/二人が就く職/).waitFor()
      await form.getByLabel('発令日').fill('')
      await form.getByText('年月日をすべて入れてください').first().waitFor()
      t.equal(await form.getByText(/影響を調べています/).count(), 0, 'nothing is being looked into')
      await form.getByLabel('発令日').fill(tomorrow)
      await form.getByRole('radio', { name: '兼務' }).focus()
      await takePicture(page, 'appoint')
      await healthy(t, page, '発令 as 本務')
      await page.keyboard.press('Space')
      await form.getByText('回議中の文書、空く職、二人が就く職、代理への影響はありません').waitFor()
      await apply.scrollIntoViewIfNeeded()
      await takePicture(page, 'appoint-calm')
      await apply.click()
      await registered()
      t.same(await holders('BUN:P-CHF', dayFromNow(0)), ['北郷 徹 primary'])
      t.same(await holders('BUN:P-CHF', tomorrow), ['北郷 徹 primary', '行啓 武 concurrent'])
    },
  )

  await walk('発令を終える from the panel of the person', async (t) => {
    await open(`unit=BUN&on=${tomorrow}`)
    await page.getByRole('button', { name: '行啓 武' }).click()
    await panel('行啓 武').getByRole('button', { name: '文書課主幹の発令を終える' }).click()
    const form = panel('文書課主幹の発令を終える')
    await form.getByLabel('発令日').fill(dayFromNow(10))
    await form.getByText('文書課主幹', { exact: false }).first().waitFor()
    await takePicture(page, 'end-appointment')
    await healthy(t, page, 'the end of a 発令')
    await apply.click()
    await registered()
    t.same(await holders('BUN:P-CHF', dayFromNow(9)), ['北郷 徹 primary', '行啓 武 concurrent'])
    t.same(await holders('BUN:P-CHF', dayFromNow(10)), ['北郷 徹 primary'])
  })

  await walk('新しい職員, and a number that is taken already', async (t) => {
    await open('unit=BUN-1')
    await page.getByRole('button', { name: '新しい職員' }).click()
    const form = panel('新しい職員')
    await form.getByRole('textbox', { name: '職員番号' }).first().fill('u0504')
    await form.getByRole('textbox', { name: '氏名', exact: true }).fill('𠮷野 新')
    await form.getByRole('textbox', { name: '氏名カナ' }).fill('ヨシノ アラタ')
    await form.getByRole('button', { name: /職位/ }).click()
    await page.getByRole('option', { name: '主任', exact: true }).click()
    await form.getByText('その職員番号はすでに使われています').waitFor()
    await form.getByRole('button', { name: 'この人の画面を開く' }).waitFor()
    t.equal(await apply.count(), 0)
    await form.getByRole('textbox', { name: '職員番号' }).first().fill('u9001')
    await form.getByText('採用', { exact: true }).waitFor()
    await takePicture(page, 'join')
    await healthy(t, page, 'somebody joins')
    await apply.click()
    await registered()
    t.ok((await holders('BUN-1:P-SNN', dayFromNow(0)))?.includes('𠮷野 新 primary'))
  })

  await walk('a unit begins, gets another name, and ends', async (t) => {
    await open('unit=KNK')
    await page.getByRole('button', { name: '下に所属を設ける' }).click()
    const form = panel('下に所属を設ける')
    await form.getByRole('textbox', { name: '所属の名前' }).fill('臨時係')
    await form.getByRole('textbox', { name: '所属コード' }).fill('KNK-9')
    await form.getByRole('button', { name: /所属区分/ }).click()
    await page.getByRole('option', { name: '係', exact: true }).click()
    await form.getByText('新設', { exact: true }).waitFor()
    await takePicture(page, 'new-unit')
    await healthy(t, page, 'a new unit')
    await apply.click()
    await registered()
    t.match(await unit('KNK-9', dayFromNow(0)), { name: '臨時係', parent: 'KNK' })

    await open('unit=KNK-9')
    await page.getByRole('button', { name: '名前・位置を変える' }).click()
    await page.getByRole('textbox', { name: '所属の名前' }).fill('特命係')
    await page.getByLabel('発令日').fill(tomorrow)
    await page.getByText('臨時係 → 特命係').waitFor()
    await apply.click()
    await registered()
    t.equal((await unit('KNK-9', tomorrow))?.name, '特命係')
    t.equal((await unit('KNK-9', dayFromNow(0)))?.name, '臨時係')

    await open('unit=KNK')
    await page.getByRole('button', { name: 'この所属を廃止する' }).click()
    const end = panel('この所属を廃止する')
    await end
      .getByText(/廃止する所属の下に/)
      .first()
      .waitFor()
    await takePicture(page, 'end-unit-refused')
    await healthy(t, page, 'a unit that cannot end yet')
    t.equal(await apply.count(), 0)
    const { items } = await askAs<DirectoryImportList>(visitor, '/v1/directory/imports')
    t.equal(items.length, 5, 'each change is kept as an import, and only what was applied')
  })

  await walk('CSVで書き出す, and the names Shift_JIS cannot write', async (t) => {
    await open('')
    await page.getByRole('button', { name: 'CSVで書き出す' }).click()
    const box = panel('CSVで書き出す')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      box.getByRole('button', { name: '職員（UTF-8）' }).click(),
    ])
    t.equal(download.suggestedFilename(), `people-${dayFromNow(0)}.csv`)
    const text = await readFile(await download.path(), 'utf8')
    t.match(text, /^\ufeffemployee_no,name,/)
    t.match(text, /u9001,𠮷野 新,ヨシノ アラタ/)
    await box.getByRole('button', { name: '職員（Shift_JIS）' }).click()
    await box.getByText(/書けない文字を含む値：.*𠮷野 新/).waitFor()
    await takePicture(page, 'export')
    await healthy(t, page, 'the export')
  })

  await walk('on a phone it is there, and nothing sticks out', async (t) => {
    const small = await come(keeper, phone)
    await small.page.goto(`${url}/settings/organisation?unit=KNK-1`)
    await small.page.getByRole('button', { name: '企画係長に発令を登録' }).click()
    await small.page.getByText('必要な欄を埋めると').waitFor()
    await healthy(t, small.page, 'the form on a phone')
    await takePicture(small.page, 'phone-appoint')
    await small.page.getByRole('combobox', { name: '職員' }).fill('u0505')
    await small.page.getByRole('option', { name: /幌平/ }).click()
    await small.page.getByText(/二人が就く職/).waitFor()
    await healthy(t, small.page, 'what it would mean on a phone')
    await small.page.getByText(/二人が就く職/).scrollIntoViewIfNeeded()
    await takePicture(small.page, 'phone-appoint-meaning')
  })

  await walk('who keeps no directory sees it without commands', async (t) => {
    const other = await come('u0404')
    await other.page.goto(`${url}/settings/organisation?unit=KNK-1`)
    await other.page.getByRole('row', { name: /企画係長/ }).waitFor()
    t.equal(await other.page.getByRole('button', { name: /発令を登録/ }).count(), 0)
    t.equal(await other.page.getByRole('button', { name: /CSV/ }).count(), 0)
  })

  await nothingWentWrong(/^(409: \/v1\/directory\/changes\/preview|422: \/v1\/directory\/people\.csv)$/)
})
