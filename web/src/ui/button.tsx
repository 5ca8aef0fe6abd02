import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  Link as AriaLink,
  ToggleButton as AriaToggleButton,
  type ButtonProps as AriaButtonProps,
  type LinkProps as AriaLinkProps,
} from 'react-aria-components'
import { cx } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

type Look = {
  /** `primary` once a page; `secondary` beside it; `quiet` in lists and bars; `danger` for what cannot be undone. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  readonly size?: 'small' | 'medium' | 'large'
}

const variants = {
  primary:
    'bg-lead text-white border-lead data-[hovered]:bg-lead-strong data-[pressed]:bg-lead-strong data-[disabled]:bg-solid-gray-300 data-[disabled]:border-solid-gray-300',
  secondary:
    'bg-paper text-lead border-lead data-[hovered]:bg-lead-soft data-[pressed]:bg-lead-soft data-[disabled]:text-solid-gray-420 data-[disabled]:border-solid-gray-300',
  quiet:
    'bg-transparent text-ink border-transparent data-[hovered]:bg-ink/7 data-[pressed]:bg-ink/10 data-[disabled]:text-solid-gray-420',
  danger:
    'bg-paper text-shu border-shu data-[hovered]:bg-shu-soft data-[pressed]:bg-shu-soft data-[disabled]:text-solid-gray-420 data-[disabled]:border-solid-gray-300',
} as const

const sizes = {
  small: 'min-h-8 px-2.5 text-sm gap-1.5',
  medium: 'min-h-10 px-4 text-base gap-2',
  large: 'min-h-12 px-6 text-base gap-2',
} as const

function look({ variant = 'secondary', size = 'medium' }: Look): string {
  return cx(
    'inline-flex items-center justify-center rounded-8 border font-bold leading-tight whitespace-nowrap no-underline transition-colors select-none data-[disabled]:cursor-not-allowed data-[pending]:cursor-progress data-[pending]:opacity-75',
    variants[variant],
    sizes[size],
  )
}

type ButtonProps = Omit<AriaButtonProps, 'className' | 'style'> & Look & { readonly className?: string }

/** Does something at once. */
export function Button({ variant, size, className, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      className={cx(look({ ...(variant && { variant }), ...(size && { size }) }), className)}
    />
  )
}

type LinkButtonProps = Omit<AriaLinkProps, 'className' | 'style'> & Look & { readonly className?: string }

/** A link that looks like a button: it goes somewhere. */
export function LinkButton({ variant, size, className, ...props }: LinkButtonProps) {
  return (
    <AriaLink
      {...props}
      className={cx(look({ ...(variant && { variant }), ...(size && { size }) }), className)}
    />
  )
}

type IconButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> & {
  /** Read aloud and shown as the tooltip. */
  readonly label: string
  readonly icon: ReactNode
  readonly className?: string
}

/** A button that is only a picture; its label is always there as tooltip and accessible name. What is open or on is seen. */
export function IconButton({ label, icon, className, ...props }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <AriaButton
        {...props}
        aria-label={label}
        className={cx(
          'inline-grid size-9 shrink-0 place-items-center rounded-6 text-ink-2 transition-colors data-[hovered]:bg-ink/7 data-[hovered]:text-ink data-[disabled]:text-solid-gray-300 aria-expanded:bg-lead-soft aria-expanded:text-lead aria-pressed:bg-lead-soft aria-pressed:text-lead',
          className,
        )}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  )
}

type ToggleProps = {
  readonly isSelected: boolean
  readonly onChange: (selected: boolean) => void
  readonly children: ReactNode
  readonly isDisabled?: boolean
}

/** A pill that is on or off, for filters and flags. */
export function TogglePill({ children, isDisabled = false, ...props }: ToggleProps) {
  return (
    <AriaToggleButton
      {...props}
      isDisabled={isDisabled}
      className="inline-flex min-h-9 items-center gap-1.5 rounded-full border border-line-strong bg-paper px-3.5 text-sm text-ink transition-colors data-[hovered]:bg-well data-[selected]:border-lead data-[selected]:bg-lead-soft data-[selected]:font-bold data-[selected]:text-lead"
    >
      {children}
    </AriaToggleButton>
  )
}
