import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { test } from 'tap'
import type { ProposalContent } from '../../server/contract/proposals.ts'
import { type Stage, choose, done, healthy, open, openStage, say, staff } from './acts-stage.ts'
import { search } from './drafting.ts'
import { takePicture } from './office.ts'
import type { Scene } from './scene.ts'
import { phone } from './visitor.ts'
import { publishPolicy } from './publish-policy.ts'

/** 業務委託 of 30 million: 部長 decides (丙). */
const contract: Partial<ProposalContent> = {
  title: '観光案内所の運営業務委託について',
  authorityCode: 'B03',
  amountYen: 30_000_000,
  concurringUnits: ['ZAI'],
}

const screens = [
  ['', undefined],
  ['phone-', phone],
] as const

/** A case that 係長 approved and 課長 returned to its drafter. */
async function returnedCase({ scene }: Pick<Stage, 'scene'>, changes = contract): Promise<string> {
  const id = await scene.submitted(changes)
  await scene.act(staff.groupChief, id, { type: 'approve' })
  await scene.act(staff.sectionChief, id, { type: 'return', reason: '積算を直してください。' })
  return id
}

async function correct(scene: Scene, id: string, changes: Partial<ProposalContent>): Promise<void> {
  const { version, content } = await scene.view(staff.drafter, id)
  const saved = await (
    await scene.as(staff.drafter)
  ).send('PUT', `/v1/proposals/${id}/draft`, {
    version,
    content: { ...content, ...changes },
  })
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body))
}

async function names(page: Page): Promise<string> {
  return (await page.locator('[data-name-lists]').textContent()) ?? ''
}

test('差戻し, 再提出, 引戻し and the route on the way', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, scene, come, walk, nothingWentWrong } = stage

  await walk('金額変更で決裁者が替わる: seen before 再提出, and in the history after', async (t) => {
    for (const [at, screen] of screens) {
      const id = await returnedCase(stage)
      const { page, leave } = await come(staff.drafter, screen)
      await page.goto(`${url}/compose/${id}`)
      const choice = page.locator('[data-resubmit]')
      await choice.waitFor()
      t.match(await names(page), /有効のまま.*行啓 武/s, 'nothing changed: nobody acts again')
      t.equal(await page.locator('[data-weight]').count(), 0)
      await page.getByRole('textbox', { name: /^金額/ }).first().fill('8,000万')
      await page.locator('[data-decider-change]').waitFor()
      t.match(
        await page.locator('[data-decider-change]').textContent(),
        /経済部長.*副知事.*専決表 B03、5,000万円以上1億円未満/s,
      )
      await choice.getByText('重要な変更', { exact: true }).click()
      t.match(await names(page), /取り消され.*行啓 武/s)
      await choice.getByText('軽微な変更', { exact: true }).click()
      t.match(await names(page), /有効のまま.*行啓 武/s)
      await choice.getByText('最初から回議をやり直す').click()
      t.match(await names(page), /取り消され.*行啓 武/s, 'of a restart too')
      await choice.getByText('差し戻した人から再開する').click()
      await choice.evaluate((it) => it.scrollIntoView({ block: 'center' }))
      await healthy(t, page, '再提出 with another decider')
      await takePicture(page, `${at}decider-change`)
      await page.getByRole('button', { name: '再提出する' }).locator('visible=true').click()
      await page.locator('[data-proposal][data-status=in_approval]').waitFor()
      const view = await scene.view(staff.sectionChief, id)
      t.match(view.history.at(-1)?.text, /決裁権者：経済部長 → 副知事（専決表 B03、5,000万円以上1億円未満）/)
      t.ok(view.allowed.includes('approve'), 'it goes on where it was returned')
      await leave()
    }
  })

  await walk('再提出 from the start after a change, from the reading page', async (t) => {
    for (const [at, screen] of screens) {
      const id = await returnedCase(stage)
      await correct(scene, id, { body: '（伺い）\n委託してよろしいか伺います。' })
      const { page, leave } = await come(staff.drafter, screen)
      await open(page, url, id)
      await page.locator('[data-act=resubmit]').click()
      const form = page.locator('[data-act-form=resubmit]')
      t.match(await form.locator('[data-changes]').textContent(), '伺い文')
      await form.getByText('最初から回議をやり直す').click()
      t.match(await names(page), /取り消され.*行啓 武/s)
      await healthy(t, page, '再提出 from the start')
      await takePicture(page, `${at}restart`)
      await page.locator('[data-confirm=resubmit]').click()
      await done(page, 'resubmit')
      t.ok((await scene.view(staff.groupChief, id)).allowed.includes('approve'), 'asked anew')
      await leave()
    }
  })

  await walk('再提出 from where it stopped, the change called 軽微', async (t) => {
    for (const [at, screen] of screens) {
      const id = await returnedCase(stage)
      await correct(scene, id, { body: '（伺い）\n委託してよろしいか伺います。' })
      const { page, leave } = await come(staff.drafter, screen)
      await open(page, url, id)
      await page.locator('[data-act=resubmit]').click()
      const form = page.locator('[data-act-form=resubmit]')
      await page.locator('[data-confirm=resubmit]').click()
      t.match(await form.textContent(), '軽微な変更か、重要な変更かを選んでください')
      await form.getByText('軽微な変更', { exact: true }).click()
      t.match(await names(page), /有効のまま.*行啓 武/s)
      await healthy(t, page, '再提出 from where it stopped')
      await takePicture(page, `${at}resume`)
      await page.locator('[data-confirm=resubmit]').click()
      await done(page, 'resubmit')
      t.ok((await scene.view(staff.sectionChief, id)).allowed.includes('approve'), 'it goes on there')
      await leave()
    }
  })

  await walk('差戻し to an earlier step: it acts again, and nobody else', async (t) => {
    for (const [at, screen] of screens) {
      const id = await scene.submitted({ concurringUnits: ['ZAI'] })
      await scene.act(staff.groupChief, id, { type: 'approve' })
      await scene.act(staff.sectionChief, id, { type: 'approve' })
      const { page, leave } = await come(staff.finance, screen)
      await open(page, url, id)
      await page.locator('[data-act=return]').click()
      await page
        .locator('[data-act-form=return]')
        .getByText(/行啓 武/)
        .click()
      await healthy(t, page, '差戻し to an earlier step')
      await takePicture(page, `${at}return-to-step`)
      await say(page, 'return', 'reason', '積算の根拠を確かめてください。')
      await done(page, 'return')
      const view = await scene.view(staff.groupChief, id)
      t.equal(view.status, 'in_approval', 'not to the drafter')
      t.ok(view.allowed.includes('approve'))
      t.equal(view.route?.stages[1]?.steps[0]?.state, 'done', '課長 stands')
      await leave()
    }
  })

  await walk('引戻し of the submission by its drafter, before anybody acted', async (t) => {
    for (const [at, screen] of screens) {
      const id = await scene.submitted({ concurringUnits: ['ZAI'] })
      const { page, leave } = await come(staff.drafter, screen)
      await open(page, url, id)
      await page.locator('[data-act=take_back]').click()
      await healthy(t, page, 'the form of 引戻し')
      await page.locator('[data-confirm=take_back]').click()
      await page.locator('[data-proposal][data-status=returned]').waitFor()
      await takePicture(page, `${at}taken-back`)
      t.equal((await scene.view(staff.drafter, id)).editable, true)
      await leave()
    }
  })

  await walk('経路を変える: the route to come is seen before it is saved', async (t) => {
    for (const [at, screen] of screens) {
      const id = await scene.submitted({ concurringUnits: ['ZAI', 'JIN'] })
      await scene.act(staff.groupChief, id, { type: 'approve' })
      const before = (await scene.view(staff.sectionChief, id)).route
      const optional = before?.stages.flatMap((it) => it.steps).find((it) => it.removable === true)
      if (optional === undefined) throw new Error('nothing may be taken out')
      const { page, leave } = await come(staff.sectionChief, screen)
      await open(page, url, id)
      await choose(page, 'change_route')
      await search(page, /加える所属/, '環境保全課', /^環境保全課/)
      const preview = page.locator('[data-route-preview=new]')
      await preview.locator('[data-added]').waitFor()
      t.match(await preview.locator('[data-added]').textContent(), /環境保全課長.*追加/s)
      await page.locator('[data-act-form]').getByText(optional.postName).first().click()
      await preview.locator('[data-removed]').waitFor()
      t.match(await preview.locator('[data-removed]').textContent(), optional.postName)
      await preview.evaluate((it) => it.scrollIntoView({ block: 'center' }))
      await healthy(t, page, 'the preview of a route')
      await takePicture(page, `${at}route-preview`)
      await say(page, 'change_route', 'reason', '景観に関わるため')
      await done(page, 'change_route')
      const posts = (await scene.view(staff.sectionChief, id)).route?.stages.flatMap((it) =>
        it.steps.map((step) => step.postName),
      )
      t.ok(posts?.includes('環境保全課長'))
      t.notOk(posts?.includes(optional.postName))
      await leave()
    }
  })

  await walk('an amount that cannot be read is none, and nothing is submitted with it', async (t) => {
    const id = await scene.draft(contract)
    const { page, leave } = await come(staff.drafter)
    await page.goto(`${url}/compose/${id}`)
    const amount = page.getByRole('textbox', { name: /^金額/ }).first()
    const saved = () =>
      page
        .getByText(/^保存済み/)
        .first()
        .waitFor()
    await amount.fill('3千万円ぐらい')
    await page.getByRole('button', { name: '提出する' }).locator('visible=true').click()
    await page.getByText('次の1か所を直してください').waitFor()
    t.equal(await page.getByText(/^金額として読めません/).count(), 2, 'at the field, and above the form')
    await saved()
    await healthy(t, page, 'an amount that cannot be read')
    const kept = await scene.view(staff.drafter, id)
    t.same([kept.status, kept.content.amountYen], ['draft', undefined], 'not 3 yen')
    await page.reload()
    await amount.waitFor()
    t.equal(await amount.inputValue(), '')
    await amount.fill('0.3億円')
    await amount.press('Tab')
    t.equal(await amount.inputValue(), '30,000,000')
    await saved()
    t.equal((await scene.view(staff.drafter, id)).content.amountYen, 30_000_000)
    await leave()
  })

  await walk('what if: any amount, and the slip of a 併用決裁 beside the paper', async (t) => {
    const id = await scene.draft(contract)
    const { page, leave } = await come(staff.drafter)
    await page.goto(`${url}/compose/${id}`)
    await page.getByRole('button', { name: /金額や日付が変わると/ }).click()
    await page.getByLabel('この金額なら').fill('6,500万')
    await page.getByText(/乙決裁 副知事/).waitFor()
    await page.getByLabel('この金額なら').evaluate((it) => it.scrollIntoView({ block: 'center' }))
    await healthy(t, page, 'what if another amount')
    await takePicture(page, 'what-if')
    const paper = { what: '設計図面 A1判 12枚', reason: '縮尺が読み取れないため' }
    const mixed = await scene.submitted({ paper })
    await open(page, url, mixed)
    const slip = page.locator('[data-paper-slip]')
    t.match(await slip.textContent(), '紙に添える票を印刷')
    const printed = await page
      .context()
      .request.get(new URL((await slip.getAttribute('href')) ?? '', url).href)
    t.same([printed.status(), printed.headers()['content-type']], [200, 'application/pdf'])
    await takePicture(page, 'paper-slip')
    await leave()
  })

  await walk(
    '[returnResume=restart] [attachmentSoftLimitMb] the drafter is told, and not offered',
    async (t) => {
      await publishPolicy(scene, { returnResume: 'restart', attachmentSoftLimitMb: 1 })
      const id = await returnedCase(stage)
      const drafter = await scene.as(staff.drafter)
      const bytes = new TextEncoder().encode('観光案内所の一覧\n'.repeat(50_000))
      const sent = await drafter.upload(`/v1/proposals/${id}/attachments`, '一覧.csv', bytes, randomUUID())
      t.equal(sent.status, 201, JSON.stringify(sent.body))
      for (const [at, screen] of screens) {
        const { page, leave } = await come(staff.drafter, screen)
        await page.goto(`${url}/compose/${id}`)
        await page.locator('[data-must-restart]').waitFor()
        t.equal(
          await page.getByText('差し戻した人から再開する').count(),
          0,
          'what would be refused is not offered',
        )
        t.match(await names(page), /取り消され.*行啓 武/s)
        const limit = page.locator('[data-soft-limit]')
        t.match(
          await limit.textContent(),
          /添付の合計 1\.2MB は、この団体の目安 1MB を超えています.*提出できます/s,
        )
        await limit.evaluate((it) => it.scrollIntoView({ block: 'center' }))
        await healthy(t, page, 'above the limit of attachments')
        await takePicture(page, `${at}soft-limit`)
        await leave()
      }
      const { page, leave } = await come(staff.drafter)
      await page.goto(`${url}/compose/${id}`)
      await page.locator('[data-must-restart]').waitFor()
      await page.getByRole('button', { name: '再提出する' }).locator('visible=true').click()
      await page.locator('[data-proposal][data-status=in_approval]').waitFor()
      t.ok((await scene.view(staff.groupChief, id)).allowed.includes('approve'))
      await leave()
    },
  )

  await nothingWentWrong()
})
