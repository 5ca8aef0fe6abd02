import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const built = join(root, 'dist/web/index.html')
const stamp = join(root, 'dist/web-sources.sha256')
const vite = join(root, 'node_modules/vite/bin/vite.js')

/** One hash over everything the web client is built from; times of files lie after a checkout, contents do not. */
async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of ['web', 'server/contract']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
    const paths = entries
      .filter((it) => it.isFile() && !it.name.endsWith('.test.ts') && !it.parentPath.includes('node_modules'))
      .map((it) => join(it.parentPath, it.name))
    for (const path of paths.sort()) {
      hash.update(path.slice(root.length)).update('\0')
      hash.update(await readFile(path))
    }
  }
  hash.update(await readFile(join(root, 'package-lock.json')))
  return hash.digest('hex')
}

/** Builds the web client into dist/web, whatever is there. Throws when the build fails. */
export async function buildWeb(): Promise<void> {
  const sources = await sourcesHash()
  await new Promise<void>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [vite, 'build', '--config', join(root, 'web/vite.config.ts'), '--logLevel', 'warn'],
      { cwd: root, stdio: ['ignore', 2, 2] },
    )
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the web client did not build (vite ended with ${code})`)),
    )
  })
  await mkdir(join(root, 'dist'), { recursive: true })
  await writeFile(stamp, sources)
}

/**
 * Builds the web client when it is missing or its sources have changed. Returns whether it built. An installation
 * without the build tools uses what is there, and throws when nothing is.
 */
export async function ensureWeb(): Promise<boolean> {
  const there = existsSync(built)
  if (!existsSync(vite)) {
    if (there) return false
    throw new Error(
      'dist/web is missing and vite is not installed: run npm ci (without --omit=dev) once, or copy dist/web here',
    )
  }
  if (there && existsSync(stamp) && (await readFile(stamp, 'utf8')) === (await sourcesHash())) return false
  await buildWeb()
  return true
}
