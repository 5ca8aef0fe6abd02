import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import { type ReactNode, useLayoutEffect, useRef } from 'react'

type Props<Id extends string> = {
  readonly label: string
  readonly value: Id
  readonly onChange: (id: Id) => void
  readonly tabs: readonly { readonly id: Id; readonly label: string; readonly count?: number | undefined }[]
  /** The panel of the chosen tab. */
  readonly children: ReactNode
  readonly className?: string
}

/** Tabs with an optional count each. */
export function Tabs<Id extends string>({ label, value, onChange, tabs, children, className }: Props<Id>) {
  const listRef = useRef<HTMLDivElement>(null)
  // On a phone the tabs are wider than the window: the chosen one is seen, also when a count or the font comes later.
  useLayoutEffect(() => {
    const list = listRef.current
    if (list === null) return
    const observer = new ResizeObserver(() =>
      list.querySelector('[aria-selected=true]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' }),
    )
    for (const tab of list.children) observer.observe(tab)
    return () => observer.disconnect()
  }, [value, tabs.length])
  return (
    <AriaTabs
      selectedKey={value}
      onSelectionChange={(key) => onChange(key as Id)}
      keyboardActivation="manual"
      className={className ?? ''}
    >
      <TabList
        ref={listRef}
        aria-label={label}
        className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-2 [scrollbar-width:none]"
      >
        {tabs.map((it) => (
          <Tab
            key={it.id}
            id={it.id}
            className="relative flex min-h-12 cursor-pointer items-center gap-2 rounded-t-6 px-3 text-base max-sm:gap-1 max-sm:px-2 max-sm:text-sm whitespace-nowrap text-ink-2 -outline-offset-4 data-[hovered]:text-ink data-[selected]:font-bold data-[selected]:text-lead data-[selected]:after:absolute data-[selected]:after:inset-x-1 data-[selected]:after:bottom-0 data-[selected]:after:h-[3px] data-[selected]:after:rounded-full data-[selected]:after:bg-lead"
          >
            {it.label}
            {it.count !== undefined && (
              <span className="min-w-6 rounded-full bg-ink/8 px-1.5 text-center text-sm leading-6 tabular">
                {it.count > 999 ? '999+' : it.count}
              </span>
            )}
          </Tab>
        ))}
      </TabList>
      {/* The id a panel got first stays with it, so another tab needs another panel, or it controls nothing. */}
      <TabPanel key={value} id={value} className="flex min-h-0 flex-1 flex-col outline-none">
        {children}
      </TabPanel>
    </AriaTabs>
  )
}
