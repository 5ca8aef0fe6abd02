import { test } from 'tap'
import type { DirectoryImportView } from '../../server/contract/directory.ts'
import { actAs, plainMatter, submitMatter } from '../../server/testing/plain-matter.ts'
import { type SignedIn, signInAs } from '../../server/testing/signed-in.ts'
import { choose, done, say } from './acts-stage.ts'
import { dayFromNow } from './days.ts'
import { openOffice, takePicture } from './office.ts'
import { accessibilityFaults, sidewaysOverflow } from './page-health.ts'
import { arrive, phone } from './visitor.ts'

const heading = 'employee_no,name,name_kana,login,email,ext_phone,unit_code,position_code,kind,from,to,order'
/** The 係長 becomes 課長 of the same 課, and the 課長 goes to another. */
const transfer = [
  heading,
  'u0504,行啓 武,ギョウケイ タケシ,,,,KNK,P-SEC,本務,,,',
  'u0503,中島 望,ナカジマ ノゾミ,,,,KAI,P-CHF,本務,,,',
].join('\r\n')

async function submit(drafter: SignedIn, title: string, readers: readonly string[] = []): Promise<string> {
  const plain = await plainMatter(drafter, '512-01', { title, body: '伺います。', authorityCode: 'D01' })
  const content = readers.length === 0 ? plain : { ...plain, secrecy: 'secret', accessList: [...readers] }
  return submitMatter(drafter, content)
}

/** 発令 as of today, through the same door as the personnel office. */
async function moveToday(office: SignedIn): Promise<void> {
  const form = new FormData()
  form.append('effectiveOn', dayFromNow(0))
  form.append('people', new File([transfer], 'people.csv', { type: 'text/csv' }))
  const path = new URL('/v1/directory/imports', office.baseUrl)
  const made = await fetch(path, { method: 'POST', headers: office.headers, body: form })
  const { id } = (await made.json()) as DirectoryImportView
  const applied = await office.send('POST', `/v1/directory/imports/${id}/apply`)
  if (applied.status !== 200) throw new Error(JSON.stringify(applied.body))
}

test('席の確認 through the real browser', { timeout: 240_000 }, async (t) => {
  const office = await openOffice(t)
  const { url } = office.server
  const where = { browser: office.browser, url }
  const visitor = await arrive(where, 'u0106')
  const { page } = visitor

  await t.test('an empty list says what would be in it', async (t) => {
    await page.goto(`${url}/settings/seats`)
    await page.getByText('確認が要る文書はありません').waitFor()
    t.same(await accessibilityFaults(page), [])
  })

  const drafter = await signInAs(url, 'u0505')
  const acted = await submit(drafter, '後援名義の使用承認について')
  await actAs(await signInAs(url, 'u0504'), acted, { type: 'approve' })
  await submit(drafter, '観光案内所の開所時間について')
  await moveToday(await signInAs(url, 'u0106'))

  await t.test('each case says what is the matter and what to do, and leads there', async (t) => {
    await page.reload()
    const list = page.getByRole('region', { name: '確認が要る文書' })
    await list
      .getByText('企画係長として処理した 行啓 武 さんが、いまは 観光振興課長 の席にいます。')
      .waitFor()
    await list.getByText('企画係長 を待っていますが、いま就いている人がいません。').waitFor()
    t.equal(await list.getByRole('listitem').count(), 2)
    t.same(await accessibilityFaults(page), [], 'axe on the list')
    await takePicture(page, 'seats')
    await list.getByRole('link', { name: '文書を開く：後援名義の使用承認について' }).click()
    await page.waitForURL(`${url}/proposals/${acted}`)
    await page.getByRole('heading', { name: '後援名義の使用承認について' }).first().waitFor()
  })

  await t.test('what was settled is gone from the list', async (t) => {
    await choose(page, 'confirm_seat')
    await page
      .locator('[data-act-form]')
      .getByText(/観光振興課長.*行啓 武/)
      .waitFor()
    t.same(await accessibilityFaults(page), [], 'axe on 席の確認')
    await takePicture(page, 'confirm-seat')
    await say(page, 'confirm_seat', 'reason', '異動による。')
    await done(page, 'confirm_seat')
    await page.goto(`${url}/settings/seats`)
    await page.getByText('企画係長 を待っています').waitFor()
    t.equal(await page.getByText('後援名義の使用承認について').count(), 0)
  })

  await t.test('on a phone nothing sticks out, and others do not see the section', async (t) => {
    const small = await arrive(where, 'u0106', phone)
    await small.page.goto(`${url}/settings/seats`)
    await small.page.getByText('企画係長 を待っています').waitFor()
    t.same(await sidewaysOverflow(small.page), [])
    t.same(await accessibilityFaults(small.page), [])
    await takePicture(small.page, 'phone-seats')
    t.same(small.troubles, [])
    const other = await arrive(where, 'u0404')
    await other.page.goto(`${url}/settings/seats`)
    await other.page.getByText('この設定を見る権限がないか').waitFor()
    t.same(other.troubles, [])
  })

  t.same(visitor.troubles, [])
})

test('席の確認 of a 秘 matter, by an office that does not read it', { timeout: 240_000 }, async (t) => {
  const office = await openOffice(t)
  const { url } = office.server
  const where = { browser: office.browser, url }
  const drafter = await signInAs(url, 'u0505')
  const secret = '内部調査の結果について'
  const acted = await submit(drafter, secret, ['u0505', 'u0504', 'u0503', 'u0501'])
  await actAs(await signInAs(url, 'u0504'), acted, { type: 'approve' })
  await submit(drafter, `${secret}（2）`, ['u0505', 'u0504', 'u0503', 'u0501'])
  await submit(drafter, `${secret}（3）`, ['u0505', 'u0504', 'u0503', 'u0501'])
  await moveToday(await signInAs(url, 'u0106'))
  const desk = await arrive(where, 'u0106')
  const small = await arrive(where, 'u0106', phone)

  await t.test('the seat is confirmed in place, by the number alone', async (t) => {
    const { page } = desk
    await page.goto(`${url}/settings/seats`)
    const list = page.getByRole('region', { name: '確認が要る文書' })
    await list.getByText('秘密文書のため、件名は表示されません').first().waitFor()
    t.equal(await list.getByRole('listitem').count(), 3)
    t.equal(await list.getByRole('link').count(), 0, 'nothing to open')
    await list.getByRole('button', { name: /^席を確認する：/ }).click()
    const form = list.getByRole('form', { name: /^席を確認する：.*観光振興課長/ })
    const confirm = form.getByRole('button', { name: '席を確認する' })
    t.ok(await confirm.isDisabled(), 'not without a reason')
    await form.getByRole('textbox', { name: '理由' }).fill('異動による。')
    t.same(await accessibilityFaults(page), [], 'axe on the form')
    await takePicture(page, 'secret-confirm-seat')
    await confirm.click()
    await page.getByText('席を確認しました。').first().waitFor()
    await list.getByText('企画係長として処理した').waitFor({ state: 'detached' })
    t.equal(await page.getByRole('heading', { name: '席の確認', level: 2 }).evaluate(hasFocus), true)
    t.equal(await list.getByRole('listitem').count(), 2)
    t.notMatch(await page.content(), secret)
  })

  await t.test('on a phone a vacant seat goes to another post, of its readers alone', async (t) => {
    const { page } = small
    await page.goto(`${url}/settings/seats`)
    await page
      .getByRole('button', { name: /^振り替える：/ })
      .first()
      .click()
    const form = page.getByRole('form', { name: /^振り替える：/ })
    const give = async (typed: string, option: RegExp) => {
      await form.getByRole('combobox', { name: '振替先の職' }).fill(typed)
      await page.getByRole('option', { name: option }).click()
      await form.getByRole('button', { name: '振り替える' }).click()
    }
    await form.getByRole('textbox', { name: '理由' }).fill('後任が決まるまで。')
    await give('財政課長', /^財政課長/)
    await form.getByText(/閲覧者に指定されていない人：財政課長/).waitFor()
    t.same(await sidewaysOverflow(page), [])
    t.same(await accessibilityFaults(page), [], 'axe on a refusal')
    await takePicture(page, 'phone-secret-reassign')
    await give('行啓', /行啓/)
    await page.getByText('段を振り替えました。').first().waitFor()
    t.notMatch(await page.content(), secret)
    t.same(
      small.troubles.filter((it) => !it.includes('/acts')),
      [],
    )
  })

  t.same(desk.troubles, [])
})

const hasFocus = (element: Element): boolean => element === document.activeElement
