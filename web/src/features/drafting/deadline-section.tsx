import { todayInJapan } from '../../i18n/format.ts'
import { useText } from '../../i18n/index.tsx'
import { Checkbox, TextField } from '../../ui/index.ts'
import { withoutField } from './content.ts'
import type { FormPart } from './form-context.ts'
import { Section } from './section.tsx'

/** 期限 and 至急. */
export function DeadlineSection({ content, change, missing }: FormPart) {
  const { drafting: text } = useText()
  return (
    <Section title={text.sections.deadline}>
      <TextField
        label={text.fields.dueOn}
        hint={text.dueHint}
        type="date"
        min={todayInJapan()}
        value={content.dueOn ?? ''}
        onChange={(dueOn) => change((it) => (dueOn === '' ? withoutField(it, 'dueOn') : { ...it, dueOn }))}
        error={missing('dueOn')}
        className="max-w-72 [&_input]:max-w-48"
      />
      <div className="grid gap-3">
        <Checkbox
          isSelected={content.urgent}
          onChange={(urgent) => change((it) => ({ ...it, urgent, ...(urgent ? {} : { urgentReason: '' }) }))}
        >
          <span className="font-bold">{text.fields.urgent}</span>
          <span className="ml-2 text-sm text-ink-3">{text.urgentHint}</span>
        </Checkbox>
        {content.urgent && (
          <TextField
            label={text.fields.urgentReason}
            value={content.urgentReason}
            onChange={(urgentReason) => change((it) => ({ ...it, urgentReason }))}
            maxLength={400}
            error={missing('urgentReason')}
          />
        )}
      </div>
    </Section>
  )
}
