import { test } from 'tap'
import { done, healthy, open, openStage, staff } from './acts-stage.ts'
import { changeSessions } from './change-session.ts'
import { takePicture } from './office.ts'
import { publishPolicy } from './publish-policy.ts'
import { phone } from './visitor.ts'

const condition = '実施後に実績を報告すること。'

test('本人確認 before 決裁 [freshSignIn=decide] [freshSignInMinutes]', { timeout: 240_000 }, async (t) => {
  const { url, db, scene, come, walk, nothingWentWrong } = await openStage(t)
  await publishPolicy(scene, { freshSignIn: 'decide', freshSignInMinutes: 15 })
  const id = await scene.submitted()
  await scene.act(staff.groupChief, id, { type: 'approve' })
  await scene.act(staff.sectionChief, id, { type: 'approve' })
  for (const who of [staff.finance, staff.personnel])
    await scene.act(who, id, { type: 'concur', opinion: 'agree' })

  const director = await come(staff.director, phone)
  const { page } = director
  await walk('an old sign-in does not decide, and says what to do', async (t) => {
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString()
    await changeSessions(db, staff.director, { authenticated_at: anHourAgo })
    await open(page, url, id)
    await page.locator('[data-act=decide]').tap()
    await page.locator('[data-act-form=decide] textarea[name=condition]').fill(condition)
    await page.locator('[data-confirm=decide]').tap()
    const problem = page.locator('[data-problem]')
    await problem.waitFor()
    t.match(await problem.textContent(), /前回の本人確認から時間がたっています.*15分以内/s)
    await takePicture(page, 'phone-sign-in-too-old')
    await healthy(t, page, 'the refusal on a phone')
  })

  await walk(
    'signing in anew leads back to the same form with what was typed, and it is decided',
    async (t) => {
      await page.locator('[data-sign-in-again]').tap()
      await page.locator('#kc-form-login').waitFor()
      await page.locator('#username').fill(staff.director)
      await page.locator('#password').fill('kessai')
      await page.locator('#kc-login').tap()
      await page.waitForURL(`${url}/proposals/${id}`)
      const typed = page.locator('[data-act-form=decide] textarea[name=condition]')
      await typed.waitFor()
      t.equal(await typed.inputValue(), condition)
      await takePicture(page, 'phone-signed-in-again')
      await page.locator('[data-confirm=decide]').tap()
      await done(page, 'decide')
      const { body } = await db
        .selectFrom('approval_event')
        .select('body')
        .where('proposal_id', '=', id)
        .where('type', '=', 'decided')
        .executeTakeFirstOrThrow()
      const { event } = JSON.parse(body) as { event: { signedIn?: { at: string } } }
      t.ok(Date.now() - Date.parse(event.signedIn?.at ?? '') < 60_000, 'the act says what it rests on')
      await page.reload()
      await open(page, url, id)
      t.equal(await page.locator('[data-act-form]').count(), 0, 'nothing is opened a second time')
    },
  )

  await nothingWentWrong(/^403: \/v1\/proposals\/[^/]+\/acts/)
})
