import { emptyPatterns } from './empty-patterns.ts'

export type Tree = {
  /** Every file of the project, from its root. */
  readonly files: readonly string[]
  readonly folders: ReadonlySet<string>
  readonly scripts: ReadonlySet<string>
  readonly read: (path: string) => string
}

const lineLimit = 400
/** Files that may be longer, each with its reason. */
const mayBeLong: Readonly<Record<string, string>> = {
  'db/schema.ts': 'generated',
  'client/src/openapi.ts': 'generated',
}

/** Faults as `file:line what`, empty when the tree is tidy. */
export function findUntidy(tree: Tree): readonly string[] {
  return [...brokenDocs(tree), ...longFiles(tree), ...forbiddenWords(tree), ...toothlessPatterns(tree)]
}

function brokenDocs(tree: Tree): string[] {
  const known = new Set(tree.files)
  const types = domainTypes(tree)
  const faults: string[] = []
  for (const path of tree.files.filter((it) => it.endsWith('.md'))) {
    tree
      .read(path)
      .split('\n')
      .forEach((line, index) => {
        const at = `${path}:${index + 1}`
        // Prettier takes the marks of a merge for a table and a quotation, and makes them look well.
        if (/<{7} \S|^(> ){6}>/.test(line)) faults.push(`${at} is the mark of a merge`)
        for (const [, name] of line.matchAll(/npm run ([a-z:-]+)/g)) {
          if (name !== undefined && !tree.scripts.has(name))
            faults.push(`${at} names the script "${name}", which package.json does not have`)
        }
        for (const [, code] of line.matchAll(/`([^`\s]+)`/g)) {
          const fault = code === undefined ? undefined : brokenReference(code, known, tree.folders, types)
          if (fault !== undefined) faults.push(`${at} ${fault}`)
        }
        for (const [, link] of line.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
          if (link === undefined || /^[a-z]+:/.test(link)) continue
          const target = join(path, link)
          if (!known.has(target) && !tree.folders.has(target))
            faults.push(`${at} links to ${link}, which does not exist`)
        }
      })
  }
  return faults
}

/** Resolves a link relative to the document that holds it. */
function join(document: string, link: string): string {
  const parts = document.split('/').slice(0, -1)
  for (const part of link.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

const ourFolders = /^(server|web|client|db|scripts|docs|\.ci)\//

function brokenReference(
  code: string,
  files: ReadonlySet<string>,
  folders: ReadonlySet<string>,
  types: ReadonlySet<string>,
): string | undefined {
  if (ourFolders.test(code) && !/[*<>{}…]/.test(code)) {
    const path = code.replace(/\/$/, '')
    if (!files.has(path) && !folders.has(path)) return `names the path ${code}, which does not exist`
  }
  const type = /^domain\.([A-Z][A-Za-z]+)$/.exec(code)?.[1]
  if (type !== undefined && !types.has(type)) return `names the domain type ${type}, which does not exist`
  return undefined
}

function domainTypes(tree: Tree): ReadonlySet<string> {
  const names = tree.files
    .filter((path) => path.startsWith('server/domain/') && path.endsWith('.ts'))
    .flatMap((path) => [...tree.read(path).matchAll(/export (?:type|class) ([A-Z][A-Za-z0-9]*)/g)])
  return new Set(names.map((match) => match[1] ?? ''))
}

function longFiles(tree: Tree): string[] {
  return tree.files
    .filter((path) => /\.(ts|tsx|css|sql)$/.test(path) && !(path in mayBeLong))
    .map((path) => [path, tree.read(path).split('\n').length] as const)
    .filter(([, lines]) => lines > lineLimit)
    .map(
      ([path, lines]) =>
        `${path}:${lines} is longer than ${lineLimit} lines: cut it where its name no longer fits`,
    )
}

// Put together from parts, so that this file does not find itself.
const pattern = (...parts: readonly string[]): RegExp => new RegExp(parts.join(''))
const forbidden: readonly (readonly [RegExp, string])[] = [
  [pattern('\\bTO', 'DO\\b|\\bFIX', 'ME\\b'), 'leaves work behind: do it, or say it in an issue'],
  [pattern('\\bt\\.', 'skip\\(|\\{ ?', 'skip:'), 'skips a test'],
  [
    pattern('registry\\.', 'npmjs|/work', '/main|/work', '/shared'),
    'names a registry host or a path of one machine',
  ],
]

function forbiddenWords(tree: Tree): string[] {
  const faults: string[] = []
  for (const path of tree.files.filter((it) => /\.(ts|tsx|css|sql|md|json|yaml|sh)$/.test(it))) {
    tree
      .read(path)
      .split('\n')
      .forEach((line, index) => {
        for (const [pattern, fault] of forbidden)
          if (pattern.test(line)) faults.push(`${path}:${index + 1} ${fault}`)
      })
  }
  return faults
}

function toothlessPatterns(tree: Tree): string[] {
  return tree.files
    .filter((path) => /\.test\.tsx?$/.test(path))
    .flatMap((path) =>
      emptyPatterns(path, tree.read(path)).map(
        (line) =>
          `${path}:${line} looks for an empty list by t.match or t.has, which any list passes: say { length: 0 }`,
      ),
    )
}
