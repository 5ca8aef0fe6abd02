import { test } from 'tap'
import { makeWordFile } from '../../server/testing/word-files.ts'
import { attach, done, healthy, open, openStage, pagesReady, say, slowly, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const draft = makeWordFile({
  body: ['観光第　　号', '令和　年　月　日', 'みほん東町長　様', '補助金の交付について（通知）']
    .map(paragraph)
    .join(''),
})
/** 公印取扱責任者 of the 知事印. */
const keeper = 'u0107'

test('施行: from the plan on the compose page to the 完結', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, scene, come, walk, nothingWentWrong } = stage
  const drafter = await come(staff.drafter)
  const chief = await come(staff.groupChief)
  const ask = (type: string) => drafter.page.locator(`[data-ask="${type}"]`)
  let id = ''

  await walk('how it is issued is said when it is drafted, and stands on the 鑑', async (t) => {
    id = await scene.draft({ authorityCode: 'E01', concurringUnits: [], title: '補助金の交付について' })
    await attach(stage, id, [['通知案.docx', draft]])
    const { page } = drafter
    await page.goto(`${url}/compose/${id}`)
    await page.getByText('施行する').click()
    const plan = page.locator('[data-issue-plan]')
    await plan.getByRole('button', { name: /種類/ }).click()
    await page.getByRole('option', { name: '指令' }).click()
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    await plan.locator('input[name=addressee-1]').fill('みほん東町長')
    t.equal(await plan.locator('input[name=issuer]').inputValue(), 'みほん道知事', 'the kind proposes it')
    await healthy(t, page, 'the plan')
    await takePicture(page, 'issue-plan')
    await page.getByRole('button', { name: '提出する' }).click()
    await page.locator('[data-proposal][data-status=in_approval]').waitFor()
    t.match(await page.locator('[data-cover-sheet]').innerText(), /指令[\s\S]*公印[\s\S]*みほん東町長/)
    await scene.act(staff.groupChief, id, { type: 'approve' })
    await scene.act(staff.sectionChief, id, { type: 'decide', condition: '予算の範囲内とする' })
  })

  await walk('番号, 浄書, 照合 by another, 公印, 発送, 不着 and 完結', async (t) => {
    const { page } = drafter
    await pagesReady(stage, id)
    await open(page, url, id)
    t.match(await page.locator('[data-issue-condition]').innerText(), /予算の範囲内/)
    await ask('give_number').click()
    await page.locator('[data-act-form]').getByText('指令番号').click()
    await page.locator('[data-confirm=give_number]').click()
    await done(page, 'give_number')
    await ask('make_fair_copy').click()
    await page.locator('[data-act-form=make_fair_copy]').waitFor()
    await healthy(t, page, '浄書')
    await takePicture(page, 'fair-copy')
    await page.locator('[data-confirm=make_fair_copy]').click()
    await done(page, 'make_fair_copy')
    await page.locator('[data-document=d1]').waitFor()
    t.equal(await ask('collate').count(), 0, 'not by whoever made it')

    // Its pages are made while nobody tells this page of it: it asks again once it is told of changes.
    const toldAgain = await slowly(chief.page, '**/v1/stream', 4000)
    await open(chief.page, url, id)
    await chief.page.locator('[data-pdf]').waitFor()
    await toldAgain()
    await chief.page.locator('[data-compare]').click()
    await chief.page.locator('[data-changes-count]').first().waitFor()
    await takePicture(chief.page, 'beside-the-draft')
    await open(chief.page, url, id)
    await chief.page.locator('[data-ask=collate]').click()
    await chief.page.locator('[data-confirm=collate]').click()
    await done(chief.page, 'collate')

    const sealer = await come(keeper, phone)
    await open(sealer.page, url, id)
    await sealer.page.getByRole('button', { name: '経路と意見' }).click()
    await sealer.page.locator('[data-ask=seal_document]').tap()
    await sealer.page.locator('[data-act-form] [data-confirm]').waitFor()
    await sealer.page.locator('[data-act-form]').getByRole('button', { name: /公印/ }).click()
    await sealer.page.getByRole('option', { name: '知事印' }).click()
    await sealer.page.getByRole('listbox').waitFor({ state: 'detached' })
    await healthy(t, sealer.page, '公印 on a phone')
    await takePicture(sealer.page, 'phone-seal')
    await sealer.page.locator('[data-confirm=seal_document]').tap()
    await done(sealer.page, 'seal_document')
    await sealer.leave()

    await ask('dispatch').click()
    await page.locator('[data-to="みほん東町長"]').waitFor()
    await healthy(t, page, '発送')
    await page.locator('[data-confirm=dispatch]').click()
    await done(page, 'dispatch')
    await page.locator('[data-issuing=issued]').waitFor()
    await ask('report_failure').click()
    await say(page, 'report_failure', 'reason', '宛先不明で返戻')
    await done(page, 'report_failure')
    await ask('dispatch').click()
    await page.locator('[data-confirm=dispatch]').click()
    await page.locator('[data-dispatch=x2]').waitFor()
    await ask('complete').click()
    await page.locator('[data-confirm=complete]').click()
    await done(page, 'complete')
    await page.locator('[data-issuing=completed]').waitFor()
    await healthy(t, page, 'completed')
    await takePicture(page, 'issued')
  })

  await walk('書損 of a copy that does not go out', async (t) => {
    const other = await scene.draft({ authorityCode: 'E01', concurringUnits: [] })
    await attach(stage, other, [['通知案.docx', draft]])
    await scene.act(staff.drafter, other, { type: 'submit' })
    await scene.act(staff.groupChief, other, { type: 'approve' })
    await scene.act(staff.sectionChief, other, { type: 'decide' })
    const { page } = drafter
    await open(page, url, other)
    await ask('make_fair_copy').click()
    await page.locator('[data-confirm=make_fair_copy]').click()
    await done(page, 'make_fair_copy')
    await page.locator('[data-more-acts]').click()
    await page.locator('[data-act-menu] [data-act="void_document"]').click()
    await say(page, 'void_document', 'reason', '宛名の誤り')
    await done(page, 'void_document')
    t.match(await page.locator('[data-document=d1]').innerText(), /書損/)
  })

  await nothingWentWrong()
})
