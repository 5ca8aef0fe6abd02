import { Check } from 'lucide-react'
import { type ComponentProps, type ReactNode, createContext, use } from 'react'
import { useText } from '../../i18n/settings/index.ts'
import * as ui from '../../ui/index.ts'

const ReadOnly = createContext(false)

/** The editors in here show what a version says and change nothing. */
export function ReadOnlyView({ children }: { readonly children: ReactNode }) {
  return <ReadOnly value={true}>{children}</ReadOnly>
}

export function useReadOnly(): boolean {
  return use(ReadOnly)
}

/** What only an editor needs: buttons that add, move and remove. */
export function Editable({ children }: { readonly children: ReactNode }) {
  return useReadOnly() ? null : children
}

type ShownProps = {
  readonly label: string
  readonly children: ReactNode
  readonly className?: string | undefined
}

/** A value under its label, as text. */
export function Shown({ label, children, className }: ShownProps) {
  const { rules } = useText()
  const isEmpty = children === '' || children === undefined
  return (
    <dl className={ui.cx('grid content-start gap-0.5', className)}>
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd className={ui.cx('leading-snug', isEmpty && 'text-ink-3')}>{isEmpty ? rules.nothing : children}</dd>
    </dl>
  )
}

export function TextField(props: ComponentProps<typeof ui.TextField>) {
  const { label, value, suffix, className } = props
  if (!useReadOnly()) return <ui.TextField {...props} />
  return (
    <Shown label={label} className={className}>
      {value === '' ? '' : `${value}${suffix ?? ''}`}
    </Shown>
  )
}

export function Select(props: ComponentProps<typeof ui.Select>) {
  const { label, value, options, className } = props
  if (!useReadOnly()) return <ui.Select {...props} />
  return (
    <Shown label={label} className={className}>
      {options.find((it) => it.id === value)?.label ?? value}
    </Shown>
  )
}

export function SearchSelect(props: ComponentProps<typeof ui.SearchSelect>) {
  const { label, value, options, className } = props
  if (!useReadOnly()) return <ui.SearchSelect {...props} />
  return (
    <Shown label={label} className={className}>
      {options.find((it) => it.id === value)?.label ?? value}
    </Shown>
  )
}

export function RadioGroup(props: ComponentProps<typeof ui.RadioGroup>) {
  const { label, value, options } = props
  if (!useReadOnly()) return <ui.RadioGroup {...props} />
  return <Shown label={label}>{options.find((it) => it.value === value)?.label ?? value}</Shown>
}

/** What is not chosen is not shown. */
export function Checkbox(props: ComponentProps<typeof ui.Checkbox>) {
  const { isSelected, children } = props
  if (!useReadOnly()) return <ui.Checkbox {...props} />
  if (!isSelected) return null
  return (
    <p className="flex items-center gap-2">
      <Check className="size-4 shrink-0 text-lead" aria-hidden />
      <span>{children}</span>
    </p>
  )
}
