import { Crop, RotateCcw, RotateCw, SquareDashed } from 'lucide-react'
import { type PointerEvent, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { pdfAddress } from '../../api/addresses.ts'
import { useText } from '../../i18n/editing/index.ts'
import { Button, Notice, TextField } from '../../ui/index.ts'
import type { EditorProps } from '../in-place/editor-props.ts'
import { usePageDrawer } from '../pages/drawn-page.tsx'
import { StepButtons } from '../pages/step-buttons.tsx'
import { useSteps } from '../pages/use-steps.ts'
import { wholeNumberOf } from '../../i18n/typed.ts'
import { type Part, type PictureStep, drawSteps, sizeAfter } from './picture-steps.ts'

type ImageFacts = {
  readonly width: number
  readonly height: number
  readonly exif: boolean
  readonly loses: boolean
}

/** Pixels of the long side that are worked with on the screen. */
const screenSide = 1800

/** Pictures: turned, cropped, blacked out. What is done travels as a list; the server changes the picture itself. */
export function ImageEditor({ file, facts: opened, kept, onWork, ref }: EditorProps) {
  const facts = opened as ImageFacts
  const words = useText().pages.image
  const steps = useSteps<readonly PictureStep[]>((kept as readonly PictureStep[] | undefined) ?? [], (work) =>
    onWork(work.length === 0 ? undefined : work),
  )
  const { work, change } = steps
  const [part, setPart] = useState<Part>([0, 0, 0, 0])
  const [width, height] = sizeAfter(work, facts)
  useImperativeHandle(
    ref,
    () => ({
      given: async () => new Blob([JSON.stringify({ steps: work })], { type: 'application/json' }),
    }),
    [work],
  )
  const add = (step: PictureStep) => {
    change([...work, step])
    setPart([0, 0, 0, 0])
  }
  const hasPart = part[2] > 0 && part[3] > 0
  const takesOut = work.some((it) => !('turn' in it))
  return (
    <div className="flex min-h-0 flex-1 flex-col" data-image-editor>
      <div
        className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-2 py-1"
        role="toolbar"
        aria-label={words.tools}
      >
        <StepButtons {...steps} />
        <Button size="small" variant="quiet" onPress={() => add({ turn: 270 })}>
          <RotateCcw className="size-4" aria-hidden />
          {words.turnLeft}
        </Button>
        <Button size="small" variant="quiet" onPress={() => add({ turn: 90 })}>
          <RotateCw className="size-4" aria-hidden />
          {words.turnRight}
        </Button>
        <Button size="small" variant="quiet" isDisabled={!hasPart} onPress={() => add({ crop: part })}>
          <Crop className="size-4" aria-hidden />
          {words.crop}
        </Button>
        <Button size="small" variant="quiet" isDisabled={!hasPart} onPress={() => add({ mask: part })}>
          <SquareDashed className="size-4" aria-hidden />
          {words.mask}
        </Button>
      </div>
      <div className="grid min-h-0 flex-1 content-start gap-3 overflow-auto bg-desk p-3">
        {takesOut && (
          <Notice tone="warning" live>
            {facts.exif ? words.takesOutWithExif : words.takesOut}
          </Notice>
        )}
        {facts.loses && <p className="text-sm text-ink-2">{words.loses}</p>}
        <Picture
          url={pdfAddress(file.revisionId)}
          label={words.picture(width, height)}
          {...{ facts, work, part }}
          onPart={setPart}
        />
        <fieldset className="grid grid-cols-2 gap-2 sm:grid-cols-4">
          <legend className="col-span-full text-sm font-bold">{words.part}</legend>
          {words.sides.map((label, index) => (
            <TextField
              key={label}
              label={label}
              inputMode="numeric"
              value={String(part[index] ?? 0)}
              onChange={(typed) => {
                const value = wholeNumberOf(typed)
                if (value === undefined) return
                const most = index % 2 === 0 ? width : height
                setPart(part.map((it, at) => (at === index ? Math.min(value, most) : it)) as unknown as Part)
              }}
            />
          ))}
        </fieldset>
      </div>
    </div>
  )
}

type PictureProps = {
  readonly url: string
  readonly label: string
  readonly facts: ImageFacts
  readonly work: readonly PictureStep[]
  readonly part: Part
  readonly onPart: (part: Part) => void
}

/** The picture as it is after all steps, and the part of it that is marked by dragging. */
function Picture({ url, label, facts, work, part, onPart }: PictureProps) {
  const drawer = usePageDrawer()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [original, setOriginal] = useState<ImageBitmap>()
  const share = Math.min(1, screenSide / Math.max(facts.width, facts.height))
  const [width, height] = sizeAfter(work, facts)
  useEffect(() => {
    const [pixelWidth, pixelHeight] = [facts.width, facts.height].map((it) =>
      Math.max(1, Math.round(it * share)),
    ) as [number, number]
    const drawing = drawer.draw({ url, pageIndex: 0, pixelWidth, pixelHeight })
    drawing.done.then(
      (it) => it !== undefined && setOriginal(it),
      () => undefined,
    )
    return () => drawing.cancel()
  }, [drawer, facts, share, url])
  useEffect(() => {
    if (canvas.current !== null && original !== undefined) drawSteps(canvas.current, original, work, share)
  }, [original, share, work])
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault()
    const target = event.currentTarget
    target.setPointerCapture(event.pointerId)
    const at = (it: { readonly clientX: number; readonly clientY: number }): readonly [number, number] => {
      const { left, top, width: w, height: h } = target.getBoundingClientRect()
      const within = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)))
      return [
        within(((it.clientX - left) / w) * width, width),
        within(((it.clientY - top) / h) * height, height),
      ]
    }
    const from = at(event)
    const listening = new AbortController()
    const move = (next: globalThis.PointerEvent) => {
      const to = at(next)
      onPart([
        Math.min(from[0], to[0]),
        Math.min(from[1], to[1]),
        Math.abs(to[0] - from[0]),
        Math.abs(to[1] - from[1]),
      ])
    }
    target.addEventListener('pointermove', move, { signal: listening.signal })
    target.addEventListener('pointerup', () => listening.abort(), { signal: listening.signal })
  }
  const percent = (value: number, whole: number) => `${(100 * value) / Math.max(1, whole)}%`
  return (
    <div
      className="relative mx-auto max-w-full cursor-crosshair touch-none select-none"
      style={{ width: Math.min(width, 1100) }}
      onPointerDown={begin}
      data-picture
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        className="block w-full bg-white shadow-paper"
        data-drawn={original === undefined ? undefined : ''}
      />
      <div
        className="pointer-events-none absolute border-2 border-dashed border-lead bg-lead/15"
        hidden={part[2] === 0 || part[3] === 0}
        style={{
          left: percent(part[0], width),
          top: percent(part[1], height),
          width: percent(part[2], width),
          height: percent(part[3], height),
        }}
      />
    </div>
  )
}
