import type { Page } from 'playwright-core'
import { test } from 'tap'
import type { Inbox } from '../../server/contract/inbox.ts'
import { choose, done, healthy, open, openStage, say, slowly, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { openInbox, phone } from './visitor.ts'

/** What waits for approval comes in two pages, the first of one case. */
async function inTwoPages(page: Page): Promise<void> {
  await page.route('**/v1/inbox?tab=approve*', async (route) => {
    const isRest = new URL(route.request().url()).searchParams.has('after')
    const answer = await route.fetch({
      url: route
        .request()
        .url()
        .replace(/&after=.*$/, ''),
    })
    const whole = (await answer.json()) as Inbox
    const [first, ...rest] = whole.items
    if (first === undefined) throw new Error('nothing waits')
    await route.fulfill({
      response: answer,
      json: isRest ? { ...whole, items: rest } : { ...whole, items: [first], next: 'rest' },
    })
  })
}

test('併用, 引上げ, 否決, 廃案, まとめて処理, 記録の検証', { timeout: 900_000 }, async (t) => {
  const { url, scene, come, walk, nothingWentWrong } = await openStage(t)
  const drafter = await come(staff.drafter)
  const director = await come(staff.director)

  await walk('R-18 the slip of a 併用決裁 is printed from where the paper is named', async (t) => {
    const paper = { what: '設計図面 A1判 12枚', reason: '画面では縮尺が読み取れないため' }
    const id = await scene.draft({ paper })
    await drafter.page.goto(`${url}/compose/${id}`)
    const slip = drafter.page.locator('[data-paper-slip]')
    await slip.waitFor()
    const href = (await slip.getAttribute('href')) ?? ''
    const printed = await drafter.context.request.get(new URL(href, url).href)
    t.equal(printed.headers()['content-type'], 'application/pdf')
    t.match((await printed.body()).subarray(0, 5).toString(), '%PDF-')
  })

  await walk('a correction that comes after one’s own word is told, as any other', async (t) => {
    const id = await scene.submitted({ concurringUnits: [] })
    const { page, leave } = await come(staff.groupChief)
    await open(page, url, id)
    await choose(page, 'comment')
    await say(page, 'comment', 'text', '期間を確かめています。')
    await done(page, 'comment')
    t.equal(await page.locator('[data-changed]').count(), 0, 'one’s own word is no news')
    const body = '募集の期間を30日に改める。'
    const edit = { type: 'revise', effect: 'minor', reason: '期間' } as const
    await scene.act(staff.groupChief, id, { ...edit, body })
    await page.locator('.cover-body').getByText(body).waitFor()
    await page.locator('[data-changed]').getByText('内容が変わりました').waitFor()
    await scene.act(staff.drafter, id, { type: 'withdraw', reason: '期間を改めて起案するため' })
    await leave()
  })

  await walk('R-18 併用決裁 and R-14 引上げ of an urgent secret matter', async (t) => {
    const id = await scene.submitted({
      title: '指名停止の措置について',
      concurringUnits: [],
      secrecy: 'timed_secret',
      secretUntil: '2036-12-01T00:00:00.000Z',
      accessList: [staff.finance],
      paper: { what: '設計図面 A1判 12枚', reason: '画面では縮尺が読み取れないため' },
    })
    await open(drafter.page, url, id)
    await choose(drafter.page, 'set_urgency')
    await drafter.page.locator('[data-act-form]').getByText('至急にする').click()
    await say(drafter.page, 'set_urgency', 'reason', '本日中に通知する必要があるため')
    await done(drafter.page, 'set_urgency')
    await choose(drafter.page, 'move_paper')
    await say(drafter.page, 'move_paper', 'text', '部長席')
    await done(drafter.page, 'move_paper')
    await choose(drafter.page, 'explain')
    await say(drafter.page, 'explain', 'text', '大通部長（10時、本人に）')
    await done(drafter.page, 'explain')

    await open(director.page, url, id)
    await choose(director.page, 'pull_up')
    await say(director.page, 'pull_up', 'reason', '課長・係長が現地に出ており、待てないため')
    await done(director.page, 'pull_up')
    const decide = director.page.locator('[data-act=decide]')
    await decide.waitFor()
    t.equal(await decide.isDisabled(), true, 'not before the paper was checked')
    await director.page.locator('[data-paper-tick]').getByText('紙を確認した').click()
    await healthy(t, director.page, '併用決裁')
    await takePicture(director.page, 'paper')
    await decide.click()
    await director.page.locator('[data-confirm=decide]').click()
    await done(director.page, 'decide')
    t.equal(
      await director.page.locator('[data-post-review=open]').count(),
      2,
      'both who were passed over view it later',
    )
    await takePicture(director.page, 'pulled-up')

    await drafter.page.locator('[data-proposal][data-status=decided]').waitFor()
    await choose(drafter.page, 'release_secrecy')
    await say(drafter.page, 'release_secrecy', 'reason', '相手方に通知したため')
    await done(drafter.page, 'release_secrecy')
    await drafter.page.locator('[data-released]').waitFor()
  })

  await walk('a program that does not come takes nothing else away, and is asked for again', async (t) => {
    const { page } = drafter
    const failed = page.getByRole('heading', { name: 'このページを読み込めませんでした' })
    const again = page.getByRole('button', { name: '再読み込み' })
    await page.route(/\/assets\/(class-panel|print-panel|measures-page)-/, (route) => route.abort())
    await page.reload()
    await page.locator('[data-side]').getByText('通信が切れたようです').waitFor()
    await page.getByRole('button', { name: '印刷・保存', exact: true }).click()
    await page.getByText('通信が切れたようです').nth(1).waitFor()
    t.equal(await again.count(), 2, 'beside the paper and for printing, each by itself')
    t.ok(await page.locator('[data-desk]').isVisible(), 'the paper is still there')

    const menu = page.getByRole('navigation', { name: '主なメニュー' })
    await menu.locator('a[href="/measures"]').click()
    await failed.waitFor()
    await healthy(t, page, 'a page that did not come')
    await takePicture(page, 'page-failed')
    await menu.locator('a[href="/documents"]').click()
    await failed.waitFor({ state: 'detached' })
    await page.locator('main h1').waitFor()
    await page.goBack()
    await failed.waitFor()
    await page.unrouteAll()
    await again.click()
    await failed.waitFor({ state: 'detached' })
    await page.locator('main h1').waitFor()
  })

  await walk('否決, 廃案, 審査', async (t) => {
    const examined = await scene.submitted({ authorityCode: 'A02' })
    await scene.act(staff.groupChief, examined, { type: 'approve' })
    await scene.act(staff.sectionChief, examined, { type: 'approve' })
    const examiner = await come('u0104', phone)
    await openInbox(examiner)
    await examiner.page.getByRole('tab', { name: /^審査 1/ }).tap()
    await examiner.page.locator(`a[data-row][href="/proposals/${examined}"]`).tap()
    await examiner.page.locator('[data-comment]').tap()
    await examiner.page.locator('textarea[name=comment]').fill('用字を改めたうえで適当と認めます。')
    await healthy(t, examiner.page, '審査 on a phone')
    await takePicture(examiner.page, 'phone-examine')
    await examiner.page.locator('[data-act=examine]').tap()
    await done(examiner.page, 'examine')
    await examiner.leave()
    const { history } = await scene.view(staff.drafter, examined)
    t.match(history.at(-1), { type: 'examined', title: '文書課長', comment: /用字を改めた/ })

    const rejected = await scene.submitted({ concurringUnits: [] })
    await scene.act(staff.groupChief, rejected, { type: 'approve' })
    await scene.act(staff.sectionChief, rejected, { type: 'approve' })
    await open(director.page, url, rejected)
    await director.page.locator('[data-act=reject]').click()
    await say(director.page, 'reject', 'reason', '時期が適当でないため')
    await done(director.page, 'reject')
    t.match(await director.page.locator('[data-ended]').textContent(), '時期が適当でないため')
    await healthy(t, director.page, 'a rejected case')

    const abandoned = await scene.submitted({ authorityCode: 'A02' })
    await open(drafter.page, url, abandoned)
    await choose(drafter.page, 'abandon')
    await say(drafter.page, 'abandon', 'reason', '国の制度が改められたため')
    await done(drafter.page, 'abandon')
    t.match(await drafter.page.locator('[data-act-bar]').textContent(), '廃案にしました')
  })

  await walk(
    'まとめて処理: looked at once each, sealed one after the other, a stale one does not stop the rest',
    async (t) => {
      const titles = ['案内所の開設について', '標識の更新について', '講習会の開催について']
      const ids: string[] = []
      for (const title of titles) {
        ids.push(await scene.submitted({ title, authorityCode: 'E01', concurringUnits: [] }))
      }
      const secret = { secrecy: 'timed_secret', secretUntil: '2036-12-01T00:00:00.000Z', accessList: [] }
      const hidden = await scene.submitted({
        title: '秘の案件',
        authorityCode: 'E01',
        concurringUnits: [],
        ...secret,
      })
      const chief = await come(staff.groupChief)
      const row = (id: string) => chief.page.locator(`[data-bulk-row="${id}"]`)
      const notFound = { type: 'about:blank', status: 404, code: 'not_found', title: '見つかりません。' }
      await chief.page.route('**/v1/inbox?*', (route) =>
        route.fulfill({
          status: 404,
          contentType: 'application/problem+json',
          body: JSON.stringify(notFound),
        }),
      )
      await chief.page.goto(`${url}/inbox/bulk`)
      await chief.page.getByRole('heading', { name: '待っている案件を読み込めませんでした' }).waitFor()
      await healthy(t, chief.page, 'まとめて処理 that could not be loaded')
      await chief.page.unrouteAll()
      await inTwoPages(chief.page)
      await chief.page.getByRole('button', { name: 'もう一度試す' }).click()
      await chief.page.locator('[data-look]').waitFor()
      await chief.page.getByText('1／1件（ほかにもあります）').waitFor()
      await chief.page.getByRole('button', { name: 'さらに表示' }).click()
      for (const id of [...ids, hidden]) await row(id).waitFor()
      t.equal(await chief.page.getByText('（ほかにもあります）').count(), 0)
      await chief.page.unrouteAll()
      await chief.page.getByRole('button', { name: 'すべて選ぶ' }).click()
      for (;;) {
        await chief.page.locator('[data-look]').waitFor()
        const next = chief.page.locator('[data-look-next]')
        if (await next.isDisabled()) break
        await chief.page.keyboard.press('j')
      }
      await row(hidden).getByText('秘密の起案です').waitFor()
      await healthy(t, chief.page, 'まとめて処理')
      await takePicture(chief.page, 'bulk')
      const [stale = ''] = ids
      await scene.act(staff.groupChief, stale, { type: 'comment', text: '先に記す意見' })
      const atOnce = await slowly(chief.page, '**/acts', 500)
      await chief.page.locator('[data-bulk-run]').click()
      t.ok(
        await chief.page.getByRole('button', { name: 'すべて選ぶ' }).isDisabled(),
        'what was begun goes on',
      )
      t.ok(
        await row(ids[2] ?? '')
          .getByRole('checkbox')
          .isDisabled(),
      )
      for (const id of ids.slice(1))
        await chief.page.locator(`[data-bulk-row="${id}"][data-outcome=done]`).waitFor()
      await row(stale).getByText('内容か状態が変わった').waitFor()
      await atOnce()
      await takePicture(chief.page, 'bulk-done')
      for (const id of ids.slice(1)) {
        const view = await scene.view(staff.groupChief, id)
        t.equal(view.history.at(-1)?.type, 'approved')
      }
      t.equal((await scene.view(staff.groupChief, hidden)).history.length, 1, 'the secret one is left out')
      await chief.leave()

      const holder = await come(staff.sectionChief, phone)
      await holder.page.goto(`${url}/inbox/bulk`)
      await holder.page.locator('[data-look]').waitFor()
      for (const id of ids.slice(1)) {
        await holder.page.locator(`[data-bulk-row="${id}"] button`).tap()
        await holder.page.locator(`[data-look="${id}"]`).waitFor()
        await holder.page.locator(`[data-bulk-row="${id}"] label`).tap()
      }
      await holder.page.locator('[data-bulk-run]').tap()
      const confirm = holder.page.locator('[data-confirm-decisions]')
      t.match(await confirm.textContent(), /標識の更新.*講習会の開催/s, '決裁 is confirmed once, by title')
      await healthy(t, holder.page, 'まとめて決裁 on a phone')
      await takePicture(holder.page, 'phone-bulk')
      const [, first = '', cutOff = ''] = ids
      // Taken out again before it is confirmed: the bar stands there as before.
      for (const it of [first, cutOff]) await holder.page.locator(`[data-bulk-row="${it}"] label`).tap()
      await holder.page.locator('[data-bulk-run]').waitFor()
      for (const it of [first, cutOff]) await holder.page.locator(`[data-bulk-row="${it}"] label`).tap()
      await confirm.waitFor()
      await holder.page.route(`**/v1/proposals/${cutOff}/acts`, (route) => route.abort())
      await holder.page.locator('[data-confirm-run]').tap()
      await holder.page.locator(`[data-bulk-row="${first}"][data-outcome=done]`).waitFor()
      const unanswered = holder.page.locator(`[data-bulk-row="${cutOff}"][data-outcome=unanswered]`)
      await unanswered.getByText('サーバーから返事がありませんでした').waitFor()
      await healthy(t, holder.page, 'one that was not answered')
      await takePicture(holder.page, 'phone-bulk-unanswered')
      await holder.page.unrouteAll()
      await unanswered.locator('button').tap()
      await unanswered.locator('label').tap()
      await holder.page.locator('[data-bulk-run]').tap()
      await holder.page.locator('[data-confirm-run]').tap()
      await holder.page.locator(`[data-bulk-row="${cutOff}"][data-outcome=done]`).waitFor()
      await holder.leave()
    },
  )

  await walk('the record is checked in the browser, and a changed event is named', async (t) => {
    const id = await scene.submitted({ concurringUnits: [] })
    await scene.act(staff.groupChief, id, { type: 'approve', comment: '妥当である。' })
    const records = await come(staff.recordsManager)
    await open(records.page, url, id)
    await records.page.locator('[data-audit]').click()
    await records.page.locator('[data-verdict=intact]').waitFor()
    t.equal(await records.page.locator('[data-link]').count(), 2)
    await records.page.locator('[data-readers]').getByText('手稲 由美').first().waitFor()
    await healthy(t, records.page, 'the record')
    await takePicture(records.page, 'audit')
    const saving = records.page.waitForEvent('download')
    await records.page.locator('[data-download]').click()
    t.match((await saving).suggestedFilename(), /\.json$/)
    await records.page.route('**/events', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({
        response: answer,
        body: (await answer.text()).replace('妥当である', '不当である'),
      })
    })
    await records.page.reload()
    await records.page.locator('[data-verdict=broken]').waitFor()
    t.match(await records.page.locator('[data-verdict]').textContent(), '2 番')
    await takePicture(records.page, 'audit-broken')
    await records.leave()
  })

  // The stale one of まとめて処理 was refused, as it should be; and programs and lists were kept
  // from coming.
  await nothingWentWrong(
    /^409: .*\/acts$|^404: \/v1\/inbox$|^console: .*Failed to fetch dynamically imported module/,
  )
})
