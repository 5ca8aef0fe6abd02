import type { RenderFailureCode } from '../../usecases/render-failure.ts'

/** What the page process says, one JSON line each: the PDF, then its pages in order, or why not. */
export type ChildLine =
  | { readonly type: 'pdf'; readonly made: boolean; readonly pageCount: number }
  | {
      readonly type: 'page'
      readonly pageIndex: number
      readonly widthPt: number
      readonly heightPt: number
      readonly body: string
      /** JSON of TextRun[], gzip, base64. */
      readonly runs: string
      /** WebP, base64. */
      readonly placeholder?: string
      readonly picture?: string
    }
  | { readonly type: 'failure'; readonly code: RenderFailureCode; readonly detail: string }

/** A line of the process, whose word is not taken for granted: it reads files of strangers. */
export function parseChildLine(text: string): ChildLine | undefined {
  const line = JSON.parse(text) as Record<string, unknown>
  const ok =
    line['type'] === 'pdf'
      ? isCount(line['pageCount']) && typeof line['made'] === 'boolean'
      : line['type'] === 'page'
        ? isCount(line['pageIndex']) &&
          isLength(line['widthPt']) &&
          isLength(line['heightPt']) &&
          typeof line['body'] === 'string' &&
          typeof line['runs'] === 'string'
        : line['type'] === 'failure' && typeof line['code'] === 'string' && typeof line['detail'] === 'string'
  return ok ? (line as ChildLine) : undefined
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isLength(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value < 1_000_000
}
