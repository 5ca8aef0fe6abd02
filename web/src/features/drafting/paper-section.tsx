import { Printer } from 'lucide-react'
import { useText } from '../../i18n/index.tsx'
import { Checkbox, LinkButton, TextField } from '../../ui/index.ts'
import { withoutField } from './content.ts'
import type { FormPart } from './form-context.ts'
import { Section } from './section.tsx'

type Props = FormPart & {
  /** The draft, once it has an id: its slip can be printed. */
  readonly id: string | undefined
}

/** 併用決裁: part of it goes round on paper, with the reason on record and a slip to go with it. */
export function PaperSection({ content, change, missing, id }: Props) {
  const { drafting: text, common } = useText()
  const { paper } = content
  return (
    <Section title={text.sections.paper}>
      <Checkbox
        isSelected={paper !== undefined}
        onChange={(on) =>
          change((it) => (on ? { ...it, paper: { what: '', reason: '' } } : withoutField(it, 'paper')))
        }
      >
        <span className="font-bold">{text.paperToo}</span>
        <span className="ml-2 text-sm text-ink-3">{text.paperHint}</span>
      </Checkbox>
      {paper !== undefined && (
        <div className="grid gap-4 border-l-4 border-line pl-4">
          <TextField
            label={text.paperWhat}
            requiredMark={common.required}
            placeholder={text.paperWhatPlaceholder}
            value={paper.what}
            onChange={(what) => change((it) => ({ ...it, paper: { ...paper, what } }))}
            maxLength={400}
            name="paper-what"
            error={paper.what.trim() === '' ? missing('paper') : undefined}
          />
          <TextField
            label={text.paperReason}
            requiredMark={common.required}
            hint={text.paperReasonHint}
            value={paper.reason}
            onChange={(reason) => change((it) => ({ ...it, paper: { ...paper, reason } }))}
            maxLength={400}
            name="paper-reason"
            error={
              missing('paper') !== undefined && paper.reason.trim() === ''
                ? text.paperReasonMissing
                : undefined
            }
          />
          {id !== undefined && (
            <LinkButton
              href={`/v1/proposals/${id}/paper-slip.pdf`}
              target="_blank"
              className="justify-self-start"
              data-paper-slip
            >
              <Printer className="size-5" aria-hidden />
              {text.paperSlip}
            </LinkButton>
          )}
        </div>
      )}
    </Section>
  )
}
