/**
 * Opens the browser's own print dialog for a PDF, in a frame nobody sees. Where the browser shows PDFs in no frame nothing
 * happens: the panel has a link for that.
 */
export function printPdf(address: string): void {
  document.querySelector('[data-print-frame]')?.remove()
  const frame = document.createElement('iframe')
  frame.className = 'reader-print-frame'
  frame.tabIndex = -1
  frame.ariaHidden = 'true'
  frame.dataset['printFrame'] = ''
  frame.src = address
  frame.addEventListener('load', () => {
    frame.contentWindow?.focus()
    frame.contentWindow?.print()
  })
  // It stays: the dialog reads from it for as long as it is open.
  document.body.append(frame)
}

/** Saves a file under the name the server gives it. */
export function savePdf(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
