import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FirstScreen } from '../contract/first-screen.ts'

/** Vite's list of what was built from what; only what is read of it. */
type Manifest = Readonly<
  Record<
    string,
    { readonly file: string; readonly css?: readonly string[]; readonly imports?: readonly string[] }
  >
>

/** What the reading page runs: the entry, the client itself, and the page. */
const entries = ['index.html', 'src/app/start.tsx', 'src/features/approving/proposal-page.tsx'] as const
const root = '<div id="root">'
/** What index.html fetches before anything is drawn. */
const fetched = /<(?:script type="module"|link rel="(?:stylesheet|modulepreload)")[^>]*>(?:<\/script>)?\s*/g

/** index.html cut for the reading page: `head`, `opening`, what is drawn, `middle`, the answers, `code`. */
export type ReadingPageHtml = {
  /** Its beginning, with the styles written out: nothing has to be fetched before the first drawing. No body yet. */
  readonly head: string
  /** From there to the inside of the root. */
  readonly opening: string
  /** From the end of the root to the end of the body. */
  readonly middle: string
  /** The entry of the client, alone: it fetches the rest when the first screen has been painted. */
  readonly code: string
  /** The styles as the security policy wants to know them: 'sha256-…', with its quotation marks. */
  readonly styleHash: string
}

/** Undefined when there is no build (under `npm run dev`), or when its index.html has no root. */
export function readingPageHtml(folder: string): ReadingPageHtml | undefined {
  const manifest = manifestOf(folder)
  if (manifest === undefined) return undefined
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const rootBegins = html.indexOf(root) + root.length
  const headEnds = html.indexOf('</head>')
  const bodyEnds = html.lastIndexOf('</body>')
  if (headEnds < 0 || rootBegins < headEnds || bodyEnds < rootBegins) return undefined
  const styles = sheetsOf(manifest)
    .map((it) => readFileSync(join(folder, it), 'utf8'))
    .join('\n')
  const hash = createHash('sha256').update(styles).digest('base64')
  const start = html.slice(0, headEnds).replaceAll(fetched, '')
  return {
    head: `${start}<style>${styles}</style>`,
    opening: html.slice(headEnds, rootBegins).replaceAll(fetched, ''),
    middle: html.slice(rootBegins, bodyEnds).replaceAll(fetched, ''),
    code: `<script type="module" src="/${manifest['index.html']?.file}"></script>\n${html.slice(bodyEnds)}`,
    styleHash: `'sha256-${hash}'`,
  }
}

function manifestOf(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest
  } catch {
    return undefined
  }
}

/** The styles of everything the entries are made of, each once, what is imported before what imports it. */
function sheetsOf(manifest: Manifest): readonly string[] {
  const seen = new Set<string>()
  const sheets = new Set<string>()
  const add = (key: string): void => {
    const built = manifest[key]
    if (built === undefined || seen.has(key)) return
    seen.add(key)
    for (const it of built.imports ?? []) add(it)
    for (const it of built.css ?? []) sheets.add(it)
  }
  for (const it of entries) add(it)
  return [...sheets]
}

/** The drawing of the first screen from the build beside the client's, loaded once; undefined when it was not built. */
export function firstScreenBeside(folder: string): (() => Promise<FirstScreen>) | undefined {
  const path = join(folder, '../first-screen/first-screen.js')
  if (!existsSync(path)) return undefined
  let loading: Promise<FirstScreen> | undefined
  const load = async () =>
    ((await import(pathToFileURL(path).href)) as { readonly firstScreen: FirstScreen }).firstScreen
  return () => (loading ??= load())
}
