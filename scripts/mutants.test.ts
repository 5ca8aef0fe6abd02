import { join } from 'node:path'
import { test } from 'tap'
import { type Mutant, Field, hasCaught, mutants } from './lib/mutants.ts'

const root = join(import.meta.dirname, '..')
const workers = 2

test('every bug sown into the server is caught by a rule test, and most of those of the approval core by a law', async (t) => {
  const fields = Array.from({ length: workers }, () => new Field(root))
  t.teardown(() => fields.forEach((it) => it.close()))
  /** Each piece of work in the first field that is free. */
  async function inFields<Piece>(
    pieces: readonly Piece[],
    work: (piece: Piece, field: Field) => Promise<void>,
  ): Promise<void> {
    const queue = [...pieces]
    await Promise.all(
      fields.map(async (field) => {
        for (let it = queue.shift(); it !== undefined; it = queue.shift()) await work(it, field)
      }),
    )
  }

  const files = new Set(mutants.flatMap(({ by, law }) => (law === undefined ? [by] : [by, law])))
  await inFields([...files], async (name, field) => {
    const { verdict, said } = await field.ask(name)
    t.equal(verdict, 'passes', `${name} passes without a bug ${said}`)
  })
  let byLaws = 0
  await inFields(mutants, async (mutant: Mutant, field) => {
    await field.sown(mutant, async () => {
      const { by, law, bug } = mutant
      for (const name of law === undefined ? [by] : [by, law]) {
        const { verdict, said } = await field.ask(name)
        t.equal(verdict, 'caught', `${bug}: caught by ${name}${verdict === 'caught' ? '' : ` ${said}`}`)
        if (name === law && verdict === 'caught' && mutant.file.startsWith('domain/approval/')) byLaws += 1
      }
    })
  })
  t.ok(byLaws >= 10, `bugs of the approval core that the laws catch by themselves: ${byLaws}`)
})

test('a bug whose place is gone is told, not passed over', async (t) => {
  const field = new Field(root)
  t.teardown(() => field.close())
  const gone = { ...mutants[0]!, from: 'nowhere to be found' }
  await t.rejects(
    field.sown(gone, () => Promise.resolve()),
    /no place/,
  )
})

test('a core that cannot even be read has not been caught', async (t) => {
  const field = new Field(root)
  t.teardown(() => field.close())
  const [first] = mutants
  const broken = [
    { ...first!, to: 'settled >= (' },
    { ...first!, to: 'nobody.knows(settled)' },
  ]
  for (const mutant of broken) {
    for (const name of [first!.by, first!.law!]) {
      const { verdict } = await field.sown(mutant, () => field.ask(name))
      t.equal(verdict, 'unclear', `${name}: ${mutant.to}`)
    }
  }
  t.notOk(hasCaught('domain/approval/laws', 'it was ended after 240 s'), 'nor one that hangs')
  t.notOk(hasCaught('domain/approval/laws', 'not ok 3 - 代決 2'), 'nor one whose rare case was not met')
})
