import type { MovedWords } from './moved-words.ts'
import { type Region, differingRegions } from './picture-difference.ts'

/*
 * Compares two drawn pages off the main thread: a page has more than a million pixels, and somebody is reading meanwhile.
 */

export type ToCompare = {
  readonly id: number
  readonly older: ImageBitmap
  readonly newer: ImageBitmap
  readonly masks: MovedWords['masks']
  readonly shifts: readonly number[]
}
export type Compared = { readonly id: number; readonly regions: readonly Region[] }

const port = self as unknown as {
  postMessage: (message: Compared) => void
  addEventListener: (type: 'message', listener: (event: MessageEvent<ToCompare>) => void) => void
}

port.addEventListener('message', ({ data: { id, older, newer, masks, shifts } }) => {
  const [was, is] = [pixelsOf(older), pixelsOf(newer)]
  port.postMessage({ id, regions: differingRegions(was, is, { masks, shifts }) })
})

function pixelsOf(bitmap: ImageBitmap): ImageData {
  const { width, height } = bitmap
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas to compare on')
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return context.getImageData(0, 0, width, height)
}
