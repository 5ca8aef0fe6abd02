import { UnreachableError, problemFromText, unsafeHeaders } from './client.ts'

export type Sending<Answer> = { readonly done: Promise<Answer>; readonly cancel: () => void }

/**
 * Sends one file to an address that takes it. XMLHttpRequest and not fetch, because fetch cannot say how many bytes have
 * gone. `key` is the Idempotency-Key: sending again with it never makes a second attachment. A cancelled one fails with
 * an AbortError.
 */
export function sendFile<Answer>(
  address: string,
  file: { readonly blob: Blob; readonly name: string; readonly path?: string; readonly key?: string },
  onProgress: (sentBytes: number) => void,
): Sending<Answer> {
  const form = new FormData()
  // The server reads the folder before the bytes begin.
  if (file.path !== undefined && file.path !== '') form.append('path', file.path)
  form.append('file', file.blob, file.name)
  return sendForm(address, form, onProgress, file.key)
}

/** Sends a form with its files; as `sendFile` else. */
export function sendForm<Answer>(
  address: string,
  form: FormData,
  onProgress: (sentBytes: number, of: number) => void,
  key?: string,
): Sending<Answer> {
  const xhr = new XMLHttpRequest()
  const done = new Promise<Answer>((resolve, reject) => {
    xhr.open('POST', address)
    for (const [name, value] of Object.entries(unsafeHeaders())) xhr.setRequestHeader(name, value)
    if (key !== undefined) xhr.setRequestHeader('idempotency-key', key)
    xhr.setRequestHeader('accept', 'application/json')
    xhr.upload.addEventListener('progress', (event) => onProgress(event.loaded, event.total))
    xhr.addEventListener('error', () => reject(new UnreachableError(new Error('connection broken'))))
    xhr.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')))
    xhr.addEventListener('load', () => {
      if (xhr.status < 200 || xhr.status > 299) return reject(problemFromText(xhr.status, xhr.responseText))
      try {
        resolve(JSON.parse(xhr.responseText) as Answer)
      } catch (error) {
        reject(new UnreachableError(error))
      }
    })
    xhr.send(form)
  })
  return { done, cancel: () => xhr.abort() }
}
