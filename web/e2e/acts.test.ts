import { test } from 'tap'
import { choose, done, healthy, open, openStage, say, slowly, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

test('acts on the route where a person would look for them', { timeout: 900_000 }, async (t) => {
  const { url, scene, come, walk, nothingWentWrong } = await openStage(t)
  const drafter = await come(staff.drafter)
  const director = await come(staff.director)

  await walk(
    '合議: 異議 needs words, is answered where it stands, and the decider sees all side by side',
    async (t) => {
      const id = await scene.submitted()
      const chief = await come(staff.groupChief, phone)
      await open(chief.page, url, id)
      await healthy(t, chief.page, 'the reading page on a phone')
      await chief.page.locator('[data-more-acts]').tap()
      await chief.page.locator('[data-not-now]').waitFor({ state: 'attached' })
      await chief.page.getByRole('button', { name: /いまはできない処理/ }).tap()
      await takePicture(chief.page, 'phone-menu')
      await healthy(t, chief.page, 'the menu on a phone')
      t.match(
        await chief.page.locator('[data-not-now]').textContent(),
        /廃案|鑑へ追記/,
        'what is not possible says why',
      )
      await chief.page.getByRole('button', { name: '閉じる' }).last().tap()
      // However long the page takes to see it: when it says so, the next act is bound to what is shown.
      const atOnce = await slowly(chief.page, `**/v1/proposals/${id}`)
      await chief.page.locator('[data-act=approve]').tap()
      await done(chief.page, 'approve')
      t.equal(await chief.page.locator('[data-act=approve]').count(), 0, 'not to be pressed again')
      await atOnce()
      await takePicture(chief.page, 'phone-approved')
      await chief.page.locator('[data-act=take_back]').tap()
      await chief.page.locator('[data-confirm=take_back]').tap()
      await done(chief.page, 'take_back')
      await chief.page.locator('[data-comment]').tap()
      await chief.page.locator('textarea[name=comment]').fill('別表を確かめました。')
      await chief.page.locator('[data-act=approve]').tap()
      await done(chief.page, 'approve')
      await chief.leave()
      await scene.act(staff.sectionChief, id, { type: 'approve' })

      const finance = await come(staff.finance)
      await open(finance.page, url, id)
      await finance.page.locator('[data-act=object]').click()
      await finance.page.locator('[data-confirm=object]').click()
      t.match(await finance.page.locator('[data-act-form]').textContent(), '内容を書いてください')
      await finance.page
        .locator('[data-act-form] textarea[name=comment]')
        .fill('財源の見通しが示されていません。')
      await finance.page.reload()
      await finance.page.locator('[data-act=object]').click()
      t.equal(
        await finance.page.locator('[data-act-form] textarea[name=comment]').inputValue(),
        '財源の見通しが示されていません。',
        'typed words survive',
      )
      await healthy(t, finance.page, 'the form of an objection')
      await takePicture(finance.page, 'object')
      await finance.page.locator('[data-confirm=object]').click()
      await done(finance.page, 'concur')
      await finance.leave()
      const personnel = await come(staff.personnel)
      await open(personnel.page, url, id)
      await personnel.page.locator('[data-act=conditional]').click()
      await say(personnel.page, 'conditional', 'comment', '会計年度任用職員の増員を伴わないこと。')
      await done(personnel.page, 'concur')
      await personnel.leave()

      await open(director.page, url, id)
      t.equal(
        await director.page.locator('[data-act=decide]').count(),
        0,
        'R-15: no decision before 処理意見',
      )
      await open(drafter.page, url, id)
      const answer = drafter.page.locator('[data-opinion-board] [data-answer=respond]')
      await answer.locator('textarea').fill('財源は観光振興基金を充てます。')
      // What was being written outlives the page.
      await open(drafter.page, url, id)
      t.equal(await answer.locator('textarea').inputValue(), '財源は観光振興基金を充てます。')
      await takePicture(drafter.page, 'respond')
      await answer.getByRole('button').click()
      await done(drafter.page, 'respond')
      await drafter.page.locator('[data-response]').waitFor()

      await director.page.locator('[data-act=decide]').waitFor()
      await healthy(t, director.page, 'the board of opinions')
      const board = director.page.locator('[data-cover-board] tbody tr')
      t.equal(await board.count(), 2)
      t.match(await board.first().textContent(), /異議.*財源の見通し.*観光振興基金/s)
      await takePicture(director.page, 'board')
      await director.page.locator('[data-act=decide]').click()
      await director.page.locator('textarea[name=condition]').fill('意見募集の期間を30日以上とすること。')
      await healthy(t, director.page, 'the form of the decision')
      await takePicture(director.page, 'decide')
      await director.page.locator('[data-confirm=decide]').click()
      await done(director.page, 'decide')
      t.match(await director.page.locator('[data-condition]').textContent(), '30日以上')
      await takePicture(director.page, 'decided')

      await drafter.page.locator('[data-proposal][data-status=decided]').waitFor()
      await choose(drafter.page, 'add_cover_note')
      await say(drafter.page, 'add_cover_note', 'text', '令和8年12月1日 施行')
      await done(drafter.page, 'add_cover_note')
      await choose(drafter.page, 'give_number')
      await takePicture(drafter.page, 'number')
      await drafter.page.locator('[data-confirm=give_number]').click()
      await done(drafter.page, 'give_number')
      await drafter.page.locator('[data-number]').waitFor()
      t.match(await drafter.page.locator('[data-cover-notes]').textContent(), '12月1日 施行')
      await takePicture(drafter.page, 'after-decision')
      await drafter.page.locator('[data-redraft=change]').click()
      await drafter.page.locator('input[name=title]').waitFor()
      t.match(drafter.page.url(), /\/compose\//)
      await open(drafter.page, url, id)
      await drafter.page.locator('[data-redraft=quote]').click()
      await drafter.page.locator('input[name=title]').waitFor()
      const quoting = drafter.page.url().split('/').at(-1) ?? ''
      t.match((await scene.view(staff.drafter, quoting)).content.origin, { kind: 'quote', proposalId: id })
    },
  )

  await walk('R-12 代決 says for whom and why; R-13 後閲 and 供覧 are one press', async (t) => {
    const id = await scene.submitted({
      title: '道外旅行命令について',
      authorityCode: 'E01',
      concurringUnits: [],
    })
    const chief = await come(staff.groupChief)
    await open(chief.page, url, id)
    await chief.page.locator('[data-act=approve]').click()
    await done(chief.page, 'approve')
    await chief.page.getByRole('button', { name: '代決する' }).click()
    await chief.page.locator('[data-confirm=decide]').click()
    t.match(await chief.page.locator('[data-acting-claim]').textContent(), '不在の理由を書いてください')
    await chief.page.locator('input[name=absence]').fill('急病のため')
    await healthy(t, chief.page, 'the form of 代決')
    await takePicture(chief.page, 'acting')
    await chief.page.locator('[data-confirm=decide]').click()
    await done(chief.page, 'decide')
    t.match(await chief.page.locator('[data-acted-for]').textContent(), /中島 望.*代.*行啓 武/s)
    await takePicture(chief.page, 'acted')
    await choose(chief.page, 'circulate')
    await chief.page.getByRole('combobox', { name: '相手を加える' }).click()
    await chief.page.getByRole('combobox', { name: '相手を加える' }).pressSequentially('幌平')
    await chief.page.getByRole('option', { name: /幌平/ }).click()
    await healthy(t, chief.page, 'the form of 供覧')
    await takePicture(chief.page, 'circulate')
    await chief.page.locator('[data-confirm=circulate]').click()
    await done(chief.page, 'circulate')
    await chief.leave()

    const holder = await come(staff.sectionChief, phone)
    await open(holder.page, url, id)
    await takePicture(holder.page, 'phone-post-review')
    await holder.page.locator('[data-act=post_review]').tap()
    await done(holder.page, 'post_review')
    await holder.leave()
    await open(drafter.page, url, id)
    await drafter.page.locator('[data-act=acknowledge]').click()
    await done(drafter.page, 'acknowledge')
    await drafter.page.locator('[data-post-review=done]').waitFor()
    // The act is acknowledged before the page has asked again.
    await drafter.page.locator('[data-showings]').filter({ hasText: '閲覧' }).waitFor()
    t.notMatch(await drafter.page.locator('[data-showings]').textContent(), '未読')
  })

  await walk('差戻し to the drafter, 軽微 by name, 保留, 経路の変更, 相談, 取下げ, 再起案', async (t) => {
    const id = await scene.submitted({ concurringUnits: ['ZAI'] })
    await scene.act(staff.groupChief, id, { type: 'approve' })
    const chief = await come(staff.sectionChief)
    await open(chief.page, url, id)
    await chief.page.locator('[data-act=return]').click()
    await chief.page.getByText('行啓 武', { exact: false }).last().waitFor()
    await healthy(t, chief.page, 'the form of 差戻し')
    await takePicture(chief.page, 'return')
    await say(chief.page, 'return', 'reason', '募集の期間が書かれていません。')
    await done(chief.page, 'return')

    const back = await scene.view(staff.drafter, id)
    await (
      await scene.as(staff.drafter)
    ).send('PUT', `/v1/proposals/${id}/draft`, {
      version: back.version,
      content: { ...back.content, body: `${back.content.body}\n募集の期間 30日` },
    })
    await open(drafter.page, url, id)
    await drafter.page.locator('[data-act=resubmit]').click()
    await drafter.page.locator('[data-confirm=resubmit]').click()
    t.match(
      await drafter.page.locator('[data-act-form]').textContent(),
      '軽微な変更か、重要な変更かを選んでください',
    )
    await drafter.page.getByText(/^重要な変更/).click()
    t.match(await drafter.page.locator('[data-name-lists]').textContent(), /取り消され.*行啓 武/s)
    await drafter.page.getByText(/^軽微な変更/).click()
    t.match(await drafter.page.locator('[data-name-lists]').textContent(), /有効のまま.*行啓 武/s)
    await healthy(t, drafter.page, 'the form of 再提出')
    await takePicture(drafter.page, 'resubmit')
    await drafter.page.locator('[data-confirm=resubmit]').click()
    await done(drafter.page, 'resubmit')

    await chief.page.locator('[data-act=approve]').waitFor()
    await choose(chief.page, 'hold')
    await say(chief.page, 'hold', 'reason', '財政課に確かめるため')
    await done(chief.page, 'hold')
    t.match(await chief.page.locator('[data-held]').textContent(), '財政課に確かめるため')
    await takePicture(chief.page, 'held')
    await chief.page.locator('[data-act=end_hold]').first().click()
    await done(chief.page, 'end_hold')
    await choose(chief.page, 'change_route')
    await chief.page.getByRole('combobox', { name: '加える所属' }).click()
    await chief.page.getByRole('combobox', { name: '加える所属' }).pressSequentially('環境保全課')
    await chief.page.getByRole('option', { name: /^環境保全課/ }).click()
    await healthy(t, chief.page, 'the form of a change of the route')
    await takePicture(chief.page, 'change-route')
    await say(chief.page, 'change_route', 'reason', '景観に関わるため')
    await done(chief.page, 'change_route')
    await choose(chief.page, 'ask')
    await chief.page.getByRole('combobox', { name: '相手' }).click()
    await chief.page.getByRole('combobox', { name: '相手' }).pressSequentially('厚別')
    await chief.page.getByRole('option', { name: /厚別/ }).click()
    await say(chief.page, 'ask', 'text', '起債の対象になりますか。')
    await done(chief.page, 'ask')
    await choose(chief.page, 'comment')
    await say(chief.page, 'comment', 'text', '財政課の回答を待って承認します。')
    await done(chief.page, 'comment')
    const asked = await come(staff.finance, phone)
    await open(asked.page, url, id)
    await asked.page.locator('[data-act=answer]').tap()
    await asked.page.locator('[data-confirm=answer]').waitFor()
    t.match(await asked.page.locator('[data-act-form]').textContent(), /中島 望.*起債の対象になりますか。/s)
    await healthy(t, asked.page, 'the form of an answer on a phone')
    await takePicture(asked.page, 'phone-answer')
    await say(asked.page, 'answer', 'text', '対象になります。')
    await done(asked.page, 'answer')
    await asked.leave()
    await chief.page.getByText('対象になります。').first().waitFor()

    const records = await come(staff.recordsManager)
    await open(records.page, url, id)
    await choose(records.page, 'reassign')
    await records.page.locator('[data-act-form]').getByRole('button', { name: /段/ }).click()
    await records.page.getByRole('option', { name: /環境保全課/ }).click()
    await records.page.getByRole('combobox', { name: /振替先の職/ }).click()
    await records.page.getByRole('combobox', { name: /振替先の職/ }).pressSequentially('大気水質')
    await records.page
      .getByRole('option', { name: /大気水質/ })
      .first()
      .click()
    await healthy(t, records.page, 'the form of 振替')
    await takePicture(records.page, 'reassign')
    await say(records.page, 'reassign', 'reason', '課長が長期に不在のため')
    await done(records.page, 'reassign')
    await choose(records.page, 'hand_over_draft')
    await records.page.getByRole('combobox', { name: /新しい起案者/ }).click()
    await records.page.getByRole('combobox', { name: /新しい起案者/ }).pressSequentially('行啓')
    await records.page.getByRole('option', { name: /行啓/ }).click()
    await records.page.locator('[data-act-form] textarea[name=reason]').fill('起案者の異動のため')
    await healthy(t, records.page, 'the form of 引継ぎ')
    await takePicture(records.page, 'hand-over')
    await records.page.locator('[data-confirm=hand_over_draft]').click()
    await done(records.page, 'hand_over_draft')
    await records.leave()
    await chief.leave()

    await open(drafter.page, url, id)
    await drafter.page.locator('[data-more-acts]').click()
    t.equal(await drafter.page.locator('[data-act=withdraw]').count(), 0, 'it is not hers any more')
    const heir = await come(staff.groupChief)
    await open(heir.page, url, id)
    await choose(heir.page, 'withdraw')
    await healthy(t, heir.page, 'the form of 取下げ')
    await say(heir.page, 'withdraw', 'reason', '計画を見直すため')
    await done(heir.page, 'withdraw')
    await heir.page.locator('[data-redraft=redraft]').click()
    await heir.page.locator('input[name=title]').waitFor()
    await heir.leave()
  })

  await walk('兼務: two posts wait for one person, who says in which of them the act is', async (t) => {
    const id = await scene.submitted()
    await scene.act(staff.groupChief, id, { type: 'approve' })
    await scene.act(staff.sectionChief, id, { type: 'approve' })
    const { route } = await scene.view(staff.recordsManager, id)
    const steps = route?.stages.flatMap((it) => it.steps) ?? []
    for (const [from, post] of [
      ['ZAI:P-SEC', 'JHO-1:P-KAK'],
      ['JIN:P-SEC', 'KAI-1:P-SHS'],
    ]) {
      const step = steps.find((it) => it.post === from)?.id
      await scene.act(staff.recordsManager, id, { type: 'reassign', step, post, reason: '所管が移ったため' })
    }
    const both = await come('u0204')
    await open(both.page, url, id)
    const capacity = both.page.getByRole('group', { name: 'どの職で処理しますか' })
    await capacity.getByRole('button', { name: '業務改革係主査' }).click()
    await healthy(t, both.page, 'the choice of a post')
    await takePicture(both.page, 'capacity')
    await both.page.locator('[data-act=concur]').click()
    await done(both.page, 'concur')
    const { history } = await scene.view(staff.drafter, id)
    t.match(history.at(-1), { type: 'concurred', name: '啓明 大輔', title: '業務改革係主査' })
    // The other post is asked for no more: it is the only one left.
    await both.page.locator('[data-act=concur]').click()
    await both.page.locator('[data-act=concur]').waitFor({ state: 'detached' })
    const { history: then } = await scene.view(staff.drafter, id)
    t.same(
      then.filter((it) => it.type === 'concurred').map((it) => it.name),
      ['啓明 大輔', '啓明 大輔'],
    )
    await both.leave()
  })

  await nothingWentWrong()
})
