import { ChevronDown } from 'lucide-react'
import type { AuthorityTableContent } from '../../../../server/contract/authority-table.ts'
import { useOrganisation } from '../../api/queries.ts'
import { useRouteTemplates, useRuleWords } from '../../api/rules.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, cx } from '../../ui/index.ts'
import { AuthorityTableBands } from './authority-table-bands.tsx'
import { Editable, Select, TextField } from './read-only.tsx'
import { UnitsField } from './units-field.tsx'

type Item = AuthorityTableContent['items'][number]
type Props = {
  readonly item: Item
  readonly table: AuthorityTableContent
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onChange: (item: Item) => void
  readonly onRemove: () => void
}

/** One row of the 専決表: a line that opens to be edited. */
export function AuthorityTableRow(props: Props) {
  const { item, isOpen, onToggle } = props
  const { rules } = useText()
  const words = useRuleWords().data?.positions ?? []
  const deciders = item.bands.map((it) => words.find((one) => one.code === it.decider)?.name ?? it.class)
  return (
    <li className={cx(isOpen && 'bg-well')}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex min-h-12 w-full items-center gap-3 px-3 py-2 text-left hover:bg-ink/4"
      >
        <span className="w-12 shrink-0 text-sm font-bold text-ink-2 tabular">{item.code}</span>
        <span className="min-w-0 flex-1">
          <span className="block">{item.name === '' ? rules.table.nameless : item.name}</span>
          <span className="block text-sm text-ink-3">{[...new Set(deciders)].join(' / ')}</span>
        </span>
        <ChevronDown
          className={cx('size-5 shrink-0 text-ink-3 transition-transform', isOpen && 'rotate-180')}
          aria-hidden
        />
      </button>
      {isOpen && <RowEditor {...props} />}
    </li>
  )
}

function RowEditor({ item, table, onChange, onRemove }: Props) {
  const { rules } = useText()
  const text = rules.table
  const templates = useRouteTemplates().data?.items ?? []
  const units = useOrganisation().data?.units ?? []
  const put = (field: 'article' | 'template' | 'note', value: string) => {
    const { [field]: _old, ...rest } = item
    onChange(value === '' ? rest : { ...rest, [field]: value })
  }
  return (
    <div className="grid gap-4 px-3 pt-1 pb-5 sm:px-4">
      <div className="grid gap-4 sm:grid-cols-[7rem_minmax(0,1fr)]">
        <TextField
          label={text.code}
          value={item.code}
          maxLength={20}
          onChange={(code) => onChange({ ...item, code })}
        />
        <TextField
          label={text.name}
          value={item.name}
          maxLength={200}
          onChange={(name) => onChange({ ...item, name })}
        />
      </div>
      <TextField
        label={text.article}
        hint={text.articleHelp}
        value={item.article ?? ''}
        maxLength={200}
        onChange={(article) => put('article', article)}
        className="max-w-md"
      />
      <AuthorityTableBands
        bands={item.bands}
        classes={table.classes}
        onChange={(bands) => onChange({ ...item, bands })}
      />
      <UnitsField
        label={text.examining}
        hint={text.examiningHelp}
        chosen={item.examiningUnits}
        units={units}
        onChange={(examiningUnits) => onChange({ ...item, examiningUnits })}
      />
      <UnitsField
        label={text.concurring}
        hint={text.concurringHelp}
        chosen={item.concurringUnits}
        units={units}
        onChange={(concurringUnits) => onChange({ ...item, concurringUnits })}
      />
      <Select
        label={text.template}
        hint={text.templateHelp}
        value={item.template ?? 'none'}
        placeholder={text.byClass}
        options={[
          { id: 'none', label: text.byClass },
          ...templates.map((it) => ({ id: it.code, label: `${it.code} ${it.name}` })),
        ]}
        onChange={(template) => put('template', template === 'none' ? '' : template)}
        className="max-w-md"
      />
      <TextField
        label={text.note}
        value={item.note ?? ''}
        maxLength={1000}
        onChange={(note) => put('note', note)}
      />
      <Editable>
        <div>
          <Button size="small" variant="danger" onPress={onRemove}>
            {text.removeRow}
          </Button>
        </div>
      </Editable>
    </div>
  )
}
