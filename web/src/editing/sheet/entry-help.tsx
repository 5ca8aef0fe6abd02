import { useEffect, useState } from 'react'
import { useSheetText } from '../../i18n/editing/sheet.ts'
import { Select } from '../../ui/index.ts'
import type { EntryHere, Grid } from './grid.ts'

type Props = { readonly grid: Grid; readonly host: HTMLElement }

/** What the file says of entering something into the selected cell: its words, and its list to choose from (Alt+↓). */
export function EntryHelp({ grid, host }: Props) {
  const words = useSheetText()
  const [here, setHere] = useState<EntryHere>()
  const [place, setPlace] = useState<HTMLElement | null>(null)
  useEffect(() => {
    const { api } = grid
    const look = () => setHere(grid.entryHere())
    const { Event: on } = api
    const listening = [on.SelectionChanged, on.SelectionMoveEnd, on.ActiveSheetChanged].map((it) =>
      api.addEvent(it, look),
    )
    look()
    return () => {
      for (const it of listening) it.dispose()
    }
  }, [grid])
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      const button = place?.querySelector('button')
      if (!event.altKey || event.key !== 'ArrowDown' || !button) return
      event.preventDefault()
      event.stopPropagation()
      button.focus()
      button.click()
    }
    host.addEventListener('keydown', open, true)
    return () => host.removeEventListener('keydown', open, true)
  }, [host, place])
  if (here === undefined || (here.hint === undefined && here.list === undefined)) return null
  return (
    <div
      ref={setPlace}
      className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1 text-sm"
      data-entry-help={here.place}
    >
      {here.list !== undefined && (
        <Select
          label={words.choose(here.place)}
          value=""
          onChange={grid.enter}
          options={Array.from(new Set(here.list.filter((it) => it !== '')), (it) => ({ id: it, label: it }))}
          placeholder={words.list}
          className="grid-cols-[auto_12rem] items-center"
        />
      )}
      {here.hint !== undefined && <span className="text-ink-2">{here.hint}</span>}
    </div>
  )
}
