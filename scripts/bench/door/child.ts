import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const fileOf = (name: string): string => join(import.meta.dirname, `${name}.ts`)

/** Starts a program of this folder; answers the line it prints, and how to end it. */
export async function startChild(
  name: string,
  args: readonly string[],
): Promise<{ readonly line: string; readonly stop: () => Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, ['--import=tsx', fileOf(name), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  if (child.stdout === null) throw new Error('no output')
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([once(lines, 'line'), ended])
  if (child.exitCode !== null) throw new Error(`${name} ended with code ${child.exitCode}`)
  return {
    line: String(first[0]),
    async stop() {
      child.kill()
      await ended
    },
  }
}

/** Runs a program of this folder to its end; answers what it printed. */
export async function runChild(name: string, args: readonly string[]): Promise<string> {
  const run = promisify(execFile)
  return (await run(process.execPath, ['--import=tsx', fileOf(name), ...args])).stdout.trim()
}
