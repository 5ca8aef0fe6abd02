import { useState } from 'react'
import type { DisclosureClassView } from '../../../../server/contract/disclosure-class.ts'
import { ActForm } from '../../api/act-form.tsx'
import { useCorrectClass, useDisclosureClass } from '../../api/disclosure-class.ts'
import { GroundsField, groundName } from '../../api/grounds-field.tsx'
import { useReference } from '../../api/queries.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { dateTimeOf, dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { isWholeDay } from '../../i18n/typed.ts'
import { Badge, Button, RadioGroup, SideSection, TextArea, TextField, toast } from '../../ui/index.ts'

/** 公開区分 of a decided case as it is today, who corrected it why, and the way to correct it for those who may. */
export function ClassPanel({ proposalId }: { readonly proposalId: string }) {
  const { classes: text } = useText()
  const { language } = useLanguage()
  const view = useDisclosureClass(proposalId).data
  const [corrects, setCorrects] = useState(false)
  if (view === undefined) return null
  const isCorrected = view.corrections.length > 0
  return (
    <SideSection title={text.title}>
      <div className="grid gap-2 text-sm" data-disclosure-class={view.now.class}>
        <SetClass set={view.now} />
        {view.passed !== undefined && (
          <p className="text-ink-2">{text.passed(dayOf(view.passed, language))}</p>
        )}
        {isCorrected && <p className="text-ink-3">{text.decided(view.decided.name)}</p>}
        {view.mayCorrect && (
          <Button
            size="small"
            className="justify-self-start"
            aria-expanded={corrects}
            onPress={() => setCorrects(!corrects)}
            data-correct-class
          >
            {text.correct}
          </Button>
        )}
        {corrects && view.mayCorrect && (
          <ClassForm proposalId={proposalId} view={view} onClose={() => setCorrects(false)} />
        )}
        {isCorrected && (
          <ol className="grid gap-2.5 border-t border-line pt-2" aria-label={text.history}>
            {view.corrections.toReversed().map((it) => (
              <li key={it.seq} className="grid gap-0.5 leading-snug" data-correction={it.seq}>
                <span className="text-xs font-bold text-ink-2">
                  {it.title}　{it.name}
                </span>
                <SetClass set={it.to} />
                <p className="rounded-6 bg-well px-2 py-1 whitespace-pre-wrap text-ink-2">{it.reason}</p>
                <time dateTime={it.at} className="text-xs text-ink-3 tabular">
                  {dateTimeOf(it.at, language)}
                </time>
              </li>
            ))}
          </ol>
        )}
      </div>
    </SideSection>
  )
}

function SetClass({ set }: { readonly set: DisclosureClassView['now'] }) {
  const { classes: text } = useText()
  const { language } = useLanguage()
  const reference = useReference().data
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <Badge tone={set.class === 'open' ? 'lead' : 'plain'}>{set.name}</Badge>
      {set.until !== undefined && <span className="tabular">{text.until(dayOf(set.until, language))}</span>}
      {set.grounds.length > 0 && (
        <span className="text-ink-2">{set.grounds.map((it) => groundName(reference, it)).join('、')}</span>
      )}
    </p>
  )
}

type FormProps = {
  readonly proposalId: string
  readonly view: DisclosureClassView
  readonly onClose: () => void
}

function ClassForm({ proposalId, view, onClose }: FormProps) {
  const { classes: text, common } = useText()
  const correct = useCorrectClass(proposalId)
  const classes = useReference().data?.disclosureClasses ?? []
  const [code, setCode] = useState(view.now.class)
  const [grounds, setGrounds] = useState<readonly string[]>(view.now.grounds)
  const [until, setUntil] = useState(view.now.until ?? '')
  const [reason, setReason] = useState('')
  const rule = classes.find((it) => it.code === code)
  const needsGround = rule?.needsGround === true
  const needsUntil = rule?.needsUntil === true
  return (
    <ActForm
      title={text.correct}
      confirm={text.correct}
      isWhole={
        rule !== undefined &&
        reason.trim() !== '' &&
        (!needsGround || grounds.length > 0) &&
        (!needsUntil || isWholeDay(until))
      }
      send={() =>
        correct({
          ...{ version: view.version, class: code, reason },
          grounds: needsGround ? [...grounds] : [],
          ...(needsUntil ? { until } : {}),
        })
      }
      onDone={() => {
        toast(text.done, 'done')
        onClose()
      }}
      onClose={onClose}
    >
      <p className="leading-relaxed text-ink-2">{text.help}</p>
      <RadioGroup
        label={text.class}
        value={code}
        onChange={setCode}
        options={classes.map((it) => ({ value: it.code, label: it.name }))}
      />
      {needsGround && <GroundsField value={grounds} onChange={setGrounds} />}
      {needsUntil && (
        <TextField
          label={text.untilField}
          type="date"
          value={until}
          onChange={setUntil}
          requiredMark={common.required}
        />
      )}
      <TextArea
        label={text.reason}
        rows={2}
        maxLength={4000}
        value={reason}
        onChange={setReason}
        requiredMark={common.required}
      />
    </ActForm>
  )
}
