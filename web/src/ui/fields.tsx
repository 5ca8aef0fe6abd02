import type { ReactNode, Ref } from 'react'
import {
  Checkbox as AriaCheckbox,
  FieldError,
  Input,
  Label,
  Radio,
  RadioGroup as AriaRadioGroup,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
} from 'react-aria-components'
import { Check, TriangleAlert } from 'lucide-react'
import { cx } from './class-names.ts'

export type FieldFrame = {
  readonly label: string
  /** What to write and why, under the label. */
  readonly hint?: ReactNode
  /** What is wrong and what to do; shown in vermilion under the field. */
  readonly error?: string | undefined
  /** The word shown beside the label of a field that must be filled. */
  readonly requiredMark?: string | undefined
}

export const inputLook =
  'w-full rounded-8 border border-line-strong bg-paper px-3 text-base text-ink placeholder:text-ink-3 data-[hovered]:border-ink-2 data-[invalid]:border-shu data-[invalid]:border-2 data-[disabled]:bg-well data-[disabled]:text-ink-3'

/** The name of a field, with a mark when it must be filled in. */
export function FieldLabel({ label, requiredMark }: Pick<FieldFrame, 'label' | 'requiredMark'>) {
  return (
    <Label className="flex items-center gap-2 text-sm font-bold text-ink">
      {label}
      {requiredMark !== undefined && (
        <span className="text-xs font-bold text-shu" aria-hidden>
          {requiredMark}
        </span>
      )}
    </Label>
  )
}

/** A word of help beneath a field. */
export function FieldHint({ children }: { readonly children: ReactNode }) {
  return (
    <Text slot="description" className="block text-sm leading-relaxed text-ink-3">
      {children}
    </Text>
  )
}

/** What is wrong with a field. */
export function FieldProblem({ children }: { readonly children: ReactNode }) {
  return (
    <FieldError className="flex items-start gap-1.5 text-sm leading-relaxed text-shu">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span>{children}</span>
    </FieldError>
  )
}

type TextFieldProps = FieldFrame & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur?: () => void
  readonly name?: string
  readonly type?: 'text' | 'date' | 'datetime-local' | 'search'
  readonly inputMode?: 'numeric' | 'text'
  readonly placeholder?: string
  readonly maxLength?: number
  readonly autoFocus?: boolean
  readonly isDisabled?: boolean
  readonly min?: string
  /** Shown inside at the right: a unit. */
  readonly suffix?: string
  readonly className?: string
  readonly inputClassName?: string
  readonly inputRef?: Ref<HTMLInputElement>
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, requiredMark, suffix, inputClassName, placeholder, inputRef, min, className } =
    props
  const { value, onChange, onBlur, name, type, inputMode, maxLength, autoFocus, isDisabled } = props
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      isRequired={requiredMark !== undefined}
      validationBehavior="aria"
      className={cx('grid gap-1.5', className)}
      {...(onBlur && { onBlur })}
      {...(name !== undefined && { name })}
      {...(type && { type })}
      {...(inputMode && { inputMode })}
      {...(maxLength !== undefined && { maxLength })}
      {...(autoFocus && { autoFocus })}
      {...(isDisabled && { isDisabled })}
    >
      <FieldLabel label={label} requiredMark={requiredMark} />
      {hint !== undefined && <FieldHint>{hint}</FieldHint>}
      <div className="relative">
        <Input
          className={cx(inputLook, 'min-h-11', suffix !== undefined && 'pr-10', inputClassName)}
          autoComplete="off"
          {...(placeholder !== undefined && { placeholder })}
          {...(min !== undefined && { min })}
          {...(inputRef && { ref: inputRef })}
        />
        {suffix !== undefined && (
          <span
            className="pointer-events-none absolute inset-y-0 right-3 grid place-items-center text-ink-2"
            aria-hidden
          >
            {suffix}
          </span>
        )}
      </div>
      {error !== undefined && <FieldProblem>{error}</FieldProblem>}
    </AriaTextField>
  )
}

type TextAreaProps = FieldFrame & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly rows?: number
  readonly placeholder?: string
  readonly name?: string
  readonly maxLength?: number
  readonly autoFocus?: boolean
}

/** Several lines of text; grows with what is written. */
export function TextArea(props: TextAreaProps) {
  const {
    label,
    hint,
    error,
    requiredMark,
    value,
    onChange,
    rows = 6,
    placeholder,
    name,
    maxLength,
    autoFocus,
  } = props
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      isRequired={requiredMark !== undefined}
      validationBehavior="aria"
      className="grid gap-1.5"
      {...(name !== undefined && { name })}
      {...(maxLength !== undefined && { maxLength })}
      {...(autoFocus && { autoFocus })}
    >
      <FieldLabel label={label} requiredMark={requiredMark} />
      {hint !== undefined && <FieldHint>{hint}</FieldHint>}
      <AriaTextArea
        rows={rows}
        {...(placeholder !== undefined && { placeholder })}
        className={cx(
          inputLook,
          'field-sizing-content max-h-[70dvh] py-2.5 leading-[1.85]',
          rows > 4 ? 'min-h-52' : 'min-h-24',
        )}
      />
      {error !== undefined && <FieldProblem>{error}</FieldProblem>}
    </AriaTextField>
  )
}

type CheckboxProps = {
  readonly isSelected: boolean
  readonly onChange: (selected: boolean) => void
  readonly children: ReactNode
  readonly isDisabled?: boolean
}

/** Yes or no. */
export function Checkbox({ children, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...props}
      className="group flex min-h-8 cursor-pointer items-center gap-2.5 text-base text-ink"
    >
      <span className="grid size-5 shrink-0 place-items-center rounded-4 border-2 border-line-strong bg-paper group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-2 group-data-[selected]:border-lead group-data-[selected]:bg-lead">
        <Check
          className="size-4 text-white opacity-0 group-data-[selected]:opacity-100"
          strokeWidth={3}
          aria-hidden
        />
      </span>
      <span>{children}</span>
    </AriaCheckbox>
  )
}

type RadioGroupProps = FieldFrame & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly {
    readonly value: string
    readonly label: string
    /** What it means, in a sentence under it. */
    readonly note?: string
    readonly disabled?: boolean
  }[]
}

/** A few choices, all visible: side by side, or one under the other where they explain themselves. */
export function RadioGroup({ label, hint, error, requiredMark, value, onChange, options }: RadioGroupProps) {
  const explained = options.some((it) => it.note !== undefined)
  return (
    <AriaRadioGroup
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      orientation={explained ? 'vertical' : 'horizontal'}
      className="grid gap-1.5"
    >
      <FieldLabel label={label} requiredMark={requiredMark} />
      {hint !== undefined && <FieldHint>{hint}</FieldHint>}
      <div className={explained ? 'grid gap-2 sm:grid-cols-2' : 'flex flex-wrap gap-x-5 gap-y-1'}>
        {options.map((it) => (
          <Radio
            key={it.value}
            value={it.value}
            isDisabled={it.disabled ?? false}
            className={cx(
              'group flex min-h-9 cursor-pointer gap-2 text-base data-[disabled]:cursor-not-allowed data-[disabled]:text-solid-gray-420',
              it.note === undefined
                ? 'items-center'
                : 'items-start rounded-8 border border-line bg-paper px-3 py-2.5 data-[hovered]:border-lead data-[selected]:border-lead data-[selected]:ring-1 data-[selected]:ring-lead',
            )}
          >
            <span className="grid size-5 shrink-0 place-items-center rounded-full border-2 border-line-strong bg-paper group-data-[disabled]:border-solid-gray-300 group-data-[selected]:border-lead">
              <span className="size-2.5 rounded-full bg-lead opacity-0 group-data-[selected]:opacity-100" />
            </span>
            {it.note === undefined ? (
              it.label
            ) : (
              <span className="grid gap-0.5 leading-snug">
                <b>{it.label}</b>
                <span className="text-sm text-ink-2">{it.note}</span>
              </span>
            )}
          </Radio>
        ))}
      </div>
      {error !== undefined && <FieldProblem>{error}</FieldProblem>}
    </AriaRadioGroup>
  )
}
