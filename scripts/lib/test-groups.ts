import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Test files that run in one process, one after the other. */
export type Group = { readonly name: string; readonly files: readonly string[] }

/** Nearly all files in them are short, and most of what a short one costs is its start. None minds who was there before. */
const folders = [
  'client/',
  'server/domain/',
  'server/jobs/',
  'server/plugins/',
  'server/replay/',
  'server/routes/',
  'server/store/',
  'server/usecases/',
  'web/src/',
] as const

/** So many that a group takes no longer than a long file, and that few have to be run again when one fails. */
const filesEach = 8

/**
 * Puts neighbours of one folder into groups; the others stay by themselves, as does everything for which `isAlone`. The
 * order stays.
 */
export function groupsOf(files: readonly string[], isAlone: (file: string) => boolean): readonly Group[] {
  const groups: { readonly folder: string | undefined; readonly files: string[] }[] = []
  for (const file of files) {
    const folder = isAlone(file) ? undefined : folders.find((it) => file.startsWith(it))
    const last = groups.at(-1)
    if (folder !== undefined && last?.folder === folder && last.files.length < filesEach)
      last.files.push(file)
    else groups.push({ folder, files: [file] })
  }
  return groups.map(({ folder, files: its }) => ({ name: nameOf(its, folder), files: its }))
}

function nameOf(files: readonly string[], folder = ''): string {
  const [first = '', ...others] = files
  const last = others.at(-1)
  return last === undefined ? first : `${first} … ${last.slice(folder.length)} (${files.length} files)`
}

/** What stands before what a file says in the output of its group. */
const beginOf = (file: string): string => `file ${file}`

/**
 * Writes the program that runs the files of a group, each as `built` has it, and says which comes; answers where it lies.
 * Throws when a file was not built.
 */
export async function writeGroup(
  { files }: Group,
  built: ReadonlyMap<string, string>,
  folder: string,
  index: number,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const lines = files.map((file) => {
    const path = built.get(file)
    if (path === undefined) throw new Error(`not built: ${file}`)
    return `comment(${JSON.stringify(beginOf(file))})\nawait import(${JSON.stringify(`./${relative(folder, path)}`)})`
  })
  const path = join(folder, `group-${index}.js`)
  await writeFile(path, `import { comment } from 'tap'\n${lines.join('\n')}\n`)
  return path
}

/** Of the files of a group those that said nothing in its output, or said no more than that they began. */
export function silentIn(output: string, files: readonly string[]): readonly string[] {
  const parts = new Map(
    output
      .split(/^# file /m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), part]),
  )
  return files.filter((file) => !/^\s+(?:not )?ok /m.test(parts.get(file) ?? ''))
}
