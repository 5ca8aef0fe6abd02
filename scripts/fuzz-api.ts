import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startServer } from '../server/testing/running-server.ts'
import { signInAs } from '../server/testing/signed-in.ts'

/**
 * `npm run fuzz:api [-- seconds]`: schemathesis sends what docs/api/openapi.json allows, and what it does not, to a server of its
 * own with the example prefecture, signed in as its administrator. Fails on a 5xx and on every answer that is not described.
 */
const root = join(import.meta.dirname, '..')
const version = '4.32.5'
const tool = join(root, '.cache/schemathesis', version)
const seconds = Number(process.argv[2] ?? 900)
/** A line that never ends, and the end of one's own session: both have tests of their own. */
const apart = ['/v1/stream', '/v1/sign-ins/end']
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
]

const folder = mkdtempSync(join(tmpdir(), 'kessai-fuzz-'))
install()
const server = await startServer({
  dataDir: folder,
  port: await freePort(),
  env: { KESSAI_WRITES_PER_MINUTE: '0', KESSAI_APPLICATION_CALLS_PER_MINUTE: '0' },
})
try {
  const session = await signInAs(server.url, 'u0205')
  process.exitCode = await fuzz(server.url, session.headers)
  const { status } = await session.get('/v1/me')
  // Whatever came after the end of the session would have been a 401, which is described and proves nothing.
  if (status !== 200) throw new Error(`the session had ended: ${status}`)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** Fetched once, by pip, into the project's own cache. */
function install(): void {
  if (existsSync(join(tool, 'bin/schemathesis'))) return
  execFileSync('python3', ['-m', 'venv', tool], { stdio: 'inherit' })
  execFileSync(join(tool, 'bin/pip'), ['install', '-q', `schemathesis==${version}`], { stdio: 'inherit' })
}

function fuzz(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(
    join(tool, 'bin/schemathesis'),
    [
      ...['run', join(root, 'docs/api/openapi.json'), '--url', url, '--checks', checks.join(',')],
      ...[
        '--max-time',
        String(seconds),
        '--phases',
        'coverage,fuzzing',
        '--workers',
        '2',
        '--continue-on-failure',
      ],
      ...['--request-timeout', '10', '--suppress-health-check', 'all', '--warnings', 'off', '--no-color'],
      ...apart.flatMap((path) => ['--exclude-path', path]),
      ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}:${value}`]),
    ],
    { cwd: folder, stdio: 'inherit' },
  )
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}
