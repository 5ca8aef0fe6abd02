import { format, resolveConfig } from 'prettier'
import { groupBy } from '../../server/domain/group-by.ts'
import type { Answered, Fuzzed } from './fuzz.ts'

/** Refused for who sent it, or because it is nowhere to be found. */
const refusesSender = [401, 403, 404]
const begin = '<!-- fuzz -->'
const end = '<!-- /fuzz -->'

/** What the rounds came to, as a part of a page; which operations answered nobody; how many runs found a fault. */
export function summaryOf(
  rounds: readonly Fuzzed[],
  firstSeed: number,
): { readonly text: string; readonly unheard: readonly string[]; readonly faults: number } {
  const answered = rounds.flatMap((it) => it.answered)
  const byOperation = groupBy(
    answered.filter((it) => it.operation.startsWith(`${it.method} `)),
    (it) => it.operation,
  )
  const operations = [...byOperation.keys()].toSorted((a, b) => pathOf(a).localeCompare(pathOf(b), 'en'))
  const heard = (of: readonly Answered[]): number =>
    of.filter(({ status }) => !refusesSender.includes(status)).length
  const faults = rounds.reduce((sum, it) => sum + it.faults.length, 0)
  const count = (from: number): number =>
    answered.filter(({ status }) => Math.floor(status / 100) === from).length
  const share = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`
  const rows = operations.map((operation) => {
    const of = byOperation.get(operation) ?? []
    const times = (statuses: (status: number) => boolean): string =>
      String(of.filter((it) => statuses(it.status)).length)
    return [
      `\`${operation}\``,
      [...new Set(of.map((it) => it.sender))].join(', '),
      String(of.length),
      times((it) => it < 400),
      times((it) => [400, 413, 415, 422].includes(it)),
      times((it) => it >= 400 && it < 500 && ![400, 413, 415, 422, ...refusesSender].includes(it)),
      times((it) => refusesSender.includes(it)),
      times((it) => it >= 500),
      share(heard(of), of.length),
    ]
  })
  const head = [
    'Operation',
    'Sent as',
    'Requests',
    'Done',
    '400, 413, 415, 422',
    'Other 4xx',
    '401, 403, 404',
    '5xx',
    'Heard',
  ]
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
  const known = [...byOperation.values()].reduce((sum, of) => sum + of.length, 0)
  const negative = answered.filter((it) => it.mode === 'negative').length
  return {
    text: `${answered.length.toLocaleString('en')} requests to ${operations.length} operations in ${rounds.length} rounds (seeds ${firstSeed} to ${firstSeed + rounds.length - 1}), ${share(negative, answered.length)} of them wrong on purpose
(${answered.length - known} by a method the address does not have, which the table leaves out).
Answers: ${count(2) + count(3)} done, ${count(4)} refused, ${count(5)} server errors. Heard (not refused for who sent it, nor not found): ${share(heard(answered), answered.length)}.
Faults found by the checks in the last run: ${faults}.

${table}`,
    unheard: operations.filter((it) => heard(byOperation.get(it) ?? []) === 0),
    faults,
  }
}

const pathOf = (operation: string): string => operation.split(' ').toReversed().join(' ')

/** The page at that path with another summary between its marks, as prettier writes it. Throws when it has none. */
export async function withSummary(path: string, page: string, text: string): Promise<string> {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`the page has no ${begin} … ${end}`)
  const whole = `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`
  return format(whole, { ...(await resolveConfig(path)), filepath: path })
}
