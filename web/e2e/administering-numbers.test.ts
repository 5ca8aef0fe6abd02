import { test } from 'tap'
import type { NumberBook } from '../../server/contract/numbers.ts'
import { choose, done, healthy, open, openStage, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { askAs, phone } from './visitor.ts'

test('R-19 番号・欠番 through the real browser', { timeout: 240_000 }, async (t) => {
  const { url, scene, come, walk, nothingWentWrong } = await openStage(t)
  const decided = async (): Promise<string> => {
    const id = await scene.submitted({ concurringUnits: [] })
    for (const person of [staff.groupChief, staff.sectionChief]) {
      await scene.act(person, id, { type: 'approve' })
    }
    await scene.act(staff.director, id, { type: 'decide' })
    return id
  }
  const first = await decided()
  await scene.act(staff.drafter, first, { type: 'give_number', kind: '施行番号' })
  const second = await decided()
  const visitor = await come(staff.drafter)
  const { page } = visitor
  const form = page.locator('[data-act-form="give_number"]')
  const numberOf = async (id: string) => (await scene.view(staff.drafter, id)).numbers[0]?.text

  await walk('枝番 stands beside a number given, typed as it comes from a Japanese keyboard', async (t) => {
    await open(page, url, second)
    await choose(page, 'give_number')
    await form.getByText('施行番号', { exact: true }).click()
    await form.getByText('付けた番号の枝番にする').click()
    await page.locator('[data-confirm=give_number]').click()
    await form.getByText('もとの番号を数字で入れてください').waitFor()
    await healthy(t, page, 'a 枝番 without its number')
    await form.getByRole('textbox', { name: 'もとの番号' }).fill('１')
    await takePicture(page, 'number-branch')
    await page.locator('[data-confirm=give_number]').click()
    await done(page, 'give_number')
    t.equal(await numberOf(second), '観光第1号の2')
  })

  await walk('欠番 is registered from there, with a reason', async (t) => {
    await open(page, url, await decided())
    await choose(page, 'give_number')
    await form.getByRole('link', { name: '番号簿を見る・欠番を登録する' }).click()
    const book = page.getByRole('region', { name: '施行番号' })
    await book.getByText('最後の番号　第1号').waitFor()
    await book.getByRole('button', { name: '施行番号の欠番を登録する' }).click()
    const skip = book.getByRole('form', { name: '施行番号の欠番を登録する' })
    await skip.getByRole('textbox', { name: '個数' }).fill('２')
    const save = skip.getByRole('button', { name: '第2号〜第3号を欠番にする' })
    t.ok(await save.isDisabled(), 'not without a reason')
    await skip.getByRole('textbox', { name: '理由' }).fill('紙の番号簿で使用済み')
    await takePicture(page, 'numbers-skip')
    await healthy(t, page, 'the form of 欠番')
    await save.click()
    await book.getByText('最後の番号　第3号').waitFor()
    const rows = page.getByRole('list', { name: '施行番号　欠番' }).getByRole('listitem')
    t.equal(await rows.count(), 1)
    t.match(await rows.textContent(), /第2号〜第3号.*紙の番号簿で使用済み.*幌平 美咲/)
    const asked = new URLSearchParams({ kind: '施行番号', unit: 'KNK' }).toString()
    const { last, skipped } = await askAs<NumberBook>(visitor, `/v1/numbers?${asked}`)
    t.same([last, skipped.map((it) => it.number)], [3, [2, 3]])
    await takePicture(page, 'numbers')
  })

  await walk(
    '予約: set aside for a purpose, taken by it, and the rest given back with a reason',
    async (t) => {
      const book = page.getByRole('region', { name: '施行番号' })
      await book.getByRole('button', { name: '施行番号を予約する' }).click()
      const reserve = book.getByRole('form', { name: '施行番号を予約する' })
      await reserve.getByRole('textbox', { name: '個数' }).fill('3')
      await reserve.getByRole('textbox', { name: '目的' }).fill('補助金の一括発送')
      await healthy(t, page, 'the form of 予約')
      await reserve.getByRole('button', { name: '第4号〜第6号を予約する' }).click()
      await book.getByText('残り　第4号〜第6号').waitFor()
      await book.getByText('次の番号　観光第7号').waitFor()
      const id = await decided()
      await open(page, url, id)
      await choose(page, 'give_number')
      await form.getByText('施行番号', { exact: true }).click()
      await form.getByRole('button', { name: /予約した番号/ }).click()
      await page.getByRole('option', { name: '補助金の一括発送　第4号' }).click()
      await healthy(t, page, 'a number that was set aside')
      await takePicture(page, 'number-reserved')
      await page.locator('[data-confirm=give_number]').click()
      await done(page, 'give_number')
      t.equal(await numberOf(id), '観光第4号')
      await page.goto(`${url}/settings/numbers?unit=KNK-1`)
      await book.getByRole('button', { name: '補助金の一括発送の残りを返却する' }).click()
      const back = book.getByRole('form', { name: '補助金の一括発送の残りを返却する' })
      await back.getByRole('textbox', { name: '理由' }).fill('発送先が減ったため')
      await back.getByRole('button', { name: '第5号〜第6号を返却する' }).click()
      await book.getByText('返却済み　発送先が減ったため').waitFor()
      t.equal(await page.getByRole('list', { name: '施行番号　欠番' }).getByRole('listitem').count(), 2)
      const csv = page.waitForEvent('download')
      await book.getByRole('link', { name: '番号簿（CSV）' }).click()
      t.equal((await csv).suggestedFilename(), 'numbers.csv')
      await takePicture(page, 'numbers-blocks')
    },
  )

  await walk('番号の書き方: seen before it counts, from a day on, by whoever keeps the rules', async (t) => {
    t.equal(await page.getByRole('button', { name: '番号の種類を加える' }).count(), 0, 'not by everybody')
    const keeper = await come(staff.recordsManager)
    await keeper.page.goto(`${url}/settings/numbers?unit=KNK`)
    await keeper.page.getByRole('button', { name: '施行番号の書き方を変える' }).click()
    const change = keeper.page.getByRole('form', { name: '施行番号の書き方を変える' })
    await change.locator('[data-sample=next]').getByText('観光第7号').waitFor()
    await change.getByRole('textbox', { name: '書き方', exact: true }).fill('第{n}号')
    await change.getByText(/文書記号）が要ります/).waitFor()
    await healthy(t, keeper.page, 'a format by which numbers cannot be told apart')
    await change.getByRole('textbox', { name: '書き方', exact: true }).fill('{year}{unit.symbol}第{n}号')
    await change
      .locator('[data-sample=next]')
      .getByText(/^令和\d+観光第7号/)
      .waitFor()
    await change.getByRole('textbox', { name: '理由' }).fill('規程の改正')
    await takePicture(keeper.page, 'number-format')
    await change.getByRole('button', { name: 'この書き方を定める' }).click()
    const formats = keeper.page.getByRole('list', { name: '番号の書き方' })
    await formats.getByText('{year}{unit.symbol}第{n}号').waitFor()
    const book = keeper.page.getByRole('region', { name: '施行番号' })
    await book.getByText(/次の番号　令和\d+観光第7号/).waitFor()
    await healthy(t, keeper.page, 'how numbers are written')
  })

  await walk('the records office looks at any book, of an earlier 年度 too, on a phone', async (t) => {
    const small = await come(staff.recordsManager, phone)
    await small.page.goto(`${url}/settings/numbers`)
    await small.page.getByRole('combobox', { name: '所属' }).fill('観光振興課')
    await small.page.getByRole('option', { name: /^観光振興課/ }).click()
    const book = small.page.getByRole('region', { name: '施行番号' })
    await book.getByText('紙の番号簿で使用済み').waitFor()
    await healthy(t, small.page, 'the books on a phone')
    await takePicture(small.page, 'phone-numbers')
    await book.getByRole('button', { name: /欠番を登録する/ }).click()
    await healthy(t, small.page, 'the form on a phone')
    await small.page.getByRole('button', { name: /年度$/ }).click()
    await small.page.getByRole('option').nth(1).click()
    await book.getByText('欠番はありません').waitFor()
    t.equal(await book.getByRole('button').count(), 0, 'a closed 年度 gives no more')
    await small.page.getByRole('button', { name: '施行番号の書き方を変える' }).click()
    await small.page.locator('[data-sample=next]').waitFor()
    await healthy(t, small.page, 'the form of a format on a phone')
    await takePicture(small.page, 'phone-number-format')
  })

  await walk('whoever does not keep the book is told who does', async (t) => {
    const other = await come('u0404')
    await other.page.goto(`${url}/settings/numbers?unit=KNK-1`)
    const book = other.page.getByRole('region', { name: '施行番号' })
    await book.locator('[data-refusal="not_number_keeper"]').waitFor()
    t.equal(await book.getByRole('button').count(), 0)
    await healthy(t, other.page, 'refused')
  })

  await nothingWentWrong(/403: \/v1\/numbers|422: \/v1\/number-formats\/preview/)
})
