import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { BookFile } from '../../../server/contract/book.ts'
import { pictureAddress } from '../api/addresses.ts'
import { useText } from '../i18n/index.tsx'
import { PageNotes } from './notes/page-notes.tsx'
import type { PageHost } from './page-host.ts'
import { pictureAt } from './early-screen.ts'
import { type Box, turnedSize } from './scene.ts'
import { fillTextLayer } from './text-layer.ts'
import { TileLayer } from './tile-layer.ts'
import { turnStyle } from './tiles.ts'

type Props = { readonly box: Box; readonly file: BookFile; readonly host: PageHost; readonly eager: boolean }
type State = 'placeholder' | 'ready' | 'sharp' | 'failed'

/** One page: paper, the soft picture at once, a ready picture on the first, the sharp page, and its text on top. */
export const PageView = memo(function PageView({ box, file, host, eager }: Props) {
  const text = useText()
  const soft = useRef<HTMLCanvasElement>(null)
  const quick = useRef<HTMLImageElement>(null)
  const sharp = useRef<HTMLCanvasElement>(null)
  const pieces = useRef<HTMLDivElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<State>('placeholder')
  const [readyPicture, setReadyPicture] = useState(eager)
  const { revisionId } = file
  const pageIndex = box.pageIndex
  const widthPt = file.sizes[2 * pageIndex] ?? 595
  const heightPt = file.sizes[2 * pageIndex + 1] ?? 842

  // Before the browser paints: a page never appears empty when its picture is there.
  useLayoutEffect(() => {
    const draw = () => {
      const bitmap = host.placeholders.bitmap(revisionId, pageIndex)
      const canvas = soft.current
      if (bitmap === undefined)
        return drawPacked(quick.current, host.placeholders.packed(revisionId, pageIndex))
      if (canvas === null || canvas.width === bitmap.width) return
      canvas.width = bitmap.width
      canvas.height = bitmap.height
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
      canvas.dataset['drawn'] = ''
    }
    draw()
    return host.placeholders.subscribe(revisionId, draw)
  }, [host, revisionId, pageIndex])

  useLayoutEffect(() => {
    let texted: 'no' | 'asked' | 'asked_again' | 'yes' = 'no'
    let mounted = true
    let unmark = () => {}
    const canvas = sharp.current
    const tiles = pieces.current === null ? undefined : new TileLayer(pieces.current)
    const rest = async (): Promise<void> => {
      if (texted !== 'no') {
        if (texted === 'asked') texted = 'asked_again'
        return
      }
      texted = 'asked'
      const runs = await host.texts.runs(revisionId, pageIndex)
      if (!mounted || layer.current === null) return
      if (runs !== undefined) {
        texted = 'yes'
        fillTextLayer(layer.current, runs)
        unmark = host.marks.attach(box.key, layer.current)
        return
      }
      // Its words are not read yet. When they are the book moves, and so the desk comes to rest here once more.
      const isMissed = (texted as string) === 'asked_again'
      texted = 'no'
      if (isMissed) await rest()
    }
    const unmount = host.mount(box.key, {
      onSharp: (bitmap) => {
        if (canvas === null) return bitmap.close()
        canvas.width = bitmap.width
        canvas.height = bitmap.height
        canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap)
        setState('sharp')
        tiles?.wholeIsSharp()
      },
      onTilesWanted: (full, wanted) => tiles?.want(full, wanted),
      onTile: (full, tile, bitmap) => tiles?.put(full, tile, bitmap),
      onFailed: () => setState((it) => (it === 'placeholder' ? 'failed' : it)),
      onRest: () => void rest(),
    })
    return () => {
      mounted = false
      unmark()
      unmount()
      tiles?.clear()
      // Gives the pixels back now; the garbage collector would keep them for a while.
      if (canvas !== null) canvas.width = canvas.height = 0
    }
  }, [host, box.key, revisionId, pageIndex])

  useEffect(() => {
    if (!eager) setReadyPicture(false)
  }, [eager])

  // The picture of a file that came a moment ago may not be there yet: it is drawn at once, and nothing waits for it.
  const isHeldUp = box.bookPage === 0 && !eager
  useEffect(() => {
    if (isHeldUp) host.release()
  }, [host, isHeldUp])

  const upright = turnedSize(box, box.turn)
  return (
    <div
      className="reader-page"
      style={{ top: box.top, left: box.left, width: box.width, height: box.height }}
      data-page-index={box.bookPage}
      data-file-page={pageIndex}
      data-file={file.attachmentId}
      data-state={state === 'ready' ? 'sharp' : state}
      data-ready={state === 'sharp' || state === 'ready' ? '' : undefined}
      role="group"
      aria-label={text.reader.pageLabel(file.name, pageIndex + 1, file.sizes.length / 2)}
    >
      {/* For whoever goes from heading to heading; the words of the page follow in its text layer. */}
      <h3 className="sr-only select-none">{text.reader.pageHeading(pageIndex + 1)}</h3>
      <div
        className="reader-upright"
        style={{ width: upright.width, height: upright.height, transform: turnStyle(box) }}
      >
        <img ref={quick} className="reader-soft" alt="" decoding="sync" aria-hidden />
        <canvas ref={soft} className="reader-soft" width={0} height={0} aria-hidden />
        {/* A new revision has none until it is done. */}
        {eager && readyPicture && (
          <img
            className="reader-picture"
            src={pictureAt(pictureAddress(revisionId, pageIndex))}
            alt=""
            fetchPriority="high"
            // It may stand there already, as the server drew it, and must not blink.
            decoding="sync"
            onLoad={() => {
              setState((it) => (it === 'placeholder' ? 'ready' : it))
              // After the browser has painted it.
              requestAnimationFrame(() => setTimeout(() => host.release()))
            }}
            onError={() => {
              setReadyPicture(false)
              host.release()
            }}
          />
        )}
        <canvas ref={sharp} className="reader-sharp" width={0} height={0} aria-hidden />
        <div ref={pieces} className="reader-pieces" aria-hidden />
        <div
          ref={layer}
          className="reader-text"
          style={{
            width: widthPt,
            height: heightPt,
            transform: `scale(${upright.width / widthPt}, ${upright.height / heightPt})`,
          }}
        />
        <PageNotes file={file} pageIndex={pageIndex} widthPt={widthPt} heightPt={heightPt} text={layer} />
      </div>
      {state === 'failed' && <p className="reader-page-problem">{text.reader.pageFailed}</p>}
    </div>
  )
})

/** Shows a small picture that is not decoded yet: what is written out in its address the browser decodes when it paints. */
function drawPacked(image: HTMLImageElement | null, webp: Uint8Array | undefined): void {
  if (image === null || webp === undefined || 'drawn' in image.dataset) return
  image.src = `data:image/webp;base64,${btoa(String.fromCharCode(...webp))}`
  image.dataset['drawn'] = ''
}
