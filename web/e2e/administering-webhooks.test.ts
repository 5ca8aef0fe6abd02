import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { test } from 'tap'
import type { FeedEvent } from '../../server/contract/events.ts'
import { type Received, startReceiver, verified } from '../../server/testing/webhook-receiver.ts'
import { type Stage, healthy, openStage, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

const administrator = 'u0205'
const auditor = 'u1101'

/** A case that 財務会計システム submitted. */
async function submitted({ scene, db }: Stage): Promise<string> {
  const id = await scene.draft()
  await db.updateTable('proposal').set({ application_id: 'sys-zaimu' }).where('id', '=', id).execute()
  await scene.act(staff.drafter, id, { type: 'submit' })
  return id
}

const typeOf = (it: Received | undefined) => (JSON.parse(it?.body ?? '{}') as Partial<FeedEvent>).type

/** Signatures a delivery carries: one for each key that counts. */
const signaturesOf = (it: Received | undefined) => String(it?.headers['webhook-signature']).split(' ').length

/** The key that is shown once. */
async function shownKey(page: Page): Promise<string> {
  return page.locator('[data-webhook-key]').getByRole('textbox', { name: '署名の鍵' }).inputValue()
}

test('Webhook through the real browser, with a real receiver', { timeout: 400_000 }, async (t) => {
  const stage = await openStage(t, {
    KESSAI_WEBHOOK_NETWORKS: '127.0.0.1/32',
    KESSAI_SECRETS_KEY: randomBytes(32).toString('base64'),
  })
  const { url, come, walk, scene, db, nothingWentWrong } = stage
  const receiver = await startReceiver(t)
  const { received } = receiver
  const { page, context } = await come(administrator)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const facts = page.getByRole('region', { name: '設定', exact: true })
  const log = page.getByRole('region', { name: '送信の記録' })
  let key = ''

  await walk('an endpoint is added; its key is shown once, and copied', async (t) => {
    await page.goto(`${url}/settings/webhooks?client=sys-zaimu`)
    await page.getByText('通知先はまだありません').waitFor()
    await healthy(t, page, 'without endpoints')
    await button('通知先を追加').click()
    const form = page.getByRole('form', { name: '通知先を追加' })
    await form.getByRole('textbox', { name: '送り先の URL' }).fill('http://169.254.169.254/latest')
    await form.getByRole('textbox', { name: '説明' }).fill('支出負担行為の結果の取込み')
    await form.getByText('選んだ種類だけ', { exact: true }).click()
    await form.getByText('種類を一つ以上選んでください。').waitFor()
    await takePicture(page, 'webhook-add')
    await healthy(t, page, 'the form')
    await form.getByText('すべて', { exact: true }).click()
    await form.getByRole('button', { name: '追加する' }).click()
    await form.getByText(/このアドレスには通知を送れません/).waitFor()
    await form.getByRole('textbox', { name: '送り先の URL' }).fill(receiver.url)
    await form.getByRole('button', { name: '追加する' }).click()
    const shown = page.locator('[data-webhook-key]')
    await shown.waitFor()
    key = await shownKey(page)
    t.match(key, /^whsec_/)
    await shown.getByRole('button', { name: 'コピー' }).click()
    await page.getByText('鍵をコピーしました').waitFor()
    t.equal(await page.evaluate(() => navigator.clipboard.readText()), key)
    await takePicture(page, 'webhook-key')
    await healthy(t, page, 'the key')
    await shown.getByRole('button', { name: '控えたので閉じる' }).click()
    await shown.waitFor({ state: 'detached' })
    t.notMatch(await page.content(), key, 'not there any more')
    await page.getByRole('link', { name: receiver.url }).click()
    await log.getByText('まだ何も送っていません').waitFor()
  })

  await walk('a test that arrives, signed; one that nobody takes, with its reason', async (t) => {
    receiver.answer = () => ({ status: 200, says: '{"ok":true}' })
    await button('テストを送る').click()
    const told = page.getByRole('status').filter({ hasText: 'テストが届きました' })
    await told.getByText('{"ok":true}').waitFor()
    const [ping] = received
    if (ping === undefined) throw new Error('no test came')
    t.equal(verified(ping, key).id, ping.headers['webhook-id'])
    await receiver.kill()
    await button('テストを送る').click()
    await page.getByRole('alert').filter({ hasText: '受信側が動いていません' }).waitFor()
    await takePicture(page, 'webhook-test-failed')
    await healthy(t, page, 'a test that failed')
    await receiver.revive()
    received.length = 0
  })

  let first = ''
  await walk('what is not taken is tried again, given up, and sent again by hand', async (t) => {
    receiver.answer = () => ({ status: 500, says: 'ORA-12541: TNS: no listener' })
    first = await submitted(stage)
    await page.getByText('受け取られていません').first().waitFor()
    const row = log.getByRole('listitem').filter({ hasText: '提出' }).first()
    await row.getByRole('button', { name: /送信[2-9]回/ }).click()
    await row.getByText('ORA-12541').first().waitFor()
    await takePicture(page, 'webhook-not-taken')
    await healthy(t, page, 'what is not taken')
    // Twelve answers are a day and more: the office has seen eleven.
    for (;;) {
      const waiting = db.updateTable('webhook_delivery').where('state', '=', 'waiting')
      const { numUpdatedRows } = await waiting.set({ refusals: 11, next_at: null }).executeTakeFirst()
      if (numUpdatedRows === 0n) break
      await sleep(500)
    }
    await log.locator('[data-delivery=dead]').waitFor()
    await facts.getByText('1件').waitFor()
    receiver.answer = () => 200
    received.length = 0
    await log.getByRole('button', { name: '不達', exact: true }).click()
    await log.locator('[data-delivery=delivered]').first().waitFor({ state: 'detached' })
    await log.getByRole('button', { name: /「提出」を再送/ }).click()
    await log.getByText('「不達」の記録はありません。').waitFor()
    await log.getByRole('button', { name: 'すべて', exact: true }).click()
    await log.locator('[data-delivery=delivered]').filter({ hasText: '提出' }).waitFor()
    t.equal(received.length, 1)
    const [arrived] = received
    if (arrived === undefined) throw new Error('nothing came')
    t.match(verified(arrived, key), { id: `${first}_1`, type: 'jp.kessai.proposal.submitted' })
  })

  await walk('a receiver that is gone is paused, seen in the list, and resumed', async (t) => {
    receiver.answer = () => 410
    await scene.act(staff.groupChief, first, { type: 'return', reason: '金額の根拠を示すこと。' })
    await page.getByText('受信側が「もうありません」（410）と答えました', { exact: false }).waitFor()
    await takePicture(page, 'webhook-paused')
    await healthy(t, page, 'a pause')
    await button('通知先の一覧').click()
    const item = page.getByRole('listitem').filter({ hasText: '/hook' })
    await item.getByText('一時停止').waitFor()
    await item.getByText('財務会計システム（sys-zaimu）').waitFor()
    await takePicture(page, 'webhook-list')
    await healthy(t, page, 'the list')
    await item.getByRole('link').click()
    receiver.answer = () => 200
    received.length = 0
    await button('再開する').click()
    await log.locator('[data-delivery=delivered]').filter({ hasText: '差戻し' }).waitFor()
    await page.getByText('送信中', { exact: true }).waitFor()
    t.equal(typeOf(received.at(-1)), 'jp.kessai.proposal.returned')
  })

  await walk('a key is rotated: for a while both count', async (t) => {
    await button('鍵を更新').click()
    const form = page.getByRole('form', { name: '鍵を更新' })
    await form.getByRole('textbox', { name: '古い鍵と重ねる時間' }).fill('200')
    await form.getByText(/168（7日）までの整数/).waitFor()
    await form.getByRole('textbox', { name: '古い鍵と重ねる時間' }).fill('２')
    await healthy(t, page, 'rotating')
    await form.getByRole('button', { name: '新しい鍵を作る' }).click()
    await page.locator('[data-webhook-key]').waitFor()
    const next = await shownKey(page)
    t.not(next, key)
    await button('控えたので閉じる').click()
    await facts.getByText(/新しい鍵と並んで有効/).waitFor()
    received.length = 0
    await button('テストを送る').click()
    await page.getByText('テストが届きました').waitFor()
    const [both] = received
    if (both === undefined) throw new Error('no test came')
    t.equal(signaturesOf(both), 2)
    t.ok(verified(both, key) && verified(both, next))
    key = next
  })

  await walk('everything since a moment goes again, as many as was said before', async (t) => {
    await button('時刻を決めて再送').click()
    const form = page.getByRole('form', { name: '時刻を決めて再送' })
    const since = form.getByLabel('この時刻から')
    await since.fill('2039-01-01T00:00')
    await form.getByText('送り直す出来事はありません').waitFor()
    t.ok(await form.getByRole('button', { name: '再送する' }).isDisabled())
    await since.fill('2026-01-01T00:00')
    await form.getByText('2件の出来事を送り直します。').waitFor()
    await takePicture(page, 'webhook-resend')
    await healthy(t, page, 'sending again')
    received.length = 0
    await form.getByRole('button', { name: '再送する' }).click()
    await page.getByText('再送を始めました').waitFor()
    while (received.length < 2) await sleep(100)
    t.same(
      received.map((it) => verified(it, key).id),
      [`${first}_1`, `${first}_2`],
    )
  })

  await walk('R-16 of a case that became 秘 the log tells nothing any more', async (t) => {
    await page.reload()
    await log.locator('[data-delivery=delivered]').filter({ hasText: '差戻し' }).waitFor()
    const { version, content } = await scene.view(staff.drafter, first)
    const drafter = await scene.as(staff.drafter)
    const secret = { ...content, secrecy: 'secret', accessList: [] }
    const saved = await drafter.send('PUT', `/v1/proposals/${first}/draft`, { version, content: secret })
    t.equal(saved.status, 200)
    await log.getByText('表示できない文書の出来事').nth(1).waitFor()
    t.equal(await log.getByText('差戻し').count(), 0)
    for (const it of await log.getByRole('button', { name: /^送信\d+回/ }).all()) await it.click()
    await takePicture(page, 'webhook-secret')
    await healthy(t, page, 'what is not shown')
    t.notMatch(await page.content(), first)
  })

  await walk('監査・情報公開担当 look and change nothing, also on a phone', async (t) => {
    const seen = await come(auditor, phone)
    await seen.page.goto(`${url}/settings/webhooks`)
    await seen.page.getByText('変更できるのはシステム管理者です。').waitFor()
    await takePicture(seen.page, 'webhook-list-phone')
    await healthy(t, seen.page, 'the list on a phone')
    await seen.page.getByRole('link', { name: receiver.url }).click()
    const theirs = seen.page.getByRole('region', { name: '送信の記録' })
    await theirs.getByText('表示できない文書の出来事').first().waitFor()
    for (const name of ['テストを送る', '変更', '鍵を更新', '削除', /再送/])
      t.equal(await seen.page.getByRole('button', { name }).count(), 0, String(name))
    await takePicture(seen.page, 'webhook-phone')
    await healthy(t, seen.page, 'one on a phone')
    await page.setViewportSize(phone.viewport)
    await healthy(t, page, 'with its buttons on a phone')
    await takePicture(page, 'webhook-buttons-phone')
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  await walk('changed, turned off and on, and deleted, by the keyboard', async (t) => {
    await button('変更').press('Enter')
    const form = page.getByRole('form', { name: /の設定を変更する/ })
    await form.getByRole('textbox', { name: '説明' }).fill('決裁だけを取り込む')
    await form.getByRole('radio', { name: /^すべて/ }).press('ArrowRight')
    await form.getByRole('checkbox', { name: '決裁', exact: true }).press('Space')
    await form.getByRole('button', { name: '変更する' }).press('Enter')
    await facts.getByText('決裁', { exact: true }).waitFor()
    await button('送信を止める').press('Enter')
    await page
      .getByRole('form', { name: '送信を止める' })
      .getByRole('button', { name: '送信を止める' })
      .press('Enter')
    await page.getByText('送信を止めています。', { exact: false }).waitFor()
    await button('送信を始める').press('Enter')
    await page.getByText('送信中', { exact: true }).waitFor()
    await button('削除').press('Enter')
    const removal = page.getByRole('form', { name: 'この通知先を削除する' })
    await removal.getByText('元に戻せません', { exact: false }).waitFor()
    await takePicture(page, 'webhook-delete')
    await healthy(t, page, 'deleting')
    await removal.getByRole('button', { name: 'この通知先を削除する' }).press('Enter')
    await page.getByText('通知先はまだありません').waitFor()
  })

  // What was asked of the endpoint while it was being deleted finds nothing.
  await nothingWentWrong(/^422: \/v1\/webhooks$|^404: \/v1\/webhooks\/[\w-]+(\/deliveries)?$/)
})
