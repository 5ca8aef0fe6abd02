import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import type { Book } from '../../server/contract/book.ts'
import { test } from 'tap'
import { makeWordFile, wordFiles } from '../../server/testing/word-files.ts'
import { protectedWord } from '../../server/testing/word-says.ts'
import { type Stage, attach, done, healthy, open, openStage, pagesReady, staff } from './acts-stage.ts'
import { compose } from './input-method.ts'
import { openEditor, storedFile } from './edited-file.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

const name = '伺い.docx'
const ready = '[data-word-editor][data-ready=true]'
const file = (kind: string): Buffer => wordFiles.get(kind) ?? Buffer.alloc(0)

async function caseWith(stage: Stage, bytes: Buffer, submitted: boolean): Promise<string> {
  const id = await stage.scene.draft({})
  await attach(stage, id, [[name, bytes]])
  if (submitted) await stage.scene.act(staff.drafter, id, { type: 'submit' })
  await pagesReady(stage, id)
  return id
}

async function composeAfter(page: Page, words: string, steps: readonly string[]): Promise<void> {
  await page.locator('[data-word-editor]').getByText(words).first().click()
  await page.keyboard.press('End')
  await compose(page, steps)
}

/** The parts of the newest revision. */
async function stored(stage: Stage, id: string): Promise<Readonly<Record<string, string>>> {
  return partsOf(await storedFile(stage, id))
}

function partsOf(bytes: Buffer): Readonly<Record<string, string>> {
  const parts = Object.entries(unzipSync(bytes))
  return Object.fromEntries(parts.map(([part, content]) => [part, strFromU8(content, true)]))
}

function lettersOf(document: string | undefined): string {
  const utf8 = Buffer.from(document ?? '', 'latin1').toString('utf8')
  return Array.from(utf8.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/g), ([, letters]) => letters).join('')
}

test('直接編集: a Word file changed where it is read', { timeout: 600_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, come, walk, nothingWentWrong } = stage

  await walk('the drafter: written by an input method, replaced, saved, and on the page again', async (t) => {
    const original = file('comment')
    const id = await caseWith(stage, original, false)
    const { page, leave } = await come(staff.drafter)
    // A server that stumbles is asked again; what it answers meanwhile is not the file.
    const stumbles = { status: 503, contentType: 'text/plain', body: 'busy' }
    await page.route('**/v1/revisions/*/content', (route) => route.fulfill(stumbles), { times: 1 })
    await openEditor(page, url, id, ready)
    const editor = page.locator('[data-word-editor]')
    t.ok(await page.locator('[data-save-edit]').isDisabled(), 'nothing to save yet')
    await composeAfter(page, '伺います。', ['ｎ', 'なお', 'なお、きげん', 'なお、期限は三月末とします。'])
    await editor.getByRole('button', { name: '検索と置換', exact: true }).click()
    await page.getByLabel('検索する文字').fill('委託')
    await page.locator('[data-word-found]').getByText('1件').waitFor()
    await page.getByLabel('置換後の文字').fill('売買')
    await page.locator('[data-replace-all]').click()
    await editor.getByText('売買').first().waitFor()
    await healthy(t, page, 'the Word editor')
    await takePicture(page, 'edit-word')
    await page.locator('[data-word-editor][data-settled=true]').waitFor()
    // The page is gone and comes back: what was not saved is offered again.
    await page.locator('[data-word-editor][data-settled=true]').waitFor()
    await page.waitForTimeout(600)
    await page.reload()
    await page.locator('[data-edit-file]').click()
    await page.getByRole('button', { name: '続きから編集' }).click()
    await page.locator('[data-word-editor][data-ready=true]').waitFor()
    await editor.getByText('期限は三月末').first().waitFor()
    await page.locator('[data-save-edit]:not([disabled])').waitFor()
    await page.keyboard.press('Control+s')
    await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
    const [was, is] = [partsOf(original), await stored(stage, id)]
    t.same(
      Object.keys(was).filter((part) => was[part] !== is[part]),
      ['word/document.xml'],
    )
    t.equal(
      lettersOf(is['word/document.xml']),
      lettersOf(was['word/document.xml'])
        .replace('委託', '売買')
        .replace('ます。', 'ます。なお、期限は三月末とします。'),
    )
    t.notMatch(is['word/document.xml'], /<w:(?:ins|del)[ >]/, 'what the drafter writes stands without a mark')
    await page
      .locator('.reader-desk')
      .getByText(/期限は三月末/)
      .first()
      .waitFor({ state: 'attached' })
    await takePicture(page, 'edit-word-saved')
    await leave()
  })

  await walk('an approver: the change is a tracked change with title and name', async (t) => {
    const id = await caseWith(stage, file('ruby'), true)
    const { page, leave } = await come(staff.groupChief)
    await openEditor(page, url, id, ready)
    t.match(await page.locator('[data-file-notes]').textContent(), /簡略に表示します.*ふりがな/)
    await composeAfter(page, '伺います。', ['ｋ', 'かくにん', '確認済み。'])
    await page.keyboard.press('Control+s')
    const panel = page.locator('[data-save-panel]')
    await panel.getByText('軽微な変更', { exact: true }).click()
    await panel.locator('textarea[name=reason]').fill('確認したことを加えました。')
    await panel.locator('[data-confirm-save]').click()
    await done(page, 'revise')
    await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
    const document = Buffer.from((await stored(stage, id))['word/document.xml'] ?? '', 'latin1').toString(
      'utf8',
    )
    const mark =
      /<w:ins w:id="\d+" w:author="[^"]*行啓 武" w:date="[^"]+Z"><w:r>(?:<w:rPr>.*?<\/w:rPr>)?<w:t[^>]*>確認済み。<\/w:t>/
    t.match(document, mark)
    t.match(document, '<w:ruby>', 'what the editor does not show is still there')
    await leave()
  })

  await walk(
    'two at once: what both wrote at different places is joined, the same place is chosen',
    async (t) => {
      const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
      const body = ['第一の文です。', '第二の文です。', '第三の文です。'].map(paragraph).join('')
      const id = await caseWith(stage, makeWordFile({ body }), true)
      const weigh = async (page: Page) => {
        const panel = page.locator('[data-save-panel]')
        await panel.getByText('軽微な変更', { exact: true }).click()
        await panel.locator('textarea[name=reason]').fill('字句を改めました。')
        await panel.locator('[data-confirm-save]').click()
      }
      const first = await come(staff.groupChief)
      await openEditor(first.page, url, id, ready)
      await composeAfter(first.page, '第二の文です。', ['（私の案）'])
      await composeAfter(first.page, '第三の文です。', ['（三）'])
      const second = await come(staff.groupChief)
      await open(second.page, url, id)
      await second.page.locator('[data-edit-file]').click()
      await second.page.locator('[data-take-over]').click()
      await second.page.locator(ready).waitFor()
      await composeAfter(second.page, '第一の文です。', ['（一）'])
      await composeAfter(second.page, '第二の文です。', ['（別の案）'])
      await second.page.keyboard.press('Control+s')
      await weigh(second.page)
      await done(second.page, 'revise')

      const { page } = first
      await page.locator('[data-lease-lost]').waitFor()
      await page.locator('[data-save-edit]').click()
      await weigh(page)
      await page.locator('[data-conflict] [data-merge]').click()
      const panel = page.locator('[data-merge-panel]')
      await panel.getByText('新しい版1か所、控え1か所').waitFor()
      await panel.locator('[data-save-merged]').click()
      await panel.getByText('あと1か所、選んでください。').waitFor()
      await healthy(t, page, 'two edits of one Word file')
      await takePicture(page, 'edit-word-merge')
      const size = page.viewportSize()
      await page.setViewportSize({ width: 390, height: 844 })
      await healthy(t, page, 'two edits of one Word file on a narrow screen')
      await takePicture(page, 'edit-word-merge-narrow')
      if (size !== null) await page.setViewportSize(size)
      await panel.getByRole('radio', { name: /両方/ }).check()
      await panel.locator('[data-save-merged]').click()
      const reason = page.locator('[data-save-panel] textarea[name=reason]')
      t.equal(await reason.inputValue(), '字句を改めました。', 'written once, also when somebody was faster')
      await weigh(page)
      await done(page, 'revise')
      await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
      const document = (await stored(stage, id))['word/document.xml']
      t.equal(
        lettersOf(document),
        '第一の文です。（一）第二の文です。（別の案）第二の文です。（私の案）第三の文です。（三）',
      )
      t.equal(document?.match(/<w:ins /g)?.length, 4, 'each still marked as what it is')
      await first.leave()
      await second.leave()
    },
  )

  await walk('what may not go unnoticed, and a file that is not edited here, say so', async (t) => {
    const id = await caseWith(stage, file('footnote'), false)
    const { page, leave } = await come(staff.drafter)
    await openEditor(page, url, id, ready)
    await page.locator('[data-word-editor]').getByText('伺います。').first().click()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await page.locator('[data-losses]').getByText('脚注 1').waitFor()
    await healthy(t, page, 'a file that loses something')
    await takePicture(page, 'edit-word-loses')
    await page.locator('[data-save-edit]').click()
    await page.locator('[data-edit-place]').getByText('失われるものがあります').waitFor()
    // The safe way: the words around the note are written, the note stays.
    await page.getByRole('button', { name: 'いまの変更を捨てて、文字だけ直す' }).click()
    const first = page.locator('[data-word-paragraph="1"]')
    t.match(await first.textContent(), '注番号')
    await first.getByRole('textbox', { name: '段落1の3番目' }).click()
    await page.keyboard.press('End')
    await compose(page, ['ｎ', 'なお、きげん', 'なお、期限は三月末とします。'])
    await healthy(t, page, 'paragraphs as text')
    await takePicture(page, 'edit-word-texts')
    await page.getByRole('tab', { name: 'ページで編集' }).click()
    await page.locator('[data-other-way]').getByText('「文字だけ直す」の変更').waitFor()
    await page.keyboard.press('Control+s')
    await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
    const document = (await stored(stage, id))['word/document.xml'] ?? ''
    t.match(lettersOf(document), /伺います。なお、期限は三月末とします。$/)
    t.match(document, '<w:footnoteReference')
    await leave()

    const other = await caseWith(stage, protectedWord(), false)
    const small = await come(staff.drafter, phone)
    await open(small.page, url, other)
    await small.page.locator('[data-edit-file]').click()
    const told = small.page.locator('[data-not-editable]')
    t.match(await told.textContent(), '保護された文書は画面では編集できません')
    await healthy(t, small.page, 'a file that is not edited here')
    await small.leave()
  })

  await walk(
    'コメント: one of the file is answered, a 付箋 becomes one, and the reader shows them',
    async (t) => {
      const id = await caseWith(stage, file('comment'), true)
      const group = await stage.scene.as(staff.groupChief)
      const { body: book } = await group.get<Book>(`/v1/proposals/${id}/pages`)
      await group.send('POST', `/v1/proposals/${id}/notes`, {
        ...{ revisionId: book.files[0]?.revisionId, pageIndex: 0, words: '売買では', audience: 'route' },
        place: { kind: 'note', x: 50, y: 50 },
        quote: { before: '', text: '委託契約', after: '' },
      })
      const { page, leave } = await come(staff.groupChief)
      await openEditor(page, url, id, ready)
      await page.getByRole('tab', { name: 'コメント' }).click()
      const comment = page.locator('[data-file-comment="5"]')
      await comment.getByText('条項番号を明記してください。').waitFor()
      await comment.getByRole('button', { name: '返信' }).click()
      await comment.getByRole('textbox', { name: '返信の言葉' }).fill('第３条です。')
      await comment.getByRole('button', { name: '返信を加える' }).click()
      await comment.getByRole('button', { name: '解決済みにする' }).click()
      // Nobody says that the second one is ready: it stays, and goes along.
      await comment.getByRole('button', { name: '返信', exact: true }).click()
      const answer = comment.getByRole('textbox', { name: '返信の言葉' })
      await answer.fill('別記も直しました。')
      await page.getByRole('tab', { name: '変更履歴' }).click()
      await page.getByRole('tab', { name: 'コメント' }).click()
      t.equal(await answer.inputValue(), '別記も直しました。')
      await page.getByRole('button', { name: 'ファイルのコメントにする' }).click()
      await healthy(t, page, 'comments of a file')
      await takePicture(page, 'edit-word-comments')
      await page.keyboard.press('Control+s')
      const panel = page.locator('[data-save-panel]')
      await panel.getByText('軽微な変更', { exact: true }).click()
      await panel.locator('textarea[name=reason]').fill('コメントに答えました。')
      await panel.locator('[data-confirm-save]').click()
      await done(page, 'revise')
      await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
      const parts = await stored(stage, id)
      t.equal(lettersOf(parts['word/document.xml']), lettersOf(partsOf(file('comment'))['word/document.xml']))
      const comments = Buffer.from(parts['word/comments.xml'] ?? '', 'latin1').toString('utf8')
      t.match(comments, /w:author="[^"]*行啓 武"[^>]*>(?:(?!<\/w:comment>).)*第３条です。/)
      t.match(comments, '別記も直しました。')
      t.match(comments, /売買では（[^（）]*行啓 武の付箋）/)
      t.match(parts['word/commentsExtended.xml'], 'w15:done="1"')
      await pagesReady(stage, id)
      await page.reload()
      await page.getByRole('button', { name: '付箋', exact: true }).click()
      const shown = page.locator('[data-comments-in-file]')
      await shown.getByText('第３条です。').waitFor()
      t.equal(await shown.locator('[data-comment-in-file]').count(), 4)
      await healthy(t, page, 'comments in the reader')
      await takePicture(page, 'edit-word-comments-read')
      await leave()
    },
  )

  await walk(
    '変更履歴: the drafter accepts one change and rejects another; anybody else reads them',
    async (t) => {
      const id = await caseWith(stage, file('tracked changes'), false)
      const { page, leave } = await come(staff.drafter, phone)
      await openEditor(page, url, id, ready)
      await page.getByRole('tab', { name: '変更履歴' }).click()
      const list = page.locator('[data-word-changes]')
      await list.getByRole('group', { name: '挿入「随意」' }).getByRole('button', { name: '反映' }).click()
      await list
        .getByRole('group', { name: '削除「一般競争」' })
        .getByRole('button', { name: '取消し' })
        .click()
      await list.getByText('2件のうち2件を選択').waitFor()
      await healthy(t, page, 'tracked changes')
      await takePicture(page, 'edit-word-changes')
      await page.locator('[data-save-edit]').click()
      await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
      const document = (await stored(stage, id))['word/document.xml'] ?? ''
      t.match(lettersOf(document), '委託契約随意一般競争を')
      t.notMatch(document, /<w:(?:ins|del)[ >]/)
      await leave()

      const other = await caseWith(stage, file('tracked changes'), true)
      const approver = await come(staff.groupChief)
      await openEditor(approver.page, url, other, ready)
      await approver.page.getByRole('tab', { name: '変更履歴' }).click()
      await approver.page.getByText('起案者だけができます').waitFor()
      t.equal(await approver.page.locator('[data-file-change]').count(), 2)
      t.equal(await approver.page.getByRole('button', { name: '反映', exact: true }).count(), 0)
      await approver.leave()
    },
  )

  // Refusals that the parts above ask for.
  await nothingWentWrong(/409|422|^503: .*content$/)
})
