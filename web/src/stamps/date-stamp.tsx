import type { CSSProperties } from 'react'
import { chordAt, fittingSize, graphemes, naturalTilt, sealUnit } from './seal-text.ts'
import './date-stamp.css'

type Props = {
  /** 所属, upper part. */
  readonly unitName: string
  /** R8.11.22, middle. */
  readonly date: string
  /** 姓, lower part. */
  readonly familyName: string
  /** Read aloud in place of the picture. */
  readonly label: string
  /** Hexadecimal; decides how the seal leans. */
  readonly seed: string
  /** The text or a file changed after this act: the seal is pale. */
  readonly stale?: boolean
  /** It has just been put there: it drops onto the paper. */
  readonly isNew?: boolean
}

const radius = 47
/** The two bars across lie this far from the middle. */
const bar = 14

/** A round 日付印 in vermilion: unit, day, family name. */
export function DateStamp({ unitName, date, familyName, label, seed, stale = false, isNew = false }: Props) {
  const unit = sealUnit(unitName)
  const tilt = naturalTilt(seed)
  const half = chordAt(radius, bar) / 2
  return (
    <svg
      className="date-stamp"
      viewBox="0 0 100 100"
      role="img"
      aria-label={label}
      data-stamp={familyName}
      data-new={isNew ? '' : undefined}
      data-stale={stale ? '' : undefined}
      style={{ '--tilt': `${tilt}deg` } as CSSProperties}
    >
      <g transform={`rotate(${tilt} 50 50)`} fill="none" stroke="currentColor">
        <circle cx="50" cy="50" r={radius} strokeWidth="2.6" />
        <path
          d={`M${50 - half} ${50 - bar}h${2 * half}M${50 - half} ${50 + bar}h${2 * half}`}
          strokeWidth="1.8"
        />
        <Line text={unit} y={27} chord={chordAt(radius - 5, 29) - 2} largest={15} weight={400} />
        <Line text={date} y={50} chord={2 * half - 8} largest={19} weight={700} narrow />
        <Line text={familyName} y={75.5} chord={chordAt(radius - 5, 31) - 2} largest={21} weight={700} />
      </g>
    </svg>
  )
}

type LineProps = {
  readonly text: string
  readonly y: number
  readonly chord: number
  readonly largest: number
  readonly weight: number
  /** Figures and points, little more than half as wide as a character. */
  readonly narrow?: boolean
}

function Line({ text, y, chord, largest, weight, narrow = false }: LineProps) {
  const count = graphemes(text).length * (narrow ? 0.58 : 1)
  return (
    <text
      x="50"
      y={y}
      fontSize={fittingSize(count, chord, largest)}
      fontWeight={weight}
      textAnchor="middle"
      dominantBaseline="central"
      fill="currentColor"
      stroke="none"
      aria-hidden
    >
      {text}
    </text>
  )
}
