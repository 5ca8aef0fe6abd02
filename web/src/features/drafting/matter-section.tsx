import { useText } from '../../i18n/index.tsx'
import { TextArea, TextField } from '../../ui/index.ts'
import type { FormPart } from './form-context.ts'
import { Section } from './section.tsx'

/** 件名 and 伺い文. */
export function MatterSection({ content, change, missing }: FormPart) {
  const { drafting: text, common } = useText()
  return (
    <Section title={text.sections.matter}>
      <TextField
        label={text.fields.title}
        requiredMark={common.required}
        name="title"
        value={content.title}
        onChange={(title) => change((it) => ({ ...it, title }))}
        placeholder={text.titlePlaceholder}
        maxLength={400}
        error={missing('title')}
        inputClassName="text-lg font-bold min-h-12 placeholder:font-normal placeholder:text-base"
      />
      <TextArea
        label={text.fields.body}
        requiredMark={common.required}
        name="body"
        hint={text.bodyHint}
        value={content.body}
        onChange={(body) => change((it) => ({ ...it, body }))}
        placeholder={text.bodyPlaceholder}
        rows={8}
        maxLength={100_000}
        error={missing('body')}
      />
    </Section>
  )
}
