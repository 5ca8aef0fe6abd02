import { test } from 'tap'
import { temporaryFolder } from '../../server/testing/running-server.ts'
import { makeSigningKey, pdfsigSays } from '../../server/testing/signing-key.ts'
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
  const keys = await temporaryFolder(t, 'signing')
  const stage = await openStage(t, {
    KESSAI_SIGNING_PKCS12: await makeSigningKey(keys, 'みほん道', 'geheim'),
    KESSAI_SIGNING_PASSPHRASE: 'geheim',
  })
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
    await plan.locator('input[name=plannedOn]').fill('2026-01-05')
    t.equal(await plan.locator('input[name=issuer]').inputValue(), 'みほん道知事', 'the kind proposes it')
    await healthy(t, page, 'the plan')
    await takePicture(page, 'issue-plan')
    await page.getByRole('button', { name: '提出する' }).click()
    await page.locator('[data-proposal][data-status=in_approval]').waitFor()
    t.match(await page.locator('[data-cover-sheet]').innerText(), /指令[\s\S]*公印[\s\S]*みほん東町長/)
    await scene.act(staff.groupChief, id, { type: 'approve' })
    await scene.act(staff.sectionChief, id, { type: 'decide', condition: '予算の範囲内とする' })
  })

  await walk('施行の一覧: what waits, filtered, opened by the keyboard, and on a phone', async (t) => {
    const { page } = drafter
    await page.goto(url)
    await page.getByRole('navigation').getByRole('link', { name: '施行' }).click()
    const row = page.locator(`[data-case="${id}"]`)
    await row.waitFor()
    t.match(await row.innerText(), /補助金の交付について[\s\S]*指令[\s\S]*超過/)
    await page.getByRole('button', { name: /予定日超過 1件/ }).click()
    await page.waitForURL(/due=overdue/)
    await page.getByRole('searchbox', { name: /宛先で探す/ }).fill('東町')
    await row.waitFor()
    await healthy(t, page, 'the list of 施行')
    await takePicture(page, 'issuing-list')
    await page.getByRole('searchbox').fill('どこにもない')
    await page.getByText('浄書を待つ文書はありません').waitFor()
    await page.goto(`${url}/issuing`)
    await row.waitFor()
    await page.locator('body').press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/proposals/${id}`)
    const pocket = await come(staff.drafter, phone)
    await pocket.page.goto(`${url}/issuing`)
    await pocket.page.locator(`[data-case="${id}"]`).waitFor()
    await healthy(t, pocket.page, 'the list of 施行 on a phone')
    await takePicture(pocket.page, 'phone-issuing-list')
    await pocket.leave()
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

  await walk('電子署名: the list leads its keeper there, and what is signed is valid', async (t) => {
    const signed = await scene.draft({
      ...{ authorityCode: 'E01', concurringUnits: [], title: '後援名義の使用承認について' },
      issue: {
        ...{ needed: true, kind: '通知', sealing: 'electronic', issuer: 'みほん道知事' },
        addressees: [{ name: 'みほん東町長', channel: 'email' }],
      },
    })
    await attach(stage, signed, [['通知案.docx', draft]])
    await scene.act(staff.drafter, signed, { type: 'submit' })
    await scene.act(staff.groupChief, signed, { type: 'approve' })
    await scene.act(staff.sectionChief, signed, { type: 'decide' })
    const { page } = drafter
    await open(page, url, signed)
    await ask('make_fair_copy').click()
    await page.locator('[data-confirm=make_fair_copy]').click()
    await done(page, 'make_fair_copy')
    await page.locator('[data-pdf]').waitFor()
    await scene.act(staff.groupChief, signed, { type: 'collate', document: 'd1', matches: true })
    const sealer = await come(keeper)
    await sealer.page.goto(`${url}/issuing?step=seal&mine=true`)
    await sealer.page.getByRole('link', { name: '後援名義の使用承認について' }).click()
    await sealer.page.locator('[data-ask=seal_document]').click()
    await sealer.page.locator('[data-act-form]').getByText('知事の電子署名').first().waitFor()
    await healthy(t, sealer.page, '電子署名')
    await takePicture(sealer.page, 'electronic-seal')
    await sealer.page.locator('[data-confirm=seal_document]').click()
    await done(sealer.page, 'seal_document')
    await sealer.page.locator('[data-document=d1] [data-pdf]').waitFor()
    t.match(await sealer.page.locator('[data-issuing]').innerText(), /知事の電子署名　みほん道知事/)
    const address = await sealer.page.locator('[data-document=d1] [data-pdf]').getAttribute('href')
    const answer = await sealer.page.request.get(`${url}${address}`)
    t.match(await pdfsigSays(keys, await answer.body()), /Signature is Valid/)
    await sealer.leave()
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
