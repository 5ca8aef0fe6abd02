import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import type { Book } from '../../server/contract/book.ts'
import { test } from 'tap'
import {
  type Stage,
  attach,
  choose,
  done,
  healthy,
  open,
  openStage,
  pagesReady,
  say,
  staff,
} from './acts-stage.ts'
import { takePicture } from './office.ts'
import { bookIsOpen } from './reading.ts'
import { phone } from './visitor.ts'

const plan = '計画.txt'
const annex = '別表.csv'

/** Twenty chapters over several pages; the odd ones name the place in one way of writing, the even ones in another. */
function planText(): string {
  return Array.from({ length: 20 }, (_, at) => {
    const place = at % 2 === 0 ? '髙﨑地区' : '高崎地区'
    const lines = Array.from({ length: 14 }, (_, line) => `　${at + 1}の${line + 1}　観光の振興に関する事項`)
    return [`第${at + 1}章　${place}のｶﾞｲﾄﾞﾗｲﾝ`, ...lines].join('\n')
  }).join('\n')
}

/** A submitted case of two files whose pages are ready; 係長 has said something. */
async function readyCase({ scene }: Pick<Stage, 'scene'>): Promise<string> {
  const id = await scene.draft({ title: '髙﨑地区の観光振興について', concurringUnits: [] })
  const bytes = (text: string) => new TextEncoder().encode(text)
  await attach({ scene }, id, [
    [plan, bytes(planText())],
    [annex, bytes('地区,金額\n高崎,100\n札内,200\n')],
  ])
  await scene.act(staff.drafter, id, { type: 'submit' })
  await scene.act(staff.groupChief, id, { type: 'approve', comment: '高崎地区の区域は図面と一致している。' })
  await pagesReady({ scene }, id)
  return id
}

/** What the browser paints as found, and as the passage one is at: the words, and whether they are in the window. */
function marked(
  page: Page,
  name: string,
): Promise<readonly { readonly text: string; readonly inWindow: boolean }[]> {
  return page.evaluate((name) => {
    const window = document.querySelector('[data-desk]')?.getBoundingClientRect()
    return [...(CSS.highlights.get(name) ?? [])].map((it) => {
      const range = it as Range
      const box = range.getBoundingClientRect()
      return {
        text: range.toString(),
        inWindow:
          window !== undefined && box.height > 0 && box.top >= window.top && box.bottom <= window.bottom,
      }
    })
  }, name)
}

async function currentInWindow(page: Page): Promise<string> {
  const handle = await page.waitForFunction(() => {
    const window = document.querySelector('[data-desk]')?.getBoundingClientRect()
    for (const it of CSS.highlights.get('kessai-found-now') ?? []) {
      const box = (it as Range).getBoundingClientRect()
      if (window !== undefined && box.height > 0 && box.top >= window.top && box.bottom <= window.bottom)
        return (it as Range).toString()
    }
    return undefined
  })
  return (await handle.jsonValue()) ?? ''
}

async function unreadNow(page: Page): Promise<number> {
  const unread = page.locator('[data-unread]')
  return (await unread.count()) === 0 ? 0 : Number(await unread.getAttribute('data-unread'))
}

const count = (page: Page) => page.locator('[data-find-count]')

async function counts(page: Page, said: string): Promise<void> {
  await page.waitForFunction(
    (said) => document.querySelector('[data-find-count]')?.textContent === said,
    said,
  )
}

/**
 * Puts the first file of a case back to where its pages can be looked at and its words are not read; `read` tells that they
 * are. No worker takes it up in between.
 */
async function unreadAgain({ db, scene }: Stage, id: string) {
  const [file] = (await (await scene.as(staff.drafter)).get<Book>(`/v1/proposals/${id}/pages`)).body.files
  if (file === undefined) throw new Error('no file')
  const { attachmentId, revisionId } = file
  const { pdf_sha256: pdf } = await db
    .selectFrom('rendition')
    .innerJoin('revision', 'revision.sha256', 'rendition.sha256')
    .select('pdf_sha256')
    .where('revision.id', '=', revisionId)
    .executeTakeFirstOrThrow()
  const pages = db
    .selectFrom('page')
    .select(['page_index', 'runs'])
    .where('pdf_sha256', '=', pdf ?? '')
  const kept = await pages.execute()
  const setWords = async (
    at: typeof db,
    status: string,
    runsOf: (page: (typeof kept)[number]) => Buffer | null,
  ) => {
    for (const it of kept)
      await at
        .updateTable('page')
        .set({ runs: runsOf(it) })
        .where('pdf_sha256', '=', pdf ?? '')
        .where('page_index', '=', it.page_index)
        .execute()
    await at.updateTable('rendition').set({ status }).where('pdf_sha256', '=', pdf).execute()
  }
  let read = (): void => {}
  const isRead = new Promise<void>((resolve) => (read = resolve))
  let isHeld = (): void => {}
  const held = new Promise<void>((resolve) => (isHeld = resolve))
  await setWords(db, 'visible', () => null)
  const reading = db.transaction().execute(async (trx) => {
    await trx.selectFrom('rendition').select('status').where('pdf_sha256', '=', pdf).forUpdate().execute()
    isHeld()
    await isRead
    await setWords(trx, 'done', (it) => it.runs)
  })
  await held
  return {
    attachmentId,
    read: async () => {
      read()
      await reading
      const event = { type: 'rendition', proposalId: id, revisionId, status: 'done' }
      const packet = JSON.stringify({ from: '', m: [{ e: event }] })
      await sql`select pg_notify('kessai_live', ${packet})`.execute(db)
    },
  }
}

test('one find over the 決裁鑑, all attachments and what was said', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, come, walk, nothingWentWrong } = stage
  const id = await readyCase(stage)

  await walk('while typing, both ways of writing, from where one reads', async (t) => {
    const { page, leave } = await come(staff.sectionChief)
    await open(page, url, id)
    await bookIsOpen(page)
    await page.keyboard.press('Control+f')
    await page.keyboard.type('高崎')
    // Title on the cover, twenty chapters, one row of the table, one opinion.
    await counts(page, '1／23件')
    t.equal(await currentInWindow(page), '髙﨑')
    // The words of a page come when it has been drawn.
    await page.waitForFunction(() => (CSS.highlights.get('kessai-found')?.size ?? 0) > 0)
    await takePicture(page, 'find-cover')

    await page.keyboard.press('Enter')
    await counts(page, '2／23件')
    t.equal(await currentInWindow(page), '髙﨑')
    await page.keyboard.press('Enter')
    await counts(page, '3／23件')
    t.equal(await currentInWindow(page), '高崎')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.press('Shift+Enter')
    await counts(page, '23／23件')
    await page.locator('[data-said]', { hasText: '区域は図面と一致' }).first().waitFor()

    await page.getByRole('searchbox', { name: '探す語' }).fill('がいどらいん')
    await counts(page, '1／20件')
    t.equal(await currentInWindow(page), 'ｶﾞｲﾄﾞﾗｲﾝ')
    t.equal(await page.locator('[data-heat]').getAttribute('data-heat'), '7')

    await page.getByRole('searchbox', { name: '探す語' }).fill('存在しない語')
    await counts(page, '該当なし')
    t.same(await marked(page, 'kessai-found'), [])
    await leave()
  })

  await walk('notes and the answers to them, those that the reader may see', async (t) => {
    const { scene } = stage
    const [file] = (await (await scene.as(staff.drafter)).get<Book>(`/v1/proposals/${id}/pages`)).body.files
    const write = async (person: string, words: string, audience: 'route' | 'private') => {
      const place = { kind: 'note', x: 300, y: 600 }
      const note = { revisionId: file?.revisionId, pageIndex: 2, place, words, audience }
      const sent = await (
        await scene.as(person)
      ).send<{ id: string }>('POST', `/v1/proposals/${id}/notes`, note)
      if (sent.status !== 201) throw new Error(JSON.stringify(sent.body))
      return sent.body.id
    }
    const note = await write(staff.groupChief, '舗装の厚さを確かめること', 'route')
    await write(staff.groupChief, '舗装は手控え', 'private')
    const drafter = await scene.as(staff.drafter)
    await drafter.send('POST', `/v1/notes/${note}/replies`, { words: 'ホソウは図面のとおりです' })
    const { page, leave } = await come(staff.sectionChief)
    await open(page, url, id)
    await bookIsOpen(page)
    await page.keyboard.press('Control+f')
    await page.keyboard.type('舗装')
    await counts(page, '1／1件')
    const group = page.locator('[data-find-results] section', { hasText: '付箋' })
    t.match(await group.textContent(), /行啓 武舗装の厚さを確かめること/)
    // The page it sticks on is brought into sight.
    await page.locator(`[data-note="${note}"]`).waitFor()
    await page.getByRole('searchbox', { name: '探す語' }).fill('ほそう')
    await counts(page, '1／1件')
    t.match(await group.textContent(), /ホソウは図面のとおりです/)
    await takePicture(page, 'find-notes')
    await leave()
  })

  await walk('before the seal: how many pages were not seen yet, and the way to them', async (t) => {
    const { page, leave } = await come(staff.sectionChief)
    // What was seen before is told late; meanwhile the first page is read.
    let tell = () => {}
    const told = new Promise<void>((go) => (tell = go))
    await page.route('**/v1/proposals/*/seen', async (route) => {
      if (route.request().method() !== 'GET') return route.continue()
      const answer = await route.fetch()
      await told
      await route.fulfill({ response: answer })
    })
    await open(page, url, id)
    await bookIsOpen(page)
    const noted = page.waitForRequest((it) => it.method() === 'POST' && it.url().endsWith('/seen'))
    await page.locator('[role=toolbar] [data-page-box]').fill('1')
    await page.locator('[role=toolbar] [data-page-box]').press('Enter')
    await noted
    tell()
    const unread = page.locator('[data-unread]')
    await unread.waitFor()
    const before = Number(await unread.getAttribute('data-unread'))
    t.ok(before > 0 && before <= 8, `${before} pages`)
    await takePicture(page, 'unread')
    await choose(page, 'comment')
    await say(page, 'comment', 'text', '見ています。')
    await done(page, 'comment')
    await unread.waitFor()
    // Each way to the first one leaves one less, when one looks at it for a moment.
    for (let left = before; left > 0; left = await unreadNow(page)) {
      await unread.getByRole('button', { name: '最初のページへ' }).click()
      await page.waitForFunction(
        (left) => Number(document.querySelector('[data-unread]')?.getAttribute('data-unread') ?? 0) < left,
        left,
      )
    }
    // It is kept for the next visit.
    // What was seen last may be on its way already; closing the page sends the rest.
    await page.reload()
    await bookIsOpen(page)
    await page.locator('[data-act-notes]').waitFor({ state: 'attached' })
    await page.locator('[data-file-page][data-state=sharp]').first().waitFor()
    t.equal(await unread.count(), 0)
    await leave()
  })

  await walk('the list names file and page, and goes there', async (t) => {
    const { page, leave } = await come(staff.sectionChief)
    await open(page, url, id)
    await bookIsOpen(page)
    await page.getByRole('button', { name: 'すべての添付から探す' }).click()
    await page.getByRole('searchbox', { name: '探す語' }).fill('高崎')
    await counts(page, '1／23件')
    const list = page.locator('[data-find-results]')
    t.match(await list.locator('section', { hasText: annex }).textContent(), /1.*高崎/)
    t.equal(await list.locator('section', { hasText: plan }).locator('li').count(), 20)
    await list.locator('section', { hasText: annex }).locator('button').click()
    await counts(page, '22／23件')
    t.equal(await currentInWindow(page), '高崎')
    await healthy(t, page, 'find')
    await takePicture(page, 'find-list')
    await page.getByRole('searchbox', { name: '探す語' }).press('Escape')
    t.equal(await count(page).count(), 0)
    t.same(await marked(page, 'kessai-found'), [])
    t.equal(await page.evaluate(() => document.activeElement?.hasAttribute('data-desk')), true)
    // What could not be looked for was not found to be missing.
    const refusal = { type: 'about:blank', status: 404, code: 'not_found', title: '見つかりません。' }
    await page.route('**/find?**', (route) =>
      route.fulfill({ status: 404, contentType: 'application/problem+json', json: refusal }),
    )
    await page.getByRole('button', { name: 'すべての添付から探す' }).click()
    await page.getByRole('searchbox', { name: '探す語' }).fill('どこにもない語')
    await counts(page, '検索できませんでした')
    await leave()
  })

  await walk('pages are sharp before their words are read; the words come by themselves', async (t) => {
    const file = await unreadAgain(stage, id)
    const { page, context, leave } = await come(staff.sectionChief)
    // Who sat here before has read the words, and a browser keeps them.
    const session = await context.newCDPSession(page)
    await session.send('Network.clearBrowserCache')
    await open(page, url, id)
    await bookIsOpen(page)
    const asked = page.waitForResponse((it) => /\/text\?from=0/.test(it.url()))
    await page.locator('[role=toolbar] [data-page-box]').fill('1')
    await page.locator('[role=toolbar] [data-page-box]').press('Enter')
    await page.locator(`[data-file="${file.attachmentId}"][data-state=sharp]`).first().waitFor()
    t.same(await (await asked).json(), { pages: [], isWhole: false })
    await page.keyboard.press('Control+f')
    await page.keyboard.type('高崎')
    // The title on the cover, the row of the table, the opinion.
    await page.waitForFunction(() =>
      document.querySelector('[data-find-count]')?.textContent?.endsWith('／3件'),
    )
    t.match(await page.locator('[data-find-unread]').textContent(), plan)
    const words = page.locator(`[data-file="${file.attachmentId}"] .reader-text span`)
    t.equal(await words.count(), 0)
    await takePicture(page, 'find-unread')
    await file.read()
    await page.waitForFunction(() =>
      document.querySelector('[data-find-count]')?.textContent?.endsWith('／23件'),
    )
    await words.first().waitFor({ state: 'attached' })
    t.equal(await page.locator('[data-find-unread]').count(), 0)
    await leave()
  })

  await walk('on a phone the list gives way to the page', async (t) => {
    const { page, leave } = await come(staff.sectionChief, phone)
    await open(page, url, id)
    await bookIsOpen(page)
    await page.getByRole('button', { name: 'すべての添付から探す' }).tap()
    await page.getByRole('searchbox', { name: '探す語' }).fill('札内')
    await counts(page, '1／1件')
    await page.locator('[data-find-results] button').first().waitFor()
    await healthy(t, page, 'find on a phone')
    await takePicture(page, 'find-phone')
    await page.locator('[data-find-results] button', { hasText: '札内' }).tap()
    await page.locator('[data-find-results]').waitFor({ state: 'detached' })
    t.equal(await currentInWindow(page), '札内')
    await takePicture(page, 'find-phone-page')
    await leave()
  })

  await nothingWentWrong(/^404: .*\/find$/)
})
