import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { type Build, ensureBuild, makeBuild } from './sources.ts'

const root = join(import.meta.dirname, '../..')
const vite = join(root, 'node_modules/vite/bin/vite.js')

const web: Build = {
  made: join(root, 'dist/web/index.html'),
  stamp: join(root, 'dist/web-sources.sha256'),
  sources: ['web', 'server/contract'],
  tool: vite,
  // The client for the browser, and its first screen for the server.
  make: async () => void (await Promise.all([runVite([]), runVite(['--ssr'])])),
}

function runVite(options: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [vite, 'build', ...options, '--config', join(root, 'web/vite.config.ts'), '--logLevel', 'warn'],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    // Its warnings about packages are for who works on the web client, who sees them in npm run dev.
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    // Nobody else would end it when we are told to stop.
    const stop = (): void => void child.kill('SIGTERM')
    process.once('exit', stop)
    child.on('error', reject)
    child.on('close', (code) => {
      process.off('exit', stop)
      if (code === 0) resolve()
      else reject(new Error(`the web client did not build (vite ended with ${code})\n${said}`))
    })
  })
}

/** Builds the web client into dist/web and dist/first-screen, whatever is there. Throws when the build fails. */
export const buildWeb = (): Promise<void> => makeBuild(web)

/** Builds the web client when it is missing or its sources have changed; see `ensureBuild`. */
export const ensureWeb = (): Promise<boolean> => ensureBuild(web)
