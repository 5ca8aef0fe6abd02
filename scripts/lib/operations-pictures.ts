import type { Kysely } from 'kysely'
import type { Page } from 'playwright-core'
import { demoPassword } from '../../server/adapters/embedded-idp/people.ts'
import type { Database } from '../../server/store/database.ts'
import { changeSessions } from '../../web/e2e/change-session.ts'
import { arrive, openVisitor, phone, signIn } from '../../web/e2e/visitor.ts'

export type PictureDesk = {
  readonly where: Parameters<typeof arrive>[0]
  readonly db: Kysely<Database>
  /** Takes the picture of the window under this name. */
  readonly save: (page: Page, name: string) => Promise<void>
}

const minute = 60_000
/** For a page with a few sentences on it. */
const low = { width: 1000, height: 440 }
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString()

/** Where one comes in, and comes to after signing out. */
async function takeEntry({ where, save }: PictureDesk): Promise<void> {
  const somebody = await openVisitor(where, 'u0505')
  await somebody.page.setViewportSize(low)
  await somebody.page.goto(`${where.url}/signed-out`)
  await save(somebody.page, 'signed-out')
  await somebody.leave()
}

/** 設定 → サインイン, as a システム管理者 sees the devices of somebody. */
async function takeSignIns({ where, save }: PictureDesk): Promise<void> {
  const devices = [await openVisitor(where, 'u0505'), await openVisitor(where, 'u0505', phone)]
  // On the page itself: the list says which browser it was.
  for (const it of devices) await signIn(it)
  const keeper = await arrive(where, 'u0205')
  const { page } = keeper
  await page.goto(`${where.url}/settings/signIns`)
  await page.getByRole('combobox', { name: '職員' }).fill('u0505')
  await page.getByRole('option', { name: /幌平/ }).click()
  const theirs = page.getByRole('region', { name: '幌平 美咲 のサインイン中の端末' })
  await theirs.getByRole('listitem').first().waitFor()
  await theirs.evaluate((it) => it.scrollIntoView({ block: 'start' }))
  await save(page, 'sign-ins')
  for (const it of [...devices, keeper]) await it.leave()
}

/** 設定 → 方針 at 本人確認のやり直し. */
async function takePolicy({ where, save }: PictureDesk): Promise<void> {
  const keeper = await arrive(where, 'u0106')
  const { page } = keeper
  await page.goto(`${where.url}/settings/policies`)
  const name = page.getByText('本人確認のやり直し', { exact: true }).first()
  await name.waitFor()
  await name.evaluate((it) => it.scrollIntoView({ block: 'center' }))
  await save(page, 'fresh-sign-in')
  await keeper.leave()
}

/** A second account comes with the 職員番号 of somebody who is joined to another one. */
async function takeRefusal({ where, db, save }: PictureDesk): Promise<void> {
  const person = 'u0117'
  const known = await arrive(where, person)
  await known.leave()
  await db.updateTable('identity_link').set({ subject: 'former' }).where('person_id', '=', person).execute()
  const other = await openVisitor(where, person)
  const { page } = other
  await page.setViewportSize(low)
  await page.locator('#username').fill(person)
  await page.locator('#password').fill(demoPassword)
  await page.locator('#kc-login').click()
  await page.getByText(`職員番号: ${person}`).waitFor()
  await save(page, 'account-refused')
  await db.deleteFrom('identity_link').where('person_id', '=', person).execute()
  await other.leave()
}

/** Four minutes before a session is over by its age. */
async function takeEnd({ where, db, save }: PictureDesk): Promise<void> {
  const chief = await arrive(where, 'u0504')
  const { page } = chief
  await page.setViewportSize({ width: 1440, height: 480 })
  const end = { created_at: inMs(4 * minute - 12 * 60 * minute), expires_at: inMs(4 * minute) }
  await changeSessions(db, 'u0504', { seen_at: inMs(0), ...end })
  await page.reload()
  await page.locator('[data-session-banner]').waitFor()
  await save(page, 'session-end')
  await chief.leave()
}

/** The pictures of docs/operations/, by name. */
export const operationsTakes: Readonly<Record<string, (desk: PictureDesk) => Promise<void>>> = {
  'signed-out': takeEntry,
  'sign-ins': takeSignIns,
  'fresh-sign-in': takePolicy,
  'account-refused': takeRefusal,
  'session-end': takeEnd,
}
