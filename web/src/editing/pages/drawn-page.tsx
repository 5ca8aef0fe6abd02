import { useEffect, useRef, useState } from 'react'
import { type PdfRenderer, startPdfRenderer } from '../../viewer/pdf-renderer.ts'

/** A renderer that lives as long as its editor. */
export function usePageDrawer(): PdfRenderer {
  const [drawer] = useState(() => startPdfRenderer(4))
  useEffect(() => () => drawer.close(), [drawer])
  return drawer
}

type Props = {
  readonly drawer: PdfRenderer
  /** Of the PDF. */
  readonly url: string
  readonly pageIndex: number
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

/** A page of a PDF as a picture, drawn once it comes near the window. */
export function DrawnPage({ drawer, url, pageIndex, width, height }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (canvas.current === null) return
    const watching = new IntersectionObserver(
      (entries) => entries.some((it) => it.isIntersecting) && setNear(true),
      { rootMargin: '300px' },
    )
    watching.observe(canvas.current)
    return () => watching.disconnect()
  }, [])
  const sharpness = Math.min(2, globalThis.devicePixelRatio || 1)
  const [pixelWidth, pixelHeight] = [width, height].map((it) => Math.max(1, Math.round(it * sharpness))) as [
    number,
    number,
  ]
  useEffect(() => {
    if (!isNear) return
    const drawing = drawer.draw({ url, pageIndex, pixelWidth, pixelHeight })
    drawing.done.then(
      (bitmap) => {
        if (bitmap === undefined || canvas.current === null) return
        canvas.current.width = bitmap.width
        canvas.current.height = bitmap.height
        canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0)
        canvas.current.dataset['drawn'] = ''
        bitmap.close()
      },
      () => undefined,
    )
    return () => drawing.cancel()
  }, [drawer, isNear, pageIndex, pixelHeight, pixelWidth, url])
  return <canvas ref={canvas} aria-hidden className="block bg-white" style={{ width, height }} />
}
