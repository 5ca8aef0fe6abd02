import { readFile, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { EditorName } from '../../contract/editing.ts'
import { type Result, yes } from '../../domain/result.ts'
import type { FoundDifferences } from '../../usecases/found-differences.ts'
import type { EditProblem } from '../../usecases/ports.ts'
import type { EditLine, EditOrder } from './edit-order.ts'
import type { FileEditor } from './file-editor.ts'

/** Each loaded when it is first needed: some bring large libraries. */
const editors: Readonly<Partial<Record<EditorName, () => Promise<FileEditor>>>> = {
  sheet: async () => (await import('./sheet/sheet-editor.ts')).sheetEditor,
  image: async () => (await import('./image/image-editor.ts')).imageEditor,
  slides: async () => (await import('./slides/slides-editor.ts')).slidesEditor,
  pdf: async () => (await import('./pdf/pdf-editor.ts')).pdfEditor,
  text: async () => (await import('./text/text-editor.ts')).textEditor,
  word: async () => (await import('./word/word-editor.ts')).wordEditor,
}

/** Edits files of strangers, one order a line (edit-order.ts), in the sandbox, and ends with its input. */
async function obey(order: EditOrder): Promise<Result<string | Uint8Array, EditProblem>> {
  if (order.type === 'compare') return yes(JSON.stringify(await compared(order)))
  if (order.type === 'merge') return merged(order)
  const editor = await editors[order.editor]?.()
  if (editor === undefined) throw new Error(`no editor ${order.editor}`)
  if (order.type === 'needs') return yes(JSON.stringify(editor.needs?.(await readFile(order.given)) ?? []))
  const original = await readFile(order.original)
  if (order.type === 'open') {
    const opened = await editor.open(original, order.kind)
    return opened.ok ? yes(JSON.stringify(opened.value)) : opened
  }
  const others = new Map<string, Uint8Array>()
  for (const [id, path] of order.others) others.set(id, await readFile(path))
  return editor.apply(original, await readFile(order.given), { ...order.context, others })
}

async function compared({ older, newer }: EditOrder & { type: 'compare' }): Promise<FoundDifferences> {
  const { differencesOf } = await import('./differences/differences-of.ts')
  const [was, is] = await Promise.all([readFile(older.file), readFile(newer.file)])
  return differencesOf({ file: was, kind: older.kind }, { file: is, kind: newer.kind })
}

async function merged({
  files,
  choices = {},
  asks,
}: EditOrder & { type: 'merge' }): Promise<Result<string | Uint8Array, EditProblem>> {
  const { mergedContents } = await import('./merged-contents.ts')
  const [base, mine, theirs] = await Promise.all(
    [files.base, files.mine, files.theirs].map((it) => readFile(it)),
  )
  if (base === undefined || mine === undefined || theirs === undefined) throw new Error('no files to merge')
  const found = await mergedContents(files.kind, { base, mine, theirs }, choices)
  if (!found.ok) return found
  return yes(asks === 'choices' ? JSON.stringify(found.value.outcome) : found.value.bytes)
}

async function answer(text: string): Promise<EditLine> {
  try {
    const order = JSON.parse(text) as EditOrder
    const done = await obey(order)
    if (!done.ok) return { type: 'problem', ...done.error }
    await writeFile(order.target, done.value)
    return { type: 'done' }
  } catch (error) {
    return {
      type: 'broken',
      detail: (error instanceof Error ? error.stack : String(error))?.slice(0, 1000) ?? '',
    }
  }
}

for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const line = `${JSON.stringify(await answer(text))}\n`
  await new Promise<void>((resolve) => process.stdout.write(line, () => resolve()))
}
process.exit(0)
