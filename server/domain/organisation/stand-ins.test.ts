import { test } from 'tap'
import { loadExamplePrefecture } from '../../testing/organisation.ts'
import type { Instant, PersonId, PostId, UnitCode } from '../ids.ts'
import type { Organisation } from './organisation.ts'
import { standInsOf } from './stand-ins.ts'

const monday = '2026-05-18T03:00:00.000Z' as Instant

test('代決の順位', async (t) => {
  const { organisation } = await loadExamplePrefecture(t)
  const order = (post: string, at: Instant = monday, matterOf?: string, of: Organisation = organisation) =>
    standInsOf(of, post as PostId, at, matterOf as UnitCode | undefined).map(
      (it) =>
        `${it.place} ${it.postName} ${it.holders.map((one) => one.name + (one.absent ? '(不在)' : '')).join('・') || '欠員'}`,
    )
  const absent = (...people: string[]): Organisation => ({
    ...organisation,
    absences: people.map((person) => ({
      person: person as PersonId,
      from: '2026-05-18T00:00:00.000Z' as Instant,
      to: '2026-05-18T09:00:00.000Z' as Instant,
      reason: '出張',
    })),
  })

  await t.test('R-12 the order of a post is found from the decider’s own place', async (t) => {
    t.same(order('BUN:P-SEC'), [
      '1 文書課主幹 北郷 徹',
      '2 文書管理係長 手稲 由美',
      '2 法制審査係長 \u{20BB7}田 法子',
    ])
    t.same(order('HOF-FUK:P-BUR'), ['1 地域福祉課長 光星 京子'])
    t.same(order('TOB:P-BRH'), ['1 東部総合振興局副局長 朝日 悟'])
    t.same(order('TOB-KEN:P-SBU'), ['1 事業課長 橋北 渡'])
    t.same(order('SOM:P-DIR'), [
      '1 総務部次長 平岸 美和',
      '2 行政局長 琴似 修',
      '2 財政局長 月寒 隆',
      '2 人事局長 発寒 香織',
    ])
  })

  await t.test('R-12 a matter narrows the order to those it comes through', async (t) => {
    t.same(order('SOM:P-DIR', monday, 'ZAI-1'), ['1 総務部次長 平岸 美和', '2 財政局長 月寒 隆'])
    t.same(order('SOM-GYO:P-BUR', monday, 'KAI-1'), ['1 改革推進課長 豊平 尚'])
    t.same(order('SOM-GYO:P-BUR', monday, 'JHO-1'), ['1 文書課長 髙橋 文子', '1 改革推進課長 豊平 尚'])
    t.same(order('BUN:P-SEC', monday, 'BUN-2'), ['1 文書課主幹 北郷 徹', '2 法制審査係長 \u{20BB7}田 法子'])
  })

  await t.test(
    'R-12 for the governor the 副知事 in charge, for a 副知事 the 部長 of the charge',
    async (t) => {
      t.same(order('EXE:P-GOV'), ['1 副知事 篠路 浩一・真栄 千晶', '2 総務部長 円山 直樹'])
      t.same(order('EXE:P-GOV', monday, 'KNK-1'), ['1 副知事 真栄 千晶', '2 総務部長 円山 直樹'])
      t.same(order('EXE:P-VGV@KEI'), ['1 経済部長 大通 創'])
      t.same(order('EXE:P-VGV@TOB'), ['1 東部総合振興局長 東雲 潔'], 'a 総合振興局 has no 部長')
      t.same(order('EXE:P-VGV', monday, 'DOR-1'), ['1 建設部長 建山 剛'])
      t.equal(order('EXE:P-VGV').length, 10, 'without a matter every 部 and 振興局')
    },
  )

  await t.test('R-12 a stand-in who is absent, and a vacant place, are shown as that', async (t) => {
    t.same(order('BUN:P-SEC', monday, 'BUN-1', absent('u0105')), [
      '1 文書課主幹 北郷 徹(不在)',
      '2 文書管理係長 手稲 由美',
    ])
    const june = '2026-09-10T03:00:00.000Z' as Instant
    const vacant: Organisation = {
      ...organisation,
      appointments: organisation.appointments.filter((it) => it.kind !== 'handling'),
    }
    t.same(order('KEI:P-DIR', june, undefined, vacant), ['2 観光局長 欠員'])
    t.same(
      order('KEI:P-DIR', june),
      ['2 観光局長 大通 創'],
      'who handles the post himself stands in for nobody else, and is shown all the same',
    )
  })

  await t.test('R-12 nobody stands in for a post without an order', async (t) => {
    t.same(order('BUN-1:P-KAK'), [])
    t.same(order('GONE:P-SEC'), [])
    t.same(order('KHZ:P-SEC'), ['2 大気水質係長 本町 由紀'], 'a 主幹 the 課 never had is left out')
  })
})
