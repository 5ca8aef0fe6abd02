import { parse } from 'yaml'

type Entry = {
  readonly id: string
  readonly says?: string
  readonly values?: readonly string[]
}
type RuleTable = Readonly<Record<'rules' | 'matrix' | 'switches' | 'terms', readonly Entry[]>>

/** One thing that a test must prove: a rule, a row of the matrix, a term, or one value of a switch. */
type Demand = {
  readonly list: keyof RuleTable
  readonly id: string
  readonly says: string
  readonly isNamedBy: (name: string) => boolean
}
export type NamedTest = { readonly name: string; readonly file: string }

/** The demands of a table as its YAML has it. Throws when the text is no table. */
export function demandsOf(text: string): readonly Demand[] {
  const table = parse(text) as RuleTable
  return [
    ...table.rules.map((it) => demand('rules', it, it.id, (name) => ruleIds(name).includes(it.id))),
    ...table.matrix.map((it) =>
      demand('matrix', it, it.id, (name) => withoutIds(name).startsWith(`${it.id}:`)),
    ),
    ...table.switches.flatMap((it) =>
      it.values === undefined
        ? [
            demand('switches', it, it.id, (name) =>
              switchesIn(name).some((one) => one.split('=')[0] === it.id),
            ),
          ]
        : it.values.map((value) => {
            const id = `${it.id}=${value}`
            return demand('switches', it, id, (name) => switchesIn(name).includes(id))
          }),
    ),
    ...table.terms.map((it) => demand('terms', it, it.id, (name) => termsIn(name).includes(it.id))),
  ]
}

function demand(list: keyof RuleTable, entry: Entry, id: string, isNamedBy: Demand['isNamedBy']): Demand {
  return { list, id, says: entry.says ?? '', isNamedBy }
}

function ruleIds(name: string): readonly string[] {
  return name.match(/R-\d\d/g) ?? []
}

function withoutIds(name: string): string {
  return name.replace(/^(R-\d\d[\s:]*)+/, '')
}

/**
 * The terms a name is about: those it begins with, alone or in a list, up to its colon. A term inside a sentence or a
 * longer word is there by chance: 起案者, 併用決裁, or `引上げ never passes 合議`.
 */
function termsIn(name: string): readonly string[] {
  const [head, ...rest] = withoutIds(name).split(':')
  return head === undefined || rest.length === 0 ? [] : [head, ...head.split(/[、・]/)]
}

/** `[pullUpRequires=urgent]`; other things in brackets are not switches. */
function switchesIn(name: string): readonly string[] {
  return [...name.matchAll(/\[([a-z]+[A-Z]\w*(?:=\w*)?)\]/g)].map((it) => it[1] ?? '')
}

/** What is wrong: demands without a test, and names that no rule knows. */
export function gapsIn(demands: readonly Demand[], tests: readonly NamedTest[]): readonly string[] {
  const gaps = demands
    .filter(({ isNamedBy }) => !tests.some((it) => isNamedBy(it.name)))
    .map(({ list, id }) => `${list}: no test is named after ${id}`)
  const known = new Set(demands.map((it) => it.id))
  const unknown = tests.flatMap(({ name, file }) => {
    const strange = [
      ...ruleIds(name),
      ...switchesIn(name).map((it) => (known.has(it.split('=')[0] ?? '') ? (it.split('=')[0] ?? '') : it)),
    ].filter((id) => !known.has(id))
    return strange.map((id) => `${file}: "${name}" names ${id}, which no rule knows`)
  })
  return [...gaps, ...unknown]
}

/** Codes of refusals in the text of refusals.ts that no test text mentions in quotes. */
export function unreachedCodes(refusals: string, testTexts: readonly string[]): readonly string[] {
  const codes = [...refusals.matchAll(/readonly code: '(\w+)'/g)].map((it) => it[1] ?? '')
  return codes.filter((code) => !testTexts.some((text) => text.includes(`'${code}'`)))
}
