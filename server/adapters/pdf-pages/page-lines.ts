import type { OutlineEntry, PlainScan } from '../../contract/book.ts'
import type { RenderFailureCode } from '../../usecases/render-failure.ts'

/** What the page process is to read; paths as it sees them. */
export type PageOrder = {
  /** A kind, or 'folder': the source is the plan of a container that was unpacked. */
  readonly kind: string
  readonly source: string
  /** Where the PDF goes, when one has to be drawn. */
  readonly target: string
  readonly maxPages: number
  /** Width of the first page's picture. */
  readonly pictureWidthPx: number
  /** Of a PDF that LibreOffice made: what its pages do not show, from a `RemarksOrder`. */
  readonly remarks?: readonly string[]
}

/** Asks what the file holds that LibreOffice is making pages of meanwhile, and that they will not show. */
export type RemarksOrder = {
  readonly source: string
  /** The kind of the file. */
  readonly of: string
}

/**
 * What the page process says, one JSON line each: the PDF, what its pages do not show, its pages in order, the end; or
 * why not.
 */
export type ChildLine =
  | {
      readonly type: 'pdf'
      readonly made: boolean
      /** Points: [w0, h0, w1, h1, …] */
      readonly sizes: readonly number[]
    }
  /** All that is said to a `RemarksOrder`. */
  | { readonly type: 'remarks'; readonly remarks: readonly string[] }
  | { readonly type: 'about'; readonly remarks: readonly string[]; readonly outline: readonly OutlineEntry[] }
  | {
      readonly type: 'page'
      readonly pageIndex: number
      readonly widthPt: number
      readonly heightPt: number
      readonly body: string
      /** JSON of TextRun[], gzip, base64. */
      readonly runs: string
      /** Of a page that is nothing but one JPEG; see plain-scans.ts. */
      readonly scan?: PlainScan
      /** WebP, base64. */
      readonly placeholder?: string
      /** PNG or WebP, base64. */
      readonly picture?: string
    }
  /** `skeleton`: of a large PDF, see pdf-skeleton.ts; base64. */
  | { readonly type: 'end'; readonly skeleton?: string }
  | { readonly type: 'failure'; readonly code: RenderFailureCode; readonly detail: string }

/** A line of the process, whose word is not taken for granted: it reads files of strangers. */
export function parseChildLine(text: string): ChildLine | undefined {
  const line = JSON.parse(text) as Record<string, unknown>
  const ok = checks[String(line['type'])]?.(line) ?? false
  return ok ? (line as ChildLine) : undefined
}

type Check = (line: Record<string, unknown>) => boolean

const checks: Readonly<Record<string, Check>> = {
  pdf: (line) => isListOf(line['sizes'], isLength) && typeof line['made'] === 'boolean',
  remarks: (line) => areRemarks(line['remarks']),
  about: (line) => areRemarks(line['remarks']) && isListOf(line['outline'], isOutlineEntry),
  page: (line) =>
    isCount(line['pageIndex']) &&
    isLength(line['widthPt']) &&
    isLength(line['heightPt']) &&
    typeof line['body'] === 'string' &&
    typeof line['runs'] === 'string' &&
    isScan(line['scan']),
  end: (line) => ['undefined', 'string'].includes(typeof line['skeleton']),
  failure: (line) => typeof line['code'] === 'string' && typeof line['detail'] === 'string',
}

function areRemarks(value: unknown): boolean {
  return isListOf(value, (it) => typeof it === 'string')
}

function isListOf(value: unknown, check: (it: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(check)
}

function isOutlineEntry(value: unknown): boolean {
  const it = value as Partial<OutlineEntry> | null
  const y = it?.y ?? 0
  return (
    typeof it?.title === 'string' &&
    isCount(it.pageIndex) &&
    isCount(it.depth) &&
    Number.isFinite(y) &&
    y >= 0
  )
}

function isScan(value: unknown): boolean {
  if (value === undefined) return true
  const { offset, length } = (value ?? {}) as Readonly<Record<string, unknown>>
  return isPlace(offset) && isPlace(length) && length !== 0
}

/** Of a byte in a file. */
function isPlace(value: unknown): boolean {
  return isCount(value) && (value as number) < 2 ** 31
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isLength(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value < 1_000_000
}
