import { spawn } from 'node:child_process'

/** `npm run check`: every guard that needs no running service. All of them run, so that one look shows all faults. */
const guards: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
  [
    'prettier',
    'node_modules/.bin/prettier',
    [...'--check --log-level=warn --cache --cache-location=.cache/prettier .'.split(' ')],
  ],
  ['tsc', 'node_modules/.bin/tsc', ['-b', '.', 'client', 'client/tools', 'docs/examples']],
  ['oxlint', 'node_modules/.bin/oxlint', ['--type-aware', '--deny-warnings']],
  ['knip', 'node_modules/.bin/knip', ['--no-progress']],
  ['tidy', process.execPath, ['--import=tsx', 'scripts/tidy.ts']],
  ['openapi', process.execPath, ['--import=tsx', 'scripts/openapi.ts', '--check']],
  ['client', process.execPath, ['--import=tsx', 'client/tools/write-types.ts', '--check']],
  ['rules', process.execPath, ['--import=tsx', 'scripts/rules.ts', '--quiet']],
]

type Ran = { readonly code: number; readonly said: string }

function run(command: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })
}

let failed = 0
const queue = [...guards]

/** Two at a time: the first of them uses one processor only, and takes the longest. */
async function work(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [name, command, args] = next
    const started = Date.now()
    const { code, said } = await run(command, args)
    process.stdout.write(said)
    console.log(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
    if (code !== 0) failed += 1
  }
}

await Promise.all([work(), work()])
if (failed > 0) console.log(`${failed} of ${guards.length} guards say no`)
process.exitCode = failed === 0 ? 0 : 1
