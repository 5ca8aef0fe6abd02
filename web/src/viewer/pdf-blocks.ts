/** The bytes of a PDF that lies on the server, as PDFium asks for them: a small file at once, a large one in blocks. */
export type PdfBytes = {
  readonly length: number
  /** All of it, when it came at once. */
  readonly whole: Uint8Array | undefined
  /** Copies what stands from `at` on into `target`; false when it could not be had. */
  readonly read: (at: number, target: Uint8Array) => boolean
  /** True once something could not be had: what was drawn since may lack it. */
  readonly hasFailed: () => boolean
}

/** A file up to this size comes at once: asking for its parts would only cost journeys. */
const wholeAtMost = 1_000_000
/** Of every file its end comes first: there it says where everything else is, and most files are no longer than that. */
const tailBytes = 262_144
/** One after the other asked for means that more will be: these come together. */
const blocksAhead = 4
export const blockBytes = 262_144
/** Kept of one file; the least recently used go first. */
export const blocksAtMost = 32

/** Fetches a block and waits for it: PDFium asks in the middle of its work. Undefined when it does not come. */
export type FetchBlock = (from: number, end: number) => Uint8Array | undefined

/** A piece of a file, and where it stands in it. */
type Piece = { readonly at: number; readonly bytes: Uint8Array }

/**
 * A file whose last bytes are there, and some pieces of it (in order), and whose others are fetched in whole blocks, those of
 * one reading together.
 */
export function blocksOf(
  length: number,
  tail: Uint8Array,
  fetchBlock: FetchBlock,
  pieces: readonly Piece[] = [],
): Omit<PdfBytes, 'whole'> {
  const blocks = new Map<number, Uint8Array>()
  const tailFrom = length - tail.byteLength
  const count = Math.ceil(length / blockBytes)
  const isHere = (index: number) => index * blockBytes >= tailFrom || blocks.has(index)
  let next = -1
  let failed = false
  const keep = (index: number, bytes: Uint8Array): void => {
    blocks.delete(index)
    blocks.set(index, bytes)
    for (const oldest of blocks.keys()) {
      if (blocks.size <= blocksAtMost) break
      blocks.delete(oldest)
    }
  }
  /** Fetches a block with those after it that are wanted too, as far as they are not here. `first`: the first of the reading. */
  const fetchFrom = (index: number, first: number, last: number): void => {
    // A reading that goes over into the next block wants no more than it says.
    const goesOn = index === next && index === first
    const most = Math.min(
      count - 1,
      index + blocksAtMost / 2 - 1,
      goesOn ? Math.max(last, index + blocksAhead - 1) : last,
    )
    let end = index + 1
    while (end <= most && !isHere(end)) end += 1
    next = end
    const from = index * blockBytes
    const to = Math.min(length, end * blockBytes)
    const bytes = fetchBlock(from, to)
    if (bytes?.byteLength !== to - from) return
    for (let at = index; at < end; at += 1)
      keep(at, bytes.subarray((at - index) * blockBytes, (at - index + 1) * blockBytes))
  }
  const block = (index: number, first: number, last: number): Uint8Array | undefined => {
    const from = index * blockBytes
    if (from >= tailFrom) return tail.subarray(from - tailFrom, from - tailFrom + blockBytes)
    if (!blocks.has(index)) fetchFrom(index, first, last)
    const found = blocks.get(index)
    if (found !== undefined) keep(index, found)
    return found
  }
  return {
    length,
    hasFailed: () => failed,
    read: (at, target) => {
      if (at + target.byteLength > length) return false
      const piece = pieceAt(pieces, at)
      if (piece !== undefined && at + target.byteLength <= piece.at + piece.bytes.byteLength) {
        target.set(piece.bytes.subarray(at - piece.at, at - piece.at + target.byteLength))
        return true
      }
      const first = Math.floor(at / blockBytes)
      const last = Math.floor((at + target.byteLength - 1) / blockBytes)
      for (let done = 0; done < target.byteLength;) {
        const index = Math.floor((at + done) / blockBytes)
        const inBlock = at + done - index * blockBytes
        const piece = block(index, first, last)?.subarray(inBlock, inBlock + target.byteLength - done)
        if (piece === undefined || piece.byteLength === 0) {
          failed = true
          return false
        }
        target.set(piece, done)
        done += piece.byteLength
      }
      return true
    },
  }
}

/** The last piece that begins at a place or before it. */
function pieceAt(pieces: readonly Piece[], at: number): Piece | undefined {
  let [from, to] = [0, pieces.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((pieces[middle]?.at ?? Infinity) <= at) from = middle + 1
    else to = middle
  }
  return pieces[from - 1]
}

/**
 * The answer of GET /v1/revisions/{id}/skeleton (u32le count, u32le offset and length of each piece, their bytes) in pieces;
 * none when the bytes do not hold what they say.
 */
export function piecesOf(skeleton: Uint8Array): readonly Piece[] {
  if (skeleton.byteLength < 4) return []
  const view = new DataView(skeleton.buffer, skeleton.byteOffset, skeleton.byteLength)
  const count = view.getUint32(0, true)
  let from = 4 + 8 * count
  if (from > skeleton.byteLength) return []
  const pieces = Array.from({ length: count }, (_, index): Piece => {
    const [at, size] = [view.getUint32(4 + 8 * index, true), view.getUint32(8 + 8 * index, true)]
    from += size
    return { at, bytes: skeleton.subarray(from - size, from) }
  })
  return from === skeleton.byteLength ? pieces : []
}

/** Where the pages of a large PDF are, so that none has to be looked for; none when that is not known. */
async function fetchPieces(url: string): Promise<readonly Piece[]> {
  const response = await fetch(url.replace(/\/pdf$/, '/skeleton'), { credentials: 'same-origin' })
  return response.status === 200 ? piecesOf(new Uint8Array(await response.arrayBuffer())) : []
}

/** Asks for the end of a PDF, which is all of a small one. Throws when it cannot be had. */
export async function openPdfBytes(url: string): Promise<PdfBytes> {
  const { bytes: tail, length } = await fetchPart(url, `-${tailBytes}`)
  const rest = length - tail.byteLength
  const whole =
    rest === 0
      ? tail
      : length <= wholeAtMost
        ? joined((await fetchPart(url, `0-${rest - 1}`)).bytes, tail)
        : undefined
  const pieces = whole === undefined ? await fetchPieces(url).catch(() => []) : []
  return { ...blocksOf(length, whole ?? tail, (from, end) => fetchNow(url, from, end), pieces), whole }
}

function joined(first: Uint8Array, last: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.byteLength + last.byteLength)
  all.set(first)
  all.set(last, first.byteLength)
  return all
}

/** The bytes of a range (RFC 9110) with the length of the whole file. */
async function fetchPart(
  url: string,
  range: string,
): Promise<{ readonly bytes: Uint8Array; readonly length: number }> {
  const response = await fetch(url, { credentials: 'same-origin', headers: { range: `bytes=${range}` } })
  if (!response.ok) throw new Error(`status ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const length = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
  return { bytes, length: Number(length ?? bytes.byteLength) }
}

/** Holds up the worker, and nobody else, until the bytes are there. */
function fetchNow(url: string, from: number, end: number): Uint8Array | undefined {
  const request = new XMLHttpRequest()
  try {
    request.open('GET', url, false)
    request.responseType = 'arraybuffer'
    request.setRequestHeader('range', `bytes=${from}-${end - 1}`)
    request.send()
  } catch {
    return undefined
  }
  return request.status === 206 ? new Uint8Array(request.response as ArrayBuffer) : undefined
}
