import { test } from 'tap'
import { arrivedAt } from './arrived-at.ts'

type Proposal = Parameters<typeof arrivedAt>[0]
type Step = NonNullable<Proposal['route']>['stages'][number]['steps'][number]

const step = (at?: string) => ({ ...(at === undefined ? {} : { mark: { at } }) }) as Step
const entry = (type: string, at: string) => ({ type, at }) as Proposal['history'][number]
const day = (it: number) => `2026-05-${String(it).padStart(2, '0')}T00:00:00.000Z`

test('回付: when a step was reached', async (t) => {
  const proposal = {
    createdAt: day(1),
    history: [entry('submitted', day(2)), entry('approved', day(3)), entry('concurred', day(5))],
    route: { stages: [{ steps: [step(day(3))] }, { steps: [step(day(5)), step()] }, { steps: [step()] }] },
  } as unknown as Proposal
  t.equal(arrivedAt(proposal, 0), day(2), 'the first stage by the submission')
  t.equal(arrivedAt(proposal, 1), day(3), 'not by what the step beside it did later')
  t.equal(arrivedAt(proposal, 2), day(5))
  const again = { ...proposal, history: [...proposal.history, entry('resubmitted', day(9))] }
  t.equal(arrivedAt(again, 1), day(9), 'after a resubmission from then on')
  t.equal(arrivedAt({ ...again, history: [] }, 0), day(1))
})
