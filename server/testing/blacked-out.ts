import type { Test } from 'tap'
import type { Box } from '../adapters/editing/pdf/geometry.ts'
import { pdfEditor } from '../adapters/editing/pdf/pdf-editor.ts'
import type { EditContext } from '../usecases/ports.ts'
import { proofOf, traces } from './pdf-proof.ts'

/** Who edits, and when. */
export const editContext: EditContext = {
  kind: 'pdf',
  author: '係長 行啓 武',
  at: '2026-11-27T03:00:00Z' as EditContext['at'],
  tracked: false,
}

/** The file with black boxes on its pages; every other page as it is. */
export async function blackedOut(
  t: Test,
  original: Uint8Array,
  boxes: readonly (readonly Box[])[],
  more = {},
) {
  const pages = boxes.map((some, index) => ({ index, marks: some.map((box) => ({ kind: 'redact', box })) }))
  const given = new TextEncoder().encode(JSON.stringify({ pages, ...more }))
  const done = await pdfEditor.apply(original, given, { ...editContext, others: new Map() })
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  t.not(Buffer.compare(original, done.value), 0)
  return done.value
}

/** Nothing of the words is left anywhere, and what poppler draws there is black. */
export async function proveGone(t: Test, bytes: Uint8Array, words: string, boxes: readonly Box[], page = 1) {
  const proof = await proofOf(bytes)
  t.notMatch(proof.text, words)
  t.same(traces(proof.raw, words), [], `no trace of ${words}`)
  for (const [x, y, width, height] of boxes) {
    const crop = await proof.crop(page, [x + 1, y + 1, width - 2, height - 2])
    t.ok(crop.length > 20 && crop.every((it) => it < 16), 'black')
  }
  return proof
}
