import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureSystemPackages } from './lib/system-packages.ts'

/**
 * `npm run dev`: the server, started again whenever one of its sources changes, and the web client from its sources.
 * Open the address vite prints; it passes what belongs to the server on to it.
 */
const root = join(import.meta.dirname, '..')
const server = `http://127.0.0.1:${process.env['PORT'] || '8080'}`
const web = process.env['KESSAI_WEB_PORT'] || '5173'

ensureSystemPackages('runtime')
const children: ChildProcess[] = [
  spawn(
    process.execPath,
    [
      join(root, 'node_modules/tsx/dist/cli.mjs'),
      'watch',
      '--clear-screen=false',
      join(root, 'server/main.ts'),
    ],
    {
      cwd: root,
      // Sign-in leads back to the address the browser shows.
      env: { ...process.env, PUBLIC_URL: process.env['PUBLIC_URL'] || `http://127.0.0.1:${web}` },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  ),
  spawn(
    process.execPath,
    [
      join(root, 'node_modules/vite/bin/vite.js'),
      '--config',
      join(root, 'web/vite.config.ts'),
      '--port',
      web,
      '--strictPort',
    ],
    { cwd: root, env: { ...process.env, KESSAI_SERVER: server }, stdio: ['ignore', 'inherit', 'inherit'] },
  ),
]

let ending = false
function end(): void {
  if (ending) return
  ending = true
  for (const child of children) child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
for (const child of children) child.once('exit', end)
