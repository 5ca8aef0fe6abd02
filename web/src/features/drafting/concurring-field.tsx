import type { AuthorityItems, OrganisationView } from '../../../../server/contract/organisation.ts'
import { unitChoices } from '../../api/choices.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, PickSeveral } from '../../ui/index.ts'
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
      <PickSeveral
        label={text.concurringAdd}
        chosenLabel={text.fields.concurringUnits}
        chosen={chosen}
        options={unitChoices(units, (it) => it.kind === 'section' || it.kind === 'institution')}
        nameOf={(code) => units.find((it) => it.code === code)?.name ?? code}
        placeholder={text.concurringPlaceholder}
        noMatch={common.noMatch}
        removeLabel={text.remove}
        error={missing('concurringUnits')}
        onChange={(concurringUnits) => change((it) => ({ ...it, concurringUnits }))}
        className="max-w-md"
      />
    </div>
  )
}
