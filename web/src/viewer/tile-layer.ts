import type { PagePixels, Rect } from './tiles.ts'

type Full = PagePixels['full']

/** A tile is the same as long as its sheet is drawn in the same size. */
export function tileKey(full: Full, tile: Rect): string {
  return `${full.width}@${tile.x},${tile.y}`
}

/**
 * The sharp pieces of one large sheet over its soft picture. Pieces of another zoom stay below until those that are wanted
 * now are all there, so that a sheet that is zoomed never turns soft in between.
 */
export class TileLayer {
  readonly #element: HTMLElement
  readonly #canvases = new Map<string, HTMLCanvasElement>()
  #wanted: ReadonlySet<string> = new Set()

  constructor(element: HTMLElement) {
    this.#element = element
  }

  /** The pieces that are wanted now; none for a page that is sharp in one piece. */
  want(full: Full, tiles: readonly Rect[]): void {
    this.#wanted = new Set(tiles.map((it) => tileKey(full, it)))
    for (const key of this.#canvases.keys())
      if (key.startsWith(`${full.width}@`) && !this.#wanted.has(key)) this.#letGo(key)
    this.#settle()
  }

  put(full: Full, tile: Rect, bitmap: ImageBitmap): void {
    const key = tileKey(full, tile)
    if (!this.#wanted.has(key)) return bitmap.close()
    this.#letGo(key)
    const canvas = document.createElement('canvas')
    canvas.width = bitmap.width
    canvas.height = bitmap.height
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap)
    const percent = (part: number, whole: number) => `${(100 * part) / whole}%`
    canvas.style.left = percent(tile.x, full.width)
    canvas.style.top = percent(tile.y, full.height)
    canvas.style.width = percent(tile.width, full.width)
    canvas.style.height = percent(tile.height, full.height)
    this.#element.append(canvas)
    this.#canvases.set(key, canvas)
    this.#settle()
  }

  /** The page is sharp in one piece: nothing is needed over it, unless pieces are wanted. */
  wholeIsSharp(): void {
    if (this.#wanted.size === 0) this.clear()
  }

  clear(): void {
    for (const key of [...this.#canvases.keys()]) this.#letGo(key)
  }

  #settle(): void {
    const isComplete = [...this.#wanted].every((it) => this.#canvases.has(it))
    this.#element.dataset['tiles'] = this.#wanted.size === 0 ? 'none' : isComplete ? 'sharp' : 'drawing'
    if (!isComplete || this.#wanted.size === 0) return
    for (const key of [...this.#canvases.keys()]) if (!this.#wanted.has(key)) this.#letGo(key)
  }

  #letGo(key: string): void {
    const canvas = this.#canvases.get(key)
    if (canvas === undefined) return
    this.#canvases.delete(key)
    canvas.remove()
    // Gives the pixels back now; the garbage collector would keep them for a while.
    canvas.width = canvas.height = 0
  }
}
