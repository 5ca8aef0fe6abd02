import { leaksTo } from '../testing/leaks.ts'
import { stepsIn, upload } from '../testing/perform.ts'
import { type Scene, replayDocument, wordsOf } from '../testing/replay.ts'

/** Of another 課, of the 課 that concurs with everything, of the office that examines it: none is on the list. */
const strangers = ['u0505', 'u0114', 'u0107', 'u0119']

async function stayUnaware({ t, office, document, id, view }: Scene): Promise<void> {
  const { attachments } = await view('u0405')
  const words = [document.title, ...wordsOf(document)]
  const secret = { id, files: attachments.map((it) => it.revisionId), words }
  for (const person of strangers) t.same(await leaksTo(office, person, secret), [], `R-16: ${person}`)
}

/** Whoever was told anything of the case until now, under お知らせ or by mail. */
async function toldPeople({ office }: Scene): Promise<ReadonlySet<string>> {
  const told = await office.db.selectFrom('notice').select('person_id').execute()
  const posted = await office.db.selectFrom('mail').select('person_id').execute()
  return new Set([...told, ...posted].map((it) => it.person_id))
}

replayDocument('D07', {
  '名簿にない者には, 一覧・受信箱・本文・添付・履歴のどこにも現れない': async (scene) => {
    const { t, office, id } = scene
    await scene.play()
    await stayUnaware(scene)
    const shown = await office.act('u0405', id, { type: 'circulate', kind: 'inform', people: ['u0505'] })
    t.match(shown, { status: 403, body: { code: 'secret_not_listed', rule: 'R-16' } })
    const asked = await office.act('u0405', id, { type: 'ask', to: 'u0114', text: '予算について。' })
    t.match(asked, { status: 403, body: { code: 'secret_not_listed' } })
  },

  至急でも審査は引上げで飛ばせない: async ({ t, play, view }) => {
    const { body } = await play()
    t.equal(body.rule, 'R-14')
    t.match((await view('u0401')).denied.find((it) => it.type === 'pull_up')?.text, /文書課長/)
    t.equal(stepsIn(await view('u0405'))[0]?.state, 'waiting', 'nothing moved')
  },

  '先例となるので専決が留保され, 決裁権者が部長から副知事に変わる. 済んだ回議は残る': async ({
    t,
    play,
    view,
  }) => {
    const before = stepsIn(await view('u0405')).at(-1)
    t.match(before?.holders, [{ id: 'u0401', name: '元町 千尋' }])
    await play()
    const now = await view('u0405')
    const decider = stepsIn(now).at(-1)
    t.match(decider, { role: 'decide', holders: [{ id: 'u0003', name: '真栄 千晶', title: '副知事' }] })
    t.ok(
      decider?.because.some((it) => it.text.includes('先例')),
      'and says why',
    )
    t.match(stepsIn(now).at(-2), { role: 'review', holders: [{ id: 'u0401' }] })
    t.same(
      stepsIn(now).flatMap((it) => (it.mark === undefined ? [] : [it.mark.person])),
      ['u0404', 'u0403'],
    )
    t.ok((await view('u0104')).allowed.includes('examine'))
  },

  '審査の後は回議の局長を飛ばせる. 局長に後閲が開き, 古さが分かる': async ({
    t,
    office,
    id,
    event,
    play,
    view,
    news,
  }) => {
    const silent = await office.act('u0401', id, { type: 'pull_up', reason: '　' })
    t.match(silent, { status: 422, body: { code: 'reason_missing' } })
    await play()
    const now = await view('u0402')
    t.match(
      stepsIn(now).find((it) => it.post === 'HOF-FUK:P-BUR'),
      { state: 'skipped', passed: 'pull_up' },
    )
    t.match(now.postReviews, [{ postName: '福祉局長', cause: 'pull_up', own: true }])
    t.equal(now.postReviews[0]?.openedAt, new Date(`${event.at}:00+09:00`).toISOString())
    t.ok(now.allowed.includes('post_review'))
    t.notOk(now.allowed.includes('approve'), 'the turn has passed')
    t.match(now.history.at(-1), { person: 'u0401', comment: event.comment })
    const { notices, letters } = await news()
    t.match(notices['u0402'], [{ kind: 'pulled_up', title: now.content.title, remark: event.comment }])
    const letter = letters.find((it) => it.to === 'u0402')
    t.match(letter?.subject, /秘密に属する文書$/, 'R-16: by mail no title')
    t.match(letter?.text, /あなたの段は後閲になります/)
  },

  先例となる事案は代決できない: async ({ t, office, id, play, view }) => {
    const early = await office.act('u0405', id, { type: 'give_number', kind: '施行番号' })
    t.match(early, { status: 409, body: { code: 'number_before_decision', rule: 'R-10' } })
    const chance = (await view('u0401')).acting
    t.match(chance, { postName: '副知事', holder: '真栄 千晶', reserved: ['先例'] })
    t.equal(chance?.absence, '全国会議のため道外出張')
    const outOfOrder = await office.act('u0402', id, { type: 'decide', acting: {} })
    t.match(outOfOrder, { status: 403, body: { code: 'acting_not_in_order', rule: 'R-12' } })
    const { body } = await play()
    t.equal(body.rule, 'R-12')
    t.equal((await view('u0401')).status, 'in_approval')
  },

  'あらかじめ指示を受けていれば代決でき, その旨が記録される': async ({ t, play, view }) => {
    await play()
    const now = await view('u0405')
    t.match(stepsIn(now).at(-1)?.mark, {
      act: 'decided',
      name: '元町 千尋',
      capacity: { title: '保健福祉部長' },
      actingFor: {
        title: '副知事',
        name: '真栄 千晶',
        absence: '全国会議のため道外出張',
        exception: { kind: 'prior_instruction', reason: /6月3日に副知事から/ },
      },
    })
    t.match(now.history.find((it) => it.type === 'decided')?.text, /代決：副知事 真栄 千晶 代/)
    t.same(
      now.postReviews.map((it) => it.cause),
      ['pull_up', 'acting'],
      'R-12: the absent decider owes a view',
    )
  },

  決裁後は本文も添付も変えられない: async ({ t, office, id, play, view }) => {
    const { attachments, manifestSha256, editable } = await view('u0405')
    t.equal(editable, false)
    await play()
    for (const url of [
      `/v1/proposals/${id}/attachments`,
      `/v1/attachments/${attachments[0]?.id}/revisions`,
    ]) {
      const sent = await upload(office, 'u0405', url, '差替え.txt', Buffer.from('差替え'))
      t.match(sent, { status: 409, body: { code: 'files_fixed' } }, 'R-11')
    }
    for (const act of [
      { type: 'return', reason: '直す。' },
      { type: 'withdraw', reason: '止める。' },
    ]) {
      t.match(await office.act('u0401', id, act), { status: 409, body: { code: 'wrong_status' } })
    }
    t.equal((await view('u0405')).manifestSha256, manifestSha256)
  },

  決裁の後で施行番号が付く: async ({ t, office, id, play, view }) => {
    await play()
    t.match((await view('u0405')).numbers, [{ kind: '施行番号', text: '地福第1号' }])
    const again = await office.act('u0405', id, { type: 'give_number', kind: '施行番号' })
    t.match(again, { status: 409, body: { code: 'number_given', rule: 'R-19' } })
  },

  '飛ばされた局長が後閲する. 承認や取消はできない': async ({ t, office, id, event, play, view }) => {
    const stranger = await office.act('u0403', id, { type: 'post_review' })
    t.match(stranger, { status: 409, body: { code: 'no_post_review', rule: '後閲' } })
    t.match(await office.act('u0402', id, { type: 'approve' }), {
      status: 409,
      body: { code: 'wrong_status' },
    })
    await play()
    const now = await view('u0402')
    t.match(now.postReviews[0]?.done, { name: '環状 守', comment: event.comment })
    t.equal(now.postReviews[1]?.done, undefined, 'the other one is still owed')
    t.equal(now.status, 'decided')
  },

  '代決された副知事が後閲し, 後閲がなくなる': async ({ t, play, view }) => {
    await play()
    const now = await view('u0003')
    t.ok(now.postReviews.every((it) => it.done !== undefined))
    t.notOk(now.allowed.includes('post_review'))
  },

  '決裁後は鑑への追記だけができる. 最後まで名簿にない者には現れない': async (scene) => {
    const { t, event, play, view } = scene
    const { manifestSha256 } = await view('u0405')
    await play()
    const now = await view('u0405')
    t.match(now.coverNotes, [{ name: '丘珠 葵', text: event.comment }])
    t.equal(now.manifestSha256, manifestSha256)
    await stayUnaware(scene)
    const told = await toldPeople(scene)
    for (const person of ['u0405', 'u0404', 'u0403', 'u0402', 'u0104', 'u0003'])
      t.ok(told.has(person), `${person} was told on the way`)
    t.same(
      strangers.filter((it) => told.has(it)),
      [],
    )
  },
})
