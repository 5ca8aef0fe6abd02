import type { NotePlace } from '../../../../server/contract/notes.ts'

/** What of a note is drawn, in points of its page. `faint`: settled, or only its page is left of where it was. */
export function NoteShape({ place, faint }: { readonly place: NotePlace; readonly faint: boolean }) {
  const opacity = faint ? 0.45 : 1
  switch (place.kind) {
    case 'highlight':
      return (
        <g className="note-highlight" opacity={opacity}>
          {place.boxes.map(([x, y, width, height]) => (
            <rect key={`${x} ${y}`} x={x} y={y - 1} width={width} height={height + 2} rx={1} />
          ))}
        </g>
      )
    case 'box':
      return (
        <rect
          className="note-box"
          opacity={opacity}
          x={place.box[0]}
          y={place.box[1]}
          width={place.box[2]}
          height={place.box[3]}
        />
      )
    case 'ink':
      return (
        <g className="note-ink" opacity={opacity}>
          {place.strokes.map((stroke, index) => (
            <polyline key={index} points={pointsOf(stroke)} />
          ))}
        </g>
      )
    case 'check':
      return <path className="note-check" opacity={opacity} d={`M${place.x - 6} ${place.y}l5 6 9-13`} />
    case 'note':
      return (
        <path
          className="note-slip"
          opacity={opacity}
          d={`M${place.x - 8} ${place.y - 8}h16v11l-5 5h-11zm16 11h-5v5`}
        />
      )
  }
}

/** Pairs of numbers as an SVG has them. */
export function pointsOf(flat: readonly number[]): string {
  return flat.map((it, at) => (at % 2 === 0 ? `${it}` : `,${it} `)).join('')
}
