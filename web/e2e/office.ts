import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type Page, chromium } from 'playwright-core'
import { type TestDatabase, createTestDatabase } from '../../server/testing/database.ts'
import {
  type RunningServer,
  freePort,
  startServer,
  temporaryFolder,
} from '../../server/testing/running-server.ts'

/** A real server, as it is built for an operator, with its database and worker, and a real browser beside it. */
export type Office = {
  readonly server: RunningServer
  readonly browser: Browser
  /** A folder that goes with the test. */
  readonly folder: string
  /** What the server keeps: for a test to lay down what the office decided long ago. */
  readonly db: TestDatabase['db']
  /** What a program of the office needs to run beside the server. */
  readonly env: Readonly<Record<'DATABASE_URL' | 'KESSAI_DATA_DIR', string>>
}

/** Waits are for conditions; this is when a person would call the help desk. */
export const patienceMs = 60_000

const allOfIt = '/usr/bin/chromium'
const withoutWindow = '/usr/bin/chromium-headless-shell'

/** All of Chromium for the tests of a file: for what only a window does, as printing, or bringing one before another. */
export function withWindow(): void {
  process.env['CHROMIUM'] ??= allOfIt
}

/** Chromium without a window around its pages, where it is installed (docs/decisions/0048); or all of it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? (existsSync(withoutWindow) ? withoutWindow : allOfIt),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Pages of one profile are read by one process, which has read our programs already.
      '--process-per-site',
    ],
  })
}

/**
 * Opens an office with the example prefecture, without proposals unless they are asked for. Everything it started ends
 * with the test. `port`: where to listen, when somebody had to know it before.
 */
export async function openOffice(
  t: { teardown(fn: () => unknown): void },
  example: 'organisation' | 'proposals' = 'organisation',
  env: Readonly<Record<string, string>> = {},
  port?: number,
): Promise<Office> {
  const folder = await temporaryFolder(t, 'road')
  const dataDir = await temporaryFolder(t, 'road-data')
  const { url, db } = await createTestDatabase(t, example === 'organisation' ? 'example of today' : 'nothing')
  const server = await startServer({
    dataDir,
    port: port ?? (await freePort()),
    env: { DATABASE_URL: url, KESSAI_DEMO: example, ...env },
  })
  t.teardown(() => server.stop())
  const browser = await launchBrowser()
  t.teardown(() => browser.close())
  return { server, browser, folder, db, env: { DATABASE_URL: url, KESSAI_DATA_DIR: dataDir } }
}

let taken = 0

/** A picture of the window for people to look at, into the folder KESSAI_PICTURES; without it none. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['KESSAI_PICTURES']
  if (!folder) return
  await mkdir(folder, { recursive: true })
  taken += 1
  await page.screenshot({ path: join(folder, `${String(taken).padStart(2, '0')}-${name}.png`) })
}
