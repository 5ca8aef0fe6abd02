import { type ChildProcess, spawn } from 'node:child_process'
import { silentIn } from './test-groups.ts'

/** What one test file said; `skipped` holds todo as well. */
export type FileResult = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** What a person needs to see of a failure; empty when all is well. */
  readonly trouble: string
  /** What its properties reached, as they told it: by test, counts of each interesting case. */
  readonly tallies: readonly Tallied[]
}

type Tallied = { readonly test: string; readonly counts: Readonly<Record<string, number>> }

/**
 * Counts the assertions of a test file from what it printed (TAP, as tap writes it) and how it ended. A file that
 * crashed, ended early or asserted nothing counts as failed, whatever its lines say; so does a group, of whose `files`
 * each has to assert something.
 */
export function judge(
  output: string,
  errors: string,
  code: number | null,
  limit: string | undefined,
  files: readonly string[] = [],
): FileResult {
  const summary = [...output.matchAll(/^# \{ (total: .*) \}$/gm)].at(-1)?.[1] ?? ''
  const count = (name: string): number => Number(new RegExp(`\\b${name}: (\\d+)`).exec(summary)?.[1] ?? 0)
  const [passed, failed, skipped] = [count('pass'), count('fail'), count('skip') + count('todo')]
  const silent = silentIn(output, files)
  const why =
    limit ??
    (summary === ''
      ? 'it ended before its tests did'
      : passed + failed + skipped === 0
        ? 'it asserts nothing'
        : code !== 0
          ? `it ended with code ${code}`
          : silent.length > 0
            ? `asserts nothing: ${silent.join(', ')}`
            : undefined)
  const tallies = talliesIn(output)
  if (failed === 0 && why === undefined) return { passed, failed, skipped, trouble: '', tallies }
  return {
    passed,
    failed: Math.max(failed, 1),
    skipped,
    trouble: [failures(output), errors.trimEnd(), failed === 0 ? why : limit].filter(Boolean).join('\n'),
    tallies,
  }
}

function talliesIn(output: string): readonly Tallied[] {
  let test = ''
  return output.split('\n').flatMap((line) => {
    test = /^\s*# Subtest: (.*)$/.exec(line)?.[1] ?? test
    const told = /^\s*# tally (\{.*\})$/.exec(line)?.[1]
    return told === undefined ? [] : [{ test, counts: JSON.parse(told) as Tallied['counts'] }]
  })
}

/** The failing assertions with their details, without the passing ones around them. */
function failures(output: string): string {
  const kept: string[] = []
  let keeping = false
  let inside = false
  for (const line of output.split('\n')) {
    if (/^\s*not ok /.test(line)) keeping = true
    else if (keeping && /^\s*---$/.test(line)) inside = true
    else if (keeping && /^\s*\.\.\.$/.test(line)) [keeping, inside] = [false, false]
    else if (!inside) keeping = false
    if (/^\s*# (Subtest|[^{ ])/.test(line) || keeping) kept.push(line)
  }
  return kept
    .filter((line, at) => !/# Subtest/.test(line) || !/# Subtest/.test(kept[at + 1] ?? '# Subtest'))
    .join('\n')
}

const running = new Set<ChildProcess>()

function endGroup(child: ChildProcess): void {
  try {
    // The whole group: browsers and servers a test started end with it.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Ends every test file that still runs, with all it started. */
export function endAll(): void {
  for (const child of running) endGroup(child)
}

/**
 * Runs one test file in a process of its own: a source, or what `buildTests` made of one, or the program of a group with
 * its `files`. `withMaps`: what fails names the lines of the sources, which costs a process a third of a second.
 */
export async function runFile(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  timeoutMs: number,
  withMaps = true,
  files: readonly string[] = [],
): Promise<FileResult> {
  const maps = withMaps ? ['--enable-source-maps'] : []
  const child = spawn(process.execPath, [...(file.endsWith('.ts') ? ['--import=tsx'] : maps), file], {
    env: { ...env, TAP: '1' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let [output, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  let limit: string | undefined
  const timer = setTimeout(() => {
    limit = `it was ended after ${timeoutMs / 1000} s`
    endGroup(child)
  }, timeoutMs)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (it) => {
      endGroup(child)
      // Not `close`: something that left the group could hold the pipe open for ever.
      setTimeout(() => resolve(it), 50)
    })
  })
  clearTimeout(timer)
  running.delete(child)
  return judge(output, errors.slice(-20_000), code, limit, files)
}
