import { ChevronDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { cx } from './class-names.ts'
import { FieldHint, FieldLabel, FieldProblem, inputLook, type FieldFrame } from './fields.tsx'
import { searchKey } from './search-key.ts'
import { OptionText, itemLook, popoverLook, type Option } from './select.tsx'

type Props = FieldFrame & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly Option[]
  readonly placeholder: string
  readonly noMatch: string
  readonly className?: string
  /** Empties the box after each choice: for adding to a list. */
  readonly clearOnChoose?: boolean
}

/** One of a long list, found by typing any part of it. */
export function SearchSelect(props: Props) {
  const { label, hint, error, requiredMark, value, onChange, options, placeholder, noMatch, className } =
    props
  const { clearOnChoose = false } = props
  const chosen = options.find((it) => it.id === value)
  const [typed, setTyped] = useState<string | undefined>()
  const shown = typed ?? (clearOnChoose ? '' : (chosen?.label ?? ''))
  const matches = useMemo(() => {
    const key = searchKey(typed ?? '')
    if (key === '') return options
    return options.filter((it) =>
      searchKey(`${it.label} ${it.note ?? ''} ${it.keywords ?? ''}`).includes(key),
    )
  }, [options, typed])
  return (
    <ComboBox
      value={clearOnChoose || value === '' ? null : value}
      onChange={(key) => {
        setTyped(undefined)
        if (key !== null && String(key) !== value) onChange(String(key))
      }}
      inputValue={shown}
      onInputChange={(text) => {
        if (text === (chosen?.label ?? '') && !clearOnChoose) setTyped(undefined)
        else setTyped(text)
        if (text === '' && value !== '' && !clearOnChoose) onChange('')
      }}
      // Not when the list closes: it also closes when the page scrolls under somebody who is still typing.
      onBlur={() => setTyped(undefined)}
      items={matches}
      allowsEmptyCollection
      menuTrigger="focus"
      isInvalid={error !== undefined}
      isRequired={requiredMark !== undefined}
      validationBehavior="aria"
      className={cx('grid gap-1.5', className)}
    >
      <FieldLabel label={label} requiredMark={requiredMark} />
      {hint !== undefined && <FieldHint>{hint}</FieldHint>}
      <div className="relative">
        <Input className={cx(inputLook, 'min-h-11 pr-11')} placeholder={placeholder} />
        <Button className="absolute inset-y-1 right-1 grid w-9 place-items-center rounded-6 text-ink-2 data-[hovered]:bg-well">
          <ChevronDown className="size-5" aria-hidden />
        </Button>
      </div>
      {error !== undefined && <FieldProblem>{error}</FieldProblem>}
      <Popover className={cx(popoverLook, 'max-h-96 w-(--trigger-width) min-w-72')}>
        <ListBox<Option>
          className="outline-none"
          renderEmptyState={() => <div className="px-3 py-2 text-sm text-ink-3">{noMatch}</div>}
        >
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
    </ComboBox>
  )
}
