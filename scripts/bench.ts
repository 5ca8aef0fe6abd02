import { join } from 'node:path'
import { measureCore } from './bench/core.ts'
import { measureDoor } from './bench/door.ts'
import { measureEditing } from './bench/editing.ts'
import { measureLegacyImport } from './bench/legacy-import.ts'
import { measureNumbers } from './bench/numbers.ts'
import { measureReading } from './bench/reading.ts'
import { measureRecords } from './bench/records.ts'
import {
  type Group,
  type Measure,
  mergeMeasures,
  readResults,
  tableOf,
  writeResults,
} from './bench/results.ts'

/**
 * `npm run bench -- [group …] [--pages=1000000]`: measures the groups named, or all, and writes docs/bench/results.json. `--pages`: of
 * the archive that `records` searches; a million want a quiet machine and an hour.
 */
const given = process.argv.slice(2)
const pages = Number(given.find((it) => it.startsWith('--pages='))?.slice('--pages='.length) ?? 100_000)

const groups: Partial<Record<Group, (keep: (measures: readonly Measure[]) => void) => Promise<void>>> = {
  core: measureCore,
  reading: measureReading,
  editing: measureEditing,
  door: measureDoor,
  numbers: async (keep) => keep(await measureNumbers()),
  'legacy-import': async (keep) => keep(await measureLegacyImport()),
  records: async (keep) => keep(await measureRecords(pages)),
}

const path = join(import.meta.dirname, '../docs/bench/results.json')
const wanted = given.filter((it) => !it.startsWith('--pages='))
const unknown = wanted.filter((it) => !(it in groups))
if (unknown.length > 0) {
  console.log(`no such group: ${unknown.join(', ')}. There are: ${Object.keys(groups).join(', ')}`)
  process.exit(2)
}
const ran = (wanted.length === 0 ? Object.keys(groups) : wanted) as Group[]
const fresh: Measure[] = []
for (const group of ran)
  await groups[group]?.((measures) => {
    fresh.push(...measures)
    // After each part, so that a later one that fails takes nothing away.
    writeResults(path, mergeMeasures(readResults(path), fresh))
  })
console.log(tableOf(readResults(path)))
process.exitCode = fresh.every((it) => it.met) ? 0 : 1
