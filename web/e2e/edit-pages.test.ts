import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PDFDict, PDFDocument, PDFHexString, PDFName } from 'pdf-lib'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { test } from 'tap'
import { openTypeCase } from '../../server/adapters/pdf/type-case.ts'
import { slideFile } from '../../db/seed/sample-files/slides.ts'
import { temporaryFolder } from '../../server/testing/running-server.ts'
import { type Stage, attach, healthy, open, openStage, pagesReady, staff } from './acts-stage.ts'
import { storedFile } from './edited-file.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

const secret = '札内太郎'

/** Three pages of Japanese; the first names somebody, the last has a field. */
async function namesPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const type = await openTypeCase(document)
  for (const words of [`申請者は${secret}である。`, '第二ページは余分である。', '第三ページは残る。']) {
    const page = document.addPage([420, 300])
    for (const run of type.runs(words, 'regular'))
      if ('font' in run) page.drawText(run.text, { x: 40, y: 220, size: 14, font: run.font })
  }
  document
    .getForm()
    .createTextField('所属')
    .addToPage(document.getPage(2), { x: 40, y: 120, width: 200, height: 24 })
  return document.save()
}

/** Two pages, with the field of a signature that somebody has filled. */
async function signedPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  for (const words of ['CONTRACT 1', 'CONTRACT 2'])
    document.addPage([420, 300]).drawText(words, { x: 40, y: 200 })
  const { context } = document
  const value = context.register(
    context.obj({ Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: 'adbe.pkcs7.detached' }),
  )
  const field = context.register(
    context.obj({ FT: 'Sig', T: PDFHexString.fromText('署名'), V: value, Kids: [] }),
  )
  document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field], SigFlags: 3 }))
  return document.save()
}

async function caseWith(stage: Stage, files: readonly (readonly [string, Uint8Array])[]): Promise<string> {
  const id = await stage.scene.draft({})
  await attach(stage, id, files)
  await pagesReady(stage, id)
  return id
}

/** Drags over a part of what is shown, in its own units. */
async function drag(
  page: Page,
  place: string,
  whole: number,
  [x, y, width, height]: readonly [number, number, number, number],
): Promise<void> {
  const box = await page.locator(place).boundingBox()
  if (box === null) throw new Error(`${place} is not shown`)
  const scale = box.width / whole
  await page.mouse.move(box.x + x * scale, box.y + y * scale)
  await page.mouse.down()
  await page.mouse.move(box.x + (x + width) * scale, box.y + (y + height) * scale, { steps: 4 })
  await page.mouse.up()
}

async function save(page: Page): Promise<void> {
  await page.locator('[data-save-edit]').click()
  await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
}

test('直接編集: pages of a PDF, pictures and slides where they are read', { timeout: 600_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, come, walk, nothingWentWrong } = stage
  const folder = await temporaryFolder(t, 'edit-pages')
  const wordsOf = async (bytes: Uint8Array): Promise<string> => {
    await writeFile(join(folder, 'a.pdf'), bytes)
    return (await promisify(execFile)('pdftotext', [join(folder, 'a.pdf'), '-'])).stdout
  }

  await walk(
    '墨塗り of a name, a page deleted and another moved, a field filled; find knows the name no more',
    async (t) => {
      const id = await caseWith(stage, [['名簿.pdf', await namesPdf()]])
      const { page, leave } = await come(staff.drafter)
      await open(page, url, id)
      await page.locator('[data-edit-file]').click()
      const strip = page.locator('[data-page-strip]')
      await strip.locator('[data-sheet="3"]').waitFor()
      t.ok(await page.locator('[data-save-edit]').isDisabled(), 'nothing to save yet')
      await page.locator('[data-page-surface] canvas[data-drawn]').waitFor()
      await page.getByRole('button', { name: '墨塗り', exact: true }).click()
      await drag(page, '[data-page-surface]', 420, [98, 60, 46, 26])
      t.match(
        await page.locator('[data-redact-warning]').textContent(),
        /元に戻せません.*前の版には残ります/s,
      )
      // By keyboard: made wider to the right, moved and put back, undone and done again.
      const mark = page.locator('[data-mark=redact]')
      await mark.focus()
      await page.keyboard.press('Shift+ArrowRight')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Control+z')
      t.equal(await page.locator('[data-mark=redact]').count(), 1, 'moves in a row are one step')
      await page.keyboard.press('Control+y')
      await healthy(t, page, 'the PDF editor')
      await takePicture(page, 'edit-pdf')
      await strip.locator('[data-sheet="2"] button[aria-label="2ページを表示"]').click()
      await page.getByRole('button', { name: 'ページを削除' }).click()
      await strip.locator('[data-sheet="3"]').waitFor({ state: 'detached' })
      await strip.getByRole('button', { name: '2ページを移動' }).focus()
      await page.keyboard.press('Space')
      await page.getByText('2ページをつかみました').waitFor({ state: 'attached' })
      await page.keyboard.press('ArrowUp')
      await page.getByText('2ページを2枚中の1番目に移します').waitFor({ state: 'attached' })
      await page.keyboard.press('Space')
      await strip.locator('[data-sheet="2"]', { hasText: '書込み1' }).waitFor()
      await page.locator('[data-form-fields] input').fill('観光振興課　髙﨑')
      await page.getByText('保存前の編集はこのブラウザーに残ります').waitFor()
      await page.waitForTimeout(600)
      await page.reload()
      await page.locator('[data-edit-file]').click()
      await page.locator('[data-go-on]').click()
      await strip.locator('[data-sheet="2"]', { hasText: '書込み1' }).waitFor()
      await save(page)
      await page.locator('[data-revision="2"]').waitFor()
      const bytes = await storedFile(stage, id)
      const words = await wordsOf(bytes)
      t.match(words, /第三ページは残る。[\s\S]*\f申請者は[\s\S]*である。/)
      t.notMatch(words, secret)
      t.notMatch(words, '第二ページ')
      t.equal((await PDFDocument.load(bytes)).getForm().getTextField('所属').getText(), '観光振興課　髙﨑')
      await page.locator('.reader-desk').getByText('第三ページは残る').first().waitFor({ state: 'attached' })
      await takePicture(page, 'edit-pdf-saved')
      await page.keyboard.press('Control+f')
      await page.locator('[data-find] input').fill(secret)
      await page.waitForFunction(() =>
        /^0|ありません|なし/.test(document.querySelector('[data-find-count]')?.textContent ?? ''),
      )
      await page.locator('[data-find] input').fill('申請者')
      await page.waitForFunction(() =>
        (document.querySelector('[data-find-count]')?.textContent ?? '').endsWith('1件'),
      )
      await leave()
    },
  )

  await walk(
    'a signed PDF asks first; pages of another come in and are dragged; a frame and a text are drawn',
    async (t) => {
      const id = await caseWith(stage, [
        ['契約書.pdf', await signedPdf()],
        ['名簿.pdf', await namesPdf()],
      ])
      const { page, leave } = await come(staff.drafter)
      await open(page, url, id)
      await page.locator('[data-edit-file]').first().click()
      const strip = page.locator('[data-page-strip]')
      await strip.locator('[data-sheet="2"]').waitFor()
      await page.getByRole('button', { name: 'ページを挿入' }).click()
      await page.getByRole('menuitem', { name: '「名簿.pdf」の3ページ' }).click()
      await strip.locator('[data-sheet="5"]').waitFor()
      await page.locator('[data-page-surface] canvas[data-drawn]').waitFor()
      await page.getByRole('button', { name: '枠', exact: true }).click()
      await drag(page, '[data-page-surface]', 420, [30, 50, 200, 40])
      await page.getByRole('button', { name: '文字', exact: true }).click()
      await drag(page, '[data-page-surface]', 420, [30, 150, 200, 30])
      await page.locator('[data-mark-list] textarea').fill('住所を確かめること')
      const handle = strip.getByRole('button', { name: '2ページを移動' })
      const first = await strip.locator('[data-sheet="1"]').boundingBox()
      const from = await handle.boundingBox()
      if (first === null || from === null) throw new Error('no page to drag')
      await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
      await page.mouse.down()
      await page.mouse.move(from.x + from.width / 2, first.y + first.height * 0.6, { steps: 12 })
      await page.mouse.move(from.x + from.width / 2, first.y + first.height * 0.4, { steps: 4 })
      await page.mouse.up()
      await strip.locator('[data-sheet="1"]', { hasText: '書込み2' }).waitFor()
      await healthy(t, page, 'a signed PDF')
      await takePicture(page, 'edit-pdf-signed')
      await page.locator('[data-save-edit]').click()
      await page.getByText('電子署名が1つあります').nth(1).waitFor()
      t.equal(await page.locator('[data-edit-place]').count(), 1, 'nothing is saved without a word')
      await page.getByText('署名が無効になることを確かめた').click()
      await save(page)
      const bytes = await storedFile(stage, id)
      const [inserted, contract] = (await wordsOf(bytes)).split('\f')
      t.match(inserted, secret, 'the page that was dragged is the first')
      t.match(contract, 'CONTRACT 1')
      const saved = await PDFDocument.load(bytes)
      t.equal(saved.getPageCount(), 5)
      const kinds = (saved.getPage(0).node.Annots()?.asArray() ?? []).map((it) =>
        saved.context.lookup(it, PDFDict).get(PDFName.of('Subtype'))?.toString(),
      )
      t.same(new Set(kinds), new Set(['/FreeText', '/Square']))
      await leave()
    },
  )

  await walk('a picture is turned, and its middle blacked out; words of a slide are changed', async (t) => {
    const red = { create: { width: 200, height: 100, channels: 3, background: '#d02020' } } as const
    const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#d8d8c8' } })
      .composite([{ input: red, left: 200, top: 150 }])
      .png()
      .toBuffer()
    const id = await caseWith(stage, [
      ['写真.png', photo],
      ['説明.pptx', await slideFile('募集の説明', '観光の振興', 2)],
    ])
    const { page, leave } = await come(staff.drafter)
    await open(page, url, id)
    await page.locator('[data-edit-file]').first().click()
    await page.locator('[data-picture] canvas[data-drawn]').waitFor()
    await page.getByRole('button', { name: '右へ回す' }).click()
    await page.getByRole('img', { name: '編集中の画像（幅400、高さ600画素）' }).waitFor()
    await drag(page, '[data-picture]', 400, [140, 190, 120, 220])
    await page.getByRole('button', { name: '囲みを墨塗り' }).click()
    await page.getByText('前の版には残ります').waitFor()
    await healthy(t, page, 'the picture editor')
    await takePicture(page, 'edit-picture')
    await save(page)
    const { data, info } = await sharp(await storedFile(stage, id))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    t.same([info.width, info.height], [400, 600])
    let red2 = 0
    for (let at = 0; at < data.length; at += 3)
      if ((data[at] ?? 0) > 150 && (data[at + 1] ?? 255) < 80) red2 += 1
    t.equal(red2, 0, 'no red pixel is left')

    await page.locator('[data-edit-file]').nth(1).click()
    const title = page.locator('[data-slide="1"] textarea').first()
    await title.fill('募集の説明（改訂）')
    await page.locator('[data-slide="1"] canvas[data-drawn]').waitFor()
    await healthy(t, page, 'the slides editor')
    await takePicture(page, 'edit-slides')
    await save(page)
    await page.locator('.reader-desk').getByText('募集の説明（改訂）').first().waitFor({ state: 'attached' })
    await leave()
  })

  await walk('on a phone', async (t) => {
    const id = await caseWith(stage, [['名簿.pdf', await namesPdf()]])
    const { page, leave } = await come(staff.drafter, phone)
    await open(page, url, id)
    await page.locator('[data-edit-file]').tap()
    await page.locator('[data-page-surface] canvas[data-drawn]').waitFor()
    await page.getByRole('button', { name: '蛍光ペン', exact: true }).tap()
    await page.getByRole('button', { name: '選んだ書込みをページの中央に置く' }).tap()
    await page.locator('[data-mark=highlight]').waitFor()
    await healthy(t, page, 'the PDF editor on a phone')
    await takePicture(page, 'edit-pdf-phone')
    await save(page)
    t.match((await storedFile(stage, id)).length > 1000, true)
    await leave()
  })

  // The save of a signed file before its reader has agreed.
  await nothingWentWrong(/^(422|409): .*\/edits/)
})
