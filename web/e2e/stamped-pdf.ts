import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import sharp from 'sharp'

const run = promisify(execFile)

export type SealOnPaper = {
  /** Left to right, top to bottom on the sheet: the lines of ink between ring and bars, upper, middle, lower part. */
  readonly parts: readonly [unit: readonly Ink[], day: readonly Ink[], familyName: readonly Ink[]]
}

/** A line of vermilion ink cut out close: `cells` are 0 to 255, row by row. */
export type Ink = { readonly width: number; readonly height: number; readonly cells: Uint8Array }

/** All text of the PDF as a reader finds it, pages divided by form feeds. */
export async function pdfText(path: string): Promise<string> {
  return (await run('pdftotext', ['-raw', path, '-'], { maxBuffer: 1e8 })).stdout
}

/** What qpdf has to say against the file; empty when it is sound. */
export async function pdfFaults(path: string): Promise<string> {
  try {
    return (await run('qpdf', ['--check', path])).stderr.trim()
  } catch (error) {
    // Without an exit code it did not run at all, and found nothing because of that.
    const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: string }
    if (typeof code !== 'number') throw error
    return stderr?.trim() || `qpdf ended with ${code}`
  }
}

const dpi = 400
/** A ring at least this wide is a seal and no other red thing, in points. */
const smallestSeal = 36

/**
 * The seals on a page by their pixels alone: every vermilion ring, and the ink in its three parts. Knows nothing of
 * where the program that made the PDF meant to put them.
 */
export async function sealsOnPage(path: string, pageNumber: number): Promise<readonly SealOnPaper[]> {
  const page = String(pageNumber)
  const { stdout } = await run('pdftoppm', ['-r', String(dpi), '-f', page, '-l', page, '-png', path], {
    encoding: 'buffer',
    maxBuffer: 1e9,
  })
  const { data, info } = await sharp(stdout).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const red = new Uint8Array(info.width * info.height)
  for (let at = 0; at < red.length; at += 1)
    red[at] = Math.max(0, (data[at * 3] ?? 0) - (data[at * 3 + 1] ?? 0))
  const image: Ink = { width: info.width, height: info.height, cells: red }
  const rings = shapes(image).filter(
    (it) => it.width > (smallestSeal * dpi) / 72 && Math.abs(it.width - it.height) < it.width * 0.05,
  )
  return rings
    .sort((a, b) => (Math.abs(a.top - b.top) < a.height / 2 ? a.left - b.left : a.top - b.top))
    .map((ring) => ({ parts: partsOf(image, ring) }))
}

type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
type Shape = Box & { readonly at: ReadonlySet<number> }
const inked = 60

/** Connected ink, each shape with the places of its pixels. */
function shapes({ cells, width }: Ink): readonly Shape[] {
  const seen = new Uint8Array(cells.length)
  const found: Shape[] = []
  for (let start = 0; start < cells.length; start += 1) {
    if (seen[start] === 1 || (cells[start] ?? 0) < inked) continue
    const at = new Set<number>()
    const open = [start]
    seen[start] = 1
    let [left, right, top, bottom] = [width, 0, Number.MAX_SAFE_INTEGER, 0]
    for (let here = open.pop(); here !== undefined; here = open.pop()) {
      at.add(here)
      const x = here % width
      const y = (here - x) / width
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
      for (const next of [here - 1, here + 1, here - width, here + width]) {
        if (seen[next] === 1 || (cells[next] ?? 0) < inked) continue
        seen[next] = 1
        open.push(next)
      }
    }
    found.push({ left, top, width: right - left + 1, height: bottom - top + 1, at })
  }
  return found
}

/** Cuts a ring at its two bars; what is left when ring and bars are taken away is writing. */
function partsOf(image: Ink, ring: Shape): SealOnPaper['parts'] {
  const middle = ring.left + Math.round(ring.width / 2)
  // Straight down through the middle: top of the ring, upper bar, lower bar, foot of the ring.
  const crossings: (readonly [from: number, to: number])[] = []
  for (let y = ring.top; y < ring.top + ring.height; y += 1) {
    if (!ring.at.has(y * image.width + middle)) continue
    const last = crossings.at(-1)
    if (last !== undefined && last[1] === y - 1) crossings[crossings.length - 1] = [last[0], y]
    else crossings.push([y, y])
  }
  if (crossings.length !== 4) throw new Error(`a seal with ${crossings.length - 2} bars`)
  const [a, b, c, d] = crossings as unknown as readonly [
    readonly [number, number],
    readonly [number, number],
    readonly [number, number],
    readonly [number, number],
  ]
  const between = (from: readonly [number, number], to: readonly [number, number]) =>
    linesOf(image, ring, from[1] + 1, to[0])
  return [between(a, b), between(b, c), between(c, d)]
}

function linesOf(image: Ink, ring: Shape, top: number, bottom: number): readonly Ink[] {
  const inkAt = (x: number, y: number) => {
    const at = y * image.width + x
    return ring.at.has(at) || !insideRing(ring, x, y) ? 0 : (image.cells[at] ?? 0)
  }
  const rows: number[] = []
  for (let y = top; y < bottom; y += 1) {
    let most = 0
    for (let x = ring.left; x < ring.left + ring.width; x += 1) most = Math.max(most, inkAt(x, y))
    if (most >= inked) rows.push(y)
  }
  // Strokes of one character leave gaps; the gap between two lines is wider than any of them.
  const gap = ring.height * 0.02
  const lines: [number, number][] = []
  for (const y of rows) {
    const last = lines.at(-1)
    if (last !== undefined && y - last[1] <= gap) last[1] = y
    else lines.push([y, y])
  }
  return lines.map(([from, to]) => {
    let [left, right] = [ring.left + ring.width, ring.left]
    for (let y = from; y <= to; y += 1)
      for (let x = ring.left; x < ring.left + ring.width; x += 1)
        if (inkAt(x, y) >= inked) [left, right] = [Math.min(left, x), Math.max(right, x)]
    const [width, height] = [right - left + 1, to - from + 1]
    const cells = new Uint8Array(width * height)
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) cells[y * width + x] = inkAt(left + x, from + y)
    return { width, height, cells }
  })
}

/** Leaves out the soft edge of the ring itself. */
function insideRing(ring: Shape, x: number, y: number): boolean {
  const radius = ring.width / 2
  return Math.hypot(x - ring.left - radius, y - ring.top - radius) < radius * 0.94
}
