import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { AuthorityTableContent } from '../../../../server/contract/authority-table.ts'
import { useRuleWords } from '../../api/rules.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, IconButton, PickSeveral } from '../../ui/index.ts'
import { Editable, Select, Shown, TextField, useReadOnly } from './read-only.tsx'

type Classes = AuthorityTableContent['classes']
type Class = Classes[number]
type Props = {
  readonly classes: Classes
  readonly onChange: (classes: Class[]) => void
  /** A class with another name, which no other has: the rows that name it follow. */
  readonly onRename: (before: string, after: string) => void
}

/** A list with one of it moved to another place. */
function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const others = items.filter((_it, at) => at !== from)
  return [...others.slice(0, to), ...items.slice(from, from + 1), ...others.slice(to)]
}

function without<Item>(items: readonly Item[], place: number): Item[] {
  return items.filter((_it, at) => at !== place)
}

/** 決裁区分, most senior first: what each is called, who decides in it, and who does where there is no such post. */
export function AuthorityTableClasses({ classes, onChange, onRename }: Props) {
  const { rules } = useText()
  const text = rules.table
  // A name is text that changes while it is typed, and a place moves: what is typed in a row stays with the row.
  const [ids, setIds] = useState(() => classes.map((_it, index) => index))
  if (ids.length !== classes.length) setIds(classes.map((_it, index) => index))
  // A name that another class has would make one of two: it stays in its field until it is another one.
  const [refused, setRefused] = useState<{ readonly id: number | undefined; readonly name: string }>()
  const stands = classes.some((it, at) => ids[at] !== refused?.id && it.class === refused?.name)
  const rename = (index: number, name: string) => {
    const isTaken = classes.some((it, at) => at !== index && it.class === name)
    setRefused(isTaken ? { id: ids[index], name } : undefined)
    const before = classes[index]?.class
    if (!isTaken && before !== undefined) onRename(before, name)
  }
  const move = (from: number, to: number) => {
    setIds(moved(ids, from, to))
    onChange(moved(classes, from, to))
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="text-sm font-bold">{text.classes}</legend>
      <Editable>
        <p className="text-sm leading-relaxed text-ink-3">{text.classesHelp}</p>
      </Editable>
      <ol aria-label={text.classes} className="grid gap-2">
        {classes.map((it, index) => (
          <ClassRow
            key={ids[index]}
            one={it}
            refused={stands && refused?.id === ids[index] ? refused?.name : undefined}
            onChange={(next) => onChange(classes.map((old, at) => (at === index ? next : old)))}
            onRename={(name) => rename(index, name)}
            onUp={index === 0 ? undefined : () => move(index, index - 1)}
            onDown={index === classes.length - 1 ? undefined : () => move(index, index + 1)}
            onRemove={
              classes.length < 2
                ? undefined
                : () => {
                    setIds(without(ids, index))
                    onChange(without(classes, index))
                  }
            }
          />
        ))}
      </ol>
      <Editable>
        <div>
          <Button
            size="small"
            // One nameless class at a time: two would be one to the rows.
            isDisabled={classes.some((it) => it.class === '')}
            onPress={() => {
              setIds([...ids, Math.max(...ids) + 1])
              onChange([...classes, { class: '', deciders: [] }])
            }}
          >
            <Plus className="size-4" aria-hidden />
            {text.addClass}
          </Button>
        </div>
      </Editable>
    </fieldset>
  )
}

type RowProps = {
  readonly one: Class
  /** The name that was typed for it and that another class has. */
  readonly refused: string | undefined
  readonly onChange: (one: Class) => void
  readonly onRename: (name: string) => void
  readonly onUp: (() => void) | undefined
  readonly onDown: (() => void) | undefined
  readonly onRemove: (() => void) | undefined
}

function ClassRow({ one, refused, onChange, onRename, onUp, onDown, onRemove }: RowProps) {
  const { rules, common } = useText()
  const text = rules.table
  const positions = useRuleWords().data?.positions ?? []
  const isReadOnly = useReadOnly()
  const [general, ...others] = one.deciders
  const nameOf = (code: string) => positions.find((it) => it.code === code)?.name ?? code
  const options = positions.map((it) => ({
    id: it.code,
    label: it.name,
    note: it.isDecider ? undefined : text.noAuthority,
  }))
  const name = one.class === '' ? text.namelessClass : one.class
  return (
    <li
      aria-label={text.classNamed(name)}
      className="grid gap-3 items-start rounded-8 border border-line bg-well px-3 py-2.5 sm:grid-cols-[5rem_12rem_minmax(0,1fr)_auto]"
    >
      <TextField
        label={text.className}
        value={refused ?? one.class}
        maxLength={20}
        onChange={onRename}
        error={refused === undefined ? undefined : text.classTaken(name)}
        // The field is as narrow as its names; what is wrong with one is a sentence.
        className="sm:[&>[slot=errorMessage]]:w-72"
      />
      <Select
        label={text.general}
        value={general ?? ''}
        placeholder={text.choose}
        options={options}
        onChange={(it) => onChange({ ...one, deciders: [it, ...others.filter((old) => old !== it)] })}
      />
      {isReadOnly ? (
        <Shown label={text.otherDeciders}>{others.map(nameOf).join('、')}</Shown>
      ) : (
        <PickSeveral
          label={text.otherDeciders}
          chosen={others}
          options={general === undefined ? [] : options.filter((it) => it.id !== general)}
          nameOf={nameOf}
          placeholder={text.findPosition}
          noMatch={common.noMatch}
          removeLabel={rules.remove}
          onChange={(codes) => onChange({ ...one, deciders: [...one.deciders.slice(0, 1), ...codes] })}
        />
      )}
      <Editable>
        <div className="flex items-start max-sm:justify-end sm:pt-7.5">
          <IconButton
            label={text.classUp(name)}
            icon={<ChevronUp className="size-4" aria-hidden />}
            isDisabled={onUp === undefined}
            onPress={() => onUp?.()}
          />
          <IconButton
            label={text.classDown(name)}
            icon={<ChevronDown className="size-4" aria-hidden />}
            isDisabled={onDown === undefined}
            onPress={() => onDown?.()}
          />
          <IconButton
            label={text.removeClass(name)}
            icon={<X className="size-4" aria-hidden />}
            isDisabled={onRemove === undefined}
            onPress={() => onRemove?.()}
          />
        </div>
      </Editable>
    </li>
  )
}
