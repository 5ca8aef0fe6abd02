import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Test } from 'tap'
import { type TestRealm, openRealm } from '../../server/testing/keycloak/realm.ts'
import { examplePassword } from '../../server/testing/keycloak/realm-file.ts'
import { type Portal, startPortal } from '../../server/testing/portal.ts'
import { freePort } from '../../server/testing/running-server.ts'
import { type Office, openOffice, patienceMs, takePicture } from './office.ts'
import { type Scene, openScene } from './scene.ts'
import { desk } from './visitor.ts'

/** Kessai and 庁内ポータル in front of one realm of the real Keycloak, and people at browsers of their own. */
export type KeycloakStage = {
  readonly url: string
  readonly realm: TestRealm
  readonly portal: Portal
  readonly db: Office['db']
  readonly scene: Scene
  /** A browser nobody has signed in with. */
  readonly open: (screen?: BrowserContextOptions) => Promise<BrowserContext>
  /** A part of the test; takes a picture of every open page when it fails. */
  readonly walk: (name: string, road: (t: Test) => Promise<void>) => Promise<unknown>
}

/** Seconds after which Kessai asks the provider again: the fewest that can be set. */
const renewSeconds = 5

/** Opens everything for a test, and ends it with it. */
export async function openKeycloakStage(t: Test): Promise<KeycloakStage> {
  const port = await freePort()
  const portal = await startPortal(t)
  const places = { kessai: `http://127.0.0.1:${port}`, portal: portal.url }
  const realm = await openRealm(t, places)
  await portal.join(realm.issuer, realm.secretOf('portal'))
  const provider = {
    OIDC_ISSUER: realm.issuer,
    OIDC_CLIENT_SECRET: realm.secretOf('kessai-web'),
    KESSAI_RENEW_SECONDS: String(renewSeconds),
  }
  const office = await openOffice(t, 'organisation', provider, port)
  const { url } = office.server
  const contexts: BrowserContext[] = []
  return {
    url,
    realm,
    portal,
    db: office.db,
    scene: openScene(url, examplePassword),
    open: async (screen = desk) => {
      const context = await office.browser.newContext({
        locale: 'ja-JP',
        timezoneId: 'Asia/Tokyo',
        ...screen,
      })
      context.setDefaultTimeout(patienceMs)
      contexts.push(context)
      return context
    },
    walk: (name, road) =>
      t.test(name, async (t) => {
        try {
          await road(t)
        } catch (error) {
          for (const page of contexts.flatMap((it) => it.pages())) await takePicture(page, 'failed')
          throw error
        }
      }),
  }
}

/**
 * Types a name and the password on Keycloak's own page, and sends it; the password alone where Keycloak still knows who
 * was there, as it does for a moment after it has told of a sign-out.
 */
export async function signInThere(page: Page, login: string): Promise<void> {
  await page.locator('#kc-form-login').waitFor()
  if ((await page.locator('#kc-attempted-username').count()) === 0)
    await page.locator('#username').fill(login)
  await page.locator('#password').fill(examplePassword)
  await page.locator('#kc-login').click()
}

/** Signs out by the menu of Kessai, and waits for its last page. */
export async function signOutHere(page: Page, url: string, name: RegExp): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name }).click()
  await page.getByRole('menuitem', { name: 'サインアウト' }).click()
  await page.waitForURL(`${url}/signed-out`)
}
