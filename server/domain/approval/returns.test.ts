import { test } from 'tap'
import { type Story, as, postOf, submitted } from '../../testing/approval-world.ts'
import { again, agree, approve, changed, giveBack, line, marked } from '../../testing/returned-case.ts'
import type { Sha256 } from '../ids.ts'
import type { Command, CommandOf } from './commands.ts'
import { mayResume } from './draft-acts.ts'
import { type Again, editOutcome, resubmitOutcome } from './edit-outcome.ts'
import { returnTargets } from './seal.ts'

/** 係長 and 財政 have acted, 課長 returned it. */
function returned(policy: NonNullable<Parameters<typeof submitted>[1]>['policy'] = {}): Story {
  return submitted(line, { policy })
    .when(approve, as('係長'))
    .when(agree, as('財政'))
    .when(giveBack, as('課長'))
}

test('差戻し、変更なし: 承認も同意も有効のまま、差し戻した人から再開する [returnResume=resume_at_returner]', async (t) => {
  const story = returned().when(again({}), as('起案者'))
  t.match(story.proposal, { status: 'in_approval', turn: 2 })
  t.same(marked(story), ['s1', 's2'])
  t.equal(story.when(approve, as('課長')).when({ type: 'decide' }, as('部長')).proposal.status, 'decided')
})

test('差戻し: the body starts again from the first [returnResume=restart]', async (t) => {
  const story = returned({ returnResume: 'restart' })
  t.same(story.ask(again({}), as('起案者')), { ok: false, error: { code: 'must_restart' } })
  const restarted = story.when(again({ mode: 'restart' }), as('起案者'))
  t.match(restarted.proposal, { turn: 0 })
  t.same(marked(restarted), [])
})

test('差戻し、軽微な変更: 承認も同意も有効のまま、版の違いが残る [editMinorEffect=notify]', async (t) => {
  const story = returned().when(again({ effect: 'minor' }), as('起案者', { currentManifest: changed }))
  t.same(marked(story), ['s1', 's2'])
  t.match(story.proposal, { manifestSha256: changed, turn: 2 })
  const { proposal } = story
  t.ok(
    proposal.status === 'in_approval' && proposal.marks.every((mark) => mark.manifestSha256 !== changed),
    'each seal stands on the version it was given for',
  )
})

test('差戻し、軽微な変更 counts like a major one where the body says so [editMinorEffect=invalidate_and_reapprove]', async (t) => {
  const story = returned({ editMinorEffect: 'invalidate_and_reapprove' })
  t.same(marked(story.when(again({ effect: 'minor' }), as('起案者', { currentManifest: changed }))), [])
  t.same(marked(story.when(again({ effect: 'minor' }), as('起案者'))), ['s1', 's2'], 'nothing changed')
})

test('差戻し、重要な変更: 承認は無効、再合議、最初から [editMajorEffect=invalidate_and_reapprove]', async (t) => {
  const story = returned().when(again({ effect: 'major' }), as('起案者', { currentManifest: changed }))
  t.match(story.proposal, { turn: 0, responses: { length: 0 } })
  t.same(marked(story), [])
  const now = { currentManifest: changed }
  t.match(story.ask(agree, as('財政', now)), { error: { code: 'not_your_turn' } })
  t.match(story.when(approve, as('係長', now)).when(agree, as('財政', now)).proposal, { turn: 2 })
})

test('差戻し、重要な変更 is told and takes no seal where the body says so [editMajorEffect=notify]', async (t) => {
  const story = returned({ editMajorEffect: 'notify' })
  t.same(marked(story.when(again({ effect: 'major' }), as('起案者', { currentManifest: changed }))), [
    's1',
    's2',
  ])
})

test('差戻し: whoever changed something says whether it is 軽微 or 重要', async (t) => {
  t.same(returned().ask(again({}), as('起案者', { currentManifest: changed })), {
    ok: false,
    error: { code: 'edit_effect_missing' },
  })
  const anew = again({ mode: 'restart' })
  t.equal(returned().when(anew, as('起案者', { currentManifest: changed })).proposal.status, 'in_approval')
})

test('金額変更で決裁者が替わる: 承認も同意も有効のまま、以後の経路だけ変わる', async (t) => {
  const higher = '回:係長 合:財政 回:課長 回:部長 決:知事'
  const story = returned().when(
    again({ effect: 'minor' }, higher),
    as('起案者', { currentManifest: changed }),
  )
  t.same(marked(story), ['s1', 's2'])
  const now = { currentManifest: changed }
  const all = story.when(approve, as('課長', now)).when(approve, as('部長', now))
  t.match(all.when({ type: 'decide' }, as('知事', now)).proposal, {
    status: 'decided',
    decision: { by: { person: '知事' } },
  })
})

test('差戻し: a step gone through together with one that is asked anew is asked anew as well (兼務)', async (t) => {
  const both = { holds: ['係長', '主査'] }
  const story = submitted('回:係長 回:主査 回:課長 決:部長')
    .when(approve, as('係長', both))
    .when(giveBack, as('課長'))
  t.match(story.proposal, { passed: [{ step: 's1', cause: 'merged', into: 's2' }] })
  const other = story.when(again({}, '回:係長 審:文書 回:課長 決:部長'), as('起案者'))
  t.match(other.proposal, { turn: 0, marks: { length: 0 }, passed: { length: 0 } })
})

test('差戻し to an earlier step: it acts again, the others stand [returnResume=resume_at_returner]', async (t) => {
  const story = submitted(line)
    .when(approve, as('係長'))
    .when(agree, as('財政'))
    .when({ ...giveBack, to: 's1' }, as('課長'))
  t.match(story.proposal, {
    status: 'in_approval',
    turn: 0,
    sentBack: [{ step: 's1', by: { person: '課長' }, reason: '要旨を直されたい。' }],
  })
  t.same(marked(story), ['s2'])
  t.match(story.when(approve, as('係長')).proposal, { turn: 2, sentBack: { length: 0 } })
})

test('差戻し to an earlier step: everybody from there acts again [returnResume=restart]', async (t) => {
  const story = submitted(line, { policy: { returnResume: 'restart' } })
    .when(approve, as('係長'))
    .when(agree, as('財政'))
    .when({ ...giveBack, to: 's1' }, as('課長'))
  t.same(marked(story), [])
})

test('差戻し goes only to somebody who acted before', async (t) => {
  const story = submitted(line).when(approve, as('係長'))
  for (const to of ['s2', 's3', 's4', 'nowhere']) {
    t.same(story.ask({ ...giveBack, to }, as('財政')), {
      ok: false,
      error: { code: 'no_such_earlier_step', possible: ['係長'] },
    })
  }
  t.same(
    returnTargets(story.proposal).map((it) => it.id),
    ['s1'],
  )
  t.same(returnTargets(returned().proposal), [])
})

test('差戻し to an earlier step: who is absent then is waited for, not passed over', async (t) => {
  const world = { absent: { 係長: '休暇' } }
  const story = submitted('回:係長 回:課長 決:部長')
    .when(approve, as('係長'))
    .when({ ...giveBack, to: 's1' }, as('課長', { world }))
  t.match(story.proposal, { turn: 0, passed: { length: 0 } })
})

test('途中の直接編集、重要な変更: 承認は無効、最初から [editMajorEffect=invalidate_and_reapprove]', async (t) => {
  const edit: Command = {
    type: 'revise',
    effect: 'major',
    changes: [{ kind: 'file', name: '要綱.docx' }],
    to: changed,
    reason: '金額を改める。',
  }
  const story = submitted(line).when(approve, as('係長')).when(edit, as('財政'))
  t.match(story.proposal, {
    turn: 0,
    marks: { length: 0 },
    manifestSha256: changed,
    edits: [{ effect: 'major' }],
  })
  const told = submitted(line, { policy: { editMajorEffect: 'notify' } })
    .when(approve, as('係長'))
    .when(edit, as('財政'))
  t.same(marked(told), ['s1'], '[editMajorEffect=notify]')
})

test('承認者が添付を直接編集: 軽微は編集者の版になり、次の回議者が承認して確定する', async (t) => {
  const edit: Command = {
    type: 'revise',
    effect: 'minor',
    changes: [{ kind: 'file', name: '要綱.docx' }],
    to: changed,
    reason: '誤字',
  }
  const now = { currentManifest: changed }
  const edited = submitted(line).when(approve, as('係長')).when(edit, as('財政'))
  t.match(
    edited.ask(agree, as('財政')),
    { error: { code: 'manifest_changed' } },
    'the old version is signed no more',
  )
  const own = edited.when(agree, as('財政', now))
  t.match(own.proposal, { marks: [{ step: 's1' }, { step: 's2', manifestSha256: changed }] })
  t.notHas(own.proposal, { edits: [{ confirmedBy: {} }] })
  const next = own.when(approve, as('課長', now))
  t.match(next.proposal, { edits: [{ effect: 'minor', confirmedBy: { person: '課長' } }] })
  const back = next.when({ type: 'take_back' }, as('課長', now))
  t.notHas(back.proposal, { edits: [{ confirmedBy: {} }] }, '引戻し takes the confirmation back too')
  t.match(next.ask({ type: 'judge_edit', reason: '重要である。' }, as('部長', now)), {
    error: { code: 'no_edit_to_judge' },
  })
})

test('承認者が添付を直接編集: 次の人が重要と判断すれば、前の承認は無効 [editMajorEffect=invalidate_and_reapprove]', async (t) => {
  const edit: Command = {
    type: 'revise',
    effect: 'minor',
    changes: [{ kind: 'text', name: '伺い文' }],
    to: changed,
    reason: '整文',
  }
  const now = { currentManifest: changed }
  const judge: Command = { type: 'judge_edit', reason: '相手方が変わる。' }
  const edited = (editMajorEffect: 'notify' | 'invalidate_and_reapprove'): Story =>
    submitted(line, { policy: { editMajorEffect } })
      .when(approve, as('係長'))
      .when(edit, as('財政'))
      .when(agree, as('財政', now))
  const own = submitted(line).when(edit, as('係長'))
  t.match(own.ask(judge, as('係長', now)), { error: { code: 'no_edit_to_judge' } }, 'not one’s own')
  t.match(edited('invalidate_and_reapprove').when(judge, as('課長', now)).proposal, {
    turn: 0,
    marks: { length: 0 },
    edits: [{ effect: 'major' }],
  })
  const told = edited('notify').when(judge, as('課長', now))
  t.same(marked(told), ['s1', 's2'], '[editMajorEffect=notify]')
  t.match(edited('notify').ask({ ...judge, reason: ' ' }, as('課長', now)), {
    error: { code: 'reason_missing' },
  })
})

test('承認者が添付を直接編集: 重要か判断するのも、保留の間はほかの人にはできない', async (t) => {
  const world = { holders: { 課長: ['課長', '課長乙'] } }
  const now = { currentManifest: changed, world }
  const edit: Command = { type: 'revise', effect: 'minor', changes: [{ kind: 'text', name: '件名' }], to: changed, reason: '誤字' } // prettier-ignore
  const held = submitted('回:係長 回:課長 決:部長', {}, { world })
    .when(edit, as('係長', { world }))
    .when(approve, as('係長', now))
    .when({ type: 'hold', reason: '確認中' }, as('課長', now))
  const judge: Command = { type: 'judge_edit', reason: '重要である。' }
  const other = as('課長乙', { ...now, holds: ['課長'] })
  t.match(held.ask(judge, other), { error: { code: 'held', by: '課長' } })
  t.equal(held.ask(judge, as('課長', now)).ok, true, 'who holds may')
})

test('直接編集 is for whoever’s turn it is, changes something, and waits for a 保留', async (t) => {
  const edit = (more: Partial<CommandOf<'revise'>> = {}): Command => ({
    type: 'revise',
    effect: 'minor',
    changes: [{ kind: 'text', name: '件名' }],
    to: changed,
    reason: '誤字',
    ...more,
  })
  const story = submitted(line)
  t.match(story.ask(edit(), as('課長')), { error: { code: 'not_your_turn' } })
  t.match(story.ask(edit({ changes: [] }), as('係長')), { error: { code: 'nothing_changed' } })
  t.match(story.ask(edit({ to: 'a'.repeat(64) as Sha256 }), as('係長')), {
    error: { code: 'nothing_changed' },
  })
  t.match(story.ask(edit({ reason: '' }), as('係長')), { error: { code: 'reason_missing' } })
  const world = { holders: { 係長: ['係長', '係長乙'] } }
  const held = story.when({ type: 'hold', reason: '確認中' }, as('係長', { world }))
  t.match(held.ask(edit(), as('係長乙', { world, holds: ['係長'] })), { error: { code: 'held' } })
})

test('軽微か重要か: 保存の前に、誰の承認が残り誰の承認が消えるかが分かる', async (t) => {
  const story = returned()
  const names = (how: Pick<Again, 'mode' | 'effect'>, route = line) => {
    const { proposal } = story
    if (proposal.status !== 'returned') throw new Error(proposal.status)
    const { stands, falls } = resubmitOutcome(proposal, again(how, route))
    return { stands: stands.map((it) => it.by.name), falls: falls.map((it) => it.by.name) }
  }
  const minor = { mode: 'resume', effect: 'minor' } as const
  t.same(names(minor), { stands: ['係長', '財政'], falls: [] }, 'who returned it gave no seal')
  t.same(names({ mode: 'resume' }), { stands: ['係長', '財政'], falls: [] })
  t.same(names({ mode: 'resume', effect: 'major' }), { stands: [], falls: ['係長', '財政'] })
  t.same(names({ mode: 'restart' }), { stands: [], falls: ['係長', '財政'] })
  const other = '回:係長 合:人事 回:課長 決:部長'
  t.same(names(minor, other), { stands: ['係長'], falls: ['財政'] }, 'who is asked no more falls')

  const onRoute = submitted(line).when(approve, as('係長')).proposal
  if (onRoute.status !== 'in_approval') throw new Error(onRoute.status)
  t.same(
    editOutcome(onRoute, 'major').falls.map((it) => it.by.capacity.post),
    [postOf('係長')],
  )
  t.same(editOutcome(onRoute, 'minor').falls, [])
})

test('軽微か重要か: what is shown before saving is what saving does', async (t) => {
  const { proposal } = returned()
  if (proposal.status !== 'returned') throw new Error(proposal.status)
  const other = '回:係長 合:人事 回:課長 決:部長'
  for (const how of [
    { mode: 'resume', effect: 'minor' },
    { mode: 'resume', effect: 'major' },
    { mode: 'restart' },
  ] as const) {
    for (const route of [line, other, '回:係長 審:文書 合:財政 回:課長 決:部長']) {
      const saved = returned().when(again(how, route), as('起案者', { currentManifest: changed }))
      t.same(
        resubmitOutcome(proposal, again(how, route)).stands.map((it) => it.step),
        marked(saved),
        JSON.stringify([how, route]),
      )
    }
  }
})

test('[returnResume=restart] a returned case never goes on where it stopped, and one is told so before', async (t) => {
  const may = (returnResume: 'restart' | 'resume_at_returner') => {
    const story = submitted(line, { policy: { returnResume } }).when(
      { type: 'return', reason: '直してください。' },
      as('係長'),
    )
    if (story.proposal.status !== 'returned') throw new Error(story.proposal.status)
    return { may: mayResume(story.proposal), done: story.ask(again({ mode: 'resume' }), as('起案者')).ok }
  }
  t.same(may('restart'), { may: false, done: false })
  t.same(may('resume_at_returner'), { may: true, done: true })
})
