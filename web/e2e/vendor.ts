import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { projectFile } from '../../server/project-root.ts'

const run = promisify(execFile)

/** A program of docs/examples as a vendor has it: in a folder of its own, with the packed client. */
export type Program = {
  readonly folder: string
  /** Runs it to its end; answers what it printed. Throws with that when it fails. */
  run(...args: readonly string[]): Promise<string>
  /** Starts it and waits until it has printed this. */
  start(says: RegExp, ...args: readonly string[]): Promise<RunningProgram>
}

export type RunningProgram = {
  /** Everything it has printed so far. */
  readonly output: () => string
  /** SIGKILL: as when the machine loses its power. */
  kill(): Promise<void>
}

export async function installExample(
  t: { teardown(fn: () => unknown): void },
  name: string,
  env: Readonly<Record<string, string>>,
): Promise<Program> {
  // Below the project: what the client depends on is found where the project has it.
  await mkdir(projectFile('.cache'), { recursive: true })
  const folder = await mkdtemp(projectFile('.cache/vendor-'))
  t.teardown(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  await cp(projectFile(`docs/examples/${name}`), folder, { recursive: true })
  await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: projectFile('client') })
  const installed = join(folder, 'node_modules/@kessai/client')
  await mkdir(installed, { recursive: true })
  const tarball = join(folder, 'kessai-client-0.1.0.tgz')
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed])

  const options = { cwd: folder, env: { ...process.env, ...env } }
  const args = (more: readonly string[]) => ['--import=tsx', 'main.ts', ...more]
  return {
    folder,
    async run(...more) {
      const { stdout } = await run(process.execPath, args(more), options)
      return stdout
    },
    async start(says, ...more) {
      const lines: string[] = []
      const child: ChildProcess = spawn(process.execPath, args(more), { ...options, stdio: 'pipe' })
      child.stdout?.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
      child.stderr?.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
      const output = () => lines.join('')
      const ended = once(child, 'exit')
      const hasEnded = () => child.exitCode !== null || child.signalCode !== null
      t.teardown(() => hasEnded() || child.kill('SIGKILL'))
      while (!says.test(output())) {
        if (hasEnded()) throw new Error(`${name} ended: ${output()}`)
        await sleep(50)
      }
      return {
        output,
        async kill() {
          if (!hasEnded()) child.kill('SIGKILL')
          await ended
        },
      }
    },
  }
}
