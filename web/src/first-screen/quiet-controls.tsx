import type { ReactNode } from 'react'

/*
 * Takes the place of react-aria-components in the build for the server. A control that nobody can use yet needs no
 * behaviour: it only looks the same. That makes the first screen several times quicker to draw, and keeps most of the
 * client's weight out of the server. Here is what stands on the first screen; everything else stays undefined.
 */

type Props = Readonly<Record<string, unknown>> & {
  readonly className?: string
  readonly children?: ReactNode
}

/** What may be said of an element in HTML; handlers and the settings of React Aria stay behind. */
function attributesOf(props: Props): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(props).filter(([name]) => name === 'className' || /^(aria|data)-/.test(name)),
  )
}

/** A button that does nothing yet: the code comes later. */
export function Button(props: Props) {
  return (
    <button
      type="button"
      {...attributesOf(props)}
      data-disabled={props['isDisabled'] === true ? true : undefined}
    >
      {props.children}
    </button>
  )
}

/** A link as plain HTML. */
export function Link({ href, ...props }: Props) {
  return (
    <a {...attributesOf(props)} href={String(href)}>
      {props.children}
    </a>
  )
}

/** Only its look: the label with its box. */
export function Checkbox(props: Props) {
  return <label {...attributesOf(props)}>{props.children}</label>
}

export { Button as ToggleButton }

function Inside({ children }: Props) {
  return children
}

/** Opens later, if at all. */
function Nothing() {
  return null
}

export { Inside as MenuTrigger, Inside as TooltipTrigger, Nothing as Popover, Nothing as Tooltip }
