import type { Inspection } from '../../usecases/ports.ts'
import type { Sample } from './bytes.ts'

/** Readers accept other bytes before the header; Acrobat looks at the first 1024. */
const headerWithin = 1024

/** What a PDF is like; undefined when it is none. */
export async function inspectPdf({ head, tail, read }: Sample): Promise<Inspection | undefined> {
  const at = head.subarray(0, headerWithin + 8).indexOf('%PDF-', 0, 'latin1')
  if (at === -1) return undefined
  const end = tail.toString('latin1')
  const warnings: string[] = []
  if (!end.includes('%%EOF')) warnings.push('truncated')
  // The trailer is at the end, after the first page of a linearised file, or where startxref points.
  const offset = Number(/startxref\s+(\d{1,15})\s*(?:%%EOF|$)(?![\s\S]*startxref)/.exec(end)?.[1])
  const places = [end, head.toString('latin1')]
  if (Number.isSafeInteger(offset)) places.push((await read(offset + at, 4096)).toString('latin1'))
  if (places.some((it) => /\/Encrypt\s*(?:\d|<<)/.test(it))) warnings.push('encrypted')
  return { kind: 'pdf', warnings }
}
