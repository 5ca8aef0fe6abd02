import { PDFArray, type PDFContext, PDFDict, type PDFObject, PDFRef, PDFStream } from 'pdf-lib'

/**
 * Deletes every object that nothing leads to any more: old revisions of objects, what was taken out, tables of
 * contents of the old file. What is left is all that the new file will hold.
 */
export function dropUnused(context: PDFContext): void {
  const used = reachable(context)
  for (const [ref] of context.enumerateIndirectObjects()) if (!used.has(ref)) context.delete(ref)
}

/** Everything the document leads to. References are the same object for the same number. */
function reachable(context: PDFContext): ReadonlySet<PDFRef> {
  const { Root, Info, ID } = context.trailerInfo
  const seen = new Set<PDFRef>()
  const waiting: (PDFObject | undefined)[] = [Root, Info, ID]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (next instanceof PDFRef) {
      if (seen.has(next)) continue
      seen.add(next)
      waiting.push(context.lookup(next))
    } else if (next instanceof PDFArray) for (const it of next.asArray()) waiting.push(it)
    else if (next instanceof PDFDict) waiting.push(...next.values())
    else if (next instanceof PDFStream) waiting.push(...next.dict.values())
  }
  return seen
}
