import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { type Test, test } from 'tap'
import type { ProposalView } from '../../server/contract/proposals.ts'
import type { EventChain } from '../../server/contract/event-chain.ts'
import { longWareki, shortWareki } from '../../server/domain/calendar/wareki.ts'
import { type Instant, localDateOf } from '../../server/domain/ids.ts'
import { projectRoot } from '../../server/project-root.ts'
import { checkSeals } from './check-seals.ts'
import * as drafting from './drafting.ts'
import { bothScreens, moved } from './first-screen.ts'
import { hardNamesProposal } from './hard-names.ts'
import { openOffice, takePicture } from './office.ts'
import { accessibilityFaults, sidewaysOverflow } from './page-health.ts'
import { act, openFromInbox, readToTheEnd, sealsOnCover } from './reading.ts'
import { makeSampleSet } from './sample-set.ts'
import { pdfFaults, pdfText } from './stamped-pdf.ts'
import { type Visitor, arrive, askAs, desk, openInbox, openVisitor, phone, signIn } from './visitor.ts'

const title = 'みほん観光振興計画（素案）の公表及び意見募集について'
const asked = 'このことについて、別紙のとおり実施してよろしいか伺います。'
const lastWords = '\n結果は、後日報告します。'
const reason = '募集の期間が書かれていません。伺い文に加えてください。'

/** People of the example prefecture on this road, by 職員番号. */
const staff = {
  drafter: 'u0505',
  groupChief: 'u0504',
  sectionChief: 'u0503',
  finance: 'u0114',
  director: 'u0501',
} as const

const sha256 = (...parts: readonly (Uint8Array | string)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const squeezed = (text: string) => text.replaceAll(/\s/g, '')

test('the whole road through the real browser', { timeout: 300_000 }, async (t) => {
  const office = await openOffice(t)
  const where = { browser: office.browser, url: office.server.url }
  const files = await makeSampleSet(office.folder)
  const visitors: Visitor[] = []
  const come = async (login: string, screen?: typeof phone) => {
    const visitor = await arrive(where, login, screen)
    visitors.push(visitor)
    await openInbox(visitor)
    return visitor
  }

  const drawing = join(projectRoot, 'dist/first-screen/first-screen.js')
  t.ok((await stat(drawing)).size < 2_000_000, 'what draws the first screen holds no copy of the client')
  let going = true
  /** A stage of the road; after one that failed there is no way on. */
  async function stage(name: string, walk: (t: Test) => Promise<void>): Promise<void> {
    if (!going) return
    going = false
    await t.test(name, async (t) => {
      try {
        await walk(t)
        going = true
      } catch (error) {
        for (const it of visitors) if (!it.page.isClosed()) await takePicture(it.page, `failed-${it.login}`)
        throw error
      }
    })
  }

  const drafter = await openVisitor(where, staff.drafter)
  visitors.push(drafter)
  const { page } = drafter
  let id = ''
  const view = () => askAs<ProposalView>(drafter, `/v1/proposals/${id}`)

  await stage('the drafter signs in', async (t) => {
    await page.locator('#kc-form-login').waitFor()
    await takePicture(page, 'sign-in')
    t.same(await accessibilityFaults(page), [], 'axe on the sign-in page')
    await signIn(drafter)
    await page.getByText('決裁・承認を待っている文書はありません').waitFor()
    await takePicture(page, 'inbox-empty')
  })

  await stage('drops files, is shown the route with its reasons, and submits', async (t) => {
    await page.getByRole('link', { name: '起案' }).click()
    await page.locator('input[name=title]').fill(title)
    await page.locator('textarea[name=body]').fill(asked)
    await drafting.chooseFile(page, files.chosen)
    await drafting.handle(page, '素案.docx').waitFor()
    await drafting.leaveWhileSending(page, () => drafting.dropFiles(page, files.dropped), lastWords)
    t.equal(await page.locator('textarea[name=body]').inputValue(), `${asked}${lastWords}`)
    await drafting.handle(page, '周知文.txt').waitFor()
    // The focus leaves the text, where a paste would mean the text.
    await page.getByRole('heading', { level: 1 }).click()
    await drafting.pastePicture(page, files.pasted)
    await drafting.handle(page, /^貼付け .* の順番を変える$/).waitFor()
    await drafting.search(page, /^決裁区分/, 'A03', /A03/)
    await drafting.search(page, /^簿冊/, '観光振興', /みほん観光振興計画/)
    await page.locator('label', { hasText: /^公開$/ }).click()

    const route = page.getByRole('region', { name: '決裁の経路' })
    for (const name of ['行啓 武', '中島 望', '厚別 恵', '大通 創'])
      await route.getByText(name).first().waitFor()
    await route.getByRole('button', { name: '理由' }).first().click()
    await route.locator('ul li').first().waitFor()
    await drafting.waitForPages(page, 9)
    const order = await drafting.attachedNames(page)
    t.match(order.at(-1), /^貼付け .*\.png$/)
    await drafting.dragTo(page, '公表案.pdf', '素案.docx')
    await drafting.waitForOrder(page, [
      '公表案.pdf',
      '素案.docx',
      ...order.slice(1).filter((it) => it !== '公表案.pdf'),
    ])
    // The first of two moves is slow on its way: the last order stands, here and on the server.
    let told = 0
    await page.route('**/attachments/order', async (route) => {
      if ((told += 1) === 1) await new Promise((resolve) => setTimeout(resolve, 1500))
      await route.continue()
    })
    const both = page.waitForResponse((it) => it.url().endsWith('/attachments/order') && told === 2)
    await drafting.moveBy(page, '素案.docx', '一つ上へ')
    await drafting.moveBy(page, '素案.docx', '一つ下へ')
    await both
    await page.unrouteAll({ behavior: 'wait' })
    await drafting.waitForOrder(page, ['公表案.pdf', '素案.docx'])
    await drafting.sendLargeOverBrokenLine(t, page)
    await drafting.waitForOrder(page, ['公表案.pdf', '素案.docx'])
    await page
      .getByText(/^保存済み/)
      .first()
      .waitFor()
    await takePicture(page, 'compose')
    t.same(await accessibilityFaults(page), [], 'axe on the compose page')

    await page.getByRole('button', { name: '提出する' }).click()
    await page.locator('[data-proposal][data-status=in_approval]').waitFor()
    id = (await page.locator('[data-proposal]').getAttribute('data-proposal')) ?? ''
    const submitted = await view()
    t.equal(submitted.content.body, `${asked}${lastWords}`, 'what was shown is what was submitted')
    t.equal(submitted.attachments.length, 9)
    t.equal(new Set(submitted.attachments.map((it) => it.kind)).size, 8, 'kinds by content')
    t.equal(submitted.attachments[0]?.name, '公表案.pdf', 'the order of the page is the order of the book')
    for (const path of [files.chosen, ...files.dropped.slice(0, -1)]) {
      const stored = submitted.attachments.find((it) => it.name === basename(path))
      t.equal(
        stored?.sha256,
        sha256(await readFile(path)).toString('hex'),
        `${basename(path)} is kept as it was`,
      )
    }
  })

  /** Reads everything, and is sure that nothing was left out. */
  async function readAll(t: Test, reader: Visitor): Promise<void> {
    const { attachments } = await askAs<ProposalView>(reader, `/v1/proposals/${id}`)
    const pages = attachments.reduce((sum, it) => sum + (it.rendition.pageCount ?? 0), 0)
    const read = await readToTheEnd(reader.page)
    t.equal(read.pageCount, pages, 'the book has the pages of all files')
    t.equal(read.pages.size, pages, 'every page was sharp in the one scroll')
    t.equal(read.files.size, attachments.length, 'of every file')
  }
  /** The drafter has the page open all the time and reloads nothing. */
  const drafterSees = (familyName: string) =>
    page.locator(`[data-cover-sheet] [data-stamp="${familyName}"]`).waitFor()

  await stage('係長 finds it in the inbox, reads all attachments in one scroll and approves', async (t) => {
    const chief = await come(staff.groupChief)
    await chief.page.locator('a[data-row]', { hasText: title }).waitFor()
    await takePicture(chief.page, 'inbox')
    t.same(await accessibilityFaults(chief.page), [], 'axe on the inbox')
    await openFromInbox(chief.page, title)
    await readAll(t, chief)
    await takePicture(chief.page, 'reading-end')
    await act(chief.page, 'approve')
    await drafterSees('行啓')
    await takePicture(chief.page, 'approved')
    t.same(await accessibilityFaults(chief.page), [], 'axe on the reading page')
    await chief.leave()
  })

  await stage('課長 returns it with a reason; the drafter corrects it and submits again', async (t) => {
    const chief = await come(staff.sectionChief)
    await openFromInbox(chief.page, title)
    await readAll(t, chief)
    await act(chief.page, 'return', reason)
    await page.locator('[data-returned]').waitFor()
    t.match(await page.locator('[data-returned]').textContent(), reason, 'the drafter reads why at once')
    await takePicture(page, 'returned')

    await page
      .getByRole('navigation')
      .getByRole('link', { name: /受信箱/ })
      .click()
    await openFromInbox(page, title, { tab: /^差戻し/ })
    const body = page.locator('textarea[name=body]')
    await body.fill(`${await body.inputValue()}\n\n募集の期間　令和8年12月1日から同月28日まで`)
    await page.getByText('差し戻した人から再開する').click()
    await page.getByText(/^軽微な変更/).click()
    await takePicture(page, 'compose-returned')
    await page.getByRole('button', { name: '再提出する' }).click()
    await page.locator('[data-proposal][data-status=in_approval]').waitFor()

    await chief.page.locator('[data-act=approve]').waitFor()
    t.match(await chief.page.locator('[data-cover-sheet]').textContent(), '同月28日まで')
    await act(chief.page, 'approve')
    await drafterSees('中島')
    await chief.leave()
  })

  await stage('財政課長 concurs (合議) on a phone', async (t) => {
    const finance = await come(staff.finance, phone)
    await finance.page.getByRole('tab', { name: /^合議/ }).click()
    await finance.page.locator('a[data-row]', { hasText: title }).waitFor()
    t.same(await sidewaysOverflow(finance.page), [], 'the inbox fits the phone')
    await takePicture(finance.page, 'phone-inbox')
    await openFromInbox(finance.page, title, { tap: true })
    await readAll(t, finance)
    t.same(await sidewaysOverflow(finance.page), [], 'the reading page fits the phone')
    await takePicture(finance.page, 'phone-reading')
    const button = finance.page.locator('[data-act=concur]')
    const box = await button.boundingBox()
    t.ok(box !== null && box.y + box.height <= phone.viewport.height, 'the act is under the thumb')
    await button.tap()
    await finance.page.locator('[data-act-result=concur]').waitFor({ state: 'attached' })
    await drafterSees('厚別')
    await takePicture(finance.page, 'phone-concurred')
    await finance.leave()
  })

  await stage('部長 decides', async (t) => {
    const director = await come(staff.director)
    await openFromInbox(director.page, title)
    await readAll(t, director)
    await act(director.page, 'decide')
    await director.page.locator('[data-proposal][data-status=decided]').waitFor()
    await takePicture(director.page, 'decided')
    await director.leave()
  })

  await stage('the drafter sees every seal and the whole history', async (t) => {
    await drafterSees('大通')
    const decided = await view()
    const steps = decided.route?.stages.flatMap((it) => it.steps) ?? []
    const onCover = await sealsOnCover(page)
    for (const step of steps) {
      const box = onCover.find((it) => it.box === step.postName)
      t.equal(box?.stamp, step.mark?.familyName, `the box of ${step.postName}`)
    }
    t.same(
      onCover.flatMap((it) => it.stamp ?? []).sort(),
      ['幌平', '行啓', '中島', '厚別', '大通'].sort(),
      'a seal for everybody and for nobody else',
    )
    t.equal(await page.locator('[data-side] [data-event]').count(), decided.history.length)
    t.match(await page.locator('[data-side]').textContent(), reason)
    await takePicture(page, 'seals')
  })

  await stage(
    'the server draws the first screen, and the client takes its place without a jerk',
    async (t) => {
      // Its button is the last thing to change on this page.
      await page.locator('[data-stamped-pdf]').waitFor()
      for (const screen of [desk, phone]) {
        const { drawn, alive } = await bothScreens(office.browser, drafter, `/proposals/${id}`, screen)
        const width = `at ${screen.viewport.width} pixels`
        t.equal(drawn.places.length, 4, `everything is there, ${width}`)
        t.same(moved(drawn.places, alive.places), [], `and lies where it stays, ${width}`)
        t.equal(drawn.cover, alive.cover, `the same words, ${width}`)
        t.equal(drawn.seals, 5, `every seal, ${width}`)
        t.equal(drawn.pictureWidth, 1240, `the picture of the first page is there, ${width}`)
        t.ok(
          Math.abs(drawn.length / alive.length - 1) < 0.02,
          `the scrollbar is true from the start, ${width}`,
        )
      }
    },
  )

  await stage('the stamped PDF, saved by the button, has every seal and every attachment', async (t) => {
    const button = page.locator('[data-stamped-pdf]')
    await button.waitFor()
    const saving = page.waitForEvent('download')
    await button.click()
    const pdf = join(office.folder, 'stamped.pdf')
    await (await saving).saveAs(pdf)
    t.equal(await pdfFaults(pdf), '', 'qpdf finds nothing')
    const decided = await view()
    const text = squeezed(await pdfText(pdf))
    const decidedOn = localDateOf(decided.decidedAt as Instant)
    const sheet = [title, decided.number ?? '?', `決裁年月日${longWareki(decidedOn)}`, '同月28日まで']
    // 係長 approved before the correction, and has not been asked again.
    for (const said of [...sheet, '訂正前の印']) t.ok(text.includes(squeezed(said)), said)
    for (const [name, says] of Object.entries(files.says))
      t.ok(text.includes(squeezed(says)), `${name}: ${says}`)
    const pages = decided.attachments.reduce((sum, it) => sum + (it.rendition.pageCount ?? 0), 0)
    t.equal((await pdfText(pdf)).split('\f').length - 1, pages + 1, 'the cover and the pages of all files')
    await checkSeals(t, page, pdf, expectedSeals(decided))
  })

  await stage(
    'the evidence of the decision, saved beside the history, verifies without Kessai',
    async (t) => {
      const link = page.locator('[data-bundle]')
      const saving = page.waitForEvent('download')
      await link.click()
      const zip = join(office.folder, 'bundle.zip')
      await (await saving).saveAs(zip)
      const { stdout } = await promisify(execFile)(process.execPath, ['docs/verify/verify.mjs', zip])
      t.match(stdout, /変更は見つかりませんでした/)
      t.ok(stdout.includes(title), 'it says which case it is')
    },
  )

  await stage('an auditor finds the chain of events unbroken with SHA-256 alone', async (t) => {
    const { events } = await askAs<EventChain>(drafter, `/v1/proposals/${id}/events`)
    let previous: Uint8Array = new Uint8Array()
    const types = events.map((link, index) => {
      const hash = sha256(previous, link.body)
      t.equal(link.hash, hash.toString('hex'), `hash of event ${index + 1}`)
      t.equal(link.prevHash, index === 0 ? undefined : Buffer.from(previous).toString('hex'))
      const said = JSON.parse(link.body) as { seq: number; proposalId: string; event: { type: string } }
      t.equal(said.seq, index + 1)
      t.equal(said.proposalId, id)
      previous = hash
      return said.event.type
    })
    t.same(
      types,
      (await view()).history.map((it) => it.type),
    )
    t.equal(types.length, 7, 'submitted, approved, returned, resubmitted, approved, concurred, decided')
  })

  await stage('names with rare characters keep them, glyph by glyph', async (t) => {
    const { pdf, decided } = await hardNamesProposal(office)
    const text = await pdfText(pdf)
    const names = ['\u{20bb7}田', '山\ufa11', '葛\u{e0100}西', '髙橋']
    for (const name of names) t.ok(text.includes(name), `${name} can be found`)
    t.equal(await pdfFaults(pdf), '', 'qpdf finds nothing')
    await checkSeals(t, page, pdf, expectedSeals(decided))
  })

  await t.test('nothing went wrong behind anybody’s back', async (t) => {
    for (const it of visitors)
      t.same(it.troubles, [], `${it.login}: no error, no refusal, no foreign request`)
  })
})

/** The seals of a decided proposal in the order of the sheet: the drafter, then the route. */
function expectedSeals(decided: ProposalView) {
  const day = (at: string) => shortWareki(localDateOf(at as Instant))
  const marks = decided.route?.stages.flatMap((stage) => stage.steps.flatMap((it) => it.mark ?? [])) ?? []
  return [
    {
      unitName: decided.drafterCapacity.unitName,
      day: day(decided.submittedAt ?? ''),
      familyName: decided.drafterFamilyName,
    },
    ...marks.map(({ capacity, at, familyName }) => ({
      unitName: capacity.unitName,
      day: day(at),
      familyName,
    })),
  ]
}
