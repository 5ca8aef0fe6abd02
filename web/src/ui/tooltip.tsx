import type { ReactElement } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'

/** A short explanation that appears on hover and on keyboard focus. The child must be a pressable of this kit. */
export function Tooltip({ text, children }: { readonly text: string; readonly children: ReactElement }) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip
        offset={6}
        className="max-w-72 rounded-6 bg-ink px-2.5 py-1.5 text-sm leading-snug text-white shadow-float"
      >
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
