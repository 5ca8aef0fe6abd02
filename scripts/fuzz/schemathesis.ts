import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectFile } from '../../server/project-root.ts'

const version = '4.32.5'
const home = projectFile(`.cache/schemathesis/${version}`)
const program = join(home, 'bin/schemathesis')

/** Fetches schemathesis by pip into the project's own cache, once. Throws with what pip said. */
export async function fetchSchemathesis(): Promise<void> {
  if (existsSync(program)) return
  const run = promisify(execFile)
  await run('python3', ['-m', 'venv', '--clear', home])
  await run(join(home, 'bin/pip'), ['install', '-q', `schemathesis==${version}`])
}

/** Every check of schemathesis, and whether it is on; why one is off stands in docs/api/fuzzing.md. */
const refused =
  "['400', '401', '403', '404', '405', '406', '409', '410', '412', '413', '415', '416', '422', '428', '429']"
const checks = `
[checks]
positive_data_acceptance.enabled = false
unsupported_method.enabled = false
allow_header_conformance.enabled = false
negative_data_rejection.expected-statuses = ${refused}
missing_required_header.expected-statuses = ${refused}

[[operations]]
include-path-regex = '/(attachments|revisions|edits|imports)$'
include-method = 'POST'
checks.negative_data_rejection.enabled = false

[phases.coverage]
extra-data-sources.responses = false
[phases.fuzzing]
extra-data-sources.responses = false
`

export type Run = {
  readonly url: string
  readonly description: string
  /** Labels of the operations that are called. */
  readonly operations: readonly string[]
  /** What is sent with each scheme the description names. */
  readonly secrets: Readonly<Record<string, string>>
  /** Sent with every request beside them. */
  readonly headers: Readonly<Record<string, string>>
  readonly plan: string
  readonly folder: string
  /** Generated cases of each operation, besides those that walk along the edges of its schemas. */
  readonly examples: number
  readonly phases: string
  readonly seed: number
}

/** Runs schemathesis; answers its exit code and what it said. */
export async function runSchemathesis(run: Run): Promise<{ readonly code: number; readonly said: string }> {
  const config = `${run.plan}.toml`
  const auth = Object.entries(run.secrets).map(
    ([scheme, secret]) =>
      `[auth.openapi.${scheme}]\n${scheme === 'application' ? 'bearer' : 'api_key'} = ${JSON.stringify(secret)}\n`,
  )
  await writeFile(config, [...auth, checks].join('\n'))
  const child = spawn(
    program,
    [
      ...['--config-file', config, 'run', run.description, '--url', run.url, '--phases', run.phases],
      ...['--workers', '1', '--continue-on-failure', '--request-timeout', '20', '--no-color'],
      ...[
        '--seed',
        String(run.seed),
        '--generation-database',
        'none',
        '--max-examples',
        String(run.examples),
      ],
      ...['--suppress-health-check', 'all', '--warnings', 'off', '--output-truncate', 'false'],
      ...run.operations.flatMap((it) => ['--include-name', it]),
      ...Object.entries(run.headers).flatMap(([name, value]) => ['-H', `${name}:${value}`]),
    ],
    {
      cwd: run.folder,
      env: {
        ...process.env,
        SCHEMATHESIS_HOOKS: 'feed',
        PYTHONPATH: projectFile('scripts/fuzz'),
        PYTHONDONTWRITEBYTECODE: '1',
        KESSAI_FUZZ_PLAN: run.plan,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (it: Buffer) => (said += it.toString()))
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (it) => resolve(it ?? 1))
  })
  return { code, said }
}
