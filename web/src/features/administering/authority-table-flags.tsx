import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { AuthorityTableContent } from '../../../../server/contract/authority-table.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { Editable, Select, TextField } from './read-only.tsx'

type Reservations = Pick<AuthorityTableContent, 'escalation' | 'escalationArticles'>
type Props = {
  readonly of: Reservations
  readonly onChange: (reservations: Required<Reservations>) => void
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([it]) => it !== key))
}

/** 専決の留保: which circumstances move a matter up, by how many classes, and which article says so. */
export function AuthorityTableFlags({ of, onChange }: Props) {
  const { rules } = useText()
  const text = rules.table
  const { escalation, escalationArticles = {} } = of
  const [typed, setTyped] = useState('')
  const name = typed.trim()
  const add = () => {
    onChange({ escalation: { ...escalation, [name]: 1 }, escalationArticles })
    setTyped('')
  }
  const setArticle = (flag: string, article: string) => {
    const others = without(escalationArticles, flag)
    onChange({ escalation, escalationArticles: article === '' ? others : { ...others, [flag]: article } })
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="text-sm font-bold">{text.flags}</legend>
      <Editable>
        <p className="text-sm text-ink-3">{text.flagsHelp}</p>
      </Editable>
      <ul className="grid gap-2">
        {Object.entries(escalation).map(([flag, up]) => (
          <li
            key={flag}
            aria-label={flag}
            className="flex flex-wrap items-end gap-3 rounded-8 border border-line bg-well px-3 py-2"
          >
            <Select
              label={flag}
              value={String(up)}
              placeholder=""
              options={[0, 1, 2, 3].map((it) => ({ id: String(it), label: text.up(it) }))}
              onChange={(it) =>
                onChange({ escalation: { ...escalation, [flag]: Number(it) }, escalationArticles })
              }
              className="w-32"
            />
            <TextField
              label={text.article}
              value={escalationArticles[flag] ?? ''}
              maxLength={200}
              onChange={(article) => setArticle(flag, article)}
              className="min-w-0 flex-1 sm:max-w-72"
            />
            <Editable>
              <IconButton
                label={text.removeFlag(flag)}
                icon={<X className="size-4" aria-hidden />}
                onPress={() =>
                  onChange({
                    escalation: without(escalation, flag),
                    escalationArticles: without(escalationArticles, flag),
                  })
                }
              />
            </Editable>
          </li>
        ))}
      </ul>
      <Editable>
        <div className="flex items-end gap-2">
          <TextField label={text.newFlag} value={typed} onChange={setTyped} maxLength={20} className="w-48" />
          <Button size="small" isDisabled={name === '' || escalation[name] !== undefined} onPress={add}>
            <Plus className="size-4" aria-hidden />
            {text.add}
          </Button>
        </div>
      </Editable>
    </fieldset>
  )
}
