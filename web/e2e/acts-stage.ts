import { randomUUID } from 'node:crypto'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Test } from 'tap'
import type { Book } from '../../server/contract/book.ts'
import { type Office, openOffice, takePicture } from './office.ts'
import { accessibilityFaults, sidewaysOverflow } from './page-health.ts'
import { type Scene, openScene } from './scene.ts'
import { type Visitor, arrive } from './visitor.ts'

/** People of the example prefecture in November 2026. */
export const staff = {
  drafter: 'u0505',
  groupChief: 'u0504',
  sectionChief: 'u0503',
  finance: 'u0114',
  personnel: 'u0117',
  /** 部長, and 観光局長事務取扱: both steps are one act. */
  director: 'u0501',
  recordsManager: 'u0106',
} as const

/** An office with people at their browsers and cases set up over HTTP. */
export type Stage = {
  readonly url: string
  readonly server: Office['server']
  readonly db: Office['db']
  readonly folder: Office['folder']
  readonly env: Office['env']
  readonly scene: Scene
  readonly come: (login: string, screen?: BrowserContextOptions) => Promise<Visitor>
  /** A part of the test; takes a picture of every open page when it fails. */
  readonly walk: (name: string, road: (t: Test) => Promise<void>) => Promise<unknown>
  /** The last part: nobody had an error, a foreign request, or a refusal besides the expected ones. */
  readonly nothingWentWrong: (expected?: RegExp) => Promise<unknown>
}

/** `env`: settings of the server besides. */
export async function openStage(t: Test, env?: Readonly<Record<string, string>>): Promise<Stage> {
  const office = await openOffice(t, 'organisation', env)
  const where = { browser: office.browser, url: office.server.url }
  const visitors: Visitor[] = []
  return {
    url: where.url,
    server: office.server,
    ...{ db: office.db, folder: office.folder, env: office.env },
    scene: openScene(where.url),
    come: async (login, screen) => {
      const visitor = await arrive(where, login, screen)
      visitors.push(visitor)
      return visitor
    },
    walk: (name, road) =>
      t.test(name, async (t) => {
        try {
          await road(t)
        } catch (error) {
          for (const it of visitors) {
            if (it.page.isClosed()) continue
            await takePicture(it.page, `failed-${it.login}`)
            t.fail(`the page of ${it.login}`, {
              address: it.page.url(),
              troubles: it.troubles,
              words: (await it.page.locator('body').innerText()).slice(0, 3_000),
              places: await it.page
                .locator('[data-edit-place], [data-act-form], [role=dialog], [role=alert]')
                .evaluateAll((all) => all.map((it) => it.outerHTML.slice(0, 600))),
            })
          }
          throw error
        }
      }),
    nothingWentWrong: (expected) =>
      t.test('nothing went wrong behind anybody’s back', async (t) => {
        for (const it of visitors)
          t.same(
            it.troubles.filter((trouble) => expected?.test(trouble) !== true),
            [],
            `${it.login}: no error, no refusal, no foreign request`,
          )
      }),
  }
}

/** The reading page of a case. */
export async function open(page: Page, url: string, id: string): Promise<void> {
  await page.goto(`${url}/proposals/${id}`)
  await page.locator('[data-desk]').waitFor()
  await page.locator('[data-more-acts]').waitFor()
}

/** Waits until an act was accepted. */
export async function done(page: Page, type: string): Promise<void> {
  await page.locator(`[data-act-result="${type}"]`).waitFor({ state: 'attached' })
}

/** Opens the menu and one of its acts. */
export async function choose(page: Page, type: string): Promise<void> {
  if ((await page.locator('[data-act-menu]').count()) === 0) await page.locator('[data-more-acts]').click()
  await page.locator(`[data-act-menu] [data-act="${type}"]`).click()
  await page.locator(`[data-act-form="${type}"] [data-confirm]`).waitFor()
}

/** Fills the words of the open form and confirms it. */
export async function say(page: Page, type: string, field: string, words: string): Promise<void> {
  await page.locator(`[data-act-form] textarea[name="${field}"]`).fill(words)
  await page.locator(`[data-confirm="${type}"]`).click()
}

/** Delays what is asked at an address, as on a slow machine; answers how to end it, and whatever else is routed on the page. */
export async function slowly(page: Page, address: string, ms = 1500): Promise<() => Promise<void>> {
  await page.route(address, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, ms))
    await route.continue()
  })
  // What is still on its way goes its way first.
  return () => page.unrouteAll({ behavior: 'wait' })
}

/** axe finds nothing, and nothing sticks out to the right. */
export async function healthy(t: Test, page: Page, state: string): Promise<void> {
  await page.locator('main').first().waitFor({ state: 'attached' })
  // An open list hides the rest of the page from whoever listens to it.
  if ((await page.getByRole('listbox').count()) > 0) await page.keyboard.press('Escape')
  t.same(await accessibilityFaults(page), [], `axe: ${state}`)
  t.same(await sidewaysOverflow(page), [], `fits: ${state}`)
}

/** Files of a case that somebody drafts, uploaded over HTTP. */
export async function attach(
  { scene }: Pick<Stage, 'scene'>,
  id: string,
  files: readonly (readonly [name: string, bytes: Uint8Array])[],
): Promise<void> {
  const drafter = await scene.as(staff.drafter)
  for (const [name, bytes] of files) {
    const sent = await drafter.upload(`/v1/proposals/${id}/attachments`, name, bytes, randomUUID())
    if (sent.status !== 201) throw new Error(JSON.stringify(sent.body))
  }
}

/** Waits until the pages of every file of a case have been read. */
export async function pagesReady({ scene }: Pick<Stage, 'scene'>, id: string): Promise<void> {
  const drafter = await scene.as(staff.drafter)
  for (;;) {
    const { body } = await drafter.get<Book>(`/v1/proposals/${id}/pages`)
    if (body.files.every((it) => it.rendition.status === 'done')) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
