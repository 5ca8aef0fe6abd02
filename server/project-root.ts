import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

function findRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) throw new Error(`no package.json above ${import.meta.dirname}`)
  }
}

/**
 * The project's own folder, absolute: the one with package.json, whether this runs from its source or from what
 * `npm run build` made of it. Where a module lies says nothing any more once it has been bundled.
 */
export const projectRoot: string = findRoot()

const built = relative(projectRoot, import.meta.dirname).startsWith('dist')

/** A file of the project, absolute. `path` starts at the project's folder: `db/migrations`. */
export function projectFile(path: string): string {
  return join(projectRoot, path)
}

/**
 * What to give node so that it runs another entry of the server the way this process runs: source through tsx, or the
 * built file. `entry` is the source's path below server/, without extension; it has to be among the entries of
 * scripts/lib/server-build.ts. Run it with the project's folder as working folder: tsx is looked up from there.
 */
export function nodeArguments(entry: string): readonly string[] {
  return built
    ? ['--enable-source-maps', projectFile(`dist/server/${entry}.js`)]
    : ['--import=tsx', projectFile(`server/${entry}.ts`)]
}
