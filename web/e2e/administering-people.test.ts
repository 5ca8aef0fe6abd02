import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { test } from 'tap'
import type { DirectoryImportList } from '../../server/contract/directory.ts'
import type { Me } from '../../server/contract/me.ts'
import type { OrganisationView } from '../../server/contract/organisation.ts'
import { dayFromNow } from './days.ts'
import { openOffice, takePicture } from './office.ts'
import { accessibilityFaults, sidewaysOverflow } from './page-health.ts'
import { arrive, askAs, openInbox, phone } from './visitor.ts'

const heading = 'employee_no,name,name_kana,login,email,ext_phone,unit_code,position_code,kind,from,to,order'

/** As a personnel system writes it: CP932, with 髙 and a 外字 (F040) that means nothing anywhere else. */
function transferFile(extra: readonly string[] = []): Buffer {
  const rows = [
    heading,
    'u0104,髙橋 文子,タカハシ フミコ,,,,KAI,P-SEC,本務,,,',
    'u0110,豊平 尚,トヨヒラ ヒサシ,,,,BUN,P-CHF,本務,,,',
    ...extra,
    'u9001,',
  ]
  return Buffer.concat([
    iconv.encode(rows.join('\r\n'), 'cp932'),
    Buffer.from([0xf0, 0x40]),
    iconv.encode('野 新,ヨシノ アラタ,,,,BUN-1,P-SNN,本務,,,\r\n', 'cp932'),
  ])
}

test('absences and 人事異動 through the real browser', { timeout: 240_000 }, async (t) => {
  const office = await openOffice(t)
  const where = { browser: office.browser, url: office.server.url }
  const visitor = await arrive(where, 'u0106')
  await openInbox(visitor)
  const { page } = visitor
  const me = () => askAs<Me>(visitor, '/v1/me')
  const holders = async (post: string, on: string) => {
    const view = await askAs<OrganisationView>(visitor, `/v1/organisation?on=${on}`)
    return view.posts.find((it) => it.id === post)?.holders.map((it) => it.name)
  }

  await t.test('somebody is absent: the consequences first, then the sign in the top bar', async (t) => {
    await page.getByRole('link', { name: '不在にする' }).click()
    const form = page.getByRole('form', { name: '不在を登録する' })
    await form.getByText('登録するとこうなります').waitFor()
    const begin = form.getByLabel('始まり')
    const today = await begin.inputValue()
    await begin.fill('')
    await form.getByText('時刻も指定する').click()
    await form.getByText('年月日と時刻をすべて入れてください。').waitFor()
    t.ok(await form.getByRole('button', { name: '登録する' }).isDisabled(), 'not without a day')
    await begin.fill(`1${today}T09:00`)
    await form.getByText('年月日と時刻をすべて入れてください。').waitFor()
    await form.getByText('時刻も指定する').click()
    await begin.fill(today)
    await form.getByText('年月日をすべて入れてください。').waitFor({ state: 'detached' })
    await form.getByRole('textbox', { name: '理由' }).fill('出張')
    await form.getByRole('button', { name: '登録する' }).click()
    await page.getByRole('link', { name: '不在中' }).waitFor()
    t.ok((await me()).absent)
    t.same(await accessibilityFaults(page), [], 'axe on the absences')
    await takePicture(page, 'absences')
    await form.getByRole('textbox', { name: '理由' }).fill('出張')
    await form.getByRole('button', { name: '登録する' }).click()
    const refusal = form.locator('[data-refusal=absence_overlaps]')
    await refusal.waitFor()
    t.match(
      await refusal.innerText(),
      /期間を直してください。\s+登録済みの不在：令和.+～.+\s+規則 不在登録：/,
      'what, why, by which rule',
    )
    t.same(await accessibilityFaults(page), [], 'axe on a refusal')
    await takePicture(page, 'refused')
    const mine = page.getByRole('region', { name: '自分の不在' })
    const edit = mine.getByRole('button', { name: '変更' })
    await edit.click()
    const change = page.getByRole('form', { name: '不在を変更する' })
    await change.waitFor()
    t.ok(await change.evaluate((it) => it === document.activeElement), 'the form that opened above')
    await change.getByRole('button', { name: 'やめる' }).click()
    t.ok(await edit.evaluate((it) => it === document.activeElement), 'and back to what opened it')
    await mine.getByRole('button', { name: '今から出勤にする' }).click()
    await page.getByRole('link', { name: '不在にする' }).waitFor()
    t.notOk((await me()).absent)
  })

  await t.test('a file with a wrong row says which, and cannot be applied', async (t) => {
    const file = join(office.folder, 'wrong.csv')
    await writeFile(file, transferFile(['u0503,中島 望,ナカジマ ノゾミ,,,,GONE,P-SEC,本務,,,']))
    await page.getByRole('link', { name: '人事異動' }).click()
    await page.getByLabel('適用日').fill(dayFromNow(30))
    await page.locator('input[type=file]').first().setInputFiles(file)
    await page.getByRole('button', { name: 'リハーサルをする' }).click()
    await page.getByText('所属コード「GONE」がその日の組織にありません。').waitFor()
    t.equal(await page.getByRole('button', { name: '適用する' }).count(), 0)
    await page.getByRole('button', { name: '取込みの一覧へ' }).click()
  })

  await t.test(
    'a right one shows what it moves, is applied, and the organisation has it from its day',
    async (t) => {
      const file = join(office.folder, 'people.csv')
      await writeFile(file, transferFile())
      await page.getByLabel('適用日').fill(dayFromNow(30))
      await page.locator('input[type=file]').first().setInputFiles(file)
      await page.getByRole('button', { name: 'リハーサルをする' }).click()
      await page.getByText('文書課長 → 改革推進課長').waitFor()
      await page.getByText('外字があります').waitFor()
      const vacated = page.getByRole('region', { name: /^空く職/ })
      t.match(await vacated.innerText(), /文書課長[^]*前任 髙橋 文子/)
      await page.getByRole('button', { name: '要対応のみ' }).click()
      t.equal(await page.getByText('文書課長 → 改革推進課長').count(), 0)
      t.equal(await vacated.count(), 1)
      t.same(await accessibilityFaults(page), [], 'axe on the rehearsal')
      await takePicture(page, 'rehearsal')
      t.same(await holders('KAI:P-SEC', dayFromNow(31)), ['豊平 尚'], 'nothing has changed yet')
      await page.getByRole('button', { name: '適用する' }).click()
      await page.getByText('適用済み').first().waitFor()
      t.same(await holders('KAI:P-SEC', dayFromNow(31)), ['髙橋 文子'])
      t.same(await holders('KAI:P-SEC', dayFromNow(29)), ['豊平 尚'])
      t.same(await holders('BUN-1:P-SNN', dayFromNow(31)), ['白石 健太', '\ue000野 新'], '外字 as it came')
      const { items } = await askAs<DirectoryImportList>(visitor, '/v1/directory/imports')
      t.same(
        items.map((it) => it.status),
        ['applied', 'rehearsed'],
      )
    },
  )

  await t.test('組織・職員 on that day: the vacancy stands out', async (t) => {
    await page.goto(`${office.server.url}/settings/organisation?unit=BUN&on=${dayFromNow(31)}`)
    const row = page.getByRole('row', { name: /文書課長/ })
    await row.getByText('欠員').waitFor()
    t.same(await accessibilityFaults(page), [], 'axe on the organisation')
    await takePicture(page, 'organisation')
    await page.getByRole('searchbox', { name: '所属・職・氏名を探す' }).fill('髙橋')
    await page.getByRole('row', { name: /改革推進課長.*髙橋 文子/ }).waitFor()
    await page.getByRole('button', { name: '髙橋 文子' }).click()
    const person = page.getByRole('region', { name: '髙橋 文子' })
    await person.getByText('改革推進課長').waitFor()
    t.equal(await person.getByText('文書課長').count(), 1, 'what was stays')
    await takePicture(page, 'person')
  })

  await t.test('on a phone everything is there and nothing sticks out', async (t) => {
    const small = await arrive(where, 'u0106', phone)
    for (const path of [
      'settings',
      'settings/organisation?unit=BUN',
      'settings/absences',
      'settings/transfers',
    ]) {
      await small.page.goto(`${office.server.url}/${path}`)
      await small.page
        .getByRole('heading', { level: path === 'settings' ? 1 : 2 })
        .first()
        .waitFor()
      t.same(await sidewaysOverflow(small.page), [], path)
      t.same(await accessibilityFaults(small.page), [], `axe on ${path}`)
      await takePicture(small.page, `phone-${path.replaceAll(/\W/g, '-')}`)
    }
    await small.page.getByRole('button', { name: '開く' }).first().click()
    await small.page.getByText('文書課長 → 改革推進課長').waitFor()
    t.same(await sidewaysOverflow(small.page), [], 'the rehearsal')
    await takePicture(small.page, 'phone-rehearsal')
    t.same(small.troubles, [])
  })

  await t.test('who has no such role is not shown 人事異動', async (t) => {
    const other = await arrive(where, 'u0404')
    await other.page.goto(`${office.server.url}/settings`)
    await other.page.getByRole('link', { name: '組織・職員' }).waitFor()
    t.equal(await other.page.getByRole('link', { name: '人事異動' }).count(), 0)
    await other.page.goto(`${office.server.url}/settings/transfers`)
    await other.page.getByText('この設定を見る権限がないか').waitFor()
    t.same(other.troubles, [])
  })

  t.same(visitor.troubles, ['409: /v1/absences'], 'nothing but the refusal that was asked for')
})
