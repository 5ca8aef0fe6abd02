import type { Page } from 'playwright-core'
import { test } from 'tap'
import { contentsOf, differentParts } from '../../server/testing/edited-workbook.ts'
import { estimate, withChart } from '../../server/testing/workbook-corpus.ts'
import { makeWorkbook } from '../../server/testing/workbooks.ts'
import { attach, healthy, openStage, pagesReady, staff } from './acts-stage.ts'
import { openEditor, storedFile } from './edited-file.ts'
import { compose as composed } from './input-method.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

const name = '内訳書.xlsx'
const ready = '[data-sheet-editor][data-ready=true]'
const words = ['項目', '数量', '金額', '会場費', '印刷費', '通信費', '合計']
/** An estimate with a locked sheet behind it, a day in 和暦 and a part that no library knows. */
const workbook = makeWorkbook({
  sheets: [
    {
      name: '内訳',
      data: `${estimate}<row r="7"><c r="A7" s="3"><v>46353</v></c></row>`,
      after:
        '<dataValidations count="2"><dataValidation type="list" showErrorMessage="1" errorTitle="区分" error="一般か特別を選んでください。" showInputMessage="1" promptTitle="会計" prompt="区分を選びます。" sqref="E2:E4"><formula1>"一般,特別"</formula1></dataValidation><dataValidation type="whole" showErrorMessage="1" errorStyle="warning" sqref="E7"><formula1>1</formula1><formula2>9</formula2></dataValidation></dataValidations><drawing r:id="rId1"/>',
      related: [['drawing', '../drawings/drawing1.xml']],
    },
    {
      name: '様式',
      data: '<row r="1"><c r="A1" t="inlineStr"><is><t>固定</t></is></c></row>',
      after: '<sheetProtection sheet="1"/>',
    },
  ],
  strings: words.map((it) => `<t>${it}</t>`),
  parts: { ...withChart.parts, 'customXml/item1.xml': '<決裁 xmlns="urn:example"/>' },
})

/** Two rows as Excel puts them on the clipboard: folded source, exact numbers, texts by their format, a cell over two columns. */
const fromExcel = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--.xl65 {mso-number-format:"\\@";} .xl66 {mso-number-format:"\\#\\,\\#\\#0";}--></style></head><body><table border=0><!--StartFragment--><tr height=18><td height=18 class=xl64>会場費
  本館</td><td class=xl66 align=right x:num="1234.5678">1,235</td><td class=xl65>007</td></tr><tr><td colspan=2>一行目<br>
  二行目</td><td align=right>7%</td></tr><!--EndFragment--></table></body></html>`

/** Pastes into the selected cell as the browser does after Ctrl+V. */
async function paste(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.getAttribute('contenteditable') === 'true')
  await page.evaluate((contents) => {
    const clipboardData = new DataTransfer()
    for (const [type, content] of Object.entries(contents)) clipboardData.setData(type, content)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    ;(document.activeElement ?? document.body).dispatchEvent(event)
  }, data)
}

/** Selects a cell by its name, as one does without a mouse. */
async function select(page: Page, cell: string): Promise<void> {
  const field = page.locator('[data-sheet-editor] input').first()
  await field.fill(cell)
  await field.press('Enter')
}

/** Writes into the selected cell as an input method does, from its first letter. */
async function compose(page: Page, steps: readonly string[]): Promise<void> {
  await composed(page, steps)
  await page.keyboard.press('Enter')
}

test('直接編集: a workbook changed where it is read', { timeout: 600_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, come, walk, nothingWentWrong } = stage
  const id = await stage.scene.draft({})
  await attach(stage, id, [[name, workbook]])
  await pagesReady(stage, id)

  await walk('typed by an input method, refused at once, kept, saved, and on the page', async (t) => {
    const { page, leave } = await come(staff.drafter)
    await openEditor(page, url, id, ready)
    const save = page.locator('[data-save-edit]')
    t.ok(await save.isDisabled(), 'nothing to save yet')
    await select(page, 'A3')
    await compose(page, ['ｓ', 'せい', 'せいほんひ', '製本費'])
    await select(page, 'B3')
    await compose(page, ['１', '１，２００'])
    await select(page, 'A7')
    await compose(page, ['R8.12.1'])
    await select(page, 'D2')
    await compose(page, ['=C2*2'])
    await page.locator('[data-save-edit]:not([disabled])').waitFor()
    const chart = page.locator('[data-sheet-box=chart]')
    await chart.getByText('費目別（略図').waitFor()
    t.equal(await chart.locator('svg > rect').count(), 3, 'a bar for each cell')
    await healthy(t, page, 'the grid')
    await takePicture(page, 'edit-sheet')

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await select(page, 'A3:B3')
    await page.keyboard.press('Control+c')
    await page.waitForFunction(async () => {
      // What is being copied at this moment cannot be read, and nothing was there before.
      const html = await navigator.clipboard
        .read()
        .then(async ([item]) => (await item?.getType('text/html'))?.text())
        .catch(() => undefined)
      const cells = [...new DOMParser().parseFromString(html ?? '', 'text/html').querySelectorAll('td')]
      const [text, number] = cells.map((it) => it.getAttribute('style') ?? '')
      return (
        /mso-number-format:'\\\\@'/.test(text ?? '') &&
        number?.includes('mso-number-format') === true &&
        cells[1]?.getAttribute('x:num') === '1200'
      )
    })

    await select(page, 'D3')
    await compose(page, ['=SUM('])
    await page.getByText('D3：数式として読めません').waitFor()
    await select(page, 'A1')
    await page.keyboard.press('Control+b')
    await page.getByText('書式、列の幅、シートの追加や名前は').waitFor()
    await page.getByRole('button', { name: '選んだ行の上に行を挿入' }).click()
    await page.getByText('書式、列の幅、シートの追加や名前は').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '元に戻す' }).click()
    await page.locator('[data-sheet-editor]').getByText('様式', { exact: true }).click()
    await select(page, 'A1')
    await page.keyboard.press('F2')
    await page.getByText('A1：シートの保護でロックされているセルのため').waitFor()
    await takePicture(page, 'edit-sheet-refused')

    await page.locator('[data-sheet-editor]').getByText('内訳', { exact: true }).click()
    await select(page, 'E2')
    await page.locator('[data-entry-help="E2"]').getByText('会計　区分を選びます。').waitFor()
    await compose(page, ['臨時'])
    await page
      .getByText('E2：入力規則に合わないため、元に戻しました。区分　一般か特別を選んでください。')
      .waitFor()
    await select(page, 'E3')
    await page.keyboard.press('Alt+ArrowDown')
    await page.getByRole('option', { name: '特別' }).click()
    await select(page, 'E7')
    await compose(page, ['１２'])
    await page
      .getByText('E7：入力規則に合いません。入力はそのままです。整数は、1以上9以下にしてください。')
      .waitFor()
    await healthy(t, page, 'rules for entering')
    await takePicture(page, 'edit-sheet-rules')

    await select(page, 'A97')
    await paste(page, { 'text/html': fromExcel, 'text/plain': 'ignored' })
    await select(page, 'A100')
    await paste(page, { 'text/plain': '"二行の\r\n""注""\tと"\t007\r\n令和8年12月1日\t１，０００\r\n' })
    await select(page, 'A101')
    await takePicture(page, 'edit-sheet-pasted')
    // What was done is kept a moment later.
    await page.waitForTimeout(600)
    await page.reload()
    await page.locator('[data-edit-file]').click()
    await page.getByRole('button', { name: '続きから編集' }).click()
    await page.locator('[data-sheet-editor][data-ready=true]').waitFor()
    await page.locator('[data-save-edit]:not([disabled])').click()
    await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
    await page.locator('.reader-desk').getByText('製本費').first().waitFor({ state: 'attached' })
    await takePicture(page, 'edit-sheet-saved')

    const bytes = await storedFile(stage, id)
    const parts = ['xl/sharedStrings.xml', 'xl/styles.xml', 'xl/worksheets/sheet1.xml']
    t.same(differentParts(workbook, bytes), parts)
    const [before, after] = [contentsOf(workbook), contentsOf(bytes)]
    const changed = [...after].filter(([cell, content]) => before.get(cell) !== content)
    t.same(Object.fromEntries(changed), {
      '内訳!A3': '製本費',
      '内訳!B3': 1200,
      '内訳!D2': '=C2*2',
      '内訳!A7': 46_357,
      '内訳!E3': '特別',
      '内訳!E7': 12,
      '内訳!A97': '会場費 本館',
      '内訳!B97': 1234.5678,
      '内訳!C97': '007',
      '内訳!A98': '一行目\n二行目',
      '内訳!C98': 0.07,
      '内訳!A100': '二行の\n"注"\tと',
      '内訳!B100': 7,
      '内訳!A101': 46_357,
      '内訳!B101': 1000,
    })
    t.match(await page.locator('.reader-desk').textContent(), /2,?400/, 'what the formulas come to')
    await leave()
  })

  await walk('on a telephone the grid says that a wide screen is better', async (t) => {
    const { page, leave } = await come(staff.drafter, phone)
    await openEditor(page, url, id, ready)
    await page.getByText('画面が狭いため').waitFor()
    await healthy(t, page, 'the grid on a telephone')
    await takePicture(page, 'edit-sheet-phone')
    await leave()
  })

  // The grid's libraries bring some styles as elements, which the policy of the page refuses; see adopt-styles.ts. A lease that ended with its save may be asked for once more.
  await nothingWentWrong(/Applying inline style violates/)
})
