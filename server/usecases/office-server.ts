import type { Result } from '../domain/result.ts'

/** A request that an office server signed, as it came. */
export type SignedRequest = {
  /** The token in the address. */
  readonly token: string
  /** The whole address the office server asked for, as it wrote it. */
  readonly url: string
  /** X-WOPI-TimeStamp: hundreds of nanoseconds since the year 1. */
  readonly timestamp: string
  /** X-WOPI-Proof and X-WOPI-ProofOld, base64; '' without one. */
  readonly proof: string
  readonly proofOld: string
}

/** It edits no such files, or does not answer. */
export type NoAddress = { readonly code: 'not_edited_on_office_server' | 'office_server_unreachable' }

/** The office server of the body (Collabora Online, ONLYOFFICE Docs …), which edits files over WOPI in a frame of our page. */
export type OfficeServer = {
  /** Where browsers reach it. */
  readonly origin: string
  /** Endings of names it edits, in small letters without the dot, as far as is known now: never waits. */
  endings(): readonly string[]
  /** Where it edits a file of that name. */
  editAddress(name: string, wopiSrc: string): Promise<Result<string, NoAddress>>
  /** Whether a request is its own, by its signature; true for one that signs nothing. */
  isItsOwn(request: SignedRequest): Promise<boolean>
}

/** The office server of the body, and the addresses by which it and browsers reach us. */
export type OfficeHost = {
  readonly server: OfficeServer
  readonly seesUsAt: string
  readonly publicUrl: string
}
