import { ChevronDown } from 'lucide-react'
import {
  Button,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components'
import { cx } from './class-names.ts'
import { FieldHint, FieldLabel, FieldProblem, inputLook, type FieldFrame } from './fields.tsx'

export type Option = {
  readonly id: string
  readonly label: string
  /** A second, smaller line. */
  readonly note?: string | undefined
  /** Further text the search looks at. */
  readonly keywords?: string
  readonly disabled?: boolean
}

export const popoverLook =
  'overflow-auto rounded-8 border border-line bg-paper p-1 shadow-float entering:animate-none'
export const itemLook =
  'grid min-h-10 cursor-pointer content-center rounded-6 px-3 py-1.5 text-base leading-snug outline-none data-[focused]:bg-lead-soft data-[selected]:font-bold data-[selected]:text-lead data-[disabled]:cursor-not-allowed data-[disabled]:text-solid-gray-420'

/** One choice, with its note. */
export function OptionText({ option }: { readonly option: Option }) {
  return (
    <>
      <span>{option.label}</span>
      {option.note !== undefined && <span className="text-sm font-normal text-ink-3">{option.note}</span>}
    </>
  )
}

type SelectProps = FieldFrame & {
  /** '' while nothing is chosen. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly Option[]
  readonly placeholder: string
  readonly className?: string
}

/** One of a short list; it waits for a list that is still on its way, instead of opening nothing. */
export function Select(props: SelectProps) {
  const { label, hint, error, requiredMark, value, onChange, options, placeholder, className } = props
  return (
    <AriaSelect
      value={value === '' ? null : value}
      onChange={(key) => onChange(key === null ? '' : String(key))}
      placeholder={placeholder}
      isInvalid={error !== undefined}
      isRequired={requiredMark !== undefined}
      validationBehavior="aria"
      isDisabled={options.length === 0}
      className={cx('grid gap-1.5', className)}
    >
      <FieldLabel label={label} requiredMark={requiredMark} />
      {hint !== undefined && <FieldHint>{hint}</FieldHint>}
      <Button
        className={cx(
          inputLook,
          'flex min-h-11 items-center justify-between gap-2 text-left',
          error !== undefined && 'border-2 border-shu',
        )}
      >
        <SelectValue className="truncate data-[placeholder]:text-ink-3">
          {({ selectedText, isPlaceholder }) => (isPlaceholder ? placeholder : selectedText)}
        </SelectValue>
        <ChevronDown className="size-5 shrink-0 text-ink-2" aria-hidden />
      </Button>
      {error !== undefined && <FieldProblem>{error}</FieldProblem>}
      <Popover className={cx(popoverLook, 'max-h-80 min-w-(--trigger-width)')}>
        <ListBox items={options} className="outline-none">
          {(option) => (
            <ListBoxItem
              id={option.id}
              textValue={option.label}
              isDisabled={option.disabled ?? false}
              className={itemLook}
            >
              <OptionText option={option} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
