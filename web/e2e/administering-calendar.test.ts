import { test } from 'tap'
import type { WorkCalendarView } from '../../server/contract/work-calendar.ts'
import { signInAs } from '../../server/testing/signed-in.ts'
import { healthy, openStage } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { askAs, phone } from './visitor.ts'

/** 文書管理係長, a 文書管理者. */
const keeper = 'u0106'

test('閉庁日・督促 through the real browser', { timeout: 240_000 }, async (t) => {
  const { url, come, walk, nothingWentWrong } = await openStage(t)
  const visitor = await come(keeper)
  const { page } = visitor
  const calendar = () => askAs<WorkCalendarView>(visitor, '/v1/work-calendar')
  const save = page.getByRole('button', { name: '閉庁日・督促を変更する' })
  const { reminders } = await calendar()
  const [nextRound = '', second = ''] = reminders.rounds

  await walk('the days as they are, and nothing to change yet', async (t) => {
    await page.goto(`${url}/settings/workCalendar`)
    await page.getByRole('list', { name: '毎年の閉庁日' }).getByText('12月31日').waitFor()
    await page.getByText('変更すると、督促の日がどう変わるか').waitFor()
    t.equal(await save.count(), 0)
    await page.getByRole('button', { name: /これから1年の閉庁日/ }).click()
    await page.getByText('元日').waitFor()
    await takePicture(page, 'calendar')
    await healthy(t, page, 'the calendar as it is')
    await page.getByRole('button', { name: /これから1年の閉庁日/ }).click()
  })

  await walk('臨時閉庁 on the next day of reminders: they come a day later', async (t) => {
    const single = page.getByRole('region', { name: '特定の日' })
    await single.getByLabel('日付').fill(nextRound)
    await single.getByRole('textbox', { name: '名前' }).fill('庁舎停電による臨時閉庁')
    await single.getByRole('button', { name: '日を加える' }).click()
    await page.getByRole('textbox', { name: '至急の文書' }).fill('99')
    await page.getByText('1から60までの数字を入れてください').first().waitFor()
    t.equal(await save.count(), 0)
    await page.getByRole('textbox', { name: '至急の文書' }).fill('２')
    await page.getByText('これから1年で開庁・閉庁が変わる日 1').waitFor()
    const row = page.getByRole('row', { name: /^次の督促日/ })
    const [before = '', after = ''] = await row.getByRole('cell').allInnerTexts()
    const day = (text: string) => `${Number(text.slice(5, 7))}月${Number(text.slice(8))}日`
    t.ok(before.startsWith(day(nextRound)), before)
    t.ok(after.startsWith(day(second)), after)
    await save.scrollIntoViewIfNeeded()
    await takePicture(page, 'calendar-preview')
    await healthy(t, page, 'what it would mean')
    await save.click()
    await page.getByText('変更しました').first().waitFor()
    const { days, remindUrgentAfter, changes } = await calendar()
    t.same(days, [{ day: nextRound, isClosed: true, name: '庁舎停電による臨時閉庁' }])
    t.equal(remindUrgentAfter, 2)
    t.equal(changes.length, 1)
    await page.getByText('変更すると、督促の日がどう変わるか').waitFor()
  })

  await walk('a day that is none, and somebody who was quicker', async (t) => {
    const every = page.getByRole('region', { name: '毎年の閉庁日' })
    await every.getByRole('button', { name: /月$/ }).first().click()
    await page.getByRole('option', { name: '2月', exact: true }).click()
    await every.getByRole('button', { name: /日$/ }).last().click()
    await page.getByRole('option', { name: '30日', exact: true }).click()
    await every.getByRole('button', { name: '加える' }).click()
    await page.getByText('暦にない日があります').waitFor()
    await takePicture(page, 'calendar-refused')
    t.equal(await save.count(), 0)
    await every.getByRole('button', { name: '2月30日を外す', exact: true }).click()
    await every.getByRole('button', { name: '1月3日を外す' }).click()
    await save.waitFor()
    const other = await signInAs(url, 'u0205')
    const { version, closedDays, days, ...more } = await calendar()
    const { remindUrgentAfter, remindPostReviewAfter } = more
    const quicker = { version, closedDays, days, remindAfter: 7, remindUrgentAfter, remindPostReviewAfter }
    t.equal((await other.send('PUT', '/v1/work-calendar', quicker)).status, 200)
    await save.click()
    await page.getByText('ほかの人が閉庁日・督促を変えました').waitFor()
    await page.getByRole('button', { name: '最新の内容を読み込む' }).click()
    t.equal(await page.getByRole('textbox', { name: '回ってきた文書' }).inputValue(), '7')
    await every.getByText('1月3日').waitFor()
    await healthy(t, page, 'the latest')
  })

  await walk('on a phone it is there, and nothing sticks out', async (t) => {
    const small = await come(keeper, phone)
    await small.page.goto(`${url}/settings/workCalendar`)
    await small.page.getByRole('textbox', { name: '後閲' }).fill('4')
    await small.page.getByRole('row', { name: /^次の督促日/ }).waitFor()
    await healthy(t, small.page, 'the calendar on a phone')
    await takePicture(small.page, 'phone-calendar')
    await small.page.getByRole('row', { name: /^次の督促日/ }).scrollIntoViewIfNeeded()
    await takePicture(small.page, 'phone-calendar-preview')
  })

  await walk('who keeps no rules is not shown it', async (t) => {
    const other = await come('u0404')
    await other.page.goto(`${url}/settings`)
    await other.page.getByRole('link', { name: '組織・職員' }).waitFor()
    t.equal(await other.page.getByRole('link', { name: '閉庁日・督促' }).count(), 0)
  })

  await nothingWentWrong(/^(422: \/v1\/work-calendar\/preview|409: \/v1\/work-calendar)$/)
})
