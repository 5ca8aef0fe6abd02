import { readdir, rename, rm, stat, writeFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { installedPackages } from './installed-packages.ts'
import { type Build, ensureBuild, makeBuild } from './sources.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'dist/server')
const oneDayMs = 24 * 60 * 60 * 1000

/** Everything of the server that is started as a process of its own: see server/project-root.ts. */
const entries = [
  'main',
  'worker',
  'first-administrator',
  'rebuild-search',
  'import-legacy',
  'adapters/pdf-pages/page-child',
  'adapters/folder/unpack-child',
  'adapters/converter/outlook-head-child',
  'adapters/editing/edit-child',
]

async function make(): Promise<void> {
  // Loaded only to build: an installation for production does not have it.
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => `server/${entry}.ts`),
    outbase: 'server',
    outdir: folder,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    write: false,
    plugins: [installedPackages],
  })
  // Entries last, each file at once: a start at the same moment finds the old ones or the new ones, whole.
  const isChunk = (path: string): boolean => path.includes('/chunks/')
  for (const { path, contents } of outputFiles.toSorted(
    (a, b) => Number(isChunk(b.path)) - Number(isChunk(a.path)),
  )) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.${process.pid}`, contents)
    await rename(`${path}.${process.pid}`, path)
  }
  await removeOldChunks(new Set(outputFiles.map((it) => it.path)))
}

/** Chunks have names by content. A server that still runs may load one later, so the ones of yesterday go. */
async function removeOldChunks(kept: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(join(folder, 'chunks'))) {
    const path = join(folder, 'chunks', name)
    if (kept.has(path)) continue
    if (Date.now() - (await stat(path)).mtimeMs > oneDayMs) await rm(path, { force: true })
  }
}

const server: Build = {
  made: join(folder, 'main.js'),
  stamp: join(root, 'dist/server-sources.sha256'),
  sources: ['server', 'db', 'scripts/lib'],
  tool: join(root, 'node_modules/esbuild/package.json'),
  make,
}

/** Builds the server into dist/server, whatever is there. Throws when the build fails. */
export const buildServer = (): Promise<void> => makeBuild(server)

/** Builds the server when it is missing or its sources have changed; see `ensureBuild`. */
export const ensureServer = (): Promise<boolean> => ensureBuild(server)
