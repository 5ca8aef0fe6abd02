import { test } from 'tap'
import { assertLaw } from '../../testing/approval-laws.ts'
import { anyGame } from '../../testing/approval-model.ts'
import { Tally } from '../../testing/tally.ts'
import { openObjections, stepsWaitingNow } from './progress.ts'

test('R-15 a case on its way waits for somebody, or for a 処理意見: it never lies with nobody', async (t) => {
  const tally = new Tally()
  assertLaw(anyGame, (run) => {
    for (const state of run.taken.flatMap((it) => it.states)) {
      if (state.status !== 'in_approval') continue
      const waits = stepsWaitingNow(state).length
      if (waits > 0) tally.add('somebody')
      else if (openObjections(state).length > 0) tally.add('a 処理意見')
      else throw new Error('nobody waits, and nothing is to be answered')
    }
  })
  tally.tell(t, { somebody: 1000, 'a 処理意見': 20 })
})
