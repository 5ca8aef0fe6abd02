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

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit' })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

let failed = 0
for (const [name, command, args] of guards) {
  const started = Date.now()
  const code = await run(command, args)
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (code !== 0) failed += 1
}
if (failed > 0) console.log(`${failed} of ${guards.length} guards say no`)
process.exitCode = failed === 0 ? 0 : 1
