import { readFileSync } from 'node:fs'
import { test } from 'tap'
import { projectFile } from '../server/project-root.ts'
import { fuzz } from './fuzz/fuzz.ts'
import { type Description, operationsOf } from './fuzz/plan.ts'
import { summaryOf } from './fuzz/tally.ts'

test('every operation answers as docs/api/openapi.json says, whatever is sent', async (t) => {
  const { answered, faults } = await fuzz(t, { seed: 1, examples: 2, phases: 'fuzzing', senders: 1 })
  t.same(faults, [], 'no fault is found')
  t.same(
    answered.filter(({ status }) => status >= 500),
    [],
    'no server error',
  )
  const described = JSON.parse(readFileSync(projectFile('docs/api/openapi.json'), 'utf8')) as Description
  const sent = new Set(answered.map((it) => it.operation))
  const left = operationsOf(described).filter(({ label }) => !sent.has(label))
  t.same(
    left.map((it) => it.label),
    ['GET /v1/stream'],
    'all but the one that never ends were sent',
  )
  t.ok(answered.length > operationsOf(described).length, `${answered.length} requests`)
  const { unheard } = summaryOf([{ answered, faults }], 1)
  t.ok(unheard.length < sent.size / 4, `refused to who sent it: ${unheard.join(', ')}`)
})
