import { readFile } from 'node:fs/promises'
import { dirname, extname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Plugin, build } from 'esbuild'
import { installedPackages } from './installed-packages.ts'

const root = join(import.meta.dirname, '../..')

/** Knows by where it lies whether what it starts has been built. */
const knowsItsPlace = join(root, 'server/project-root.ts')

const sourcesAsTheyLie = (instead: ReadonlyMap<string, string>): Plugin => ({
  name: 'a file of ours goes on knowing where it lies',
  setup(it) {
    it.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      if (path.includes('node_modules') || path === knowsItsPlace) return undefined
      const text = instead.get(path) ?? (await readFile(path, 'utf8'))
      return {
        loader: extname(path) === '.tsx' ? 'tsx' : 'ts',
        contents: text
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      }
    })
  },
})

/**
 * Makes test files runnable without a loader, what they share once: a file starts in a fraction of the time that reading
 * hundreds of sources through one takes. Answers where each lies, by its source. `into` is a folder below the project;
 * `instead` says of a source, by its absolute path, what it is to be read as.
 */
export async function buildTests(
  files: readonly string[],
  into: string,
  instead: ReadonlyMap<string, string> = new Map(),
): Promise<ReadonlyMap<string, string>> {
  await build({
    absWorkingDir: root,
    entryPoints: [...files],
    outbase: '.',
    outdir: into,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    // A source that was replaced is there to be wrong: whoever asked hears of it by the error.
    logLevel: instead.size === 0 ? 'warning' : 'silent',
    plugins: [installedPackages, sourcesAsTheyLie(instead)],
  })
  return new Map(files.map((it) => [it, join(into, relative('.', it).replace(/\.tsx?$/, '.js'))]))
}
