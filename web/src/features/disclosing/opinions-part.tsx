import { useState } from 'react'
import type { DisclosureView } from '../../../../server/contract/disclosure.ts'
import { ActForm } from '../../api/act-form.tsx'
import { useDisclosureActions } from '../../api/disclosure.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { shortDayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { Badge, TextArea, toast } from '../../ui/index.ts'
import { RequestActs } from './request-acts.tsx'
import { RequestPart } from './request-part.tsx'

type Opinion = DisclosureView['opinions'][number]
type Props = { readonly request: DisclosureView; readonly handles: boolean }

/** 意見照会: which 課 was asked what, and what it said; whose 課 is asked answers here. */
export function OpinionsPart({ request, handles }: Props) {
  const text = useText().requests
  const { opinions } = request
  return (
    <RequestPart title={handles ? text.opinions.title : text.opinions.yours} count={opinions.length}>
      {opinions.length === 0 ? (
        <p className="text-sm text-ink-3">{text.opinions.none}</p>
      ) : (
        <ul className="grid gap-3">
          {opinions.map((it) => (
            <OpinionEntry key={it.nth} request={request} opinion={it} />
          ))}
        </ul>
      )}
      <RequestActs request={request} acts={['consult']} />
    </RequestPart>
  )
}

function OpinionEntry({ request, opinion }: { readonly request: DisclosureView; readonly opinion: Opinion }) {
  const { opinions: text } = useText().requests
  const { language } = useLanguage()
  const { answer } = opinion
  return (
    <li
      className="grid gap-1 rounded-8 border border-line px-3 py-2.5"
      data-opinion={answer === undefined ? 'waits' : 'answered'}
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <b>{opinion.section}</b>
        <span className="text-ink-3">{text.asked(shortDayOf(opinion.askedOn, language))}</span>
        {answer === undefined && <Badge tone="shu">{text.waits}</Badge>}
      </p>
      <p className="whitespace-pre-wrap">{opinion.question}</p>
      {answer !== undefined && (
        <div className="rounded-6 bg-well px-3 py-2">
          <p className="whitespace-pre-wrap">{answer.text}</p>
          <p className="text-xs text-ink-3">{text.answered(answer.name, shortDayOf(answer.on, language))}</p>
        </div>
      )}
      {opinion.mayAnswer && <AnswerForm request={request} nth={opinion.nth} />}
    </li>
  )
}

function AnswerForm({ request, nth }: { readonly request: DisclosureView; readonly nth: number }) {
  const { requests: text, common } = useText()
  const actions = useDisclosureActions(request)
  const [words, setWords] = useState('')
  return (
    <ActForm
      title={text.acts.answer}
      confirm={text.acts.answer}
      isWhole={words.trim() !== ''}
      send={() => actions.act({ type: 'answer', nth, text: words })}
      onDone={() => toast(text.done, 'done')}
    >
      <TextArea
        label={text.fields.answer}
        rows={3}
        maxLength={4000}
        value={words}
        onChange={setWords}
        requiredMark={common.required}
      />
    </ActForm>
  )
}
