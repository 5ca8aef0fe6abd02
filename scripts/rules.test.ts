import { test } from 'tap'
import { actsOnPages } from './lib/page-acts.ts'
import { demandsOf, gapsIn, unreachedCodes } from './lib/rule-table.ts'
import { testNamesIn } from './lib/test-names.ts'

const demands = demandsOf(`
rules: [{ id: R-01, says: 一人 }]
matrix: [{ id: 差戻し、変更なし, says: 有効のまま }]
switches: [{ id: returnResume, values: [restart, resume] }, { id: paperTickOf }]
terms: [{ id: 後閲, says: 後で見る }]
`)
const named = (...names: string[]) => names.map((name) => ({ name, file: 'a.test.ts' }))
const all = named(
  'R-01 one decider [returnResume=restart]',
  'R-01 差戻し、変更なし: stands [returnResume=resume]',
  'R-01 代決・後閲: is owed [paperTickOf]',
)

test('names are found in single, double and back quotes, over lines, and nothing else is', async (t) => {
  const text =
    "test('a', f)\n t.test(\n  `b ’ c`, g)\n contest('no')\n test(\"d 'e'\", h)\n test(name, i)\n test('it\\'s', j)"
  t.same(testNamesIn(text), ['a', 'b ’ c', "d 'e'", "it's"])
})

test('a table whose every rule has a test has no gap, and each one taken away is one', async (t) => {
  t.same(gapsIn(demands, all), [])
  t.same(gapsIn(demands, all.slice(1)), ['switches: no test is named after returnResume=restart'])
  t.same(gapsIn(demands, [all[0]!, all[2]!]), [
    'matrix: no test is named after 差戻し、変更なし',
    'switches: no test is named after returnResume=resume',
  ])
  t.same(gapsIn(demands, all.slice(0, 2)), [
    'switches: no test is named after paperTickOf',
    'terms: no test is named after 後閲',
  ])
})

test('a name that no rule knows is told', async (t) => {
  t.same(
    gapsIn(demands, [...all, ...named('R-77 what?', 'x [returnResume=never]', 'y [noSwitch=on]', 'z [0]')]),
    [
      'a.test.ts: "R-77 what?" names R-77, which no rule knows',
      'a.test.ts: "x [returnResume=never]" names returnResume=never, which no rule knows',
      'a.test.ts: "y [noSwitch=on]" names noSwitch=on, which no rule knows',
    ],
  )
})

test('a refusal that no test reaches is told', async (t) => {
  const refusals = "| { readonly code: 'held' }\n| { readonly code: 'no_post' }"
  t.same(unreachedCodes(refusals, ["error: { code: 'held' }"]), ['no_post'])
})

test('an act that no browser test does through the page is told; what the system alone asks for is not', async (t) => {
  const commands =
    "export type Command =\n  | {\n      readonly type: 'submit'\n    }\n  | (Sealing & { readonly type: 'approve' })\n" +
    "  | { readonly type: 'hold' }\n  | { readonly type: 'pass_over' }\n\nexport type CommandType = Command['type']\n"
  const found = actsOnPages(
    commands,
    new Map([
      ['a.test.ts', "await done(chief.page, 'approve')"],
      ['b.test.ts', "scene.act(chief, id, { type: 'hold' })"],
      ['c.test.ts', "getByRole('button', { name: '提出する' }) … '[data-proposal][data-status=in_approval]'"],
    ]),
  )
  t.same(
    [...found],
    [
      ['submit', ['c.test.ts']],
      ['approve', ['a.test.ts']],
      ['hold', []],
    ],
  )
})
