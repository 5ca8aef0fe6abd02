import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { Comparison } from '../../../../server/contract/comparison.ts'
import type { Differences } from '../../../../server/contract/differences.ts'
import { useText } from '../../i18n/index.tsx'
import { cx } from '../../ui/index.ts'
import { CompareBar } from './compare-bar.tsx'
import { CompareDesk } from './compare-desk.tsx'
import { type Arrangement, type Side, captionHeight, compareScene } from './compare-scene.ts'
import '../viewer.css'
import './compare.css'
import { DifferenceList } from './difference-list.tsx'
import type { LeftOut } from './list-head.tsx'
import type { Place } from './places.ts'
import { useCompareDesk } from './use-compare-desk.ts'
import { useCompareKeys } from './use-compare-keys.ts'
import { useComparisonPlaces } from './use-comparison-places.ts'

type Props = {
  readonly comparison: Comparison
  /** What changed, in words; undefined as long as it is looked for, null when that failed. */
  readonly differences: Differences | null | undefined
  /** Which revisions are compared, to be chosen anew. */
  readonly choice: ReactNode
}

/** Below this two pages beside each other are too small to read, in pixels. */
const narrowest = 760
const wideEnoughForList = 1180
const noChanges: Differences['changes'] = []
const nothingLeftOut: LeftOut = new Set()
const zooms = [1, 1.25, 1.5, 2, 3] as const

/** Two revisions of a file: their pages row by row, what differs marked, and a walk from one difference to the next. */
export function CompareView({ comparison, differences, choice }: Props) {
  const text = useText().compare
  const changes = differences?.by === 'words' || differences?.by === 'cells' ? differences.changes : noChanges
  const [leftOut, setLeftOut] = useState<LeftOut>(nothingLeftOut)
  const isLeftOut = useCallback(
    (change: number) => leftOut.has(changes[change]?.kind ?? 'changed'),
    [changes, leftOut],
  )
  const walk = useComparisonPlaces(comparison, changes, isLeftOut)
  const { comparer, findings, places, index } = walk
  const [width, setWidth] = useState(() => innerWidth)
  const [wanted, setWanted] = useState<Arrangement>('beside')
  const [shown, setShown] = useState<Side>('newer')
  const [onlyDifferent, setOnlyDifferent] = useState(false)
  const [listOpen, setListOpen] = useState(() => innerWidth >= wideEnoughForList || innerWidth < narrowest)
  const [helpOpen, setHelpOpen] = useState(false)
  const [zoom, setZoom] = useState<number>(1)
  const arrangement = width < narrowest ? 'over' : wanted
  const different = useMemo(() => new Set(places.map((it) => it.row)), [places])
  const folded = useMemo(
    () => new Set(onlyDifferent ? [...comparison.rows.keys()].filter((row) => !different.has(row)) : []),
    [comparison, onlyDifferent, different],
  )
  const scene = useMemo(
    () =>
      compareScene({
        rows: comparison.rows,
        older: comparison.older.sizes,
        newer: comparison.newer.sizes,
        arrangement,
        width,
        zoom,
        folded,
      }),
    [comparison, arrangement, width, zoom, folded],
  )
  const desk = useCompareDesk(scene, comparer)
  const show = (place: Place | undefined) => {
    const row = place === undefined ? undefined : scene.rows[scene.shownAt[place.row] ?? -1]
    const window = desk.element.current
    if (place === undefined || row === undefined || window === null) return
    const side = sideOf(comparison, changes, place)
    if (side !== undefined && arrangement === 'over') setShown(side)
    const scale = row.cells.find((it) => it.page !== undefined)?.scale ?? 1
    const top = place.y === 0 ? row.top : row.top + captionHeight + place.y * scale
    // What is in view already stays where it is: the page would jump for nothing.
    const from = top - desk.top()
    if (from < 0.08 * window.clientHeight || from > 0.75 * window.clientHeight)
      desk.scrollTo(top - (place.y === 0 ? 8 : 0.3 * window.clientHeight))
  }
  const step = (direction: 1 | -1) => show(walk.step(direction))
  const changeZoom = (direction: 1 | -1 | 0) =>
    setZoom((it) => {
      if (direction === 0) return 1
      const at = zooms.findIndex((one) => one >= it) + direction
      return zooms[Math.min(zooms.length - 1, Math.max(0, at))] ?? 1
    })
  const toggleShown = () => setShown((it) => (it === 'older' ? 'newer' : 'older'))
  const actions = {
    step,
    zoom: changeZoom,
    toggleShown: arrangement === 'over' ? toggleShown : undefined,
    toggleArrangement:
      width < narrowest ? undefined : () => setWanted((it) => (it === 'over' ? 'beside' : 'over')),
    toggleOnlyDifferent: () => setOnlyDifferent((it) => !it),
    toggleList: () => setListOpen((it) => !it),
    toggleHelp: () => setHelpOpen((it) => !it),
    compareAgain: () => comparer.again(),
  }
  useCompareKeys(desk, scene.height, actions)
  const current = places[index]
  return (
    <div className="flex min-h-0 flex-1 flex-col" data-compare data-compare-left={findings.left}>
      <CompareBar
        places={places}
        index={index}
        findings={findings}
        isCut={comparison.isCut}
        isCoarse={comparison.isCoarse}
        choice={choice}
        arrangement={arrangement}
        shown={shown}
        zoom={zoom}
        onlyDifferent={onlyDifferent}
        listOpen={listOpen}
        helpOpen={helpOpen}
        actions={actions}
      />
      <div className="relative flex min-h-0 flex-1">
        <aside
          aria-label={text.list}
          className={cx(
            'absolute inset-y-0 left-0 z-20 w-full border-r border-line bg-well shadow-float sm:w-96 lg:relative lg:z-auto lg:shadow-none',
            !listOpen && 'hidden',
          )}
        >
          <DifferenceList
            comparison={comparison}
            differences={differences}
            leftOut={leftOut}
            onLeaveOut={setLeftOut}
            places={places}
            index={index}
            findings={findings}
            onChoose={(to) => {
              const place = walk.go(to)
              // First closed, where it lies over the pages: what no page shows stays to be read.
              if (innerWidth < 1024 && place !== undefined && place.row >= 0) setListOpen(false)
              show(place)
            }}
          />
        </aside>
        <CompareDesk
          comparison={comparison}
          comparer={comparer}
          scene={scene}
          desk={desk}
          places={places}
          current={current?.kind === 'change' ? (current.mark ?? current.key) : current?.key}
          shown={arrangement === 'over' ? shown : undefined}
          onWidth={setWidth}
          onUnfold={() => setOnlyDifferent(false)}
        />
      </div>
    </div>
  )
}

/** The side on which a place is to be seen; undefined when both show it. */
function sideOf(
  { differences }: Comparison,
  changes: Differences['changes'],
  place: Place,
): Side | undefined {
  if (place.kind === 'change') return changes[place.change]?.newer.length === 0 ? 'older' : 'newer'
  if (place.kind === 'removed') return 'older'
  if (place.kind === 'added' || place.kind === 'moved') return 'newer'
  if (place.kind !== 'text') return undefined
  return differences[place.difference]?.newer.length === 0 ? 'older' : 'newer'
}
