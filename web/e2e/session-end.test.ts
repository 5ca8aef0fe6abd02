import { test } from 'tap'
import { healthy, open, openStage, staff } from './acts-stage.ts'
import { changeSessions } from './change-session.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

const minute = 60_000

test(
  'the end of a session is told before it comes, and nothing typed is lost',
  { timeout: 240_000 },
  async (t) => {
    const { url, db, scene, come, walk, nothingWentWrong } = await openStage(t)
    const id = await scene.submitted()
    const chief = await come(staff.groupChief, phone)
    const { page } = chief
    await page.clock.install()
    const at = (ms: number): string => new Date(Date.now() + ms).toISOString()
    /** As if so much time were left, without the page being told: a session is believed for five seconds. */
    const leave = async (leftMs: number, unusedMs = 0) => {
      await db
        .updateTable('session')
        .set({ seen_at: at(-unusedMs), expires_at: at(leftMs) })
        .where('person_id', '=', staff.groupChief)
        .execute()
      await new Promise((resolve) => setTimeout(resolve, 5_100))
    }
    const banner = page.locator('[data-session-banner]')

    await walk('some minutes before one is asked to go on, and does', async (t) => {
      await changeSessions(db, staff.groupChief, { seen_at: at(0), expires_at: at(4 * minute) })
      await open(page, url, id)
      await page.clock.fastForward(6 * minute)
      await banner.waitFor()
      t.match(await banner.textContent(), /あと4分でサインインが終わります/)
      await takePicture(page, 'phone-session-banner')
      await healthy(t, page, 'the banner on a phone')
      // Use is written down once a minute.
      await leave(4 * minute, 2 * minute)
      await banner.getByRole('button', { name: '続ける' }).tap()
      await banner.waitFor({ state: 'detached' })
      const { expires_at: end } = await db
        .selectFrom('session')
        .select('expires_at')
        .where('person_id', '=', staff.groupChief)
        .where('revoked_at', 'is', null)
        .executeTakeFirstOrThrow()
      t.ok(Date.parse(end) - Date.now() > 55 * minute)
    })

    await walk('whoever reads or types without a request is at work, and is not asked', async (t) => {
      await page.reload()
      await open(page, url, id)
      await page.clock.runFor(4.8 * minute)
      await leave(4 * minute, 2 * minute)
      await page.keyboard.press('Shift')
      const used = page.waitForResponse((it) => new URL(it.url()).pathname === '/v1/me')
      await page.clock.runFor(0.4 * minute)
      t.equal((await used).status(), 200)
      t.equal(await banner.count(), 0)
    })

    await walk('by age going on is no use: one is asked to sign in anew', async (t) => {
      await changeSessions(db, staff.groupChief, {
        seen_at: at(0),
        created_at: at(3 * minute - 12 * 60 * minute),
        expires_at: at(3 * minute),
      })
      await page.reload()
      // Somebody at work too: there is no going on.
      await banner.waitFor()
      t.match(await banner.textContent(), /あと3分でサインインが終わります。区切りのよいところで/)
      t.equal(await banner.getByRole('button', { name: '続ける' }).count(), 0)
    })

    await walk('over while nobody is there: the page is covered, and stays so', async (t) => {
      await page.locator('[data-comment]').tap()
      await page.locator('textarea[name=comment]').fill('書きかけの意見')
      await leave(-minute)
      await page.clock.fastForward(6 * minute)
      const covered = page.locator('[data-session-ended]')
      await covered.waitFor()
      t.equal(await page.locator('[data-desk]').count(), 0, 'nothing of the document is left on the screen')
      await takePicture(page, 'phone-session-ended')
      await healthy(t, page, 'the end on a phone')
      await page.clock.fastForward(6 * minute)
      t.ok(await covered.isVisible(), 'it does not sign in by itself')
    })

    await walk(
      'whoever is back leads it on: the provider knows the person, and what was typed is there',
      async (t) => {
        await page.getByRole('button', { name: 'サインインし直す' }).tap()
        await page.waitForURL(`${url}/proposals/${id}`)
        await page.locator('[data-comment]').tap()
        t.equal(await page.locator('textarea[name=comment]').inputValue(), '書きかけの意見')
      },
    )

    await nothingWentWrong(/^401: \/v1\/|^console: .*\/v1\/stream/)
  },
)
