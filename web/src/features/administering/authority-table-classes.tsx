import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react'
import type { AuthorityTableContent } from '../../../../server/contract/rules.ts'
import { useRuleWords } from '../../api/rules.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, Chips, IconButton } from '../../ui/index.ts'
import { Editable, SearchSelect, Select, Shown, TextField, useReadOnly } from './read-only.tsx'

type Classes = AuthorityTableContent['classes']
type Class = Classes[number]
type Props = {
  readonly classes: Classes
  readonly onChange: (classes: Class[]) => void
  /** A class with another name: the rows that name it follow. */
  readonly onRename: (before: string, after: string) => void
}

/** The classes with one of them moved to another place. */
function moved(classes: Classes, from: number, to: number): Class[] {
  const one = classes[from]
  const others = classes.filter((_it, at) => at !== from)
  return one === undefined ? [...classes] : [...others.slice(0, to), one, ...others.slice(to)]
}

/** 決裁区分, most senior first: what each is called, who decides in it, and who does where there is no such post. */
export function AuthorityTableClasses({ classes, onChange, onRename }: Props) {
  const { rules } = useText()
  const text = rules.table
  return (
    <fieldset className="grid gap-2">
      <legend className="text-sm font-bold">{text.classes}</legend>
      <Editable>
        <p className="text-sm leading-relaxed text-ink-3">{text.classesHelp}</p>
      </Editable>
      <ol aria-label={text.classes} className="grid gap-2">
        {classes.map((it, index) => (
          <ClassRow
            key={index}
            one={it}
            onChange={(next) => onChange(classes.map((old, at) => (at === index ? next : old)))}
            onRename={(name) => onRename(it.class, name)}
            onUp={index === 0 ? undefined : () => onChange(moved(classes, index, index - 1))}
            onDown={
              index === classes.length - 1 ? undefined : () => onChange(moved(classes, index, index + 1))
            }
            onRemove={
              classes.length < 2 ? undefined : () => onChange(classes.filter((_it, at) => at !== index))
            }
          />
        ))}
      </ol>
      <Editable>
        <div>
          <Button size="small" onPress={() => onChange([...classes, { class: '', deciders: [] }])}>
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
  readonly onChange: (one: Class) => void
  readonly onRename: (name: string) => void
  readonly onUp: (() => void) | undefined
  readonly onDown: (() => void) | undefined
  readonly onRemove: (() => void) | undefined
}

function ClassRow({ one, onChange, onRename, onUp, onDown, onRemove }: RowProps) {
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
  const free = options.filter((it) => !one.deciders.includes(it.id))
  return (
    <li
      aria-label={text.classNamed(name)}
      className="grid gap-3 items-start rounded-8 border border-line bg-well px-3 py-2.5 sm:grid-cols-[5rem_12rem_minmax(0,1fr)_auto]"
    >
      <TextField label={text.className} value={one.class} maxLength={20} onChange={onRename} />
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
        <div className="grid content-start gap-2">
          <SearchSelect
            label={text.otherDeciders}
            value=""
            clearOnChoose
            placeholder={text.findPosition}
            noMatch={common.noMatch}
            options={general === undefined ? [] : free}
            onChange={(it) => onChange({ ...one, deciders: [...one.deciders, it] })}
          />
          {others.length > 0 && (
            <Chips
              label={text.otherDeciders}
              chips={others.map((code) => ({ id: code, name: nameOf(code) }))}
              removeLabel={rules.remove}
              onRemove={(code) => onChange({ ...one, deciders: one.deciders.filter((it) => it !== code) })}
            />
          )}
        </div>
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
