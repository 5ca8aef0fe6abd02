import type { UploadedAttachment } from '../../../server/contract/attachments.ts'
import { UnreachableError, problemFromText, request, unsafeHeaders } from './client.ts'
import type { Sending } from './send-file.ts'

/** From here on a file is worth sending in pieces: below it, sending all of it again costs a second or two. */
export const piecesFromBytes = 8 * 1024 * 1024

/** Small enough for the limits that proxies set on one request. */
const pieceBytes = 32 * 1024 * 1024

/**
 * Sends a large file to a draft in pieces (tus 1.0): when the line breaks it goes on where it was, also after the page
 * was loaded anew and the same file is dropped again. A cancelled one fails with an AbortError and leaves nothing behind.
 */
export function sendInPieces(
  proposalId: string,
  file: { readonly blob: File; readonly name: string; readonly key: string },
  onProgress: (sentBytes: number) => void,
): Sending<UploadedAttachment> {
  const cancelled = new AbortController()
  const whenCancelled = (act: () => void) => cancelled.signal.addEventListener('abort', act)
  const done = new Promise<UploadedAttachment>((resolve, reject) => {
    whenCancelled(() => reject(new DOMException('cancelled', 'AbortError')))
    const begin = async () => {
      const { DetailedError, Upload } = await import('tus-js-client')
      const upload = new Upload(file.blob, {
        endpoint: '/v1/uploads',
        metadata: { proposalId, filename: file.name, key: file.key },
        chunkSize: pieceBytes,
        retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000],
        removeFingerprintOnSuccess: true,
        fingerprint: async ({ name, size, lastModified }: File) =>
          ['kessai-upload', proposalId, name, size, lastModified].join('/'),
        onBeforeRequest(sent) {
          for (const [name, value] of Object.entries(unsafeHeaders())) sent.setHeader(name, value)
        },
        onProgress,
        onError(error) {
          const answer = error instanceof DetailedError ? error.originalResponse : null
          reject(
            answer === null
              ? new UnreachableError(error)
              : problemFromText(answer.getStatus(), answer.getBody()),
          )
        },
        onSuccess() {
          const address = new URL(upload.url ?? '', location.href).pathname
          request<UploadedAttachment>('GET', address).then(resolve, reject)
        },
      })
      const [earlier] = await upload.findPreviousUploads()
      if (cancelled.signal.aborted) return
      if (earlier !== undefined) upload.resumeFromPreviousUpload(earlier)
      whenCancelled(() => void upload.abort(true).catch(() => undefined))
      upload.start()
    }
    begin().catch((error: unknown) => reject(new UnreachableError(error)))
  })
  return { done, cancel: () => cancelled.abort() }
}
