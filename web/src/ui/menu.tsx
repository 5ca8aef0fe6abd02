import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Button,
  Header,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
} from 'react-aria-components'
import { cx } from './class-names.ts'

export type MenuEntry = {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly chosen?: boolean
  readonly onAction: () => void
}

type Props = {
  readonly label: string
  /** What the button shows. */
  readonly trigger: ReactNode
  readonly triggerClassName?: string
  /** Not choosable, above the entries. */
  readonly head?: ReactNode
  readonly sections: readonly { readonly title?: string; readonly entries: readonly MenuEntry[] }[]
}

/** A button that opens a list of commands. */
export function Menu({ label, trigger, triggerClassName, head, sections }: Props) {
  return (
    <MenuTrigger>
      <Button
        aria-label={label}
        className={cx(
          'flex min-h-10 items-center gap-2 rounded-8 px-2 data-[hovered]:bg-ink/6',
          triggerClassName,
        )}
      >
        {trigger}
      </Button>
      <Popover
        placement="bottom end"
        className="min-w-64 rounded-8 border border-line bg-paper p-1 shadow-float"
      >
        {head}
        <AriaMenu aria-label={label} className="outline-none">
          {sections.map((section, index) => (
            <MenuSection
              key={section.title ?? index}
              aria-label={section.title ?? label}
              className="border-line not-first:mt-1 not-first:border-t not-first:pt-1"
            >
              {section.title !== undefined && (
                <Header className="px-3 pt-2 pb-1 text-xs font-bold text-ink-3">{section.title}</Header>
              )}
              {section.entries.map((it) => (
                <AriaMenuItem
                  key={it.id}
                  id={it.id}
                  textValue={it.label}
                  onAction={it.onAction}
                  className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-6 px-3 py-1.5 outline-none data-[focused]:bg-lead-soft"
                >
                  {it.icon}
                  <span className="flex-1">{it.label}</span>
                  {it.chosen === true && <Check className="size-4 text-lead" aria-hidden />}
                </AriaMenuItem>
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
