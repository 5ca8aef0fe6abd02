import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { test } from 'tap'
import type { FolderList, FolderView } from '../../server/contract/folders.ts'
import { nodeArguments } from '../../server/project-root.ts'
import { healthy, openStage, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { askAs, openInbox, phone } from './visitor.ts'

const run = promisify(execFile)

test('簿冊 through the real browser', { timeout: 300_000 }, async (t) => {
  const { url, db, env, folder, scene, come, walk, nothingWentWrong } = await openStage(t)
  const decided = async () => {
    const id = await scene.submitted({ concurringUnits: [] })
    for (const person of [staff.groupChief, staff.sectionChief]) {
      await scene.act(person, id, { type: 'approve' })
    }
    await scene.act(staff.director, id, { type: 'decide' })
    return id
  }
  const filed = await decided()
  const visitor = await come(staff.drafter)
  await openInbox(visitor)
  const { page } = visitor
  const { folderId } = (await scene.view(staff.drafter, filed)).content
  const done = () => page.getByText('保存しました').first().waitFor()

  await walk('簿冊 by year, class and words', async (t) => {
    await page.getByRole('navigation', { name: '主なメニュー' }).getByRole('link', { name: '簿冊' }).click()
    await page.getByRole('heading', { level: 1, name: '簿冊' }).waitFor()
    const rows = page.getByRole('region', { name: '簿冊' }).getByRole('row')
    await rows.nth(5).waitFor()
    await healthy(t, page, 'the list')
    await takePicture(page, 'folders')
    await page.getByRole('row', { name: /5 経済・観光/ }).click()
    await page.getByRole('link', { name: '後援名義使用承認' }).first().waitFor()
    await page.getByRole('link', { name: '旅行命令簿' }).first().waitFor({ state: 'detached' })
    t.match(page.url(), /classification=5\b/)
    await page.getByRole('button', { name: 'すべての分類' }).click()
    await page.getByRole('searchbox', { name: '名称・番号' }).fill('休暇')
    await page.getByRole('link', { name: '当初予算編成' }).first().waitFor({ state: 'detached' })
    t.ok((await rows.count()) >= 2)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'CSVで保存' }).click()
    t.equal((await download).suggestedFilename(), 'folders.csv')
  })

  await walk(
    'R-20 a 課 opens a 簿冊; its days are computed, and a case moved into it keeps it longer',
    async (t) => {
      await page.goto(`${url}/folders`)
      await page.getByRole('button', { name: '簿冊を作成' }).click()
      const form = page.getByRole('form', { name: '簿冊を作成' })
      await form.getByRole('textbox', { name: '名称' }).fill('みほん観光大使')
      await form.getByRole('combobox', { name: '分類' }).fill('後援')
      await page.getByRole('option', { name: /^512/ }).click()
      await form.getByRole('button', { name: '保存期間' }).click()
      await page.getByRole('option', { name: '5年' }).click()
      await form.getByRole('button', { name: '満了時の措置' }).click()
      await page.getByRole('option', { name: '廃棄' }).click()
      await healthy(t, page, 'the form of a new 簿冊')
      await takePicture(page, 'folder-new')
      await form.getByRole('button', { name: '作成する' }).click()
      await page.getByRole('heading', { level: 1, name: 'みほん観光大使' }).waitFor()
      const facts = page.getByRole('region', { name: '簿冊の内容' })
      t.match(await facts.textContent(), /512-02.*観光振興課.*5年.*〜.*見込み.*廃棄/s)
      await healthy(t, page, 'a new 簿冊')
      await takePicture(page, 'folder')
    },
  )

  await walk('put right, held and extended, each with its reason in the history', async (t) => {
    const history = page.getByRole('region', { name: '経過' })
    const act = async (name: string, fill: () => Promise<void>) => {
      await page.getByRole('group', { name: '操作' }).getByRole('button', { name, exact: true }).click()
      const form = page.getByRole('form', { name, exact: true })
      await fill()
      await form.getByRole('textbox', { name: '理由' }).fill('見直しのため')
      await healthy(t, page, name)
      await form.getByRole('button', { name, exact: true }).click()
      await form.waitFor({ state: 'detached' })
      await done()
    }
    await act('内容を改める', () => page.getByRole('textbox', { name: '名称' }).fill('観光大使'))
    await history.getByText('名称を「みほん観光大使」から「観光大使」に変更しました。').waitFor()
    await act('延長する', async () => {
      await page.getByRole('button', { name: '新しい満了日' }).click()
      await page.getByRole('option').nth(2).click()
    })
    await page.getByText('延長による').waitFor()
    await act('廃棄を停止する', async () => {})
    await page.getByText('廃棄停止中').first().waitFor()
    const papers = page.getByRole('group', { name: '印刷' })
    const opened = async (name: string) => {
      const answer = page.context().waitForEvent('response', (it) => it.url().includes('.pdf'))
      const tab = page.context().waitForEvent('page')
      await papers.getByRole('link', { name }).click()
      const response = await answer
      t.match([response.status(), response.headers()['content-type']], [200, 'application/pdf'], name)
      await (await tab).close()
    }
    await opened('目録を印刷')
    await opened('背表紙（幅3cm）')
    t.equal(
      await page.getByRole('button', { name: '廃棄の停止を解く' }).count(),
      0,
      'that is for the 文書管理者',
    )
    await takePicture(page, 'folder-history')
  })

  await walk('the 文書管理者 moves a case, and what lies on a shelf is registered', async (t) => {
    const manager = await come(staff.recordsManager)
    const at = manager.page
    await at.goto(`${url}/folders/${folderId}`)
    const cases = at.getByRole('region', { name: 'つづられた文書' })
    await cases.getByRole('button', { name: /をほかの簿冊に移す$/ }).click()
    await cases.getByRole('combobox', { name: '移す先の簿冊' }).fill('111-02')
    await at
      .getByRole('option', { name: /^111-02/ })
      .first()
      .click()
    await cases.getByRole('textbox', { name: '理由' }).fill('つづり誤りのため')
    await healthy(t, at, 'moving a case')
    await takePicture(at, 'folder-move')
    await cases.getByRole('button', { name: '移す', exact: true }).click()
    await cases.getByText('閲覧できる文書はありません').waitFor()
    await at.getByRole('region', { name: '経過' }).getByText('つづり誤りのため').waitFor()
    await at.getByRole('button', { name: '電子以外の記録', exact: true }).click()
    const form = at.getByRole('form', { name: '電子以外の記録' })
    await form.getByRole('button', { name: '記録を加える' }).click()
    await form.getByRole('textbox', { name: '配架場所' }).fill('書庫2 A-3')
    await form.getByRole('textbox', { name: '数量' }).fill('２')
    await form.getByRole('button', { name: '電子以外の記録', exact: true }).click()
    await at.getByRole('region', { name: '簿冊の内容' }).getByText('書庫2 A-3').waitFor()
    const view = await askAs<FolderView>(manager, `/v1/folders/${folderId}`)
    t.match(view, { parts: [{ medium: 'paper', quantity: 2 }], chainIntact: true, cases: 0 })
    await page.goto(`${url}/proposals/${filed}`)
    await page.locator('[data-moved-to]').first().waitFor()
    await healthy(t, page, 'a case that was moved')
    await takePicture(page, 'folder-moved-case')
    await page.locator('[data-moved-to]').getByRole('link').first().click()
    await page.waitForURL(/\/folders\/\d{4}-111-02$/)
  })

  await walk('年度更新 of a 課, looked over before', async (t) => {
    await page.goto(`${url}/folders/renewal`)
    const form = page.getByRole('form', { name: /年度$/ })
    await form.getByText('観光大使').waitFor()
    await healthy(t, page, '年度更新')
    await takePicture(page, 'folder-renewal')
    await form.getByRole('button', { name: '1冊を作成する' }).click()
    await form.getByText('作成済み').waitFor()
    const { fiscalYear } = await askAs<FolderList>(visitor, '/v1/folders')
    const { items } = await askAs<FolderList>(visitor, `/v1/folders?year=${fiscalYear + 1}`)
    t.match(items, [{ name: '観光大使', held: false }])
  })

  await walk('R-21 満了と廃棄: the archive appraises, the 課 notes the decision and the 公表', async (t) => {
    const expired = {
      ...{ code: '512-90', name: '後援名義使用承認（令和2年度）', fiscal_year: 2020, owner_unit: 'KNK' },
      ...{ classification_code: '512', retention_code: 'R05', disposition: 'appraise' },
    }
    await db
      .insertInto('record_folder')
      .values({ id: '2020-512-90', ...expired })
      .execute()
    const archivist = await come('u0119')
    const { page: archive } = archivist
    await archive.goto(`${url}/folders/expiry`)
    await archive.getByText(expired.name).click()
    const appraisal = archive.getByRole('form', { name: '評価選別' })
    await appraisal.getByRole('textbox', { name: '理由' }).fill('定型の承認であり、歴史資料に当たらない')
    await healthy(t, archive, '評価選別')
    await takePicture(archive, 'appraisal')
    await appraisal.getByRole('button', { name: '1冊の評価選別を記録する' }).click()
    await archive.getByText('1冊に記録しました').first().waitFor()
    await archive.getByText('決定を記録できるのは').waitFor()
    await archivist.leave()

    const keeper = await come(staff.drafter)
    await keeper.page.goto(`${url}/folders/expiry`)
    await keeper.page.getByText(expired.name).click()
    const drafting = keeper.page.locator('[data-draft-disposal]')
    await healthy(t, keeper.page, 'before it is drafted')
    await takePicture(keeper.page, 'disposal-draft')
    await drafting.getByRole('button', { name: '1冊の廃棄を起案する' }).click()
    await keeper.page.waitForURL(/\/compose\/[0-9a-f-]+$/)
    const own = keeper.page.url().split('/').at(-1) ?? ''
    await keeper.page.getByRole('button', { name: /廃棄する簿冊の一覧.csv の順番を変える/ }).waitFor()
    await takePicture(keeper.page, 'disposal-drafted')
    await scene.decideDraft(own, staff.drafter, [staff.groupChief, staff.sectionChief])
    await keeper.leave()

    const small = await come(staff.drafter, phone)
    const { page: at } = small
    await at.goto(`${url}/folders`)
    await at.getByRole('link', { name: '満了と廃棄' }).tap()
    await at.locator('[data-drafted=decided]').waitFor()
    await at.getByText(expired.name).tap()
    const decidedBy = at.getByRole('combobox', { name: '決定した文書' })
    t.match(
      await decidedBy.inputValue().catch(() => decidedBy.innerText()),
      /簿冊の廃棄について/,
      'chosen by itself',
    )
    await healthy(t, at, 'the decision on a phone')
    await takePicture(at, 'phone-expiry')
    await at.getByRole('button', { name: '1冊の決定を記録する' }).tap()
    await at.getByRole('button', { name: /^決定済/ }).waitFor()
    await at.getByText(expired.name).tap()
    await at.getByRole('button', { name: '1冊の公表を記録する' }).tap()
    await at.getByRole('button', { name: /^公表済/ }).waitFor()
    await at.getByText(expired.name).tap()
    await at.getByRole('button', { name: '1冊を廃棄する' }).tap()
    const refused = at.getByRole('form', { name: '廃棄する' }).getByRole('alert')
    t.match(await refused.innerText(), /公表/, 'not before the days are over, and why')
    await healthy(t, at, '廃棄 that is refused')
    await takePicture(at, 'phone-disposal')
    await small.leave()
  })

  await walk('移管: package, download, receipt of the archive, and what remains', async (t) => {
    const name = '観光振興計画（令和2年度）'
    await db
      .insertInto('record_folder')
      .values({
        ...{ id: '2020-512-91', code: '512-91', name, fiscal_year: 2020, owner_unit: 'KNK' },
        ...{ classification_code: '512', retention_code: 'R05', disposition: 'transfer' },
      })
      .execute()
    const archivist = await come('u0119')
    const { page: archive } = archivist
    await archive.goto(`${url}/folders/expiry`)
    await archive.getByText(name).click()
    const appraisal = archive.getByRole('form', { name: '評価選別' })
    await appraisal.getByText('移管', { exact: true }).click()
    await appraisal.getByRole('textbox', { name: '理由' }).fill('地域の歩みを伝える')
    await appraisal.getByRole('button', { name: '1冊の評価選別を記録する' }).click()
    await archive.getByText('1冊に記録しました').first().waitFor()
    await decided()

    const keeper = await come(staff.drafter)
    const { page: at } = keeper
    await at.goto(`${url}/folders/expiry`)
    await at.getByRole('button', { name: /^評価選別済/ }).click()
    await at.getByText(name).click()
    await at.getByRole('combobox', { name: '決定した文書' }).click()
    await at.getByRole('option').first().click()
    await at.getByRole('button', { name: '1冊の決定を記録する' }).click()
    await at.getByRole('button', { name: /^移管を決定/ }).waitFor()

    // On its own page; what the worker reads is held, so that there is something to give up.
    await at.goto(`${url}/folders/2020-512-91`)
    await at.locator('[data-folder-end=toTransfer]').waitFor()
    await healthy(t, at, '移管パッケージを作る')
    await takePicture(at, 'transfer-package')
    const held = await db.startTransaction().execute()
    await sql`lock table body_profile in access exclusive mode`.execute(held)
    await at.getByRole('button', { name: '1冊のパッケージを作る' }).click()
    await at.getByRole('button', { name: `${name}のパッケージの作成をやめる` }).click()
    await at.getByText('パッケージの作成をやめました').first().waitFor()
    await held.rollback().execute()
    const given = await db.selectFrom('transfer_package').select('status').execute()
    t.same(given, [{ status: 'cancelled' }])
    await at.getByRole('button', { name: '1冊のパッケージを作る' }).click()
    await at.locator('[data-folder-end=packaged]').waitFor()
    await healthy(t, at, 'a 簿冊 whose package was made, on its own page')
    await takePicture(at, 'folder-end')
    await at.goto(`${url}/folders/expiry`)
    await at.getByRole('button', { name: /^パッケージ作成済/ }).click()
    const download = at.waitForEvent('download')
    await at.getByRole('link', { name: `${name}の移管パッケージをダウンロード` }).click()
    t.equal((await download).suggestedFilename(), '2020-512-91_移管.zip')
    await healthy(t, at, 'a package that was made')
    await takePicture(at, 'transfer-packaged')
    const hash = /[0-9a-f]{64}/.exec(await at.locator('[data-transfer=done]').innerText())?.[0] ?? ''
    await keeper.leave()

    await archive.goto(`${url}/folders/expiry`)
    await archive.getByRole('button', { name: /^パッケージ作成済/ }).click()
    await archive.getByText(name).click()
    const form = archive.getByRole('form', { name: '文書館の受領書を登録' })
    await form.getByRole('textbox', { name: '受入番号' }).fill('令8-0015')
    await form.getByRole('textbox', { name: '受領した人' }).fill('文書館長 山﨑 一')
    await form.getByRole('textbox', { name: `${name}のSHA-256` }).fill(hash)
    await healthy(t, archive, '受領書')
    await takePicture(archive, 'transfer-receipt')
    await form.getByRole('button', { name: '1冊の受領書を登録する' }).click()
    await archive.getByText('文書館の受入番号 令8-0015').waitFor()
    await archivist.leave()

    const small = await come(staff.drafter, phone)
    const { page: hand } = small
    await hand.goto(`${url}/folders/expiry`)
    await hand.getByRole('button', { name: /^文書館が受入済/ }).tap()
    await hand.getByText(name).tap()
    await healthy(t, hand, 'the end of our own copy on a phone')
    await takePicture(hand, 'phone-transfer')
    await hand.getByRole('button', { name: '1冊の写しを消去する' }).tap()
    await hand.getByRole('button', { name: /^文書館が受入済/ }).waitFor({ state: 'detached' })
    await hand.goto(`${url}/folders/2020-512-91`)
    await hand.getByText('受入番号 令8-0015').first().waitFor()
    await healthy(t, hand, 'what remains, on a phone')
    await takePicture(hand, 'phone-transferred')
    await small.leave()
  })

  await walk('文書分類表 in the settings', async (t) => {
    const manager = await come(staff.recordsManager)
    const at = manager.page
    await at.goto(`${url}/settings/classifications`)
    const form = at.getByRole('form', { name: '分類を加える' })
    await form.getByRole('combobox', { name: '上の分類' }).fill('観光')
    await at.getByRole('option', { name: /^51 / }).click()
    await form.getByRole('textbox', { name: 'コード' }).fill('513')
    await form.getByRole('textbox', { name: '名称' }).fill('観光統計')
    await form.getByRole('button', { name: '加える' }).click()
    const list = at.getByRole('list', { name: '文書分類表' })
    await list.getByText('観光統計').waitFor()
    await healthy(t, at, '文書分類表')
    await takePicture(at, 'classifications')
  })

  await walk('移行: a case of an old system says whose word it is, and shows no seal', async (t) => {
    const rows = [
      '旧管理番号,件名,伺い文,文書番号,起案日,決裁日,施行日,課,当時の所属名,起案者,起案者の職,承認者,決裁者,決裁者の職,分類,簿冊,保存期間,ファイル',
      'D-1,みほん雪まつりの後援名義の使用承認について,承認してよろしいか伺います。,観光第118号,平成30年11月5日,平成30年11月8日,平成30年11月9日,KNK,経済部観光局観光課,旧記 太郎,主事,係長 北野 花 平成30年11月6日；課長補佐 南 次郎,東 三郎,観光課長,512,旧後援名義,3年,old.txt',
    ]
    await writeFile(join(folder, 'old.txt'), '後援名義使用承認申請書\n平成三十年十一月')
    await writeFile(join(folder, 'old.csv'), rows.join('\r\n'))
    const said = [
      '--manifest',
      join(folder, 'old.csv'),
      '--files',
      folder,
      '--by',
      'u0104',
      '--source',
      '旧文書管理',
    ]
    await run(process.execPath, [...nodeArguments('import-legacy'), ...said], {
      env: { PATH: process.env['PATH'], ...env },
    })
    const { proposal_id: id } = await db
      .selectFrom('legacy_case')
      .select('proposal_id')
      .executeTakeFirstOrThrow()
    for (const [screen, name] of [
      [undefined, 'imported'],
      [phone, 'phone-imported'],
    ] as const) {
      const visitor = await come(staff.recordsManager, screen)
      const at = visitor.page
      await at.goto(`${url}/proposals/${id}`)
      await at.getByText('移行（旧システムの記録による）').first().waitFor()
      const cover = at.locator('[data-cover-sheet]')
      t.match(
        await cover.innerText(),
        /移行文書の記録.*旧文書管理.*平成30年11月8日.*観光課長　東 三郎.*旧システムの記録による/s,
      )
      t.equal(await at.locator('[data-stamp], .seal-box').count(), 0, 'no seal was given here')
      t.notMatch(await at.locator('body').innerText(), /決裁鑑/, 'nor is its sheet called one')
      await healthy(t, at, name)
      await takePicture(at, name)
    }
  })

  await walk('on a phone', async (t) => {
    const small = await come(staff.drafter, phone)
    await small.page.goto(`${url}/folders`)
    await small.page.getByRole('link', { name: '後援名義使用承認' }).first().waitFor()
    await healthy(t, small.page, 'the list on a phone')
    await takePicture(small.page, 'phone-folders')
    await small.page.getByRole('link', { name: '観光大使' }).last().click()
    await small.page.getByRole('region', { name: '経過' }).waitFor()
    await healthy(t, small.page, 'a 簿冊 on a phone')
    await takePicture(small.page, 'phone-folder')
  })

  await nothingWentWrong(/^4\d\d: \/v1\/folder-expiry\/acts$/)
})
