import { readFileSync } from 'node:fs'
import { X509Certificate } from 'node:crypto'
import { HttpTimestampAuthority, P12Signer, PDF } from '@libpdf/core'
import type { SignPdf } from '../../usecases/signing-port.ts'

type Options = {
  /** The PKCS#12 file with key and certificates. */
  readonly keyFile: string
  readonly passphrase: string
  /** Address of a time stamp authority (RFC 3161); absent: no time stamp, PAdES B-B. */
  readonly timestampUrl?: string
  readonly onFailure: (error: unknown) => void
}

/** Signs PDFs by PAdES (ETSI EN 319 142): B-T with a time stamp authority, else B-B. The key is read once, on the first use. */
export function createPdfSigner({ keyFile, passphrase, timestampUrl, onFailure }: Options): SignPdf {
  let signer: Promise<P12Signer> | undefined
  return async (bytes, { reason, at }) => {
    try {
      signer ??= P12Signer.create(readFileSync(keyFile), passphrase, { buildChain: false })
      const own = await signer
      const pdf = await PDF.load(bytes)
      const stamped = timestampUrl === undefined ? undefined : new HttpTimestampAuthority(timestampUrl)
      const signed = await pdf.sign({
        signer: own,
        reason,
        signingTime: new Date(at),
        subFilter: 'ETSI.CAdES.detached',
        level: stamped === undefined ? 'B-B' : 'B-T',
        ...(stamped === undefined ? {} : { timestampAuthority: stamped }),
      })
      const { subject } = new X509Certificate(own.certificate)
      return { bytes: signed.bytes, signer: nameOf(subject), timestamped: stamped !== undefined }
    } catch (error) {
      // A key that could not be read may be there the next time.
      signer = undefined
      onFailure(error)
      return undefined
    }
  }
}

/** `CN=みほん道知事\nO=みほん道` in one line, as it is shown. */
function nameOf(subject: string): string {
  const common = /^CN=(.*)$/m.exec(subject)?.[1]
  return common ?? subject.replaceAll('\n', ', ')
}
