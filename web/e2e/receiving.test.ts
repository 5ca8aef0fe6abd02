import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Test, test } from 'tap'
import { dropFiles, search } from './drafting.ts'
import { openOffice, takePicture } from './office.ts'
import { accessibilityFaults, sidewaysOverflow } from './page-health.ts'
import { type Visitor, arrive, phone } from './visitor.ts'

/** 文書課, where things arrive; 観光振興課 they are for, and its 課長. */
const people = { clerk: 'u0107', tourism: 'u0505', chief: 'u0503' } as const

const mail = [
  'From: =?UTF-8?B?44G/44G744KT6Zuq44G+44Gk44KK5a6f6KGM5aeU5ZOh5Lya?= <yuki@example.jp>',
  'To: bunsho@pref.mihon.example',
  'Subject: =?UTF-8?B?5b6M5o+05ZCN576p44Gu5L2/55So5om/6KqN44Gr44Gk44GE44Gm?=',
  'Date: Mon, 11 May 2026 09:30:00 +0900',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  '後援名義の使用を申請します。ご審査をお願いします。',
  '--b',
  'Content-Type: text/plain; charset=utf-8; name="youkou.txt"',
  'Content-Disposition: attachment; filename="youkou.txt"',
  '',
  '開催要項 一 目的 雪に親しむ',
  '--b--',
  '',
].join('\r\n')

async function judged(t: Test, { page }: Visitor, name: string): Promise<void> {
  t.same(await accessibilityFaults(page), [], `${name}: axe`)
  t.same(await sidewaysOverflow(page), [], `${name}: nothing sticks out`)
  await takePicture(page, name)
}

/** The empty file that was dropped among others. */
const isBlankRefused = (trouble: string): boolean => /^422: .*\/files$/.test(trouble)

/** Keeps back what is sent to an address; answers how to let it go its way. */
async function heldBack(page: Visitor['page'], address: string): Promise<() => Promise<void>> {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  await page.route(address, async (route) => {
    await opened
    await route.continue()
  })
  return async () => {
    open()
    await page.unrouteAll({ behavior: 'wait' })
  }
}

test(
  '収受: a mail is dropped, registered and handed on; the section reads, shows and drafts from it',
  {
    timeout: 600_000,
  },
  async (t) => {
    const { server, browser, folder } = await openOffice(t)
    const where = { browser, url: server.url }
    const clerk = await arrive(where, people.clerk)
    await clerk.page.goto(`${server.url}/receipts`)
    await clerk.page.getByRole('heading', { name: '収受' }).waitFor()
    await clerk.page.getByText('自分の課に届いた文書はありません').waitFor()
    await judged(t, clerk, 'receiving-empty')
    const path = join(folder, '後援名義.eml')
    const [blank, card] = [join(folder, '白紙.txt'), join(folder, '名刺.txt')]
    await writeFile(path, mail)
    await writeFile(blank, '')
    await writeFile(card, '雪まつり実行委員会')
    // Held back on their way, so that what waits for them is seen.
    const letThemPass = await heldBack(clerk.page, '**/v1/receipts/*/files')
    await dropFiles(clerk.page, [path, blank, card])

    // What the mail says of itself stands in the form, and the mail lies beside it as pages.
    const form = clerk.page.locator('[data-register]')
    const register = form.getByRole('button', { name: '収受番号を取って登録' })
    await form.getByText('後援名義.emlを送っています').waitFor()
    await form.getByText('名刺.txtは順番を待っています').waitFor()
    await form.getByText('ファイルを送り終えると登録できます').waitFor()
    t.ok(await register.isDisabled(), 'no file is left behind')
    await letThemPass()
    await form.getByRole('button', { name: '名刺.txtを外す' }).waitFor()
    t.match(
      await form.locator('[data-not-added]').innerText(),
      /^白紙\.txt/,
      'the one that was refused is named',
    )
    t.equal(await form.locator('[data-not-added] li').count(), 1)
    await form.getByRole('button', { name: '名刺.txtを外す' }).click()
    t.equal(await form.getByLabel(/^件名/).inputValue(), '後援名義の使用承認について')
    t.equal(await form.getByLabel(/^差出人/).inputValue(), 'みほん雪まつり実行委員会 <yuki@example.jp>')
    await clerk.page.locator('[data-reader]:not([data-page-count="0"])').waitFor()
    await judged(t, clerk, 'receiving-register')
    await form.getByLabel(/^差出人/).fill('みほん雪まつり実行委員会')
    await form.locator('[data-save="saved"]').waitFor()
    // A look at the list and back: the form is as it was left, and goes on being saved.
    await clerk.page.getByRole('link', { name: '収受の一覧へ' }).click()
    await clerk.page.getByRole('tab', { name: /^登録中/ }).click()
    await clerk.page.getByRole('link', { name: '後援名義の使用承認について' }).click()
    await form.waitFor()
    t.equal(await form.getByLabel(/^差出人/).inputValue(), 'みほん雪まつり実行委員会')
    const day = form.getByLabel(/^相手の日付/)
    await day.fill('2026-05-12')
    await form.locator('[data-save="saved"]').waitFor()
    // Giving up is asked once more.
    await form.getByRole('button', { name: '登録をやめる' }).click()
    await form.getByText('登録をやめますか').waitFor()
    await judged(t, clerk, 'receiving-discard')
    await form.getByRole('button', { name: '登録を続ける' }).click()
    await search(clerk.page, /配布先の課/, '観光振興', /観光振興課/)
    // A 枝番 wants the number it stands beside.
    const branch = form.getByText('収受番号を枝番にする')
    await branch.click()
    t.ok(await register.isDisabled())
    await form.getByRole('textbox', { name: 'もとの番号' }).fill('一')
    await form.getByText('もとの番号を数字で入れてください').waitFor()
    await judged(t, clerk, 'receiving-branch')
    await branch.click()
    await register.click()
    await clerk.page.locator('[data-status="handed"]').waitFor()
    t.match(await clerk.page.locator('[data-stamp]').innerText(), /文書収第1号/)
    const url = clerk.page.url()

    const tourism = await arrive(where, people.tourism)
    const { page } = tourism
    await page.goto(`${server.url}/receipts`)
    await page.getByRole('link', { name: '後援名義の使用承認について' }).waitFor()
    await judged(t, tourism, 'receiving-list')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.locator('[data-act="accept"]').click()
    await page.locator('[data-status="accepted"]').waitFor()

    // The words of the mail and of what was attached are found as in a case.
    await page.locator('[data-reader]:not([data-page-count="0"])').waitFor()
    await page.keyboard.press('Control+f')
    const words = page.getByRole('searchbox', { name: '探す語' })
    await words.fill('雪に親しむ')
    await page.locator('[data-find-count]', { hasText: /1/ }).waitFor()
    await words.press('Escape')

    await page.locator('[data-act="circulate"]').click()
    await search(page, /供覧先の職/, '観光振興課長', /観光振興課長/)
    await page.locator('[data-act-form="circulate"] button[type=submit]').click()
    await page.locator('[data-shown="waits"]').waitFor()
    await judged(t, tourism, 'receiving-detail')

    const chief = await arrive(where, people.chief, phone)
    await chief.page.goto(`${server.url}/receipts?tab=shown`)
    await chief.page.getByRole('link', { name: '後援名義の使用承認について' }).waitFor()
    await judged(t, chief, 'receiving-list-phone')
    await chief.page.getByRole('link', { name: '後援名義の使用承認について' }).click()
    await chief.page.locator('[data-desk]').waitFor()
    await judged(t, chief, 'receiving-read-phone')
    await chief.page.getByRole('button', { name: '登録内容と処理を表示' }).click()
    await chief.page.locator('[data-act="see"]').click()
    await chief.page.locator('[data-act-form="see"] button[type=submit]').click()
    await chief.page.locator('[data-shown="seen"]').waitFor()
    await judged(t, chief, 'receiving-side-phone')

    // Told live: nobody loads the page again.
    await page.locator('[data-shown="seen"]').waitFor()
    await page.locator('[data-act="draft"]').click()
    await page.waitForURL(/\/compose\/[0-9a-f-]+$/)
    await page.locator('[data-received]').waitFor()
    await page.getByRole('button', { name: '後援名義.eml の順番を変える' }).waitFor()
    await judged(t, tourism, 'receiving-compose')
    await page.goto(url)
    await page.locator('[data-case]').waitFor()
    t.equal(clerk.troubles.filter(isBlankRefused).length, 1)
    for (const it of [clerk, tourism, chief])
      t.same(
        it.troubles.filter((trouble) => !isBlankRefused(trouble)),
        [],
        `${it.login}: nothing went wrong unseen`,
      )
  },
)
