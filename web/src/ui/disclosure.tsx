import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Disclosure as AriaDisclosure, DisclosurePanel, Heading } from 'react-aria-components'

type Props = { readonly title: ReactNode; readonly children: ReactNode; readonly defaultExpanded?: boolean }

/** A line that opens to show more. */
export function Disclosure({ title, children, defaultExpanded = false }: Props) {
  return (
    <AriaDisclosure defaultExpanded={defaultExpanded} className="group/disclosure">
      <Heading level={3} className="text-sm font-normal">
        <Button
          slot="trigger"
          className="flex min-h-7 items-center gap-1 rounded-4 pr-2 text-left text-sm text-lead data-[hovered]:underline"
        >
          <ChevronRight
            className="size-4 shrink-0 transition-transform group-data-[expanded]/disclosure:rotate-90"
            aria-hidden
          />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel>{children}</DisclosurePanel>
    </AriaDisclosure>
  )
}
