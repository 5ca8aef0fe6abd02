import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Result, yes } from '../../domain/result.ts'
import type { EditProblem, FileEditors, Recalculator } from '../../usecases/ports.ts'
import { entryBytes, entryName, openZipOf } from '../zip-entries.ts'

const noSheet =
  /sharedStrings|styles|theme|drawing|chart|comment|pivot|table|externalLink|docProps|customXml|Content_Types/i
const largestSheet = 256 * 1024 * 1024
/** Workbooks whose results are kept, and the largest of them, in bytes. */
const remembered = { most: 4, largest: 20_000_000 } as const

/**
 * The editors, with formulas of workbooks worked out after each edit. Without a result Excel is told to do so itself. What
 * a workbook comes to before its edit is worked out while somebody edits it: a save does not wait for that.
 */
export function recalculating<Editors extends FileEditors>(
  editors: Editors,
  calculate: Recalculator,
): Editors {
  const known = remembering(calculate)
  return {
    ...editors,
    async open(editor, original, kind) {
      const opened = await editors.open(editor, original, kind)
      if (editor === 'sheet' && opened.ok) void prepare(known, original)
      return opened
    },
    async apply(editor, edit) {
      const done = await editors.apply(editor, edit)
      if (editor !== 'sheet' || !done.ok) return done
      const patched = Buffer.from(done.value)
      if (patched.equals(await readFile(edit.original)) || !(await hasFormulas(patched))) return done
      return resultsOf(editors, { known, calculate }, edit, patched)
    },
  }
}

/** What a workbook comes to as it is stored; undefined when it could not be worked out. */
type Known = (path: string) => Promise<Uint8Array | undefined>

/** Remembers the results of a few workbooks, by their content. Two who ask at once wait for the same one. */
function remembering(calculate: Recalculator): Known {
  const results = new Map<string, Promise<Uint8Array | undefined>>()
  return async (path) => {
    const content = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    const there = results.get(content)
    if (there !== undefined) return there
    const working = calculate(path)
    results.set(content, working)
    const [oldest] = results.keys()
    if (results.size > remembered.most && oldest !== undefined) results.delete(oldest)
    const isKept = await working.then(
      (made) => made !== undefined && made.byteLength <= remembered.largest,
      () => false,
    )
    if (!isKept) results.delete(content)
    return working
  }
}

async function prepare(known: Known, path: string): Promise<void> {
  try {
    if (await hasFormulas(await readFile(path))) await known(path)
  } catch {
    // Saving works it out again, and tells.
  }
}

async function resultsOf(
  editors: FileEditors,
  { known, calculate }: { readonly known: Known; readonly calculate: Recalculator },
  edit: Parameters<FileEditors['apply']>[1],
  patched: Uint8Array,
): Promise<Result<Uint8Array, EditProblem>> {
  const work = await mkdtemp(join(tmpdir(), 'kessai-results-'))
  const put = async (name: string, bytes: Uint8Array): Promise<string> => {
    await writeFile(join(work, name), bytes)
    return join(work, name)
  }
  try {
    const original = await put('patched.xlsx', patched)
    const [before, after] = await Promise.all([known(edit.original), calculate(original, edit.signal)])
    const others = new Map<string, string>()
    if (before !== undefined && after !== undefined) {
      others.set('before', await put('before.xlsx', before))
      others.set('after', await put('after.xlsx', after))
    }
    const given = JSON.stringify({ results: JSON.parse(Buffer.from(edit.given).toString()) as unknown })
    const written = await editors.apply('sheet', { ...edit, original, given: Buffer.from(given), others })
    return written.ok ? yes(written.value) : written
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Whether a sheet of a workbook has a formula; looks at the bytes only, and unpacks them in threads. */
async function hasFormulas(bytes: Buffer): Promise<boolean> {
  const zip = await openZipOf(bytes)
  if (zip === undefined) return false
  for await (const entry of zip.eachEntry()) {
    // A sheet may lie anywhere in the package; these are none.
    if (!/\.xml$/i.test(entryName(entry)) || noSheet.test(entryName(entry))) continue
    const sheet = await entryBytes(zip, entry, largestSheet)
    if (['<f>', '<f ', ':f>', ':f '].some((it) => sheet?.includes(it) === true)) return true
  }
  return false
}
