import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../server/testing/running-server.ts'
import { type Measure, measureOf } from './results.ts'

const rounds = 5
const root = join(import.meta.dirname, '../..')

/** `npm start` on a folder that has data, from the command to an answer of /readyz, embedded PostgreSQL included. */
export async function measureStartUp(): Promise<Measure> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kessai-bench-start-'))
  try {
    await startOnce(dataDir)
    const ours: number[] = []
    for (let round = 0; round < rounds; round += 1) ours.push((await startOnce(dataDir)) / 1000)
    return measureOf({ group: 'core', name: 'npm start, warm', unit: 's', ours, goal: { atMost: 5 } })
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Milliseconds until ready; the server is stopped again. */
async function startOnce(dataDir: string): Promise<number> {
  const port = await freePort()
  const started = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), KESSAI_DATA_DIR: dataDir, KESSAI_DEMO: 'organisation' },
    stdio: 'ignore',
    detached: true,
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    for (;;) {
      if (performance.now() - started > 120_000) throw new Error('npm start was not ready in two minutes')
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
      if (ready) return performance.now() - started
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  } finally {
    // The group: npm itself does not always pass the signal on.
    if (child.pid !== undefined) await endGroup(child.pid)
    await ended
  }
}

/** Ends a group and waits for the last of it: npm leaves before the server has stopped its PostgreSQL. */
async function endGroup(leader: number): Promise<void> {
  process.kill(-leader, 'SIGTERM')
  for (;;) {
    try {
      process.kill(-leader, 0)
    } catch {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
