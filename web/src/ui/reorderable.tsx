import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  createContext,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { DndContext, PointerSensor, closestCenter, useSensor, useSensors } from '@dnd-kit/core'
import {
  SortableContext,
  arrayMove,
  rectSortingStrategy,
  useSortable,
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

type Id = string | number

type Props<Item> = {
  readonly items: readonly Item[]
  readonly idOf: (item: Item) => Id
  readonly nameOf: (item: Item) => string
  readonly words: Words
  /** How they lie: under each other, or in rows that wrap. */
  readonly layout: 'column' | 'rows'
  readonly onReorder: (items: readonly Item[]) => void
  /** The list itself, in the order it is given; each item in it takes `useReorderable` with its id. */
  readonly children: (shown: readonly Item[]) => ReactNode
}

/** What is held by the keyboard, and its place now, from 0. */
type Held = { readonly id: Id; readonly place: number }

type Hands = {
  readonly held: Held | undefined
  readonly press: (event: KeyboardEvent, id: Id) => void
  readonly letGo: () => void
}

const HandsContext = createContext<Hands>({ held: undefined, press: () => {}, letGo: () => {} })

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }
const ends: Readonly<Record<string, number>> = { Home: -Infinity, End: Infinity }

/**
 * Things in an order of their own, moved by dragging or with the keyboard, and told to screen readers.
 *
 * The keyboard moves by places, never by where things lie on the page: a press counts however the page is laid out or
 * scrolls at that moment. What is held is shown in its new place at once; the order changes when it is put down.
 */
export function Reorderable<Item>(props: Props<Item>) {
  const { items, idOf, nameOf, words, layout, onReorder, children } = props
  const [held, setHeld] = useState<Held>()
  const [said, say] = useState('')
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }))
  const indexOf = (id: Id): number => items.findIndex((it) => idOf(it) === id)
  const placeOf = (id: Id): number => indexOf(id) + 1
  const named = (id: Id): string => {
    const item = items[indexOf(id)]
    return item === undefined ? '' : nameOf(item)
  }
  // It may be gone: somebody else changed the list meanwhile.
  const from = held === undefined ? -1 : indexOf(held.id)
  const shown = held === undefined || from === -1 ? items : arrayMove([...items], from, held.place)

  const press = (event: KeyboardEvent, id: Id): void => {
    const puts = event.key === ' ' || event.key === 'Enter'
    if (held?.id !== id || from === -1) {
      if (!puts) return
      event.preventDefault()
      setHeld({ id, place: indexOf(id) })
      say(words.grabbed(named(id)))
      return
    }
    const by = steps[event.key] ?? ends[event.key]
    if (by !== undefined) {
      const place = Math.min(items.length - 1, Math.max(0, held.place + by))
      setHeld({ id, place })
      say(words.movedTo(named(id), place + 1, items.length))
    } else if (puts) {
      setHeld(undefined)
      say(words.placed(named(id), held.place + 1))
      if (held.place !== from) onReorder(shown)
    } else if (event.key === 'Escape') letGo()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const letGo = (): void => {
    if (held === undefined) return
    setHeld(undefined)
    say(words.dragCancelled(named(held.id)))
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
      onDragStart={letGo}
      onDragEnd={({ active, over }) => {
        if (over === null || over.id === active.id) return
        onReorder(arrayMove([...items], indexOf(active.id), indexOf(over.id)))
      }}
    >
      <HandsContext value={{ held, press, letGo }}>
        <SortableContext
          items={shown.map(idOf)}
          strategy={layout === 'column' ? verticalListSortingStrategy : rectSortingStrategy}
        >
          {children(shown)}
        </SortableContext>
      </HandsContext>
      <p className="sr-only" aria-live="assertive">
        {said}
      </p>
    </DndContext>
  )
}

/** How one item of a `Reorderable` is moved. */
type Movable = {
  readonly isMoving: boolean
  /** For the element that moves. */
  readonly box: { readonly ref: (element: HTMLElement | null) => void; readonly style: CSSProperties }
  /** For the button it is held by; its label is the caller's. */
  readonly handle: object
}

/** The item with this id; only inside a `Reorderable`. */
export function useReorderable(id: Id): Movable {
  const { held, press, letGo } = useContext(HandsContext)
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id })
  const button = useRef<HTMLElement>(null)
  const place = held?.id === id ? held.place : undefined
  // In another place it may be another element, and out of sight.
  useLayoutEffect(() => {
    if (place === undefined) return
    button.current?.focus({ preventScroll: true })
    button.current?.scrollIntoView({ block: 'nearest' })
  }, [place])
  return {
    isMoving: isDragging || place !== undefined,
    box: {
      ref: setNodeRef,
      style: {
        transform:
          transform === null
            ? undefined
            : `translate3d(${Math.round(transform.x)}px, ${Math.round(transform.y)}px, 0)`,
        transition,
      },
    },
    handle: {
      ...attributes,
      ...listeners,
      ref: (element: HTMLElement | null) => {
        button.current = element
        setActivatorNodeRef(element)
      },
      onKeyDown: (event: KeyboardEvent) => press(event, id),
      onBlur: place === undefined ? undefined : letGo,
    },
  }
}
