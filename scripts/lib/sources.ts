import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Something made from sources, and the file that holds the hash of the sources it was made from. */
export type Build = {
  /** What is there once it has been made. */
  readonly made: string
  readonly stamp: string
  /** Folders below the project; everything in them counts, tests aside. */
  readonly sources: readonly string[]
  /** The tool that makes it; missing in an installation without development packages. */
  readonly tool: string
  readonly make: () => Promise<void>
}

/** One hash over everything it is built from; times of files lie after a checkout, contents do not. */
async function sourcesHash(folders: readonly string[]): Promise<string> {
  const listed = await Promise.all(
    folders.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })),
  )
  const paths = listed
    .flat()
    .filter((it) => it.isFile() && !it.name.endsWith('.test.ts') && !it.parentPath.includes('node_modules'))
    .map((it) => join(it.parentPath, it.name))
    .sort()
  paths.push(join(root, 'package-lock.json'))
  const contents = await Promise.all(paths.map((path) => readFile(path)))
  const hash = createHash('sha256')
  for (const [at, path] of paths.entries()) {
    hash.update(path.slice(root.length)).update('\0')
    hash.update(contents[at] as Buffer)
  }
  return hash.digest('hex')
}

/** Makes it, whatever is there. Throws when that fails. */
export async function makeBuild(build: Build): Promise<void> {
  const sources = await sourcesHash(build.sources)
  // Ended half-way it must not look like the old one.
  await rm(build.stamp, { force: true })
  await build.make()
  await mkdir(dirname(build.stamp), { recursive: true })
  await writeFile(build.stamp, sources)
}

/**
 * Makes it when it is missing or its sources have changed. Returns whether it was made. An installation without the
 * tool uses what is there, and throws when nothing is.
 */
export async function ensureBuild(build: Build): Promise<boolean> {
  const there = existsSync(build.made)
  if (!existsSync(build.tool)) {
    if (there) return false
    throw new Error(
      `${build.made.slice(root.length + 1)} is missing and the build tools are not installed: run npm ci (without --omit=dev) once, or copy dist here`,
    )
  }
  if (there && existsSync(build.stamp)) {
    if ((await readFile(build.stamp, 'utf8')) === (await sourcesHash(build.sources))) return false
  }
  await makeBuild(build)
  return true
}
