import { test } from 'tap'
import { until } from '../../server/adapters/processes.ts'
import type { ApplicationView } from '../../server/contract/applications.ts'
import { signInAs } from '../../server/testing/signed-in.ts'
import { healthy, openStage, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { askAs, phone } from './visitor.ts'

const administrator = 'u0205'

test('外部システム through the real browser', { timeout: 600_000 }, async (t) => {
  const { url, scene, come, walk, nothingWentWrong } = await openStage(t)
  const visitor = await come(administrator)
  const { page } = visitor
  const application = (id: string) => askAs<ApplicationView>(visitor, `/v1/applications/${id}`)
  const form = page.getByRole('form', { name: '外部システムを登録する' })
  const basics = page.getByRole('region', { name: '基本' })
  const save = basics.getByRole('button', { name: '変更を保存する' })
  /** What the embedded sign-in gives to a client, and a call with it. */
  async function tokenOf(clientId: string, secret: string): Promise<string> {
    const answer = await fetch(`${url}/realms/kessai/protocol/openid-connect/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    return ((await answer.json()) as { readonly access_token: string }).access_token
  }
  async function call(token: string, body: object): Promise<{ status: number; id: string; code?: string }> {
    const answer = await fetch(`${url}/v1/proposals`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...{ 'kessai-officer': staff.drafter, 'idempotency-key': crypto.randomUUID() },
      },
      body: JSON.stringify(body),
    })
    const { id, code } = (await answer.json()) as { readonly id: string; readonly code?: string }
    return { status: answer.status, id, ...(code === undefined ? {} : { code }) }
  }

  await walk('one is registered: its id, its matters, and why', async (t) => {
    await page.goto(`${url}/settings/applications`)
    await page.getByRole('link', { name: '財務会計システム', exact: true }).waitFor()
    await takePicture(page, 'applications')
    await healthy(t, page, 'the list')
    await form.getByRole('textbox', { name: 'クライアントID' }).fill('契約')
    await form.getByText('半角の英数字と').waitFor()
    await form.getByRole('textbox', { name: 'クライアントID' }).fill('sys-keiyaku')
    await form.getByRole('textbox', { name: '名前' }).fill('契約管理システム')
    await form.getByRole('textbox', { name: '連絡先' }).fill('財政局契約課 内線 2511')
    const box = form.getByRole('combobox', { name: '提出できる専決事項' })
    // The list closes when the page scrolls under it.
    await box.scrollIntoViewIfNeeded()
    await box.click()
    await page.getByRole('option').first().waitFor()
    await box.fill('E01')
    await page.getByRole('option', { name: /^E01/ }).click()
    // It stays open for one more.
    await page.keyboard.press('Escape')
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    await form.getByRole('button', { name: /^E01 .* を外す$/ }).waitFor()
    const register = form.getByRole('button', { name: '登録する', exact: true })
    t.ok(await register.isDisabled(), 'not without a reason')
    await form.getByRole('textbox', { name: '理由' }).fill('契約事務の電子化のため')
    await takePicture(page, 'applications-register')
    await register.click()
    await page.getByRole('heading', { name: '契約管理システム' }).waitFor()
    t.match(await application('sys-keiyaku'), { version: 1, maySubmit: [{ code: 'E01' }], enabled: true })
  })

  await walk('the page says how it signs in, and what is copied works', async (t) => {
    const command = await page.locator('pre').first().innerText()
    t.ok(command.includes(`${url}/realms/kessai/protocol/openid-connect/token`), command)
    t.ok(command.includes(`'sys-keiyaku:kessai-demo-sys-keiyaku'`), command)
    await page.getByText('呼出しの記録がないため').waitFor()
    await takePicture(page, 'application')
    await healthy(t, page, 'a new one')
    const token = await tokenOf('sys-keiyaku', 'kessai-demo-sys-keiyaku')
    const { content } = await scene.view(staff.drafter, await scene.draft({ authorityCode: 'E01' }))
    const asked = { content: { ...content, title: '道外旅行命令（札幌）' }, externalRef: 'KY-2026-0001' }
    const done = await call(token, { ...asked, submit: true })
    t.equal(done.status, 201, JSON.stringify(done))
    t.equal((await call(token, { content: { ...content, authorityCode: 'A03' } })).code, 'application_matter')
  })

  await walk(
    'the list of matters stays for one more, and closes on Escape and when it is left',
    async (t) => {
      await page.reload()
      const box = basics.getByRole('combobox', { name: '提出できる専決事項' })
      const list = page.getByRole('listbox')
      await box.click()
      await list.waitFor()
      await page.keyboard.press('Escape')
      await list.waitFor({ state: 'detached' })
      await box.fill('A03')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
      await list.waitFor({ state: 'detached' })
      await basics.getByRole('button', { name: /^A03 .* を外す$/ }).waitFor()
      await box.fill('B0')
      await list.waitFor()
      await page.keyboard.press('Tab')
      await list.waitFor({ state: 'detached' })
      t.equal(await box.inputValue(), '', 'what was typed and not chosen is gone')
    },
  )

  await walk('what would change is seen first, kept until it is saved, and needs a reason', async (t) => {
    await basics.getByText('できることが増えます').waitFor()
    t.ok(await save.isDisabled())
    await basics.getByRole('textbox', { name: '連絡先' }).fill('財政局契約課 内線 2512')
    await page.goto(`${url}/settings/organisation`)
    await page.goBack()
    await basics.getByText('保存していない変更です').waitFor()
    await basics.getByRole('textbox', { name: /^理由/ }).fill('計画の公表も扱うため')
    await takePicture(page, 'application-change')
    await healthy(t, page, 'before it is saved')
    await save.click()
    await basics.getByText('何が変わるかをここに示します').waitFor()
    t.match(await application('sys-keiyaku'), { version: 2, contact: '財政局契約課 内線 2512' })
    await page.reload()
    await basics.getByText('何が変わるかをここに示します').waitFor()
  })

  await walk('somebody who was quicker is not overwritten', async (t) => {
    await basics.getByRole('textbox', { name: '名前' }).fill('契約管理システム（財政局）')
    const other = await signInAs(url, administrator)
    const body = { version: 2, name: '契約システム', contact: '', maySubmit: ['E01'], mayFollow: [] }
    const quicker = await other.send('PUT', '/v1/applications/sys-keiyaku', { ...body, reason: '統合' })
    t.equal(quicker.status, 200)
    await save.click()
    await basics.getByRole('alert').getByText('ほかの人がこの外部システムの登録を変えました').waitFor()
    await basics.getByRole('button', { name: '最新の内容を読み込む' }).click()
    await page.getByRole('heading', { name: '契約システム' }).waitFor()
    t.equal(await basics.getByRole('textbox', { name: '名前' }).inputValue(), '契約システム')
  })

  await walk('it is stopped, and what it then asks is refused and noted', async (t) => {
    const state = page.getByRole('region', { name: '利用の停止・再開' })
    await state.getByRole('button', { name: '利用を止める' }).click()
    await state.getByRole('textbox', { name: '理由' }).fill('鍵の漏えいの疑い')
    await takePicture(page, 'application-stop')
    await state.getByRole('button', { name: '利用を止める' }).click()
    await state.getByText('止めています').waitFor()
    const token = await tokenOf('sys-keiyaku', 'kessai-demo-sys-keiyaku')
    t.equal((await call(token, {})).code, 'application_disabled')
    // Calls are noted several at a time.
    const noted = async () =>
      JSON.stringify(await askAs(visitor, '/v1/applications/sys-keiyaku/calls')).includes(
        'application_disabled',
      )
    t.ok(await until(noted, 30_000))
  })

  await walk('記録: the changes, the calls and the cases', async (t) => {
    const log = page.getByRole('region', { name: '記録' })
    const rows = (name: string) => log.getByRole('list', { name, exact: true }).locator('> li')
    await page.reload()
    await log.getByRole('tab', { name: '変更' }).click()
    await rows('変更').nth(3).waitFor()
    t.match(await rows('変更').first().innerText(), /停止[\s\S]*理由：鍵の漏えいの疑い/)
    await takePicture(page, 'application-changes')
    await log.getByRole('tab', { name: '呼出し' }).click()
    await log.getByText('application_disabled').waitFor()
    await log.getByRole('button', { name: '断られたものだけ' }).click()
    await rows('呼出し').nth(2).waitFor({ state: 'detached' })
    await log.scrollIntoViewIfNeeded()
    await takePicture(page, 'application-calls')
    await healthy(t, page, 'the calls')
    await log.getByRole('tab', { name: '起案' }).click()
    await log.getByText('読める起案はありません').waitFor()
    const keeper = await come(staff.recordsManager)
    await keeper.page.goto(`${url}/settings/applications?client=sys-keiyaku`)
    await keeper.page.getByText('登録と変更はシステム管理者が行います').waitFor()
    await keeper.page.getByRole('tab', { name: '起案' }).click()
    await keeper.page.getByRole('link', { name: '道外旅行命令（札幌）' }).waitFor()
    await takePicture(keeper.page, 'application-looked-at')
    await healthy(t, keeper.page, 'for those who only look')
    await keeper.page.getByRole('link', { name: '道外旅行命令（札幌）' }).click()
    t.match(await keeper.page.locator('[data-application]').textContent(), /契約システムから　KY-2026-0001/)
    await takePicture(keeper.page, 'application-case')
    await healthy(t, keeper.page, 'a case of it')
  })

  await walk('one for trying, by one press; on a phone too', async (t) => {
    const small = await come(administrator, phone)
    await small.page.goto(`${url}/settings/applications?client=sys-zaimu`)
    await healthy(t, small.page, 'on a phone')
    await takePicture(small.page, 'phone-application')
    await small.page.getByRole('button', { name: '試験用を作る' }).click()
    await small.page.getByRole('heading', { name: '財務会計システム（試験）' }).waitFor()
    await small.page.getByText('kessai-demo-sys-zaimu-shiken', { exact: true }).waitFor()
    await healthy(t, small.page, 'one for trying on a phone')
    await takePicture(small.page, 'phone-application-trial')
    await small.page.goto(`${url}/settings/applications`)
    await small.page.getByRole('link', { name: '財務会計システム（試験）' }).waitFor()
    await takePicture(small.page, 'phone-applications')
    await healthy(t, small.page, 'the list on a phone')
  })

  await walk('who may not look is not shown it', async (t) => {
    const other = await come('u0404')
    await other.page.goto(`${url}/settings`)
    await other.page.getByRole('link', { name: '組織・職員' }).waitFor()
    t.equal(await other.page.getByRole('link', { name: '外部システム' }).count(), 0)
  })

  await nothingWentWrong(/^409: \/v1\/applications\/sys-keiyaku$/)
})
