import { existsSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { findUntidy } from './lib/tidy-rules.ts'

/** Fails when docs name a script, a path or a domain type that does not exist, or a file outgrew its reader. */
const root = join(import.meta.dirname, '..')
const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
const files = listed.stdout.split('\n').filter((path) => path !== '' && existsSync(join(root, path)))
const folders = new Set(files.flatMap(foldersOf))

function foldersOf(path: string): string[] {
  const found: string[] = []
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) found.push(folder)
  return found
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const untidy = findUntidy({
  files,
  folders,
  scripts: new Set(Object.keys(manifest.scripts)),
  read: (path) => readFileSync(join(root, path), 'utf8'),
})
for (const line of untidy) console.log(line)
process.exitCode = untidy.length === 0 ? 0 : 1
