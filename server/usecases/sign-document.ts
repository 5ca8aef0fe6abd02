import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { DecidedCase } from '../domain/approval/proposal.ts'
import type { ProposalId, Sha256 } from '../domain/ids.ts'
import type { IssuingCommand } from '../domain/issuing/commands.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listFilesOfCase } from '../store/issued-files.ts'
import { converterVersion } from './converter-version.ts'
import type { FairCopyDeps } from './make-fair-copy.ts'
import type { SignPdf } from './signing-port.ts'
import { type StoredFile, storeFile } from './store-file.ts'

export type SignDeps = FairCopyDeps & {
  /** Signs in the name of the body; absent where no key is set up. */
  readonly signPdf?: SignPdf
}

/** Why a document is not signed, besides what the rules say. */
export type SignRefusal =
  | { readonly code: 'signing_not_set_up' }
  /** Its PDF is still being made, or cannot be. */
  | { readonly code: 'document_not_ready'; readonly name: string }
  /** The key or the time stamp authority failed. */
  | { readonly code: 'signing_failed' }

type Sealing = Extract<IssuingCommand, { type: 'seal_document' }>

/** A document that was signed and is not kept yet. */
export type SignedDocument = { readonly command: Sealing; readonly file: StoredFile; readonly name: string }

/**
 * 電子署名: the PDF of a collated document with a signature behind it, by an incremental save, so that what was collated is in
 * it byte for byte. The caller has asked the rules.
 */
export async function signDocument(
  deps: SignDeps,
  {
    id,
    state,
    command,
    reason,
  }: {
    readonly id: ProposalId
    readonly state: DecidedCase
    readonly command: Sealing
    readonly reason: string
  },
): Promise<Result<SignedDocument, SignRefusal>> {
  const { signPdf } = deps
  if (signPdf === undefined) return no({ code: 'signing_not_set_up' })
  const document = state.issuance?.documents.find((it) => it.id === command.document)
  const files = await listFilesOfCase(deps.db, id, converterVersion)
  const pdf = files.find((it) => it.sha256 === document?.file && it.isIssued)?.pdf
  const name = document?.name ?? ''
  if (pdf === undefined || pdf === null) return no({ code: 'document_not_ready', name })
  const original = await readFile(await deps.blobs.path(pdf))
  const signed = await signPdf(original, { reason, at: deps.now() })
  if (signed === undefined) return no({ code: 'signing_failed' })
  // What was collated must be the beginning of what is signed.
  if (!startsWith(signed.bytes, original)) throw new Error(`the signature rewrote ${sha256Of(original)}`)
  const pdfName = `${name.replace(/\.[^.]+$/, '')}.pdf`
  const stored = await storeFile(deps, { name: pdfName, source: Readable.from([signed.bytes]) })
  if (!stored.ok) throw new Error(`a signed PDF is not kept: ${stored.error.code}`)
  const { signer, timestamped } = signed
  const file = stored.value
  if (command.with.how !== 'electronic') throw new Error('only 電子署名 signs')
  const given = { ...command.with, signed: { signer, timestamped, file: file.sha256 } }
  return yes({ command: { ...command, with: given }, file, name: pdfName })
}

function startsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return (
    bytes.byteLength > beginning.byteLength &&
    Buffer.compare(bytes.subarray(0, beginning.byteLength), beginning) === 0
  )
}

function sha256Of(bytes: Uint8Array): Sha256 {
  return createHash('sha256').update(bytes).digest('hex') as Sha256
}
