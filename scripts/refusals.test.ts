import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { parse } from 'yaml'
import { ruleSentences } from '../server/usecases/rule-sentences.ts'
import { readRefusals, refusalGroups, refusalPage } from './lib/refusal-table.ts'

const root = join(import.meta.dirname, '..')
const all = refusalGroups.flatMap(([, rows]) => readRefusals(rows))
/** The surroundings fail without a rule: nobody did anything wrong. */
const withoutRule = ['provider_unavailable', 'too_many_requests', 'internal', 'unavailable']

test('every refusal says what is so and ends with what to do', async (t) => {
  t.ok(all.length > 110, `${all.length} refusals`)
  for (const { code, row } of all) {
    const sentences = row.title.split('。').filter((it) => it !== '')
    t.ok(sentences.length >= 2, `${code}: what is so, then what to do: ${row.title}`)
    t.match(row.title, /ください。$/, `${code} ends with what to do`)
  }
})

test('every refusal names its rule, and the rule is a sentence', async (t) => {
  for (const { code, row } of all) {
    if (withoutRule.includes(code)) t.equal(row.rule, undefined, `${code} blames no rule`)
    else t.ok(row.rule !== undefined && ruleSentences[row.rule].length > 8, `${code} names its rule`)
  }
  const used = new Set(all.map((it) => it.row.rule))
  const idle = Object.keys(ruleSentences).filter((it) => !used.has(it as keyof typeof ruleSentences))
  t.same(idle, [], 'no sentence is there for nothing')
})

test('every refusal that carries data says the fact, whole', async (t) => {
  for (const { code, facts } of all) {
    for (const fact of facts) {
      t.match(fact, /^[^。]{3,}/, `${code} says a fact`)
      t.notMatch(fact, /undefined|NaN|\[object|：$/, `${code}: ${fact}`)
    }
  }
})

test('the rules that refusals name are those of the table of rules', async (t) => {
  const table = parse(readFileSync(join(root, 'docs/rules/rules.yaml'), 'utf8')) as Record<
    'rules' | 'matrix' | 'terms',
    readonly { readonly id: string; readonly says: string }[]
  >
  const entries = [...table.terms, ...table.matrix, ...table.rules]
  for (const [id, says] of Object.entries(ruleSentences)) {
    const known = entries.filter((it) => it.id === id)
    if (id.startsWith('R-')) t.equal(known.length, 1, `${id} is in the table`)
    if (known.length > 0) t.ok(known.some((it) => it.says === says), `${id}: ${says}`) // prettier-ignore
  }
})

test('docs/rules/refusals.md is what the refusals say now (npm run refusals)', async (t) => {
  t.equal(readFileSync(join(root, 'docs/rules/refusals.md'), 'utf8'), refusalPage())
})
