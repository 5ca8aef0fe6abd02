import { useState } from 'react'
import { useText } from '../../i18n/index.tsx'
import { TextField } from '../../ui/index.ts'
import { parseScale } from './measures.ts'

type Props = {
  /** Name of the file whose drawings have it. */
  readonly fileName: string
  readonly scale: number | undefined
  readonly onScale: (scale: number | undefined) => void
}

/** The scale of a drawing, so that what is measured is told in metres too. */
export function ScaleField({ fileName, scale, onScale }: Props) {
  const text = useText().viewer.measure
  const [typed, setTyped] = useState(scale === undefined ? '' : String(scale))
  return (
    <TextField
      label={text.scale}
      hint={text.scaleHint(fileName)}
      value={typed}
      onChange={(next) => {
        setTyped(next)
        onScale(parseScale(next))
      }}
      name="scale"
      {...(typed !== '' && parseScale(typed) === undefined ? { error: text.scaleWrong } : {})}
    />
  )
}
