import { test } from 'tap'
import { healthy, openStage, slowly, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

/** 監査委員事務局主査, 監査・情報公開担当: reads every case that is not 秘, and has a part in none. */
const auditor = 'u1101'

test(
  '監査・情報公開担当: asked once, reads, and leaves the purpose behind',
  { timeout: 300_000 },
  async (t) => {
    const { url, scene, come, walk, nothingWentWrong } = await openStage(t)
    const decided = async (title: string) => {
      const id = await scene.submitted({ title, authorityCode: 'E01', concurringUnits: [] })
      await scene.act(staff.groupChief, id, { type: 'approve' })
      await scene.act(staff.sectionChief, id, { type: 'decide' })
      return id
    }
    const [first, second] = [await decided('案内標識の更新について'), await decided('講習会の開催について')]
    const visitor = await come(auditor)
    const { page } = visitor
    const form = page.locator('[data-reading-purpose]')

    await walk('asked before anything of the case is shown, and not without words', async (t) => {
      await page.goto(`${url}/proposals/${first}`)
      await form.getByRole('heading', { name: '閲覧の目的を記入してください' }).waitFor()
      t.equal(await page.getByText('案内標識').count(), 0, 'not even the title')
      await healthy(t, page, 'the purpose is asked for')
      t.equal(
        await form.getByRole('link', { name: '受信箱へ' }).getAttribute('href'),
        '/',
        'a way back, also on a phone',
      )
      await takePicture(page, 'purpose')
      await form.getByRole('button', { name: 'この目的で閲覧する' }).click()
      await form.getByText('目的を記入してください。', { exact: true }).waitFor()
      await healthy(t, page, 'no purpose')
      await takePicture(page, 'purpose-missing')
    })

    await walk('what is being written stays while the page asks again', async (t) => {
      const purpose = form.getByRole('textbox', { name: '閲覧の目的' })
      await purpose.fill('定期')
      const again = await slowly(page, `**/v1/proposals/${first}`)
      const asked = page.waitForRequest(`**/v1/proposals/${first}`)
      // As when somebody comes back to the window.
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
      await asked
      t.equal(await purpose.inputValue(), '定期')
      await again()
      t.equal(await purpose.inputValue(), '定期')
    })

    await walk('stated once, the case opens, to be read and nothing else', async (t) => {
      await form.getByRole('textbox', { name: '閲覧の目的' }).fill('定期監査')
      await page.keyboard.press('Enter')
      await page.locator('[data-proposal][data-status=decided]').waitFor()
      await page.locator('[data-act-bar]').waitFor()
      t.equal(await page.locator('[data-act-bar] [data-act]').count(), 0, 'no act on the bar')
      await healthy(t, page, 'an auditor reads')
      await takePicture(page, 'reads')
      await page.locator('[data-more-acts]').click()
      await page.locator('[data-act-menu]').waitFor()
      t.equal(await page.locator('[data-act-menu] [data-act]').count(), 0, 'and none in the menu')
      t.equal(await page.locator('[data-act-menu] [data-redraft]').count(), 0, 'nor a draft from it')
      await takePicture(page, 'menu')

      await page.goto(`${url}/proposals/${second}`)
      await page.locator('[data-proposal][data-status=decided]').waitFor()
      t.equal(await form.count(), 0, 'another case does not ask again')
    })

    await walk('the record is checked here, and says what for it was opened', async (t) => {
      await page.goto(`${url}/proposals/${first}`)
      await page.locator('[data-audit]').click()
      await page.locator('[data-verdict=intact]').waitFor()
      await page.locator('[data-readers]').getByText('目的：定期監査').first().waitFor()
      await healthy(t, page, 'the record')
      await takePicture(page, 'record')
    })

    await walk('文書管理者 find the purpose in 閲覧の記録; the drafter is not shown who read', async (t) => {
      const keeper = await come(staff.recordsManager)
      await keeper.page.goto(`${url}/proposals/${first}/audit`)
      const read = keeper.page.locator('[data-readers] li').filter({ hasText: auditor })
      await read.getByText('起案を開いた（目的：定期監査）').first().waitFor()
      await takePicture(keeper.page, 'keeper')
      const drafter = await come(staff.drafter)
      await drafter.page.goto(`${url}/proposals/${first}/audit`)
      await drafter.page.locator('[data-verdict=intact]').waitFor()
      t.equal(await drafter.page.locator('[data-readers]').count(), 0)
      await Promise.all([keeper.leave(), drafter.leave()])
    })

    await walk('whoever signs in anew, on a phone, is asked anew', async (t) => {
      const small = await come(auditor, phone)
      const asked = small.page.locator('[data-reading-purpose]')
      await small.page.goto(`${url}/proposals/${second}/audit`)
      await asked.waitFor()
      await healthy(t, small.page, 'the purpose on a phone')
      await takePicture(small.page, 'phone-purpose')
      await asked.getByRole('textbox', { name: '閲覧の目的' }).fill('開示請求第12号')
      await asked.getByRole('button', { name: 'この目的で閲覧する' }).tap()
      await small.page.locator('[data-verdict=intact]').waitFor()
      await small.page.locator('[data-readers]').getByText('目的：開示請求第12号').first().waitFor()
      await healthy(t, small.page, 'the record on a phone')
      await takePicture(small.page, 'phone-record')
      await small.page.goto(`${url}/proposals/${second}`)
      await small.page.locator('[data-proposal][data-status=decided]').waitFor()
      t.equal(await small.page.locator('[data-act-bar] [data-act]').count(), 0)
      await healthy(t, small.page, 'an auditor reads on a phone')
      await takePicture(small.page, 'phone-reads')
    })

    await nothingWentWrong(/^428: \/v1\/proposals\//)
  },
)
