import { type Bench, withServer } from './core.ts'
import { measureFirstSharp } from './reading/first-sharp.ts'
import { measureFlings } from './reading/flings.ts'
import { measureJumps } from './reading/jumps.ts'
import { measureMemory } from './reading/memory.ts'
import { measurePipeline } from './reading/pipeline.ts'
import { type Stage, withStage } from './reading/stage.ts'
import { measureUserSeconds } from './reading/user-seconds.ts'
import type { Measure } from './results.ts'

type Keep = (measures: readonly Measure[]) => void

type Part = 'first' | 'jumps' | 'flings' | 'memory' | 'pipeline' | 'user-seconds'
const withLargeCases: readonly (readonly [Part, (stage: Stage) => Promise<readonly Measure[]>])[] = [
  ['first', measureFirstSharp],
  ['jumps', measureJumps],
  ['flings', measureFlings],
  ['memory', measureMemory],
]
const withWorker: readonly (readonly [Part, (bench: Bench) => Promise<readonly Measure[]>])[] = [
  ['pipeline', measurePipeline],
  ['user-seconds', measureUserSeconds],
]

/** Only some parts, to try something: their names with commas between them. All of them without. */
const only = process.env['KESSAI_BENCH_PARTS']?.split(',')
const isWanted = ([part]: readonly [Part, unknown]): boolean => only?.includes(part) !== false

/** The group reading. One that fails takes nothing away from the others; all failures are thrown at the end. */
export async function measureReading(keep: Keep): Promise<void> {
  const failures: unknown[] = []
  const tried = async (measure: () => Promise<readonly Measure[]>): Promise<void> => {
    try {
      keep(await measure())
    } catch (error) {
      failures.push(error)
    }
  }
  const large = withLargeCases.filter(isWanted)
  const others = withWorker.filter(isWanted)
  // No worker: the pages of the large cases are stored as they are.
  if (large.length > 0)
    await withServer({ KESSAI_ROLE: 'app' }, (bench) =>
      withStage(bench, async (stage) => {
        for (const [, measure] of large) await tried(() => measure(stage))
      }),
    )
  if (others.length > 0)
    await withServer({}, async (bench) => {
      for (const [, measure] of others) await tried(() => measure(bench))
    })
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} parts failed`)
}
