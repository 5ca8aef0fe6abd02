import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { BookFile } from '../../../server/contract/book.ts'
import { pictureAddress } from '../api/addresses.ts'
import { useText } from '../i18n/index.tsx'
import type { PageHost } from './page-host.ts'
import { pictureAt } from './early-screen.ts'
import type { Box } from './scene.ts'
import { fillTextLayer } from './text-layer.ts'

type Props = { readonly box: Box; readonly file: BookFile; readonly host: PageHost; readonly eager: boolean }
type State = 'placeholder' | 'ready' | 'sharp' | 'failed'

/** One page: paper, the soft picture at once, a ready picture on the first, the sharp page, and its text on top. */
export const PageView = memo(function PageView({ box, file, host, eager }: Props) {
  const text = useText()
  const soft = useRef<HTMLCanvasElement>(null)
  const sharp = useRef<HTMLCanvasElement>(null)
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
      if (bitmap === undefined || canvas === null || canvas.width === bitmap.width) return
      canvas.width = bitmap.width
      canvas.height = bitmap.height
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
      canvas.dataset['drawn'] = ''
    }
    draw()
    return host.placeholders.subscribe(revisionId, draw)
  }, [host, revisionId, pageIndex])

  useLayoutEffect(() => {
    let texted = false
    let mounted = true
    const canvas = sharp.current
    const unmount = host.mount(box.key, {
      onSharp: (bitmap) => {
        if (canvas === null) return bitmap.close()
        canvas.width = bitmap.width
        canvas.height = bitmap.height
        canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap)
        setState('sharp')
      },
      onFailed: () => setState((it) => (it === 'placeholder' ? 'failed' : it)),
      onRest: () => {
        if (texted) return
        texted = true
        void host.texts.runs(revisionId, pageIndex).then((runs) => {
          if (mounted && layer.current !== null) fillTextLayer(layer.current, runs)
        })
      },
    })
    return () => {
      mounted = false
      unmount()
      // Gives the pixels back now; the garbage collector would keep them for a while.
      if (canvas !== null) canvas.width = canvas.height = 0
    }
  }, [host, box.key, revisionId, pageIndex])

  useEffect(() => setReadyPicture(eager), [eager])

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
      <canvas ref={soft} className="reader-soft" width={0} height={0} aria-hidden />
      {readyPicture && (
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
      <div
        ref={layer}
        className="reader-text"
        style={{
          width: widthPt,
          height: heightPt,
          transform: `scale(${box.width / widthPt}, ${box.height / heightPt})`,
        }}
      />
      {state === 'failed' && <p className="reader-page-problem">{text.reader.pageFailed}</p>}
    </div>
  )
})
