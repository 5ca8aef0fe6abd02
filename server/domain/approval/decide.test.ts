import { test } from 'tap'
import {
  Story,
  as,
  capacityOf,
  draft,
  postOf,
  routeOf,
  resubmitOn,
  submitOn,
  submitted,
} from '../../testing/approval-world.ts'
import type { Sha256 } from '../ids.ts'
import { decide } from './decide.ts'
import type { Command } from './commands.ts'
import type { Route } from './route.ts'

const approve: Command = { type: 'approve' }
const concur: Command = { type: 'concur', opinion: 'agree' }
const decision: Command = { type: 'decide' }
const takeBack: Command = { type: 'take_back' }
const giveBack: Command = { type: 'return', reason: '附則を直されたい。' }
const line = '回:係長 回:課長 決:部長'
const office = '回:係長 審:文書 合:財政+合:人事 決:部長'
const changed = 'b'.repeat(64) as Sha256

test('who may act, and in which order', async (t) => {
  await t.test('起案: only the drafter submits a draft', async (t) => {
    t.same(decide(draft, submitOn(routeOf(line)), as('係長')), {
      ok: false,
      error: { code: 'not_drafter', drafter: '起案者' },
    })
    t.same(decide(draft, submitOn(routeOf(line)), as('起案者', { holds: [] })), {
      ok: false,
      error: { code: 'no_post' },
    })
    t.equal(submitted(line).proposal.status, 'in_approval')
  })

  await t.test('the draft is written in the unit that it is submitted for (兼務)', async (t) => {
    const elsewhere = { ...capacityOf('主査', 'concurrent'), post: 'V:主査' as never }
    const acting = { ...as('起案者'), capacities: [elsewhere, capacityOf('起案者')] }
    const [event] = new Story().when(submitOn(routeOf(line)), acting).events
    t.equal(event?.by.capacity.post, postOf('起案者'))
  })

  await t.test('回議: nobody acts before the turn of the post', async (t) => {
    t.same(submitted(line).ask(approve, as('課長')), {
      ok: false,
      error: { code: 'not_your_turn', waitingFor: [{ post: postOf('係長'), postName: '係長' }] },
    })
  })

  await t.test('nobody decides before the concurring divisions have agreed (合議)', async (t) => {
    const story = submitted(office)
      .when(approve, as('係長'))
      .when({ type: 'examine' }, as('文書'))
      .when(concur, as('人事'))
    t.same(story.ask(decision, as('部長')), {
      ok: false,
      error: { code: 'not_your_turn', waitingFor: [{ post: postOf('財政'), postName: '財政' }] },
    })
    t.equal(story.when(concur, as('財政')).when(decision, as('部長')).proposal.status, 'decided')
  })

  await t.test('parallel steps are taken in any order, each once', async (t) => {
    const story = submitted(office)
      .when(approve, as('係長'))
      .when({ type: 'examine' }, as('文書'))
      .when(concur, as('人事'))
    t.same(story.ask(concur, as('人事')), {
      ok: false,
      error: { code: 'already_acted', postName: '人事', by: '総務課人事 人事', at: as('人事').at },
    })
  })

  await t.test('審査: examined in an act of its own before the 合議, with what was found', async (t) => {
    const story = submitted(office).when(approve, as('係長'))
    t.same(story.ask(concur, as('財政')), {
      ok: false,
      error: { code: 'not_your_turn', waitingFor: [{ post: postOf('文書'), postName: '文書' }] },
    })
    t.match(story.ask(approve, as('文書')), { ok: false, error: { code: 'wrong_role', role: 'examine' } })
    const examined = story.when({ type: 'examine', comment: '用字を直した。' }, as('文書'))
    t.match(examined.proposal, {
      turn: 2,
      marks: [
        { step: 's1' },
        { step: 's2', act: 'examined', comment: '用字を直した。', by: { person: '文書' } },
      ],
    })
  })

  await t.test('each step has its own act: a reviewer approves, the decider decides (R-01)', async (t) => {
    t.same(submitted(line).ask(decision, as('係長')), {
      ok: false,
      error: { code: 'wrong_role', role: 'review' },
    })
    const last = submitted(line).when(approve, as('係長')).when(approve, as('課長'))
    t.same(last.ask(approve, as('部長')), { ok: false, error: { code: 'wrong_role', role: 'decide' } })
    t.same(submitted(line).ask({ type: 'reject', reason: '否' }, as('係長')), {
      ok: false,
      error: { code: 'wrong_role', role: 'review' },
    })
  })

  await t.test('R-01: a route without exactly one 決裁 at its end is a bug, not a route', async (t) => {
    for (const bad of [
      '回:係長',
      '決:部長 回:係長',
      '決:部長 決:知事',
      '回:係長 決:部長+決:知事',
      '回:係長 -決:部長',
    ]) {
      t.throws(() => submitted(bad), /exactly one/, bad)
    }
  })

  await t.test('a step waits for the post: the successor acts, the predecessor does not', async (t) => {
    t.equal(submitted(line).when(approve, as('新係長', { holds: ['係長'] })).proposal.status, 'in_approval')
    t.match(submitted(line).ask(approve, as('係長', { holds: ['他課の係長'] })), {
      error: { code: 'not_your_turn' },
    })
  })

  await t.test(
    'R-03: who became 職務代理者 names either of the two steps gone through together',
    async (t) => {
      const story = submitted('回:副知事 決:知事')
      const both = { ...as('副知事'), capacities: [capacityOf('副知事'), capacityOf('知事', 'proxy')] }
      for (const name of ['副知事', '知事']) {
        const { events, proposal } = story.when({ ...decision, as: postOf(name) }, both)
        t.equal(proposal.status, 'decided', name)
        t.match(events.at(-1)?.by, { capacity: capacityOf('知事', 'proxy'), alsoAs: [capacityOf('副知事')] })
      }
      t.match(story.ask({ ...decision, as: postOf('部長') }, both), { error: { code: 'not_your_capacity' } })
    },
  )

  await t.test(
    'R-03: merged steps are recorded in every capacity that the person holds (兼務・事務取扱)',
    async (t) => {
      const base = routeOf('回:係長 -回:局長 決:部長')
      const route: Route = {
        ...base,
        stages: base.stages.map((stage) => ({
          steps: stage.steps.map((step) =>
            step.role === 'decide'
              ? { ...step, alsoFor: [{ post: postOf('局長'), postName: '局長', role: 'review' as const }] }
              : step,
          ),
        })),
      }
      const story = submitted(route).when(approve, as('係長'))
      const both = { ...as('部長'), capacities: [capacityOf('部長'), capacityOf('局長', 'handling')] }
      t.same(story.when(decision, both).events.at(-1)?.by.alsoAs, [capacityOf('局長', 'handling')])
      t.same(
        story.when(decision, as('部長')).events.at(-1)?.by.alsoAs,
        [],
        'only what is held at that instant',
      )
    },
  )

  await t.test('skipped steps need nobody, also when a whole stage is skipped', async (t) => {
    const story = submitted('-回:係長 -合:財政+合:人事 -回:局長 決:部長')
    t.equal(story.when(concur, as('人事')).when(decision, as('部長')).proposal.status, 'decided')
  })

  await t.test('the drafter never decides the own matter, also after a transfer', async (t) => {
    const story = submitted('決:部長')
    const promoted = as('起案者', { holds: ['部長'] })
    t.same(story.ask(decision, promoted), { ok: false, error: { code: 'drafter_may_not_decide' } })
    t.same(story.ask({ type: 'reject', reason: '否' }, promoted), {
      ok: false,
      error: { code: 'drafter_may_not_decide' },
    })
  })
})

test('R-23: an act binds to what was shown', async (t) => {
  await t.test('another text than the one shown is refused, whatever the act', async (t) => {
    const stale = { shownManifest: changed, currentManifest: as('係長').currentManifest }
    const refused = {
      ok: false,
      error: { code: 'manifest_changed', shown: changed, current: stale.currentManifest },
    }
    t.same(submitted(line).ask(approve, as('係長', stale)), refused)
    t.same(submitted(line).ask(giveBack, as('係長', stale)), refused)
    t.same(submitted(line).ask(takeBack, as('起案者', stale)), refused)
    t.same(submitted(line).ask({ type: 'withdraw', reason: '不要' }, as('起案者', stale)), refused)
    t.same(decide(draft, submitOn(routeOf(line)), as('起案者', stale)), refused)
  })

  await t.test('text that changed on the route without a submission is never signed', async (t) => {
    t.match(submitted(line).ask(approve, as('係長', { currentManifest: changed })), {
      error: { code: 'manifest_changed' },
    })
  })

  await t.test('a resubmission binds the new text', async (t) => {
    const story = submitted(line)
      .when(giveBack, as('係長'))
      .when(resubmitOn(routeOf(line), { effect: 'minor' }), as('起案者', { currentManifest: changed }))
    t.match(story.ask(approve, as('係長')), { error: { code: 'manifest_changed' } })
    t.equal(story.when(approve, as('係長', { currentManifest: changed })).proposal.status, 'in_approval')
  })
})

test('差戻し and resubmission', async (t) => {
  const resubmit = (mode: 'resume' | 'restart', route = office): Command =>
    resubmitOn(routeOf(route), { mode })
  const returned = submitted(office)
    .when(approve, as('係長'))
    .when({ type: 'examine' }, as('文書'))
    .when(concur, as('人事'))
    .when(giveBack, as('財政'))

  await t.test('any waiting step returns, with a reason that can be read', async (t) => {
    t.match(returned.proposal, {
      status: 'returned',
      cause: { by: 'step', step: 's3', reason: giveBack.reason },
    })
    for (const reason of ['', ' ', '\u3000\n\t', '\u200b\u2060']) {
      t.same(submitted(line).ask({ type: 'return', reason }, as('係長')), {
        ok: false,
        error: { code: 'reason_missing' },
      })
    }
  })

  await t.test('nobody on the route acts while it lies with the drafter', async (t) => {
    t.same(returned.ask(concur, as('財政')), {
      ok: false,
      error: { code: 'wrong_status', status: 'returned' },
    })
  })

  await t.test('resume: goes on at the returner, earlier acts and parallel consents stand', async (t) => {
    const again = returned.when(resubmit('resume'), as('起案者'))
    t.match(again.proposal, { status: 'in_approval', turn: 2 })
    t.equal(again.when(concur, as('財政')).when(decision, as('部長')).proposal.status, 'decided')
  })

  await t.test('restart: begins at the first step, earlier acts no longer count', async (t) => {
    const again = returned.when(resubmit('restart'), as('起案者'))
    t.match(again.proposal, { status: 'in_approval', turn: 0, marks: { length: 0 } })
  })

  await t.test(
    'resume on another route: whoever is new is asked, and the seals of the others stand',
    async (t) => {
      const other = '回:係長 審:法制 合:財政+合:人事 決:知事'
      const again = returned.when(resubmit('resume', other), as('起案者'))
      t.match(again.proposal, { status: 'in_approval', turn: 1 })
      t.match(again.proposal, { marks: [{ by: { person: '係長' } }, { by: { person: '人事' } }] })
    },
  )

  await t.test('only the drafter resubmits, and only what was returned', async (t) => {
    t.same(returned.ask(resubmit('resume'), as('財政')), {
      ok: false,
      error: { code: 'not_drafter', drafter: '総務課起案者 起案者' },
    })
    t.match(submitted(line).ask(resubmit('resume'), as('起案者')), { error: { code: 'wrong_status' } })
  })
})

test('引戻し', async (t) => {
  await t.test('the drafter takes a submission back before anybody acted, and not later', async (t) => {
    t.match(submitted(line).when(takeBack, as('起案者')).proposal, {
      status: 'returned',
      cause: { by: 'drafter' },
    })
    t.same(submitted(line).when(approve, as('係長')).ask(takeBack, as('起案者')), {
      ok: false,
      error: { code: 'next_has_acted', by: '総務課係長' },
    })
  })

  await t.test(
    'the drafter may take back a resubmission although others acted before the return',
    async (t) => {
      const story = submitted(line)
        .when(approve, as('係長'))
        .when(giveBack, as('課長'))
        .when(resubmitOn(routeOf(line)), as('起案者'))
      t.match(story.when(takeBack, as('起案者')).proposal, { status: 'returned', turn: 1 })
      t.match(
        story.ask(takeBack, as('係長')),
        { error: { code: 'next_has_acted' } },
        'the act before the return is settled',
      )
    },
  )

  await t.test('an approver undoes the own act until the next one has acted', async (t) => {
    const one = submitted(line).when(approve, as('係長'))
    t.match(one.when(takeBack, as('係長')).proposal, { status: 'in_approval', turn: 0, marks: { length: 0 } })
    const two = one.when(approve, as('課長'))
    t.same(two.ask(takeBack, as('係長')), { ok: false, error: { code: 'next_has_acted', by: '総務課課長' } })
  })

  await t.test('only that one act is undone: parallel consents of others stand', async (t) => {
    const both = submitted('合:財政+合:人事 決:部長').when(concur, as('財政')).when(concur, as('人事'))
    const story = both.when(takeBack, as('財政'))
    t.match(story.proposal, { status: 'in_approval', turn: 0, marks: [{ step: 's2' }] })
    t.equal(story.when(concur, as('財政')).when(decision, as('部長')).proposal.status, 'decided')
  })

  await t.test('who returned it takes the return back while the drafter has changed nothing', async (t) => {
    const story = submitted(line).when(approve, as('係長')).when(giveBack, as('課長'))
    t.match(story.when(takeBack, as('課長')).proposal, { status: 'in_approval', turn: 1 })
    t.match(story.ask(takeBack, as('課長', { currentManifest: changed })), {
      error: { code: 'next_has_acted' },
    })
    t.match(story.ask(takeBack, as('係長')), { error: { code: 'nothing_to_take_back' } })
  })

  await t.test('who left the post, or never acted, has nothing to take back', async (t) => {
    const story = submitted(line).when(approve, as('係長'))
    t.match(story.ask(takeBack, as('係長', { holds: ['主査'] })), { error: { code: 'nothing_to_take_back' } })
    t.match(story.ask(takeBack, as('課長')), { error: { code: 'nothing_to_take_back' } })
  })
})

test('取下げ, 否決, and the end', async (t) => {
  const withdraw: Command = { type: 'withdraw', reason: '事業中止のため' }

  await t.test('the drafter withdraws while 回議中 or 差戻し中, with a reason', async (t) => {
    t.match(submitted(line).when(withdraw, as('起案者')).proposal, {
      status: 'withdrawn',
      reason: '事業中止のため',
    })
    t.equal(
      submitted(line).when(giveBack, as('係長')).when(withdraw, as('起案者')).proposal.status,
      'withdrawn',
    )
    t.match(submitted(line).ask({ type: 'withdraw', reason: ' ' }, as('起案者')), {
      error: { code: 'reason_missing' },
    })
    t.match(submitted(line).ask(withdraw, as('係長')), { error: { code: 'not_of_group' } })
    t.match(decide(draft, withdraw, as('起案者')), { error: { code: 'wrong_status' } })
  })

  await t.test('R-02: what is decided, rejected or withdrawn never reopens', async (t) => {
    const last = submitted('決:部長')
    const ends = [
      last.when(decision, as('部長')),
      last.when({ type: 'reject', reason: '時期尚早' }, as('部長')),
      last.when(withdraw, as('起案者')),
    ]
    t.same(
      ends.map((it) => it.proposal.status),
      ['decided', 'rejected', 'withdrawn'],
    )
    const resubmit = resubmitOn(routeOf(line))
    const commands = [
      approve,
      concur,
      decision,
      takeBack,
      giveBack,
      withdraw,
      resubmit,
      submitOn(routeOf(line)),
    ]
    for (const { proposal } of ends) {
      for (const command of commands) {
        for (const who of ['起案者', '部長']) {
          const refused = { ok: false, error: { code: 'wrong_status', status: proposal.status } }
          t.same(decide(proposal, command, as(who)), refused, `${proposal.status}: ${who} ${command.type}`)
        }
      }
    }
  })
})
