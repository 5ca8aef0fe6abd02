import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { test } from 'tap'
import { type Stage, attach, done, healthy, open, openStage, say, slowly, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { temporaryFolder } from '../../server/testing/running-server.ts'
import { phone } from './visitor.ts'

const table = '別表.txt'

/** A submitted case with two files. */
async function submittedCase({ scene }: Pick<Stage, 'scene'>): Promise<string> {
  const id = await scene.draft({ concurringUnits: ['ZAI'] })
  const bytes = (text: string) => new TextEncoder().encode(text)
  await attach({ scene }, id, [
    [table, bytes('別表 第1版\n募集の期間 20日')],
    ['位置図.txt', bytes('位置図')],
  ])
  await scene.act(staff.drafter, id, { type: 'submit' })
  return id
}

/** The same, which 行啓 (係長) has approved. */
async function approvedCase(stage: Pick<Stage, 'scene'>): Promise<string> {
  const id = await submittedCase(stage)
  await stage.scene.act(staff.groupChief, id, { type: 'approve' })
  return id
}

async function chooseCorrected(page: Page, path: string): Promise<void> {
  const dialog = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'ファイルを選ぶ' }).last().click()
  await (await dialog).setFiles(path)
}

/** The header of a file, brought into sight from the outline's point of view: by asking the desk to scroll. */
async function headerOf(page: Page, name: string) {
  const header = page.getByRole('region', { name, exact: true })
  for (let times = 0; times < 40 && (await header.count()) === 0; times += 1) {
    await page.locator('[data-desk]').evaluate((desk) => desk.scrollBy(0, 400))
    await page.waitForTimeout(50)
  }
  await header.waitFor()
  return header
}

test('直接編集: corrected on the way, by name before saving', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, scene, come, walk, nothingWentWrong } = stage
  const folder = await temporaryFolder(t, 'corrections')
  const corrected = join(folder, '別表 (1).txt')
  await writeFile(corrected, '別表 第2版\n募集の期間 30日')

  await walk('軽微: a file is replaced where it is read, refusals keep what was typed', async (t) => {
    const id = await approvedCase(stage)
    const { page, leave } = await come(staff.sectionChief)
    await open(page, url, id)
    const header = await headerOf(page, table)
    await header.locator('[data-replace]').click()
    const form = page.locator('[data-act-form=replace]')
    await form.locator('[data-confirm=revise]').click()
    const said = await form.textContent()
    t.match(said, '直したファイルを選んでください')
    t.match(said, '軽微な変更か、重要な変更かを選んでください')
    t.match(said, '理由を書いてください')
    await chooseCorrected(page, corrected)
    await form.getByText('重要な変更', { exact: true }).click()
    t.match(await form.locator('[data-name-lists]').textContent(), /取り消され.*行啓 武/s)
    await form.getByText('軽微な変更', { exact: true }).click()
    t.match(await form.locator('[data-name-lists]').textContent(), /有効のまま.*行啓 武.*いません/s)
    await form.locator('textarea[name=reason]').fill('募集の期間の誤記を直しました。')
    await healthy(t, page, 'the form of 差替え')
    await takePicture(page, 'replace')

    // Sending can be stopped; everything stays.
    await page.route('**/revisions?**', () => {})
    await form.locator('[data-confirm=revise]').click()
    await takePicture(page, 'replace-sending')
    await form.getByRole('button', { name: '送るのをやめる' }).click()
    await form.getByText('別表 (1).txt').waitFor()
    await page.unroute('**/revisions?**')

    // Somebody is faster: refused, and nothing that was said is lost.
    await scene.act(staff.finance, id, { type: 'comment', text: '財源を確かめています。' })
    await page.route('**/revisions?**', (route) =>
      route.continue({
        url: route
          .request()
          .url()
          .replace(/version=\d+/, 'version=1'),
      }),
    )
    // However long the page takes to see what came in between: who sends again then is heard.
    await slowly(page, `**/v1/proposals/${id}`)
    await form.locator('[data-confirm=revise]').click()
    await page.locator('[data-changed]').waitFor()
    await page.unroute('**/revisions?**')
    t.equal(await form.locator('textarea[name=reason]').inputValue(), '募集の期間の誤記を直しました。')
    await form.getByText('別表 (1).txt').waitFor()
    await form.locator('[data-confirm=revise]').click()
    await done(page, 'revise')
    await header.locator('[data-revision="2"]').waitFor()
    t.match(await page.locator('[data-event=revised]').textContent(), '軽微な変更をしました（別表.txt）')
    await takePicture(page, 'replaced')
    await leave()

    const chief = await come(staff.groupChief)
    await open(chief.page, url, id)
    const changes = chief.page.locator('[data-changed-since-mine]')
    t.match(await changes.textContent(), '別表.txt')
    const earlier = (await changes.locator('[data-earlier]').getAttribute('href')) ?? ''
    t.equal((await chief.page.context().request.get(new URL(earlier, url).href)).status(), 200)
    await changes.locator('[data-show-difference]').click()
    const difference = changes.locator('[data-file-difference]')
    await difference.locator('[data-difference]').last().waitFor()
    t.match(await difference.textContent(), /募集の期間 20日.*募集の期間 30日/s)
    await healthy(t, chief.page, 'the difference of a file')
    await takePicture(chief.page, 'difference')
    await chief.leave()
  })

  await walk(
    '重要, on a phone: 件名 and 伺い文 are corrected, and who must act again is named',
    async (t) => {
      const id = await approvedCase(stage)
      const { page, leave } = await come(staff.sectionChief, phone)
      await open(page, url, id)
      await page.locator('[data-correct-words]').tap()
      const form = page.locator('[data-act-form=revise]')
      await form.locator('[data-confirm=revise]').tap()
      t.match(await form.textContent(), '件名か伺い文を直してください')
      const body = await form.locator('textarea[name=body]').inputValue()
      await form.locator('textarea[name=body]').fill(`${body}\n募集の期間 30日`)
      await form.getByText('重要な変更', { exact: true }).tap()
      t.match(await form.locator('[data-name-lists]').textContent(), /取り消され.*行啓 武/s)
      await form.locator('textarea[name=reason]').fill('募集の期間を加えました。')
      await healthy(t, page, 'the form of 件名・伺い文 on a phone')
      await takePicture(page, 'phone-words')
      await page.reload()
      await page.locator('[data-correct-words]').tap()
      t.match(
        await form.locator('textarea[name=body]').inputValue(),
        '募集の期間 30日',
        'typed words survive',
      )
      await form.getByText('重要な変更', { exact: true }).tap()
      await form.locator('[data-confirm=revise]').tap()
      await done(page, 'revise')
      await page.locator('.cover-body').getByText('募集の期間 30日').waitFor()

      const header = await headerOf(page, table)
      t.equal(
        await header.locator('[data-replace]').count(),
        0,
        'it is 係長’s turn again, so nobody else corrects',
      )
      await leave()

      const chief = await come(staff.groupChief, phone)
      await open(chief.page, url, id)
      await chief.page.locator('[data-act=approve]').waitFor()
      const again = await headerOf(chief.page, table)
      await again.locator('[data-replace]').tap()
      const replace = chief.page.locator('[data-act-form=replace]')
      await chooseCorrected(chief.page, corrected)
      await replace.getByText('重要な変更', { exact: true }).tap()
      await replace.locator('textarea[name=reason]').fill('表も同じく直しました。')
      await healthy(t, chief.page, 'the form of 差替え on a phone')
      await takePicture(chief.page, 'phone-replace')
      await replace.locator('[data-confirm=revise]').tap()
      await done(chief.page, 'revise')
      await again.locator('[data-revision="2"]').waitFor()
      await takePicture(chief.page, 'phone-replaced')
      await chief.leave()
    },
  )

  await walk(
    '字句: what a colleague corrected meanwhile is not reverted, and nothing typed is lost',
    async (t) => {
      const id = await submittedCase(stage)
      const { content } = await scene.view(staff.groupChief, id)
      const { page, leave } = await come(staff.groupChief)
      await open(page, url, id)
      const form = page.locator('[data-act-form=revise]')
      const title = form.locator('input[name=title]')
      const body = form.locator('textarea[name=body]')
      const confirm = form.locator('[data-confirm=revise]')
      await page.locator('[data-correct-words]').click()
      await body.fill(`${content.body}\n募集の期間 30日`)
      await form.getByText('軽微な変更', { exact: true }).click()
      await form.locator('textarea[name=reason]').fill('募集の期間を加えました。')
      const quicker = 'みほん観光振興計画（案）の公表について'
      const theirs = `${content.body}\n公表は12月1日`
      const edit = { type: 'revise', effect: 'minor', reason: '字句' } as const
      await scene.act(staff.groupChief, id, { ...edit, title: quicker, body: theirs })

      // What was not touched follows; what was typed stands beside what it would write over.
      const overtaken = form.locator('[data-overtaken]')
      await overtaken.getByText('公表は12月1日').waitFor()
      t.equal(await title.inputValue(), quicker)
      t.equal(await body.inputValue(), `${content.body}\n募集の期間 30日`)
      await healthy(t, page, 'a text that somebody else corrected meanwhile')
      await takePicture(page, 'words-overtaken')
      await confirm.click()
      await form.getByText('どちらの文にするかを選んでください。').waitFor()
      t.equal((await scene.view(staff.groupChief, id)).content.body, theirs, 'nothing was sent')

      await form.getByRole('button', { name: 'いまの文に戻す' }).click()
      t.equal(await body.inputValue(), theirs)
      const aside = form.locator('[data-set-aside]')
      await aside.getByText('募集の期間 30日').waitFor()
      await takePicture(page, 'words-set-aside')
      await page.reload()
      await page.locator('[data-correct-words]').click()
      await aside.getByRole('button', { name: '書いた文に戻す' }).click()
      t.equal(await body.inputValue(), `${content.body}\n募集の期間 30日`)
      await body.fill(`${theirs}\n募集の期間 30日`)
      await form.getByText('軽微な変更', { exact: true }).click()
      await confirm.click()
      await done(page, 'revise')
      const now = (await scene.view(staff.groupChief, id)).content
      t.same([now.title, now.body], [quicker, `${theirs}\n募集の期間 30日`], 'both corrections stand')
      await leave()
    },
  )

  await walk('字句: typed on an earlier visit, it is not sent over what was corrected since', async (t) => {
    const id = await submittedCase(stage)
    const { body: before } = (await scene.view(staff.groupChief, id)).content
    const { page, leave } = await come(staff.groupChief)
    await open(page, url, id)
    const form = page.locator('[data-act-form=revise]')
    await page.locator('[data-correct-words]').click()
    await form.locator('textarea[name=body]').fill(`${before}\n募集の期間 30日`)
    await page.goto(url)
    const edit = { type: 'revise', effect: 'minor', reason: '字句' } as const
    await scene.act(staff.groupChief, id, { ...edit, body: `${before}\n公表は12月1日` })
    await open(page, url, id)
    await page.locator('[data-correct-words]').click()
    await form.locator('[data-overtaken]').getByText('公表は12月1日').waitFor()
    await form.getByRole('button', { name: '書いた文で改める' }).click()
    await form.locator('[data-overtaken]').waitFor({ state: 'detached' })
    await form.getByText('軽微な変更', { exact: true }).click()
    await form.locator('textarea[name=reason]').fill('公表の日は別に決めます。')
    await form.locator('[data-confirm=revise]').click()
    await done(page, 'revise')
    t.equal((await scene.view(staff.groupChief, id)).content.body, `${before}\n募集の期間 30日`)
    await leave()
  })

  await walk('the focus goes back to what opened a form', async (t) => {
    const id = await submittedCase(stage)
    const { page, leave } = await come(staff.groupChief)
    await open(page, url, id)
    const focused = (of: string) => page.locator(of).evaluate((it) => it === document.activeElement)
    const correct = page.locator('[data-correct-words]')
    await correct.focus()
    await page.keyboard.press('Enter')
    await page.locator('[data-act-form=revise] textarea[name=body]').click()
    await page.locator('[data-act-form=revise]').getByRole('button', { name: 'やめる' }).click()
    t.ok(await focused('[data-correct-words]'), '字句を直す')
    // From the menu, whose own button is gone with it.
    await page.locator('[data-more-acts]').focus()
    await page.keyboard.press('Enter')
    await page.locator('[data-act-menu] [data-act=comment]').focus()
    await page.keyboard.press('Enter')
    await page.locator('[data-act-form=comment] textarea').click()
    await page.locator('[data-act-form=comment]').getByRole('button', { name: 'やめる' }).click()
    t.ok(await focused('[data-more-acts]'), 'その他')
    // Opened, it has the focus, also where no field takes it.
    await page.keyboard.press('Enter')
    await page.locator('[data-act-menu] [data-act=ask]').focus()
    await page.keyboard.press('Enter')
    const ask = page.locator('[data-act-form=ask]')
    await ask.getByRole('heading', { name: '相談する' }).waitFor()
    t.ok(await ask.evaluate((it) => it.contains(document.activeElement)), '相談する')
    await ask.getByRole('button', { name: 'やめる' }).click()
    t.ok(await focused('[data-more-acts]'), 'その他, after 相談する')
    // Done, the act has no button any more: still in the bar, and not at the top of the page.
    await page.locator('[data-act-bar] [data-act=return]').focus()
    await page.keyboard.press('Enter')
    await page.locator('[data-act-form=return] textarea[name=reason]').fill('図面を差し替えること。')
    await page.locator('[data-confirm=return]').focus()
    await page.keyboard.press('Enter')
    await done(page, 'return')
    await page.locator('[data-act-bar] [data-act=return]').waitFor({ state: 'detached' })
    t.ok(
      await page.locator('[data-act-bar]').evaluate((it) => it.contains(document.activeElement)),
      'in the bar',
    )
    await leave()
  })

  await walk('the next manager sees what was called 軽微, and judges it 重要', async (t) => {
    for (const screen of [undefined, phone]) {
      const id = await submittedCase(stage)
      const { body } = (await scene.view(staff.groupChief, id)).content
      const reason = '期間を改めました。'
      const edit = { type: 'revise', effect: 'minor', reason, body: `${body}\n募集の期間 30日` } as const
      await scene.act(staff.groupChief, id, edit)
      await scene.act(staff.groupChief, id, { type: 'approve' })
      const { page, leave } = await come(staff.sectionChief, screen)
      await open(page, url, id)
      const banner = page.locator('[data-edits-to-judge]')
      const text = await banner.textContent()
      t.match(text, /行啓 武さんが軽微な変更をしました/)
      t.match(text, /期間を改めました。.*伺い文.*募集の期間 30日/s)
      t.match(await page.locator('[data-minor-edit]').textContent(), '軽微と認めた')
      await healthy(t, page, '軽微な変更 to judge')
      await takePicture(page, screen === undefined ? 'to-judge' : 'phone-to-judge')
      await banner.locator('[data-act=judge_edit]').click()
      const form = page.locator('[data-act-form=judge_edit]')
      t.match(await form.locator('[data-name-lists]').textContent(), /取り消され.*行啓 武/s)
      await healthy(t, page, 'the form of 重要と判断')
      await takePicture(page, screen === undefined ? 'judge' : 'phone-judge')
      await say(page, 'judge_edit', 'reason', '意見を出す人に不利になるため')
      await done(page, 'judge_edit')
      await page.locator('[data-edits-to-judge]').waitFor({ state: 'detached' })
      const now = await scene.view(staff.groupChief, id)
      t.ok(now.allowed.includes('approve'), 'asked anew')
      await leave()
    }
  })

  await walk('軽微 is let stand by acting', async (t) => {
    const id = await submittedCase(stage)
    const title = 'みほん観光振興計画（案）の公表について'
    await scene.act(staff.groupChief, id, { type: 'revise', effect: 'minor', reason: '字句', title })
    await scene.act(staff.groupChief, id, { type: 'approve' })
    const { page, leave } = await come(staff.sectionChief)
    await open(page, url, id)
    await page.locator('[data-edits-to-judge]').waitFor()
    await page.locator('[data-act=approve]').click()
    await done(page, 'approve')
    await page.locator('[data-edits]').getByText('中島').waitFor()
    t.equal((await scene.view(staff.sectionChief, id)).edits[0]?.confirmedBy, '中島 望')
    await leave()
  })

  await walk('the drafter replaces a file of the draft, and it keeps its name and place', async (t) => {
    for (const screen of [undefined, phone]) {
      const id = await scene.draft()
      const drafter = await scene.as(staff.drafter)
      for (const name of [table, '位置図.txt']) {
        await drafter.upload(
          `/v1/proposals/${id}/attachments`,
          name,
          new TextEncoder().encode(name),
          randomUUID(),
        )
      }
      const { page, leave } = await come(staff.drafter, screen)
      await page.goto(`${url}/compose/${id}`)
      await page.getByRole('button', { name: `${table} の操作` }).click()
      await page.getByRole('menuitem', { name: '差し替える' }).click()
      const place = page.locator('[data-replacing]')
      await place.locator('[data-confirm-replace]').click()
      await place.getByText('直したファイルを選んでください。').waitFor()
      const dialog = page.waitForEvent('filechooser')
      await place.getByRole('button', { name: 'ファイルを選ぶ' }).click()
      await (await dialog).setFiles(corrected)
      await healthy(t, page, '差し替える on the compose page')
      await takePicture(page, screen === undefined ? 'compose-replace' : 'phone-compose-replace')
      await place.locator('[data-confirm-replace]').click()
      await page.locator('[data-revision="2"]').waitFor()
      const { attachments } = await scene.view(staff.drafter, id)
      t.same(
        attachments.map((it) => [it.name, it.revisionNumber]),
        [
          [table, 2],
          ['位置図.txt', 1],
        ],
      )
      await leave()
    }
  })

  await nothingWentWrong(/^409: .*\/revisions$/)
})
