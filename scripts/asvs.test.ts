import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'

const root = join(import.meta.dirname, '..')
const page = 'docs/security/asvs.md'

/** Of ASVS 5.0.0, by section: the level of each requirement, in the order of their numbers. */
const levels: Readonly<Record<string, string>> = {
  ...{ '1.1': '22', '1.2': '1111122223', '1.3': '112222222223', '1.4': '222', '1.5': '123' },
  ...{ '2.1': '122', '2.2': '112', '2.3': '12223', '2.4': '23' },
  ...{
    '3.1': '3',
    '3.2': '113',
    '3.3': '12223',
    '3.4': '11222233',
    '3.5': '11122333',
    '3.6': '3',
    '3.7': '22333',
  },
  ...{ '4.1': '12233', '4.2': '23333', '4.3': '22', '4.4': '1222' },
  ...{ '5.1': '2', '5.2': '112333', '5.3': '113', '5.4': '222' },
  ...{ '6.1': '122', '6.2': '111111112222', '6.3': '11223333', '6.4': '112233', '6.5': '22222333' },
  ...{ '6.6': '2223', '6.7': '33', '6.8': '2222' },
  ...{ '7.1': '222', '7.2': '1111', '7.3': '22', '7.4': '11222', '7.5': '223', '7.6': '22' },
  ...{ '8.1': '1233', '8.2': '1123', '8.3': '133', '8.4': '23' },
  ...{ '9.1': '111', '9.2': '1222' },
  ...{
    '10.1': '22',
    '10.2': '223',
    '10.3': '22223',
    '10.4': '1111122222233333',
    '10.5': '22222',
    '10.6': '22',
  },
  ...{ '10.7': '222' },
  ...{
    '11.1': '2233',
    '11.2': '22233',
    '11.3': '11233',
    '11.4': '1222',
    '11.5': '23',
    '11.6': '23',
    '11.7': '33',
  },
  ...{ '12.1': '12233', '12.2': '11', '12.3': '22223' },
  ...{ '13.1': '2333', '13.2': '222223', '13.3': '2233', '13.4': '1222233' },
  ...{ '14.1': '22', '14.2': '12223333', '14.3': '122' },
  ...{ '15.1': '12233', '15.2': '12233', '15.3': '1222222', '15.4': '3333' },
  ...{ '16.1': '2', '16.2': '22222', '16.3': '2222', '16.4': '222', '16.5': '2223' },
  ...{ '17.1': '23', '17.2': '22223333', '17.3': '22' },
}

const wanted = Object.entries(levels).flatMap(([section, digits]) =>
  Array.from(digits).flatMap((level, at) => (level === '3' ? [] : [`${section}.${at + 1} ${level}`])),
)

/** What is wrong with the page, with what to do about it. */
function faults(text: string): readonly string[] {
  const rows = text
    .split('\n')
    .filter((it) => /^\| \d+\.\d+\.\d+ /.test(it))
    .map((it) => it.split('|').map((cell) => cell.trim()))
  const found = rows.map((it) => `${it[1]} ${it[2]}`)
  const counted = new Map<string, number>()
  for (const it of rows) counted.set(it[4] ?? '', (counted.get(it[4] ?? '') ?? 0) + 1)
  const states = ['met', 'partly', 'not met', 'operator', 'n/a']
  const sum = `| ${states.map((it) => counted.get(it) ?? 0).join(' | ')} |`
  return [
    ...wanted.filter((it) => !found.includes(it)).map((it) => `${it}: no row`),
    ...found.filter((it, at) => found.indexOf(it) !== at).map((it) => `${it}: twice`),
    ...found.filter((it) => !wanted.includes(it)).map((it) => `${it}: not of levels 1 and 2`),
    ...rows.filter((it) => !states.includes(it[4] ?? '')).map((it) => `${it[1]}: state ${it[4]}`),
    ...rows
      .filter((it) => (it[5] ?? '') === '')
      .map((it) => `${it[1]}: says neither what shows it nor why not`),
    ...[...text.matchAll(/`((?:server|web|scripts|docs)\/[\w./-]+)`/g)]
      .map((it) => it[1] ?? '')
      .filter((it) => !existsSync(join(root, it)))
      .map((it) => `${it}: no such file`),
    ...(text.replaceAll(/ +/g, ' ').includes(sum) ? [] : [`the sums are ${sum}`]),
  ]
}

test('docs/security/asvs.md has every requirement of levels 1 and 2 once, and names files that are there', async (t) => {
  const text = readFileSync(join(root, page), 'utf8')
  t.equal(wanted.length, 253)
  t.same(faults(text), [])
  const row = /^\| 7\.4\.2 .*\n/m.exec(text)?.[0] ?? ''
  t.same(faults(text.replace(row, ''))[0], '7.4.2 1: no row')
  t.ok(faults(text.replace(row, row + row)).includes('7.4.2 1: twice'))
  t.ok(faults(text.replace('server/routes/rights.test.ts', 'server/routes/left.test.ts')).length > 0)
})
