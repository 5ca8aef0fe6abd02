import { test } from 'tap'
import type { ProposalContent, ProposalView } from '../../server/contract/proposals.ts'
import type { Reference } from '../../server/contract/organisation.ts'
import { type SignedIn, signInAs } from '../../server/testing/signed-in.ts'
import { openOffice, takePicture } from './office.ts'
import { accessibilityFaults, sidewaysOverflow } from './page-health.ts'
import { arrive, openInbox, phone } from './visitor.ts'

const title = '観光案内板の更新について'

async function act(person: SignedIn, id: string, body: object): Promise<void> {
  const { version, manifestSha256 } = (await person.get<ProposalView>(`/v1/proposals/${id}`)).body
  const done = await person.send('POST', `/v1/proposals/${id}/acts`, { version, manifestSha256, ...body })
  if (done.status !== 200) throw new Error(`${person.person}: ${JSON.stringify(done)}`)
}

/** A small matter of 観光振興課, submitted. */
async function submit(drafter: SignedIn): Promise<string> {
  const { folders } = (await drafter.get<Reference>('/v1/reference')).body
  const [folder] = folders
  if (folder === undefined) throw new Error('the example prefecture has folders')
  const content: Partial<ProposalContent> = {
    ...{ title, body: '次のとおり更新してよろしいか伺います。', authorityCode: 'A03', flags: [] },
    ...{ concurringUnits: ['ZAI'], folderId: folder.id, retentionCode: folder.retention },
    ...{ disclosure: { class: 'open', grounds: [] }, secrecy: 'none', accessList: [] },
    ...{ urgent: false, urgentReason: '' },
  }
  const made = await drafter.send<ProposalView>('POST', '/v1/proposals', { content })
  if (made.status >= 300) throw new Error(JSON.stringify(made))
  await act(drafter, made.body.id, { type: 'submit' })
  return made.body.id
}

test(
  'people are told: the bell, お知らせ, the tabs of the inbox, and mail by choice',
  { timeout: 300_000 },
  async (t) => {
    const office = await openOffice(t)
    const where = { browser: office.browser, url: office.server.url }
    const [drafter, chief] = [
      await signInAs(office.server.url, 'u0505'),
      await signInAs(office.server.url, 'u0504'),
    ]
    const visitor = await arrive(where, 'u0505')
    await openInbox(visitor)
    const { page } = visitor
    const id = await submit(drafter)

    await t.test('the bell moves by itself when another person returns a case', async (t) => {
      await page.getByRole('link', { name: 'お知らせ 未読のお知らせはありません' }).waitFor()
      await act(chief, id, { type: 'return', reason: '図面を差し替えること。' })
      await page.getByRole('link', { name: 'お知らせ 未読のお知らせ 1件' }).click()
      const list = page.getByRole('list', { name: 'お知らせ' })
      await list.getByText('差し戻しました。', { exact: false }).waitFor()
      await list.getByText('「図面を差し替えること。」').waitFor()
      t.same(await accessibilityFaults(page), [], 'axe on the notices')
      await takePicture(page, 'notices')
      await page.route('**/v1/notices/read', (route) => route.abort())
      await page.getByRole('button', { name: 'すべて既読にする' }).click()
      const refused = page.locator('[data-toast]', { hasText: 'サーバーにつながりません' })
      await refused.waitFor()
      t.equal(await refused.getAttribute('data-toast'), 'warning', 'no sign of something done')
      await page.unroute('**/v1/notices/read')
      await refused.getByRole('button', { name: '閉じる' }).click()
      await list.getByRole('link').first().click()
      await page.getByRole('link', { name: 'お知らせ 未読のお知らせはありません' }).waitFor()
      t.equal(new URL(page.url()).pathname, `/compose/${id}`, 'straight to where it is corrected')
    })

    await t.test(
      'every tab of the inbox is reached, counts itself, and teaches when it is empty',
      async (t) => {
        await page.getByRole('link', { name: '受信箱' }).first().click()
        await page.getByRole('tab', { name: '差戻し・処理意見 1' }).click()
        await page.getByRole('list', { name: '待っている文書' }).getByText(title).waitFor()
        for (const [tab, sentence] of [
          ['供覧', '供覧・回覧されている文書はありません'],
          ['後閲', '後閲する文書はありません'],
          ['相談', '相談されている文書はありません'],
          ['これから', 'これから回ってくる文書はありません'],
        ] as const) {
          await page.getByRole('tab', { name: tab }).click()
          await page.getByText(sentence).waitFor()
        }
        t.same(await accessibilityFaults(page), [], 'axe on the tabs')
        await takePicture(page, 'inbox-tabs')
      },
    )

    await t.test('mail is chosen, and the page says that none is sent here', async (t) => {
      await page.goto(`${office.server.url}/settings/notifications`)
      await page.getByText('メールは送られていません').waitFor()
      const group = page.getByRole('radiogroup', { name: '処理待ち' })
      await group.getByText('そのつど').click()
      await page.getByText('保存しました。').first().waitFor()
      await page.reload()
      t.ok(await group.getByRole('radio', { name: 'そのつど' }).isChecked())
      t.same(await accessibilityFaults(page), [], 'axe on the choice of mail')
      await takePicture(page, 'notifications')
    })

    await t.test('a decider sees on a phone what is on its way', async (t) => {
      await act(drafter, id, { type: 'resubmit', mode: 'resume' })
      const decider = await arrive(where, 'u0501', phone)
      await openInbox(decider)
      // Once, although it comes to the 部長 and to the 局長事務取扱.
      await decider.page.getByRole('tab', { name: 'これから 1' }).click()
      await decider.page.getByRole('list', { name: '待っている文書' }).getByText(title).waitFor()
      t.same(await sidewaysOverflow(decider.page), [], 'the tabs fit the phone')
      await decider.page.waitForFunction(() => {
        const chosen = document.querySelector('[role=tab][aria-selected=true]')?.getBoundingClientRect()
        return chosen !== undefined && chosen.left >= 0 && chosen.right <= window.innerWidth
      })
      await takePicture(decider.page, 'inbox-ahead-phone')
      await decider.page.goto(`${office.server.url}/notices`)
      await decider.page.getByText('お知らせはまだありません').waitFor()
      t.same(await sidewaysOverflow(decider.page), [], 'お知らせ fits the phone')
      t.same(decider.troubles, [])
      await decider.leave()
    })

    t.same(visitor.troubles, [])
    await visitor.leave()
  },
)
