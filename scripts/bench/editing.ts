import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { sampleFile } from '../../db/seed/sample-files/index.ts'
import type { Book } from '../../server/contract/book.ts'
import type { ProposalView } from '../../server/contract/proposals.ts'
import { type SignedIn, signInAs } from '../../server/testing/signed-in.ts'
import { launchBrowser } from '../../web/e2e/office.ts'
import { type Bench, withServer } from './core.ts'
import { act } from './keystrokes.ts'
import { longWorkbook } from './editing/long-workbook.ts'
import { rounds } from './reading/stage.ts'
import { type Source, type Warm, convertCold, startWarm } from './reading/warm-office.ts'
import { type Measure, measureOf, median } from './results.ts'

const pressed = act.point + act.click
/** Saves before those that count: the worker's LibreOffice has read such a file by then. */
const warmings = 3
const words = '税込'

type Kind = 'docx' | 'xlsx'
type Desk = {
  readonly bench: Bench
  readonly browser: Browser
  readonly drafter: SignedIn
  readonly warm: Warm
  readonly folder: string
}
type Edited = { readonly id: string; readonly page: Page }

/** The group editing: from the key that saves to the new page, opening an editor, and what a correction of a word costs somebody. */
export async function measureEditing(keep: (measures: readonly Measure[]) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-bench-editing-'))
  const warm = await startWarm(folder)
  const browser = await launchBrowser()
  try {
    await withServer({}, async (bench) => {
      const desk: Desk = { bench, browser, drafter: await signInAs(bench.url, 'u0505'), warm, folder }
      for (const kind of ['docx', 'xlsx'] as const) keep(await saves(desk, kind))
      keep([await opens(desk, 'docx'), await opens(desk, 'xlsx')])
    })
  } finally {
    await browser.close()
    await warm.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** One word more in a file of ten pages, again and again: until its new pages are there, and what hands and head need besides. */
async function saves(desk: Desk, kind: Kind): Promise<readonly Measure[]> {
  const bytes = await sampleFile(kind, '計測のための資料', '主な経費', 10)
  const { id, page } = await openCase(desk, kind, bytes)
  const [ours, raw, warm]: [number[], number[], number[]] = [[], [], []]
  const [here, there]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds + warmings; round += 1) {
    const before = await newest(desk, id)
    const opening = await timed(() => openEditor(page, kind))
    await write(page, kind, round)
    const saving = await timed(async () => {
      await page.keyboard.press('Control+s')
      await pagesAfter(desk, id, before.revisionId)
      await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
    })
    const now = await newest(desk, id)
    const source = await sourceOf(desk, kind, now.revisionId)
    const alone = await timed(() => convertCold(source))
    const bare = await timed(() => desk.warm.convert(source))
    // The old way: the file saved by an office program comes back by 差替え, and is looked at.
    const again = await sampleFile(kind, '計測のための資料', `主な経費 ${round}`, 10)
    const upload = await timed(async () => {
      const path = `/v1/attachments/${now.attachmentId}/revisions`
      const sent = await desk.drafter.upload(path, `資料.${kind}`, again, randomUUID())
      if (sent.status !== 201) throw new Error(`the upload was answered ${sent.status}`)
      await pagesAfter(desk, id, now.revisionId)
    })
    await page.reload()
    await page.locator('[data-edit-file]').waitFor()
    if (round < warmings) continue
    ours.push(saving)
    raw.push(alone)
    warm.push(bare)
    const writing = act.think + pressed + (words.length * 2 + 1) * act.key
    here.push(act.think + pressed + opening / 1000 + writing + 2 * act.key + saving / 1000)
    // Download; open it from the folder (a double click), the program reads it; write; save and close; 差し替える, choose
    // the file in the dialog, confirm; back to the place.
    there.push(
      act.think +
        pressed +
        (act.think + act.point + 2 * act.click) +
        bare / 1000 +
        writing +
        4 * act.key +
        (act.think + pressed) +
        (act.think + pressed + act.point + 2 * act.click) +
        pressed +
        upload / 1000 +
        (act.think + pressed),
    )
  }
  await page.context().close()
  return [
    measureOf({
      group: 'editing',
      name: `a ${kind} of 10 pages from the key that saves to its new pages, beside soffice on that file`,
      unit: 'ms',
      ours,
      ceiling: raw,
      peers: { 'a LibreOffice that is open already': median(warm) },
      goal: { atMost: 1.3 },
    }),
    measureOf({
      group: 'editing',
      name: `user seconds to correct a word in a ${kind}, beside download, edit, upload, check`,
      unit: 's',
      ours: here,
      ceiling: there,
      goal: { atMost: 0.9 },
    }),
  ]
}

/** From the click on 編集 until one can write, beside an office program started on the same file. */
async function opens(desk: Desk, kind: Kind): Promise<Measure> {
  const bytes = kind === 'docx' ? await sampleFile('docx', '長い資料', '主な経費', 100) : longWorkbook(2000)
  const { id, page } = await openCase(desk, kind, bytes)
  const source = await sourceOf(desk, kind, (await newest(desk, id)).revisionId)
  const [ours, raw, warm]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < rounds + 1; round += 1) {
    const opening = await timed(() => openEditor(page, kind))
    const alone = await timed(() => convertCold(source))
    const bare = await timed(() => desk.warm.convert(source))
    await page.locator('[data-close-edit]').click()
    await page.reload()
    await page.locator('[data-edit-file]').waitFor()
    if (round === 0) continue
    ours.push(opening)
    raw.push(alone)
    warm.push(bare)
  }
  await page.context().close()
  return measureOf({
    group: 'editing',
    name:
      kind === 'docx'
        ? 'opening the editor on a docx of 100 pages, beside soffice on that file'
        : 'opening the editor on an xlsx of 2,000 rows, beside soffice on that file',
    unit: 'ms',
    ours,
    ceiling: raw,
    peers: { 'a LibreOffice that is open already': median(warm) },
    goal: { atMost: 1 },
  })
}

async function openCase({ bench, browser, drafter }: Desk, kind: Kind, bytes: Uint8Array): Promise<Edited> {
  const { id } = (await drafter.send<ProposalView>('POST', '/v1/proposals', {})).body
  const sent = await drafter.upload(`/v1/proposals/${id}/attachments`, `資料.${kind}`, bytes, randomUUID())
  if (sent.status !== 201) throw new Error(`the upload was answered ${sent.status}`)
  await pagesAfter({ drafter }, id, '')
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1440, height: 900 } })
  await context.addCookies(
    [...drafter.cookies].map(([name, value]) => ({ name, value, url: bench.url, httpOnly: true })),
  )
  const page = await context.newPage()
  await page.goto(`${bench.url}/proposals/${id}`)
  await page.locator('[data-edit-file]').waitFor()
  return { id, page }
}

async function openEditor(page: Page, kind: Kind): Promise<void> {
  await page.locator('[data-edit-file]').click()
  const editor = kind === 'docx' ? '[data-word-editor]' : '[data-sheet-editor]'
  await page.locator(`${editor}[data-ready=true]`).waitFor()
}

async function write(page: Page, kind: Kind, round: number): Promise<void> {
  if (kind === 'docx') {
    await page.locator('[data-word-editor]').getByText('計測のための資料').first().click()
    await page.keyboard.press('End')
    await page.keyboard.insertText(words)
  } else {
    const field = page.locator('[data-sheet-editor] input').first()
    await field.fill('H1')
    await field.press('Enter')
    await page.keyboard.insertText(`${words}${round}`)
    await page.keyboard.press('Enter')
  }
  await page.locator('[data-save-edit]:not([disabled])').waitFor()
}

/** The only file of a case as it is now. */
async function newest({ drafter }: Pick<Desk, 'drafter'>, id: string) {
  const { body } = await drafter.get<Book>(`/v1/proposals/${id}/pages`)
  const [file] = body.files
  if (file === undefined) throw new Error('no file')
  return file
}

/** Waits until a revision other than this one has its pages. */
async function pagesAfter(desk: Pick<Desk, 'drafter'>, id: string, revision: string): Promise<void> {
  for (const until = performance.now() + 120_000; performance.now() < until;) {
    const file = await newest(desk, id).catch(() => undefined)
    if (file !== undefined && file.revisionId !== revision && file.sizes.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('no pages in two minutes')
}

async function contentOf({ bench, drafter }: Desk, revision: string): Promise<Buffer> {
  const answer = await fetch(`${bench.url}/v1/revisions/${revision}/content`, { headers: drafter.headers })
  return Buffer.from(await answer.arrayBuffer())
}

async function sourceOf(desk: Desk, kind: Kind, revision: string): Promise<Source> {
  const path = join(desk.folder, `in.${kind}`)
  await writeFile(path, await contentOf(desk, revision))
  return { kind, path }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
