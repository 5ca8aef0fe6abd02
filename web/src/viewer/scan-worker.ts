import type { FromWorker, ToWorker } from './pdf-messages.ts'
import type { PlainScan } from '../../../server/contract/book.ts'
import type { ToDraw } from './render-pump.ts'

/*
 * Pages that are nothing but one JPEG: the server has told which bytes of the PDF that is, and the browser decodes them
 * itself, several times faster than PDFium does in WebAssembly. The PDF is not opened.
 */

type Render = Extract<ToWorker, { type: 'render' }>
type Scanned = ToDraw & { readonly scan: PlainScan }
type Held = {
  readonly jpeg: Promise<Blob>
  /** All of it decoded, once pieces of it are wanted. */
  picture: Promise<ImageBitmap> | undefined
  readonly stop: AbortController
  /** Of both, as far as they are there. */
  bytes: number
  /** Drawings that wait for it. */
  users: number
}

/** JPEGs that stay here, and decoded when pieces of them were wanted: a large sheet is drawn in many pieces. */
const heldAtMost = 2
/** Both together; one that is larger is held alone, and not for long (`heapAtMost` of pdf-lane.ts). */
const heldBytesAtMost = 64 * 1024 * 1024
const bytesOfPixel = 4
/** Of what browsers have this is nearest to PDFium; `high` only takes longer. */
const quality = 'medium'
/** Nothing of it is turned or told other colours: the server has looked. */
const asItIs = { imageOrientation: 'none', colorSpaceConversion: 'none' } as const

const port = self as unknown as {
  postMessage: (message: FromWorker, transfer?: Transferable[]) => void
  addEventListener: (type: 'message', listener: (event: MessageEvent<ToWorker>) => void) => void
}

/** By the address and the place of the JPEG, least recently used first. */
const held = new Map<string, Held>()
/** How to cancel what is not drawn yet. */
const underWay = new Map<number, () => void>()

port.addEventListener('message', ({ data }) => {
  if (data.type === 'cancel') underWay.get(data.id)?.()
  else if (data.type === 'render') void answer(data)
})

async function answer({ id, page }: Render): Promise<void> {
  const { scan } = page
  if (scan === undefined) return port.postMessage({ type: 'failed', id, reason: 'not a scan' })
  const key = `${page.url} ${scan.offset}`
  const source = take(key, { ...page, scan })
  let isWaiting = true
  const leave = (): void => {
    isWaiting = false
    underWay.delete(id)
    source.users -= 1
    if (source.users === 0 && source.bytes === 0) {
      source.stop.abort()
      held.delete(key)
    }
    letGoOldest()
  }
  underWay.set(id, () => {
    leave()
    port.postMessage({ type: 'cancelled', id })
  })
  try {
    const bitmap = await drawn(source, page, () => isWaiting)
    if (!isWaiting || bitmap === undefined) return bitmap?.close()
    leave()
    port.postMessage({ type: 'rendered', id, bitmap, heapBytes: heldBytes() }, [bitmap])
  } catch (error) {
    if (!isWaiting) return
    leave()
    port.postMessage({ type: 'failed', id, reason: String(error) })
  }
}

function take(key: string, page: Scanned): Held {
  const known = held.get(key)
  held.delete(key)
  const source = known ?? begun(key, page)
  source.users += 1
  held.set(key, source)
  return source
}

function begun(key: string, page: Scanned): Held {
  const stop = new AbortController()
  const jpeg = fetchJpeg(page, stop.signal)
  const source: Held = { jpeg, picture: undefined, stop, bytes: 0, users: 0 }
  jpeg.then(
    ({ size }) => (source.bytes += size),
    // The next one tries again.
    () => held.get(key) === source && held.delete(key),
  )
  return source
}

/** The bytes of the JPEG and nothing else, or it throws: then PDFium draws the page. */
async function fetchJpeg({ url, scan }: Scanned, signal: AbortSignal): Promise<Blob> {
  const range = `${scan.offset}-${scan.offset + scan.length - 1}`
  const headers = { range: `bytes=${range}` }
  const response = await fetch(url, { credentials: 'same-origin', headers, signal })
  const isAsAsked =
    response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${range}/`) === true
  if (!isAsAsked) throw new Error(`status ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const marks = [bytes[0], bytes[1], bytes.at(-2), bytes.at(-1)]
  if (bytes.byteLength !== scan.length || marks.join() !== '255,216,255,217') throw new Error('another JPEG')
  return new Blob([bytes], { type: 'image/jpeg' })
}

/** A page or a piece of it; undefined when nobody waits for it any more. */
async function drawn(source: Held, page: ToDraw, isWanted: () => boolean): Promise<ImageBitmap | undefined> {
  const jpeg = await source.jpeg
  if (!isWanted()) return undefined
  if (page.piece === undefined && source.picture === undefined) {
    const { pixelWidth: resizeWidth, pixelHeight: resizeHeight } = page
    const size = { resizeWidth, resizeHeight, resizeQuality: quality } as const
    const bitmap = await createImageBitmap(jpeg, { ...asItIs, ...size })
    if (bitmap.width !== resizeWidth || bitmap.height !== resizeHeight) throw new Error('another size')
    return bitmap
  }
  source.picture ??= createImageBitmap(jpeg, asItIs).then((it) => {
    source.bytes += it.width * it.height * bytesOfPixel
    return it
  })
  const picture = await source.picture
  return isWanted() ? pieceOf(picture, page) : undefined
}

function pieceOf(picture: ImageBitmap, { pixelWidth, pixelHeight, piece }: ToDraw): ImageBitmap {
  const { x, y, width, height } = piece ?? { x: 0, y: 0, width: pixelWidth, height: pixelHeight }
  const canvas = new OffscreenCanvas(width, height)
  // A canvas on the graphics card may be lost, and then a page would come out empty.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  if (context === null) throw new Error('no canvas')
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = quality
  // All of it each time, so that the pieces of a sheet meet without a seam.
  context.drawImage(picture, -x, -y, pixelWidth, pixelHeight)
  return canvas.transferToImageBitmap()
}

function heldBytes(): number {
  return [...held.values()].reduce((sum, it) => sum + it.bytes, 0)
}

function letGoOldest(): void {
  for (const [key, source] of [...held].slice(0, -1)) {
    if (held.size <= heldAtMost && heldBytes() <= heldBytesAtMost) return
    if (source.users > 0) continue
    held.delete(key)
    source.picture?.then(
      (it) => it.close(),
      () => {},
    )
  }
}
