import type { Page } from 'playwright-core'
import { test } from 'tap'
import { done, healthy, open, staff } from './acts-stage.ts'
import { changeSessions } from './change-session.ts'
import { openKeycloakStage, signInThere, signOutHere } from './keycloak-stage.ts'
import { takePicture } from './office.ts'
import { publishPolicy } from './publish-policy.ts'
import { phone } from './visitor.ts'

const opinion = '効果の測り方を一文足してください。'
const condition = '実施後に実績を報告すること。'

test('through Keycloak’s own page', { timeout: 480_000 }, async (t) => {
  const { url, realm, portal, db, scene, open: openBrowser, walk } = await openKeycloakStage(t)
  await publishPolicy(scene, { freshSignIn: 'decide', freshSignInMinutes: 15 })
  const id = await scene.submitted({ concurringUnits: ['ZAI'] })
  const link = `${url}/proposals/${id}`

  const chiefs = await openBrowser()
  const first = await chiefs.newPage()
  await walk('a link leads through the sign-in to the case', async (t) => {
    await first.goto(link)
    t.ok(first.url().startsWith(realm.issuer), 'the page of Keycloak')
    t.equal(await first.locator('html').getAttribute('lang'), 'ja')
    t.match(await first.locator('label[for=password]').textContent(), 'パスワード')
    await takePicture(first, 'keycloak-sign-in')
    await signInThere(first, staff.groupChief)
    await first.waitForURL(link)
    await first.locator('[data-act=approve]').waitFor()
  })

  const ownPage = await chiefs.newPage()
  await walk('one sign-in serves both: the portal asks for nothing', async (t) => {
    const passed = addressesOf(ownPage)
    await ownPage.goto(portal.url)
    t.equal(await ownPage.locator('h1').textContent(), '庁内ポータル')
    t.equal(await ownPage.locator('p').textContent(), '行啓 武')
    t.ok(passed.length > 0)
    t.same([...new Set(passed)], [portal.url], 'no page in between')
  })

  const second = await chiefs.newPage()
  await walk(
    'signing out there ends both tabs here: one is led to the sign-in, one that was left is covered',
    async (t) => {
      await chiefs.clock.install()
      await open(second, url, id)
      await open(first, url, id)
      // Nobody touches either for two minutes, then somebody one of them.
      await chiefs.clock.fastForward(120_000)
      await first.locator('[data-comment]').click()
      await first.locator('textarea[name=comment]').fill(opinion)
      await ownPage.getByRole('link', { name: 'サインアウト' }).click()
      await ownPage.getByText('ポータルからサインアウトしました').waitFor()
      await first.locator('#kc-form-login').waitFor()
      const covered = second.locator('[data-session-ended]')
      await covered.waitFor()
      t.equal(await second.locator('[data-desk]').count(), 0, 'nothing of the case is left on the screen')
      await takePicture(second, 'keycloak-covered')

      await signInThere(first, staff.groupChief)
      await first.waitForURL(link)
      await first.locator('[data-comment]').click()
      t.equal(await first.locator('textarea[name=comment]').inputValue(), opinion, 'what was typed is there')
      await second.getByRole('button', { name: 'サインインし直す' }).click()
      await second.waitForURL(link)
      await second.locator('[data-desk]').waitFor()
    },
  )

  await walk('the case is approved; signing out here ends the session there, and at Keycloak', async (t) => {
    await first.locator('[data-act=approve]').click()
    await done(first, 'approve')
    const acts = db.selectFrom('approval_event').select('type').where('proposal_id', '=', id)
    t.same(
      (await acts.orderBy('seq').execute()).map((it) => it.type),
      ['submitted', 'approved'],
    )
    await ownPage.goto(portal.url)
    await ownPage.getByText('行啓 武').waitFor()
    await signOutHere(first, url, /行啓/)
    await takePicture(first, 'signed-out')
    await second.locator('#kc-form-login, [data-session-ended]').first().waitFor()
    await ownPage.goto(portal.url)
    await ownPage.locator('#kc-form-login').waitFor()
    t.ok(ownPage.url().startsWith(realm.issuer))
    await chiefs.close()
  })

  await walk('決裁 on a phone asks for the password again, and comes back to what was typed', async (t) => {
    await scene.act(staff.sectionChief, id, { type: 'approve' })
    await scene.act(staff.finance, id, { type: 'concur', opinion: 'agree' })
    const page = await (await openBrowser(phone)).newPage()
    await page.goto(link)
    t.ok(await fits(page), 'the page of Keycloak fits')
    await signInThere(page, staff.director)
    await page.waitForURL(link)
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString()
    await changeSessions(db, staff.director, { authenticated_at: anHourAgo })
    await page.locator('[data-act=decide]').tap()
    await page.locator('[data-act-form=decide] textarea[name=condition]').fill(condition)
    await page.locator('[data-confirm=decide]').tap()
    await page.locator('[data-sign-in-again]').tap()
    // It knows who is there: the password alone is asked.
    await page.locator('#kc-attempted-username').waitFor()
    t.equal(await page.locator('#username:visible').count(), 0)
    await takePicture(page, 'keycloak-again-phone')
    await page.locator('#password').fill('kessai-keycloak')
    await page.locator('#kc-login').tap()
    await page.waitForURL(link)
    const typed = page.locator('[data-act-form=decide] textarea[name=condition]')
    await typed.waitFor()
    t.equal(await typed.inputValue(), condition)
    await healthy(t, page, 'back at the form on a phone')
    await page.locator('[data-confirm=decide]').tap()
    await done(page, 'decide')
    const view = await scene.view(staff.drafter, id)
    t.equal(view.status, 'decided')
  })

  await walk('a passkey is registered on Keycloak’s page, and is enough from then on', async (t) => {
    await realm.change(staff.drafter, { requiredActions: ['webauthn-register-passwordless'] })
    const page = await (await openBrowser()).newPage()
    await plugInAuthenticator(page)
    page.on('dialog', (it) => void it.accept('職場の端末'))
    await page.goto(`${url}/documents`)
    await signInThere(page, staff.drafter)
    await page.locator('#registerWebAuthn').waitFor()
    await takePicture(page, 'keycloak-passkey-register')
    await page.locator('#registerWebAuthn').click()
    await page.waitForURL(`${url}/documents`)
    await signOutHere(page, url, /幌平/)
    const passed = addressesOf(page)
    await page.goto(`${url}/documents`)
    // The browser offers the passkey by itself, and the device has its owner at hand.
    await page.waitForURL(`${url}/documents`)
    await page.getByRole('banner').getByRole('button', { name: /幌平/ }).waitFor()
    t.same(passed, [new URL(realm.issuer).origin, url], 'by the page of Keycloak, where nobody typed')
  })

  await walk('a shut account is out of an open page when Keycloak is asked again', async (t) => {
    const page = await (await openBrowser()).newPage()
    await page.goto(`${url}/documents`)
    await signInThere(page, staff.sectionChief)
    await page.waitForURL(`${url}/documents`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await realm.change(staff.sectionChief, { enabled: false })
    const form = page.locator('#kc-form-login')
    while ((await form.count()) === 0)
      await page.goto(`${url}/documents`).catch((error: Error) => {
        // The page itself was quicker on its way to the sign-in.
        if (!/ERR_ABORTED|interrupted/.test(error.message)) throw error
      })
    await signInThere(page, staff.sectionChief)
    await page.getByText('アカウントが無効').waitFor()
    await takePicture(page, 'keycloak-disabled')
    t.ok(page.url().startsWith(realm.issuer), 'and does not come in again')
  })
})

/** A device that holds passkeys and has its owner at hand, for this page. */
async function plugInAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Whether nothing of a page that is not ours has to be scrolled sideways. */
const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

/** The origins of every page that this window shows from now on. */
function addressesOf(page: Page): string[] {
  const shown: string[] = []
  page.on('domcontentloaded', () => shown.push(new URL(page.url()).origin))
  return shown
}
