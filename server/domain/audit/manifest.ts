import type { Sha256 } from '../ids.ts'
import { canonicalJson } from './canonical-json.ts'

/** An attachment as a signer sees it: under this name, with this content, at this place in the book. */
export type ManifestFile = { readonly name: string; readonly sha256: Sha256; readonly sizeBytes: number }

/**
 * What a signature binds to: every property of the proposal and the ordered attachment revisions. Its SHA-256
 * over UTF-8 is `manifestSha256`; the order of `files` is the drafter's and counts.
 */
export function manifestText(content: object, files: readonly ManifestFile[]): string {
  const attachments = files.map(({ name, sha256, sizeBytes }) => ({ name, sha256, sizeBytes }))
  return canonicalJson({ attachments, content, manifest: 1 })
}
