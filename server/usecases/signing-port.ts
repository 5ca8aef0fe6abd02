import type { Instant } from '../domain/ids.ts'

/** A PDF with a signature behind what was there, whose it is, and whether a time stamp stands in it. */
export type SignedPdf = {
  readonly bytes: Uint8Array
  readonly signer: string
  readonly timestamped: boolean
}

/** Signs a PDF by an incremental save; undefined when the key or the time stamp authority failed. */
export type SignPdf = (
  pdf: Uint8Array,
  asked: { readonly reason: string; readonly at: Instant },
) => Promise<SignedPdf | undefined>
