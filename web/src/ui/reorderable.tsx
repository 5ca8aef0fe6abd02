import type { ReactNode } from 'react'
import {
  DndContext,
  KeyboardSensor,
  PointerSensor,
  closestCenter,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  SortableContext,
  arrayMove,
  rectSortingStrategy,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'

/** What a screen reader is told while something is moved; places count from 1. */
type Words = {
  readonly dragHelp: string
  readonly grabbed: (name: string) => string
  readonly movedTo: (name: string, place: number, of: number) => string
  readonly placed: (name: string, place: number) => string
  readonly dragCancelled: (name: string) => string
}

type Props<Item> = {
  readonly items: readonly Item[]
  readonly idOf: (item: Item) => string | number
  readonly nameOf: (item: Item) => string
  readonly words: Words
  /** How they lie: under each other, or in rows that wrap. */
  readonly layout: 'column' | 'rows'
  readonly onReorder: (items: readonly Item[]) => void
  /** The list itself; each item in it takes `useSortable` with its id. */
  readonly children: ReactNode
}

/** Things in an order of their own, moved by dragging or with the keyboard, and told to screen readers. */
export function Reorderable<Item>({ items, idOf, nameOf, words, layout, onReorder, children }: Props<Item>) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const indexOf = (id: string | number): number => items.findIndex((it) => idOf(it) === id)
  const placeOf = (id: string | number): number => indexOf(id) + 1
  const named = (id: string | number): string => {
    const item = items[indexOf(id)]
    return item === undefined ? '' : nameOf(item)
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{
        screenReaderInstructions: { draggable: words.dragHelp },
        announcements: {
          onDragStart: ({ active }) => words.grabbed(named(active.id)),
          onDragOver: ({ active, over }) =>
            over === null ? undefined : words.movedTo(named(active.id), placeOf(over.id), items.length),
          onDragEnd: ({ active, over }) => words.placed(named(active.id), placeOf(over?.id ?? active.id)),
          onDragCancel: ({ active }) => words.dragCancelled(named(active.id)),
        },
      }}
      onDragEnd={({ active, over }) => {
        if (over === null || over.id === active.id) return
        onReorder(arrayMove([...items], indexOf(active.id), indexOf(over.id)))
      }}
    >
      <SortableContext
        items={items.map(idOf)}
        strategy={layout === 'column' ? verticalListSortingStrategy : rectSortingStrategy}
      >
        {children}
      </SortableContext>
    </DndContext>
  )
}
