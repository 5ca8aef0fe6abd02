import { test } from 'tap'
import { createLiveBus } from '../adapters/live-bus.ts'
import type { PersonId } from '../domain/ids.ts'
import { createOffice, staff } from '../testing/office.ts'
import { followChanges } from './follow-changes.ts'

test('who no longer follows hears nothing, also of what was on its way', async (t) => {
  const office = await createOffice(t)
  const live = await createLiveBus({ connectionString: office.url })
  t.teardown(() => live.close())
  const { id } = await office.draft()
  const follow = (told: (type: string) => void) =>
    followChanges(
      { ...office.deps, live },
      staff.drafter as PersonId,
      (it) => told(it.type),
      (error) => t.fail(String(error)),
    )
  const heard: string[] = []
  const stop = follow((type) => heard.push(type))
  const other = new Promise<void>((resolve) => {
    let left = 2
    const stopOther = follow(() => {
      left -= 1
      if (left > 0) return
      stopOther()
      resolve()
    })
  })
  live.publish({ type: 'proposal', proposalId: id, version: 1 })
  stop()
  live.publish({ type: 'proposal', proposalId: id, version: 2 })
  await other
  t.same(heard, [])
})
