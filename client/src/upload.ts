import { type CallOptions, type Line, bodyOf, saying } from './call.ts'
import { KessaiUnreachable, errorFromText } from './problem.ts'
import type { UploadedAttachment } from './types.ts'

/** `content` may be a Blob of the disk, which is read as it is sent: `await openAsBlob(path)` of `node:fs` in Node. */
export type FileToSend = { readonly name: string; readonly content: Blob }

/** From here on a broken line costs more than pieces do. */
const piecesFromBytes = 8 * 1024 * 1024
const pieceBytes = 8 * 1024 * 1024

/** Adds a file to a draft: in one request, or in pieces (tus 1.0) when it is large. */
export function attach(
  line: Line,
  proposalId: string,
  file: FileToSend,
  options: CallOptions,
): Promise<UploadedAttachment> {
  const isLarge = file.content.size >= piecesFromBytes
  return isLarge ? sendInPieces(line, proposalId, file, options) : sendWhole(line, proposalId, file, options)
}

function sendWhole(
  { http }: Line,
  id: string,
  { name, content }: FileToSend,
  options: CallOptions,
): Promise<UploadedAttachment> {
  const form = new FormData()
  form.set('file', content, name)
  return bodyOf(
    http.POST('/v1/proposals/{id}/attachments', {
      params: { path: { id } },
      // The type of the description is the part’s name; what is sent is the form.
      body: form as never,
      bodySerializer: (it) => it,
      ...saying(options),
    }),
  )
}

async function sendInPieces(
  { url, tokens, http }: Line,
  proposalId: string,
  { name, content }: FileToSend,
  options: CallOptions,
): Promise<UploadedAttachment> {
  const { DetailedError, Upload } = await import('tus-js-client')
  const { headers } = saying({ ...options }, false)
  const key = options.key ?? crypto.randomUUID()
  const address = await new Promise<string>((resolve, reject) => {
    const upload = new Upload(content, {
      endpoint: `${url}/v1/uploads`,
      metadata: { proposalId, filename: name, key },
      headers,
      chunkSize: pieceBytes,
      retryDelays: [1000, 2000, 4000, 8000, 16_000],
      storeFingerprintForResuming: false,
      // Blobs in Node as in a browser.
      fileReader: {
        openFile: async (blob: Blob) => ({
          size: blob.size,
          async slice(start: number, end: number) {
            const value = new Uint8Array(await blob.slice(start, end).arrayBuffer())
            // The library asks bytes for the size that a Blob has.
            return { value: Object.assign(value, { size: value.byteLength }), done: end >= blob.size }
          },
          close() {},
        }),
      },
      async onBeforeRequest(request) {
        request.setHeader('authorization', `Bearer ${await tokens.token()}`)
      },
      onError(error) {
        const answer = error instanceof DetailedError ? error.originalResponse : null
        reject(
          answer === null
            ? new KessaiUnreachable('the file did not arrive', { cause: error })
            : errorFromText(answer.getStatus(), answer.getBody()),
        )
      },
      onSuccess: () => resolve(upload.url ?? ''),
    })
    options.signal?.addEventListener('abort', () => {
      void upload.abort(true).catch(() => undefined)
      reject(options.signal?.reason as Error)
    })
    upload.start()
  })
  const id = new URL(address, url).pathname.split('/').at(-1) ?? ''
  return bodyOf(http.GET('/v1/uploads/{id}', { params: { path: { id } }, ...saying(options, false) }))
}
