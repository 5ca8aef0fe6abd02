import { ChevronDown, ChevronUp, CircleHelp, List, Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/index.tsx'
import { Button, IconButton, TogglePill } from '../../ui/index.ts'
import { KeyHelp } from '../key-help.tsx'
import type { Findings } from './comparer.ts'
import type { Arrangement, Side } from './compare-scene.ts'
import { type Place, pagesWith } from './places.ts'
import type { CompareActions } from './use-compare-keys.ts'

type Props = {
  readonly places: readonly Place[]
  readonly index: number
  readonly findings: Findings
  readonly isCut: boolean
  readonly isCoarse: boolean
  readonly choice: ReactNode
  readonly arrangement: Arrangement
  readonly shown: Side
  readonly zoom: number
  readonly onlyDifferent: boolean
  readonly listOpen: boolean
  readonly helpOpen: boolean
  readonly actions: CompareActions
}

/** How many places there are, the way from one to the next, and how the pages are laid. */
export function CompareBar(props: Props) {
  const { places, index, findings, arrangement, shown, actions } = props
  const all = useText()
  const text = all.compare
  const { toggleArrangement, toggleShown } = actions
  return (
    <>
      <div
        role="toolbar"
        aria-label={text.bar}
        className="relative z-10 flex min-h-12 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-paper px-2 py-1 text-sm"
      >
        <IconButton
          label={text.list}
          icon={<List className="size-5" />}
          aria-expanded={props.listOpen}
          onPress={actions.toggleList}
        />
        <IconButton
          label={text.previous}
          icon={<ChevronUp className="size-5" />}
          isDisabled={places.length === 0}
          onPress={() => actions.step(-1)}
        />
        <IconButton
          label={text.next}
          icon={<ChevronDown className="size-5" />}
          isDisabled={places.length === 0}
          onPress={() => actions.step(1)}
        />
        <p className="font-bold tabular" data-compare-count={places.length}>
          {text.count(places.length, pagesWith(places))}
          {index >= 0 && <span className="ml-2 font-normal text-ink-2">{text.at(index + 1)}</span>}
        </p>
        <p className="text-ink-3 tabular" role="status">
          {findings.left > 0 ? text.left(findings.left) : ''}
        </p>
        <span className="flex-1" />
        {props.choice}
        <TogglePill isSelected={props.onlyDifferent} onChange={actions.toggleOnlyDifferent}>
          {text.onlyDifferent}
        </TogglePill>
        {toggleArrangement !== undefined && (
          <TogglePill isSelected={arrangement === 'over'} onChange={toggleArrangement}>
            {text.over}
          </TogglePill>
        )}
        {toggleShown !== undefined && (
          <button
            type="button"
            className="min-h-9 cursor-pointer rounded-8 border-2 border-lead bg-paper px-3 font-bold text-lead"
            onClick={toggleShown}
            data-shown-side={shown}
          >
            {text.shown(shown)}
          </button>
        )}
        <span className="hidden items-center sm:flex">
          <IconButton
            label={all.reader.zoomOut}
            icon={<Minus className="size-4.5" />}
            onPress={() => actions.zoom(-1)}
          />
          <span className="w-12 text-center tabular">{Math.round(100 * props.zoom)}%</span>
          <IconButton
            label={all.reader.zoomIn}
            icon={<Plus className="size-4.5" />}
            onPress={() => actions.zoom(1)}
          />
        </span>
        <span className="relative hidden md:block">
          <IconButton
            label={all.viewer.help}
            icon={<CircleHelp className="size-5" />}
            aria-expanded={props.helpOpen}
            onPress={actions.toggleHelp}
          />
          {props.helpOpen && <Help onClose={actions.toggleHelp} />}
        </span>
      </div>
      <Limits {...props} />
    </>
  )
}

/** What the comparison does not say, said. */
function Limits({ isCut, isCoarse, findings, places, actions }: Props) {
  const text = useText().compare
  const limits = [
    ...(isCut ? [text.cut] : []),
    ...(isCoarse ? [text.coarse] : []),
    ...(findings.failed > 0 ? [text.failed(findings.failed)] : []),
    ...(places.length === 0 && findings.left === 0 && findings.failed === 0 ? [text.none] : []),
  ]
  if (limits.length === 0) return null
  return (
    <div
      role="status"
      className="shrink-0 border-b border-line bg-well px-4 py-1.5 text-sm"
      data-compare-limits
    >
      {limits.map((it) => (
        <p key={it}>{it}</p>
      ))}
      {findings.failed > 0 && (
        <Button size="small" className="mt-1" onPress={actions.compareAgain}>
          {text.again}
        </Button>
      )}
    </div>
  )
}

function Help({ onClose }: { readonly onClose: () => void }) {
  const { compare, viewer } = useText()
  const { keys } = compare
  const rows: readonly (readonly [string, string])[] = [
    ['n / p', keys.step],
    ['t', keys.shown],
    ['v', keys.arrangement],
    ['d', keys.onlyDifferent],
    ['l', keys.list],
    ['+ / − / 0', keys.zoom],
    ['PageUp / PageDown', viewer.helpRows.screens],
    ['Home / End', viewer.helpRows.ends],
    ['?', viewer.helpRows.help],
  ]
  return <KeyHelp className="top-11 right-0" rows={rows} onClose={onClose} />
}
