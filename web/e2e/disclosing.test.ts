import { copyFile, readFile } from 'node:fs/promises'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { test } from 'tap'
import type { DisclosureView } from '../../server/contract/disclosure.ts'
import { proofOf } from '../../server/testing/pdf-proof.ts'
import { attach, healthy, openStage, pagesReady, staff } from './acts-stage.ts'
import { search } from './drafting.ts'
import { takePicture } from './office.ts'
import { askAs, openInbox, phone } from './visitor.ts'

/** 監査・情報公開担当 of the example prefecture. */
const officer = 'u1101'
const [name, address, kept] = ['Hanako Sapporo', '1-2-3 Kita', 'The plan begins in May.']

async function roll(): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (const lines of [
    ['Members', `Name: ${name}`, `Address: ${address}`, kept],
    ['Remarks', `${name} agrees.`, kept],
  ]) {
    const sheet = document.addPage([420, 595])
    lines.forEach((text, index) => sheet.drawText(text, { x: 48, y: 520 - index * 36, size: 14, font }))
  }
  return document.save()
}

test('公開: a 開示請求 from its registration to the hand-out', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, scene, come, walk, nothingWentWrong } = stage
  const title = '観光振興計画の懇話会委員について'
  const asked = await scene.draft({ authorityCode: 'E01', concurringUnits: [], title })
  await attach(stage, asked, [['名簿.pdf', await roll()]])
  const decision = await scene.draft({
    ...{ authorityCode: 'E01', concurringUnits: [], title: '公文書の一部開示決定について' },
  })
  for (const id of [asked, decision]) {
    await scene.act(staff.drafter, id, { type: 'submit' })
    await scene.act(staff.groupChief, id, { type: 'approve' })
    await scene.act(staff.sectionChief, id, { type: 'decide' })
  }
  await pagesReady(stage, asked)
  const visitor = await come(officer)
  const { page } = visitor
  const status = (is: string) => page.locator(`[data-disclosure][data-status="${is}"]`).waitFor()
  let id = ''
  const seen = () => askAs<DisclosureView>(visitor, `/v1/disclosure-requests/${id}`)

  await walk('it is registered, and only the 情報公開担当 sees who asks', async (t) => {
    await openInbox(visitor)
    await page.getByRole('navigation', { name: '主なメニュー' }).getByRole('link', { name: '公開' }).click()
    await page.getByText('開示請求はありません').waitFor()
    await healthy(t, page, 'no request')
    await takePicture(page, 'disclosure-empty')
    await page.locator('[data-register]').click()
    const form = page.locator('[data-register-form]')
    await form.getByLabel(/^請求する公文書/).fill('観光振興計画の懇話会に関する一切の文書')
    await form.getByLabel(/^請求者の氏名/).fill('札幌 花子')
    await form.getByLabel(/^連絡先/).fill('011-000-0000')
    await healthy(t, page, 'the registration')
    await takePicture(page, 'disclosure-register')
    await page.getByRole('button', { name: '受け付けて番号を付ける' }).click()
    await status('open')
    id = page.url().split('/').at(-1) ?? ''
    t.equal(await page.locator('[data-requester] p').first().innerText(), '札幌 花子')
    t.match(await page.locator('[data-term]').innerText(), /あと\d+日/)
    await healthy(t, page, 'a new request')
    await takePicture(page, 'disclosure-new')
  })

  await walk('the documents are found and chosen, and the file is judged', async (t) => {
    await page.getByLabel('事案を探す', { exact: true }).first().fill('懇話会')
    const found = page.locator(`[data-candidate="${asked}"]`)
    // What was just decided is found when the index has come to it.
    while ((await found.count()) === 0) {
      await page.getByLabel('事案を探す', { exact: true }).first().fill('')
      await page.getByLabel('事案を探す', { exact: true }).first().fill('懇話会')
      await page.locator('[data-candidates=""]').first().waitFor()
      await found.waitFor({ timeout: 2_000 }).catch(() => {})
    }
    await takePicture(page, 'disclosure-candidates')
    await found.locator('[data-act="choose_case"]').click()
    const file = page.locator('[data-file]')
    await file.waitFor()
    t.match(await page.locator('[data-obstacles]').innerText(), /区分が未定のファイルが1件/)
    await file.locator('[data-act="judge_file"]').click()
    await file.getByText('部分開示', { exact: true }).click()
    const save = file.getByRole('button', { name: '決める', exact: true })
    t.ok(await save.isDisabled(), 'not without its ground')
    await file.getByText(/個人に関する情報/).click()
    await healthy(t, page, 'judging')
    await takePicture(page, 'disclosure-judge')
    await save.click()
    await page.locator('[data-file][data-outcome="partial"]').waitFor()
    t.match(await page.locator('[data-obstacles]').innerText(), /写しが未作成のファイルが1件/)
  })

  await walk('words are found, selected and boxed, and what lies under them is gone', async (t) => {
    await page.locator('[data-mask]').click()
    const surface = page.locator('[data-page-surface]')
    await surface.locator('canvas[data-drawn]').waitFor()
    const entries = page.locator('[data-mask-list] > li')
    const find = page.locator('[data-find-words]')
    await find.getByLabel('塗る言葉').fill('HANAKO')
    await find.getByRole('button', { name: 'すべて塗る' }).click()
    await find.getByText('2か所を囲みました').waitFor()
    t.equal(await entries.count(), 2, 'on both pages')
    await page.getByRole('button', { name: '1ページを表示' }).click()

    await page.getByRole('button', { name: '文字を選んで塗る' }).click()
    const words = page.locator('[data-words-layer][data-filled] span', { hasText: address })
    const box = await words.boundingBox()
    if (box === null) throw new Error('no words')
    await page.mouse.move(box.x + 1, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width + 2, box.y + box.height / 2, { steps: 6 })
    await page.mouse.up()
    await entries.nth(2).waitFor()

    await page.getByRole('button', { name: '囲んで塗る' }).click()
    const paper = await surface.boundingBox()
    if (paper === null) throw new Error('no page')
    const scale = paper.width / 420
    await page.mouse.move(paper.x + 40 * scale, paper.y + 100 * scale)
    await page.mouse.down()
    await page.mouse.move(paper.x + 320 * scale, paper.y + 124 * scale, { steps: 6 })
    await page.mouse.up()
    await entries.nth(3).waitFor()
    const drawn = surface.locator('[data-mark][aria-pressed="true"]')
    const before = await drawn.getAttribute('aria-label')
    await drawn.press('ArrowDown')
    await drawn.press('ArrowUp')
    await drawn.press('Shift+ArrowRight')
    t.not(await drawn.getAttribute('aria-label'), before, 'moved by keyboard')
    await healthy(t, page, 'marking')
    await takePicture(page, 'mask-editor')
    await page.getByRole('button', { name: '仕上がりの見え方' }).click()
    await surface.locator('[data-black]').first().waitFor()
    await takePicture(page, 'mask-preview')

    // What is not saved yet is kept by the browser.
    await page.reload()
    await entries.nth(3).waitFor()
    await page.locator('[data-make-copy]').click()
    const pair = page.locator('[data-page-pair="0"]')
    await pair.locator('canvas[data-drawn]').nth(1).waitFor()
    await healthy(t, page, 'original and copy')
    await takePicture(page, 'mask-beside')
    await page.getByRole('link', { name: '開示請求へ' }).click()
    await page.locator('[data-file] [data-mask]').waitFor()
    t.match(await page.locator('[data-file]').innerText(), /写し 2ページ・墨塗り4か所/)
  })

  await walk('a 課 is asked, sees its question alone, and answers on a phone', async (t) => {
    await page.locator('[data-act="consult"]').click()
    const form = page.locator('[data-act-form="consult"]')
    await search(page, /照会する課/, '観光振興課', /観光振興課/)
    await form.getByLabel(/照会の内容/).fill('開示して支障のある箇所はありますか。')
    await page.locator('form button[type=submit]', { hasText: '課に意見を照会する' }).click()
    await page.locator('[data-opinion="waits"]').waitFor()
    await takePicture(page, 'disclosure-consulted')

    const section = await come(staff.drafter, phone)
    await openInbox(section)
    await section.page.getByRole('button', { name: 'その他' }).click()
    await section.page
      .getByRole('menuitemradio', { name: '公開' })
      .or(section.page.getByRole('menuitem', { name: '公開' }))
      .click()
    await section.page.locator('[data-request]').waitFor()
    await section.page.goto(`${url}/notices`)
    const notice = section.page.getByRole('link', { name: /開示請求の意見照会/ })
    t.match(await notice.innerText(), /開示して支障のある箇所はありますか。/)
    await healthy(t, section.page, 'the notice on a phone')
    await takePicture(section.page, 'disclosure-notice-phone')
    await notice.click()
    await section.page.locator('[data-opinion]').waitFor()
    await section.page.goto(`${url}/disclosure`)
    await section.page.locator('[data-request]').waitFor()
    await healthy(t, section.page, 'the list of a 課')
    await takePicture(section.page, 'disclosure-asked-phone')
    await section.page.locator('a[data-row]').click()
    await section.page.locator('[data-opinion]').waitFor()
    t.equal(await section.page.locator('[data-requester], [data-case], [data-history]').count(), 0)
    await healthy(t, section.page, 'the question on a phone')
    await section.page.getByRole('textbox', { name: '回答' }).fill('氏名と住所のほかはありません。')
    await takePicture(section.page, 'disclosure-answer-phone')
    await section.page.getByRole('button', { name: '回答する' }).click()
    await section.page.locator('[data-opinion="answered"]').waitFor()
    await page.reload()
    await page.locator('[data-opinion="answered"]').waitFor()
  })

  await walk('it is drafted, decided, notified and handed out', async (t) => {
    await page.locator('[data-act="draft"]').click()
    await page.waitForURL(/\/compose\/[0-9a-f-]+$/)
    await page.getByRole('button', { name: /名簿.pdf（墨塗り）.pdf の順番を変える/ }).waitFor()
    await page.goto(`${url}/disclosure/${id}`)
    await page.locator('[data-draft="draft"]').waitFor()
    await page.getByRole('button', { name: '別に起案した事案で決定したとき' }).click()
    await page.getByLabel('決裁済みの事案を探す', { exact: true }).fill('一部開示決定')
    await page.locator(`[data-candidate="${decision}"] [data-act="name_case"]`).waitFor()

    // Another 情報公開担当, who has superiors to decide, drafts it and links it by the button beside it.
    const administrator = await scene.as('u0205')
    const from = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
    const role = { person: staff.groupChief, role: 'auditor', from, reason: '情報公開の担当を増やすため' }
    t.equal((await administrator.send('POST', '/v1/roles', role)).status, 201)
    const second = await come(staff.groupChief)
    await second.page.goto(`${url}/disclosure/${id}`)
    await second.page.locator('[data-act="draft"]').click()
    await second.page.waitForURL(/\/compose\/[0-9a-f-]+$/)
    const own = second.page.url().split('/').at(-1) ?? ''
    await second.page.goto(`${url}/disclosure/${id}`)
    await second.page.locator('[data-draft]').waitFor()
    t.equal(await second.page.locator('[data-draft] [data-act="name_case"]').count(), 0, 'not before 決裁')
    await scene.decideDraft(own, staff.groupChief, [staff.sectionChief])
    await second.page.reload()
    const linked = second.page.locator('[data-draft="decided"]')
    await linked.waitFor()
    await healthy(t, second.page, 'the own case is decided')
    await takePicture(second.page, 'disclosure-own-decided')
    await linked.locator('[data-act="name_case"]').click()
    await linked.waitFor({ state: 'detached' })
    t.equal((await seen()).decidedIn?.proposalId, own)
    await page.reload()
    await page.locator('[data-act="notify"]').click()
    await page.locator('form:has([data-act-form="notify"]) button[type=submit]').click()
    await status('notified')
    await healthy(t, page, 'notified')
    await takePicture(page, 'disclosure-notified')
    const [download] = await Promise.all([
      page.context().waitForEvent('page'),
      page.locator('[data-hand-out]').click(),
    ])
    await download.close()
    const copy = await visitor.context.request.get(`${url}/v1/disclosure-requests/${id}/copies.pdf`)
    const { text } = await proofOf(await copy.body())
    t.notMatch(text, /Hanako|Kita/)
    t.match(text, kept)
    await page.locator('[data-act="carry_out"]').click()
    await page.getByLabel(/^費用/).fill('３０')
    await page.locator('form:has([data-act-form="carry_out"]) button[type=submit]').click()
    await status('done')
    t.match(await seen(), { carriedOut: { feeYen: 30 } })
    const small = await come(officer, phone)
    await small.page.goto(`${url}/disclosure/${id}`)
    await small.page.locator('[data-history]').waitFor()
    await healthy(t, small.page, 'the request on a phone')
    await takePicture(small.page, 'disclosure-phone')
    await small.page.goto(`${url}/disclosure?state=ended`)
    await small.page.locator('[data-request]').waitFor()
    await healthy(t, small.page, 'the list on a phone')
    await takePicture(small.page, 'disclosure-list-phone')
  })

  await walk('R-11 the 公開区分 is corrected beside the decided case, on a phone too', async (t) => {
    const keeper = await come(staff.recordsManager)
    await keeper.page.goto(`${url}/proposals/${asked}`)
    const panel = keeper.page.locator('[data-disclosure-class]')
    await panel.locator('[data-correct-class]').click()
    await panel
      .getByText('一部公開', { exact: true })
      .or(panel.getByText('部分公開', { exact: true }))
      .click()
    await panel.getByText(/個人に関する情報/).click()
    await panel.getByLabel(/^訂正の理由/).fill('開示決定（令和8年度開示第1号）に合わせるため')
    await healthy(t, keeper.page, 'correcting the class')
    await takePicture(keeper.page, 'class-correct')
    await panel.locator('form button[type=submit]').click()
    await panel.locator('[data-correction="1"]').waitFor()
    await takePicture(keeper.page, 'class-corrected')
    const section = await come(staff.drafter, phone)
    await section.page.goto(`${url}/proposals/${asked}`)
    await section.page.locator('[data-desk]').waitFor()
    t.equal(await section.page.locator('[data-correct-class]').count(), 0, 'the 課 sees no button')
  })

  await walk('公文書目録: what will be published is seen and saved', async (t) => {
    await page.goto(`${url}/disclosure/index`)
    await page.locator('[data-publication]').getByText(title).waitFor()
    await healthy(t, page, 'the index')
    await takePicture(page, 'publication-index')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSVで保存' }).click(),
    ])
    t.match(await readFile(await download.path(), 'utf8'), title)

    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'ホームページ用に保存' }).click(),
    ])
    const file = `${await saved.path()}.html`
    await copyFile(await saved.path(), file)
    const published = await page.context().newPage()
    for (const [size, width] of [
      ['', 1440],
      ['-phone', 390],
    ] as const) {
      await published.setViewportSize({ width, height: 900 })
      await published.goto(`file://${file}`)
      await published.getByRole('rowheader', { name: title }).waitFor()
      await healthy(t, published, `the page for the web site, ${width} px`)
      await takePicture(published, `publication-html${size}`)
    }
    await published.close()
  })

  await nothingWentWrong(/copies\.pdf/)
})
