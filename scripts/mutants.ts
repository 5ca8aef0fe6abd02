import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Field, mutants } from './lib/mutants.ts'

/**
 * `npm run mutants`: sows each bug into a copy of the approval core and shows which tests catch it. Slow: every test file
 * of the core runs for every bug. The test beside runs each bug against its quickest killer only.
 */
const root = join(import.meta.dirname, '..')
const tests = readdirSync(join(root, 'server/domain/approval'))
  .filter((it) => it.endsWith('.test.ts'))
  .map((it) => it.slice(0, -'.test.ts'.length))
const field = new Field(root)
let survived = 0
try {
  for (const mutant of mutants) {
    const caughtBy = field.sown(mutant, () => tests.filter((it) => !field.passes(it)))
    if (caughtBy.length === 0) survived += 1
    console.log(
      `${caughtBy.length === 0 ? '✗' : '✓'} ${mutant.bug} (${mutant.file}): ${caughtBy.join(', ') || 'nobody'}`,
    )
  }
} finally {
  field.close()
}
console.log(`${mutants.length} bugs, ${survived} survived`)
process.exitCode = survived === 0 ? 0 : 1
