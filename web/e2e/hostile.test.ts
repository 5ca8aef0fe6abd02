import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import ExcelJS from 'exceljs'
import { type Test, test } from 'tap'
import { findSandbox, readableForNode } from '../../server/adapters/converter/sandbox.ts'
import type { UploadedAttachment } from '../../server/contract/attachments.ts'
import type { Book, BookFile } from '../../server/contract/book.ts'
import { projectRoot } from '../../server/project-root.ts'
import type { HostileFile } from '../../server/testing/hostile/hostile-file.ts'
import { makeZip } from '../../server/testing/files.ts'
import { hostileFiles } from '../../server/testing/hostile/index.ts'
import { descendantsOf } from '../../server/testing/processes.ts'
import { temporaryFolder } from '../../server/testing/running-server.ts'
import { type Stage, attach, healthy, openStage, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'

/** Somebody who is called by every hostile file, and counts who calls. */
async function openLure(t: Test): Promise<{ readonly url: string; readonly calls: string[] }> {
  const calls: string[] = []
  const server: Server = createServer((request, response) => {
    calls.push(request.url ?? '')
    response.end()
  })
  // Whoever only connects has called as well.
  server.on('connection', () => calls.push('connection'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls }
}

async function workerOf(server: number): Promise<number | undefined> {
  return (await descendantsOf(server)).find((it) => /server\/worker\.js/.test(it.command))?.pid
}

/** The most memory a process ever had, in MB. */
async function peakMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}

type Sent = HostileFile & { readonly id?: string; readonly status: number; readonly code?: string }

const uploadsAtOnce = 4

async function sendAll(
  { scene }: Stage,
  id: string,
  files: readonly HostileFile[],
): Promise<readonly Sent[]> {
  const drafter = await scene.as(staff.drafter)
  const send = async (file: HostileFile): Promise<Sent> => {
    const { status, body } = await drafter.upload<Partial<UploadedAttachment> & { readonly code?: string }>(
      `/v1/proposals/${id}/attachments`,
      file.name,
      file.bytes,
      randomUUID(),
    )
    return {
      ...file,
      status,
      ...(body.attachment === undefined ? {} : { id: body.attachment.id }),
      ...(body.code === undefined ? {} : { code: body.code }),
    }
  }
  const sent: Sent[] = []
  for (let at = 0; at < files.length; at += uploadsAtOnce) {
    sent.push(...(await Promise.all(files.slice(at, at + uploadsAtOnce).map(send))))
  }
  return sent
}

async function settledBook({ scene }: Stage, id: string): Promise<Book> {
  const drafter = await scene.as(staff.drafter)
  for (;;) {
    const { body } = await drafter.get<Book>(`/v1/proposals/${id}/pages`)
    if (body.files.every((it) => ['done', 'failed'].includes(it.rendition.status))) return body
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** How a file ended, in the words of `HostileFile.ends`. */
function endOf(file: BookFile | undefined): string {
  return file?.rendition.status === 'done' ? 'pages' : (file?.rendition.failure?.code ?? 'nowhere')
}

const honest = new Set(['pages', 'damaged', 'encrypted', 'too_large', 'unsupported', 'not_shown'])

test('200 and more hostile files', { timeout: 900_000 }, async (t) => {
  const lure = await openLure(t)
  const files = await hostileFiles(lure)
  t.ok(files.length > 200)
  t.equal(new Set(files.map((it) => it.bytes.toString('latin1'))).size, files.length, 'all of them different')
  const stage = await openStage(t)
  const id = await stage.scene.draft({ concurringUnits: [], title: '取扱いに注意を要する添付' })
  const worker = await workerOf(stage.server.pid)
  let book: Book | undefined

  await stage.walk('honest files tell what their pages do not show', async (t) => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('予算').addRow(['項目', 1])
    book.addWorksheet('単価').state = 'hidden'
    const zip = makeZip([
      { name: '様式/1.txt', content: '様式第1号' },
      { name: '様式/2.txt', content: '様式第2号' },
    ])
    const honest = await stage.scene.draft({ concurringUnits: [] })
    await attach(stage, honest, [
      ['予算.xlsx', new Uint8Array(await book.xlsx.writeBuffer())],
      ['様式一式.zip', zip],
      ['平面図.dwg', Buffer.from('AC1032 0')],
    ])
    await settledBook(stage, honest)
    const { page, leave } = await stage.come(staff.drafter)
    await page.goto(`${stage.url}/proposals/${honest}`)
    const headers = page.locator('[data-desk] [data-file-header]')
    await headers.filter({ hasText: '予算.xlsx' }).getByText('「単価」').waitFor()
    const outline = page.getByRole('navigation', { name: '目次' })
    await outline.getByRole('button', { name: /様式一式\.zip/ }).click()
    await outline.getByRole('button', { name: /様式／2\.txt/ }).click()
    await page.locator('[data-desk] [data-file-page="3"][data-state="sharp"]').waitFor()
    await takePicture(page, 'folder')
    await outline.getByRole('button', { name: /平面図\.dwg/ }).click()
    const standIn = page.locator('[data-desk] [data-state="failed"]')
    await standIn.getByText('CAD図面はページとして表示できません').waitFor()
    await takePicture(page, 'not-shown')
    await healthy(t, page, 'a drawing that is not shown')
    await standIn.locator('[data-replace-in-draft]').click()
    await page.waitForURL(`**/compose/${honest}`)
    await leave()
  })

  await stage.walk('each becomes pages, says why not, or is refused at the door', async (t) => {
    const sent = await sendAll(stage, id, files)
    const refused = sent.filter((it) => it.status !== 201)
    t.same(
      refused.map((it) => [it.name, it.status]),
      sent.filter((it) => it.ends === 'refused').map((it) => [it.name, 422]),
    )
    t.ok(refused.every((it) => ['zip_bomb', 'empty_file'].includes(it.code ?? '')))
    book = await settledBook(stage, id)
    const ends = new Map(book.files.map((it) => [it.attachmentId, it]))
    const kept = sent.filter((it) => it.id !== undefined)
    t.equal(ends.size, kept.length)
    const said = kept.map((it) => ({ ...it, end: endOf(ends.get(it.id ?? '')) }))
    t.same(
      said
        .filter((it) => !honest.has(it.end) || (it.ends !== undefined && it.ends !== it.end))
        .map((it) => `${it.name}: ${it.end}`),
      [],
      'each ends as it must, and none by a fault of ours',
    )
    for (const file of book.files) {
      if (file.rendition.status === 'failed') t.match(file.rendition.failure?.text, /。$/, file.name)
      else t.ok(file.sizes.length > 0, file.name)
    }
    t.ok(said.filter((it) => it.end === 'pages').length > 100, 'and not by refusing everything')
  })

  await stage.walk('the server and its worker are the same as before, and small', async (t) => {
    t.equal((await fetch(`${stage.url}/healthz`)).status, 200)
    t.ok(worker !== undefined)
    t.equal(await workerOf(stage.server.pid), worker, 'the worker was not started anew')
    for (const pid of [stage.server.pid, worker ?? 0]) t.ok((await peakMegabytes(pid)) < 800, 'memory')
    const left = (await descendantsOf(stage.server.pid)).filter((it) =>
      /soffice|page-child|unpack-child|office-host/.test(it.command),
    )
    // LibreOffice and the page reader are kept, each for two files at once; a program and its sandbox are three processes.
    const kept = left.filter((it) => /page-child|office-host/.test(it.command))
    t.same(left.length - kept.length, 0, 'nothing that was started for one file still runs')
    t.ok(kept.length <= 2 * (3 + 3 + 1), `${kept.length} processes are kept`)
  })

  await stage.walk('nobody called, and nobody could have', async (t) => {
    t.same(lure.calls, [])
    const sandbox = await findSandbox()
    const calling = `fetch('${lure.url}/inside').then(() => process.exit(7), () => process.exit(3))`
    const run = async (): Promise<number | null> => {
      const outcome = await sandbox.run({
        work: await temporaryFolder(t, 'hostile'),
        asCaller: true,
        command: () => [process.execPath, '-e', calling],
        readable: readableForNode(projectRoot),
        timeoutMs: 60_000,
        limits: { cpuSeconds: 30, fileBytes: 1_000_000, openFiles: 100 },
      })
      return outcome.exitCode
    }
    t.equal(await run(), 3, 'from inside there is no way to call')
    t.same(lure.calls, [])
  })

  await stage.walk('the book of all of them is read from top to bottom', async (t) => {
    const { page } = await stage.come(staff.drafter)
    await page.goto(`${stage.url}/proposals/${id}`)
    await page
      .locator('nav[aria-label="目次"] > ol > li > button')
      .nth(book?.files.length ?? 0)
      .waitFor()
    const unsettled = await page.evaluate(
      async (ids) => {
        const left: string[] = []
        const entries = [
          ...document.querySelectorAll<HTMLElement>('nav[aria-label="目次"] > ol > li > button'),
        ]
        for (const [index, file] of ids.entries()) {
          entries[index + 1]?.click()
          const until = performance.now() + 20_000
          const settled = `[data-desk] [data-file="${file}"]:is([data-state="sharp"], [data-state="failed"])`
          while (document.querySelector(settled) === null && performance.now() < until) {
            await new Promise((resolve) => setTimeout(resolve, 20))
          }
          if (document.querySelector(settled) === null) left.push(file)
        }
        return left
      },
      (book?.files ?? []).map((it) => it.attachmentId),
    )
    const nameOf = (it: string): string => book?.files.find((file) => file.attachmentId === it)?.name ?? it
    t.same(unsettled.map(nameOf), [], 'each file shows its first page, or why not')
    const ended = await page.evaluate(async () => {
      const desk = document.querySelector('[data-desk]') as HTMLElement
      desk.scrollTo({ top: 0, behavior: 'instant' })
      while (desk.scrollTop + desk.clientHeight < desk.scrollHeight - 2) {
        desk.scrollBy({ top: 3 * desk.clientHeight, behavior: 'instant' })
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      }
      return desk.scrollTop
    })
    t.ok(ended > 10_000)
    t.same(lure.calls, [], 'the tab called nobody')
    // The listener hears whoever does call.
    await fetch(`${lure.url}/control`)
    t.ok(lure.calls.includes('/control'))
  })
  await stage.nothingWentWrong()
})
