import type { UploadedAttachment } from '../../../../server/contract/attachments.ts'
import { UnreachableError, problemFromText, unsafeHeaders } from '../../api/client.ts'

export type Sending = { readonly done: Promise<UploadedAttachment>; readonly cancel: () => void }

/**
 * Sends one file as an attachment. XMLHttpRequest and not fetch, because fetch cannot say how many bytes have gone.
 * `key` is the Idempotency-Key: sending again with it never makes a second attachment.
 */
export function sendFile(
  proposalId: string,
  file: { readonly blob: Blob; readonly name: string; readonly path: string; readonly key: string },
  onProgress: (sentBytes: number) => void,
): Sending {
  const xhr = new XMLHttpRequest()
  const done = new Promise<UploadedAttachment>((resolve, reject) => {
    xhr.open('POST', `/v1/proposals/${proposalId}/attachments`)
    for (const [name, value] of Object.entries(unsafeHeaders())) xhr.setRequestHeader(name, value)
    xhr.setRequestHeader('idempotency-key', file.key)
    xhr.setRequestHeader('accept', 'application/json')
    xhr.upload.addEventListener('progress', (event) => onProgress(event.loaded))
    xhr.addEventListener('error', () => reject(new UnreachableError(new Error('connection broken'))))
    xhr.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')))
    xhr.addEventListener('load', () => {
      if (xhr.status < 200 || xhr.status > 299) return reject(problemFromText(xhr.status, xhr.responseText))
      try {
        resolve(JSON.parse(xhr.responseText) as UploadedAttachment)
      } catch (error) {
        reject(new UnreachableError(error))
      }
    })
    const form = new FormData()
    // The server reads the folder before the bytes begin.
    if (file.path !== '') form.append('path', file.path)
    form.append('file', file.blob, file.name)
    xhr.send(form)
  })
  return { done, cancel: () => xhr.abort() }
}
