import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { defaultPolicy } from '../server/domain/authority/policy.ts'
import { actsOnPages } from './lib/page-acts.ts'
import { demandsOf, gapsIn, unreachedCodes } from './lib/rule-table.ts'
import { testNamesIn } from './lib/test-names.ts'

/** `npm run rules`: every rule with the tests that prove it; fails on a gap. `--quiet` prints the gaps alone. */
const root = join(import.meta.dirname, '..')
const isQuiet = process.argv.includes('--quiet')

const files = ['server', 'web', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile() && /\.test\.tsx?$/.test(it.name) && !it.parentPath.includes('node_modules'))
    .map((it) => relative(root, join(it.parentPath, it.name))),
)
const texts = new Map(files.sort().map((file) => [file, readFileSync(join(root, file), 'utf8')]))
// The guard's own tests name rules that do not exist, on purpose.
const tests = [...texts]
  .filter(([file]) => file !== 'scripts/rules.test.ts')
  .flatMap(([file, text]) => testNamesIn(text).map((name) => ({ name, file })))
const demands = demandsOf(readFileSync(join(root, 'docs/rules/rules.yaml'), 'utf8'))

let list = ''
for (const it of isQuiet ? [] : demands) {
  if (it.list !== list) console.log(`\n# ${it.list}`)
  list = it.list
  const proofs = tests.filter((test) => it.isNamedBy(test.name))
  console.log(`${it.id}　${it.says}`)
  for (const { name, file } of proofs) console.log(`    ${name}  (${file})`)
}

const onPages = actsOnPages(
  readFileSync(join(root, 'server/domain/approval/commands.ts'), 'utf8'),
  new Map([...texts].filter(([file]) => file.startsWith('web/e2e/'))),
)
if (!isQuiet) {
  console.log('\n# acts through the page')
  for (const [type, found] of onPages) console.log(`${type}　${found.join('　')}`)
}

const proofs = [...texts].filter(([file]) => file.startsWith('server/')).map(([, text]) => text)
const refusals = readFileSync(join(root, 'server/domain/approval/refusals.ts'), 'utf8')
const listed = new Set(demands.map((it) => it.id.split('=')[0]))
const gaps = [
  ...gapsIn(demands, tests),
  ...unreachedCodes(refusals, proofs).map((code) => `refusals: no test of the server reaches ${code}`),
  ...[...onPages].filter(([, found]) => found.length === 0).map(([type]) => `acts: no browser test does ${type} through the page`), // prettier-ignore
  ...Object.keys(defaultPolicy).filter((it) => !listed.has(it)).map((it) => `switches: ${it} is not in the table`), // prettier-ignore
]
for (const gap of gaps) console.log(gap)
if (!isQuiet) console.log(`\n${demands.length} demands, ${tests.length} tests, ${gaps.length} gaps`)
process.exitCode = gaps.length === 0 ? 0 : 1
