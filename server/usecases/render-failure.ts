/** Why a file has no pages. */
export type RenderFailureCode =
  | 'encrypted'
  | 'damaged'
  | 'timeout'
  | 'too_large'
  | 'no_converter'
  | 'unsupported'
  | 'no_sandbox'
  | 'internal'

/** A file that cannot become pages; `detail` is for the log, never for a person. */
export class RenderFailure extends Error {
  readonly code: RenderFailureCode
  readonly detail: string
  constructor(code: RenderFailureCode, detail = '') {
    super(`rendition failed: ${code} ${detail}`.trim())
    this.name = 'RenderFailure'
    this.code = code
    this.detail = detail
  }
}
