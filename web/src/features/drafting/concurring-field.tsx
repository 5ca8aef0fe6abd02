import type { AuthorityItems, OrganisationView } from '../../../../server/contract/organisation.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, SearchSelect } from '../../ui/index.ts'
import { Chips } from './chips.tsx'
import { withoutField } from './content.ts'
import type { FormPart } from './form-context.ts'

type Props = FormPart & {
  readonly item: AuthorityItems['items'][number]
  readonly organisation: OrganisationView | undefined
}

/** 合議先: those of the table until the drafter changes them. */
export function ConcurringField({ content, change, missing, item, organisation }: Props) {
  const { drafting: text, common } = useText()
  const units = organisation?.units ?? []
  const chosen = content.concurringUnits ?? item.concurringUnits
  const nameOf = (code: string) => units.find((it) => it.code === code)?.name ?? code
  const put = (concurringUnits: string[]) => change((it) => ({ ...it, concurringUnits }))
  return (
    <div className="grid gap-2">
      <span className="text-sm font-bold">{text.fields.concurringUnits}</span>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
        {chosen.length === 0
          ? text.concurringNone
          : content.concurringUnits === undefined
            ? text.concurringDefault
            : text.concurringChanged}
        {content.concurringUnits !== undefined && (
          <Button
            variant="quiet"
            size="small"
            onPress={() => change((it) => withoutField(it, 'concurringUnits'))}
          >
            {text.concurringReset}
          </Button>
        )}
      </div>
      {chosen.length > 0 && (
        <Chips
          label={text.fields.concurringUnits}
          chips={chosen.map((id) => ({ id, name: nameOf(id) }))}
          onRemove={(id) => put(chosen.filter((it) => it !== id))}
        />
      )}
      <SearchSelect
        label={text.concurringAdd}
        value=""
        clearOnChoose
        onChange={(id) => put([...chosen, id])}
        options={units
          .filter((it) => (it.kind === 'section' || it.kind === 'institution') && !chosen.includes(it.code))
          .map((it) => ({
            id: it.code,
            label: it.name,
            note: units.find((parent) => parent.code === it.parent)?.name,
          }))}
        placeholder={text.concurringPlaceholder}
        noMatch={common.noMatch}
        error={missing('concurringUnits')}
        className="max-w-md"
      />
    </div>
  )
}
