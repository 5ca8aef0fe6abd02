import { test } from 'tap'
import { assertLaw } from '../../testing/approval-laws.ts'
import { anyGame, propertyRuns as runs } from '../../testing/approval-model.ts'
import { openObjections, stepsWaitingNow } from './progress.ts'

test('R-15 a case on its way waits for somebody, or for a 処理意見: it never lies with nobody', async (t) => {
  const seen = { waiting: 0, answers: 0 }
  assertLaw(anyGame, (run) => {
    for (const state of run.taken.flatMap((it) => it.states)) {
      if (state.status !== 'in_approval') continue
      const waits = stepsWaitingNow(state).length
      if (waits > 0) seen.waiting += 1
      else if (openObjections(state).length > 0) seen.answers += 1
      else throw new Error('nobody waits, and nothing is to be answered')
    }
  })
  t.ok(seen.waiting > runs, `waiting ${seen.waiting}`)
  t.ok(seen.answers > runs / 50, `only answers ${seen.answers}`)
})
