import type { ReactNode } from 'react'
import { arrayMove } from '@dnd-kit/sortable'
import { ChevronDown, ChevronUp, GripVertical, TriangleAlert, X } from 'lucide-react'
import type { ActingPlaceView } from '../../../../server/contract/acting-orders.ts'
import { useText } from '../../i18n/settings/index.ts'
import { IconButton, Notice, Reorderable, cx, useReorderable } from '../../ui/index.ts'
import { placeText } from './acting-place.ts'

/** The id stays with a row wherever it is moved; the same place may stand there twice while it is edited. */
export type PlaceRow = { readonly id: number; readonly place: ActingPlaceView }

type Props = {
  readonly rows: readonly PlaceRow[]
  /** The place that is refused, from 1, and why. */
  readonly wrong: number | undefined
  readonly problem: ReactNode
  readonly onChange: (rows: readonly PlaceRow[]) => void
}

/** The places in order; each is moved by its arrows, by dragging, or with the keyboard. */
export function ActingOrderPlaces({ rows, wrong, problem, onChange }: Props) {
  const text = useText().administering.actingOrders
  const move = (from: number, to: number) => onChange(arrayMove([...rows], from, to))
  if (rows.length === 0) return <Notice tone="warning">{text.empty}</Notice>
  return (
    <Reorderable
      items={rows}
      idOf={(it) => it.id}
      nameOf={(it) => placeText(it.place, text)}
      words={text}
      layout="column"
      onReorder={onChange}
    >
      {(shown) => (
        <ol aria-label={text.order} className="grid gap-1.5">
          {shown.map((it, index) => (
            <Place
              key={it.id}
              row={it}
              place={index + 1}
              problem={wrong === index + 1 ? problem : undefined}
              onUp={index === 0 ? undefined : () => move(index, index - 1)}
              onDown={index === shown.length - 1 ? undefined : () => move(index, index + 1)}
              onRemove={() => onChange(rows.filter((one) => one !== it))}
            />
          ))}
        </ol>
      )}
    </Reorderable>
  )
}

type PlaceProps = {
  readonly row: PlaceRow
  readonly place: number
  readonly problem: ReactNode
  readonly onUp: (() => void) | undefined
  readonly onDown: (() => void) | undefined
  readonly onRemove: () => void
}

function Place({ row, place, problem, onUp, onDown, onRemove }: PlaceProps) {
  const text = useText().administering.actingOrders
  const { box, handle, isMoving } = useReorderable(row.id)
  const name = placeText(row.place, text)
  return (
    <li
      {...box}
      className={cx(
        'relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-1 rounded-8 border bg-paper py-1 pr-1',
        isMoving
          ? 'z-10 border-lead shadow-float'
          : problem === undefined
            ? 'border-line-strong'
            : 'border-2 border-shu',
      )}
    >
      <button
        type="button"
        {...handle}
        aria-label={text.drag(name)}
        className="grid size-10 cursor-grab touch-none place-items-center rounded-6 text-ink-3"
      >
        <GripVertical className="size-5" aria-hidden />
      </button>
      <p className="leading-snug sm:flex sm:items-baseline sm:gap-3">
        <span className="block shrink-0 text-sm text-ink-3 tabular">{text.place(place)}</span>
        <span className="font-bold">{name}</span>
      </p>
      <div className="flex">
        <IconButton
          label={text.up(name)}
          icon={<ChevronUp className="size-5" aria-hidden />}
          isDisabled={onUp === undefined}
          onPress={() => onUp?.()}
        />
        <IconButton
          label={text.down(name)}
          icon={<ChevronDown className="size-5" aria-hidden />}
          isDisabled={onDown === undefined}
          onPress={() => onDown?.()}
        />
        <IconButton
          label={text.remove(name)}
          icon={<X className="size-5" aria-hidden />}
          onPress={onRemove}
        />
      </div>
      {problem !== undefined && (
        <p
          role="alert"
          className="col-span-full flex items-start gap-1.5 px-3 pb-1.5 text-sm leading-relaxed text-shu"
        >
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {problem}
        </p>
      )}
    </li>
  )
}
