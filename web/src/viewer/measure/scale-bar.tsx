import { useRef, useState } from 'react'
import { useText } from '../../i18n/index.tsx'
import { Button, ReturnFocus, TextField, useEscape } from '../../ui/index.ts'
import { barOf, mmPerPixel } from './measures.ts'
import { setScreenSize, useScreenSize } from './screen-size.ts'

type Props = {
  /** CSS pixels per CSS pixel of paper of the page one is at. */
  readonly scale: number
  /** The scale of the drawing one is at, when its reader has given it. */
  readonly drawingScale: number | undefined
}

const longestPixels = 140
/** Long enough to be measured with a ruler to the millimetre. */
const ruledPixels = 240

/** How long a stretch of the paper is as it lies on the desk; behind it, how large things really are on this screen. */
export function ScaleBar({ scale, drawingScale }: Props) {
  const text = useText().viewer.measure
  const [isOpen, setOpen] = useState(false)
  const { mm, pixels } = barOf(scale / mmPerPixel, longestPixels)
  const metres = drawingScale === undefined ? undefined : (mm * drawingScale) / 1000
  return (
    <div
      className="absolute bottom-2 left-2 z-10 hidden max-w-[calc(100%-2rem)] sm:block"
      data-scale-bar={mm}
    >
      {isOpen && (
        <ReturnFocus>
          <Calibration onClose={() => setOpen(false)} />
        </ReturnFocus>
      )}
      <button
        type="button"
        className="grid justify-items-start gap-0.5 rounded-6 bg-paper/90 px-2 py-1 text-xs text-ink-2 shadow-float hover:text-ink"
        aria-expanded={isOpen}
        aria-label={text.bar(mm, metres, drawingScale)}
        onClick={() => setOpen((it) => !it)}
      >
        <span>{text.bar(mm, metres, drawingScale)}</span>
        <span className="reader-scale-bar" style={{ width: pixels }} aria-hidden />
      </button>
    </div>
  )
}

/** A line to lay a ruler on: what it measures is how large a pixel of this screen is. */
function Calibration({ onClose }: { readonly onClose: () => void }) {
  const text = useText().viewer.measure
  const { mmPerPixel: mm, isMeasured } = useScreenSize()
  const [typed, setTyped] = useState('')
  const place = useRef<HTMLFormElement>(null)
  useEscape(place, onClose)
  const measured = Number(typed.normalize('NFKC'))
  const isLength = measured >= 20 && measured <= 300
  return (
    <form
      ref={place}
      className="mb-2 grid w-80 max-w-full gap-3 rounded-8 border border-line bg-paper p-3 text-sm shadow-float"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isLength) return
        setScreenSize(measured / ruledPixels)
        onClose()
      }}
      data-calibration
    >
      <p>{isMeasured ? text.calibrated((1 / mm).toFixed(2)) : text.assumed}</p>
      <span className="reader-scale-bar" style={{ width: ruledPixels }} aria-hidden />
      <TextField
        label={text.ruled}
        hint={text.ruledHint}
        value={typed}
        onChange={setTyped}
        inputMode="numeric"
        suffix="mm"
        autoFocus
        name="ruled"
        {...(typed !== '' && !isLength ? { error: text.ruledWrong } : {})}
      />
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="primary" type="submit" isDisabled={!isLength}>
          {text.keep}
        </Button>
        {isMeasured && (
          <Button
            size="small"
            onPress={() => {
              setScreenSize(undefined)
              onClose()
            }}
          >
            {text.forget}
          </Button>
        )}
        <Button size="small" variant="quiet" onPress={onClose}>
          {text.close}
        </Button>
      </div>
    </form>
  )
}
