import { join } from 'node:path'
import { test } from 'tap'
import { Field, mutants } from './lib/mutants.ts'

test('every bug sown into the approval core is caught by a rule test', async (t) => {
  const field = new Field(join(import.meta.dirname, '..'))
  t.teardown(() => field.close())
  for (const name of new Set(mutants.map((it) => it.by)))
    t.ok(field.passes(name), `${name} passes without a bug`)
  for (const mutant of mutants) {
    t.notOk(
      field.sown(mutant, () => field.passes(mutant.by)),
      `${mutant.bug}: caught by ${mutant.by}`,
    )
  }
})

test('a bug whose place is gone is told, not passed over', async (t) => {
  const field = new Field(join(import.meta.dirname, '..'))
  t.teardown(() => field.close())
  const gone = { ...mutants[0]!, from: 'nowhere to be found' }
  t.throws(() => field.sown(gone, () => true), /no place/)
})
