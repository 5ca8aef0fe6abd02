import { useState } from 'react'
import type { IssuanceView } from '../../../../../server/contract/issuance.ts'
import { useText } from '../../../i18n/index.tsx'
import { RadioGroup, Select, TextField } from '../../../ui/index.ts'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { today } from './today.ts'
import { WordsField } from './words-field.tsx'

type DocumentView = IssuanceView['documents'][number]

/** Which of the documents that wait for an act is meant; asked only where there are several. */
function useDocument(form: FormProps, waits: (document: DocumentView) => boolean) {
  const { issuing } = useText()
  const open = (form.proposal.issuance?.documents ?? []).filter((it) => it.voided === undefined && waits(it))
  const [chosen, setChosen] = useState('')
  const document = open.find((it) => it.id === chosen) ?? open[0]
  const field =
    open.length > 1 ? (
      <RadioGroup
        label={issuing.form.document}
        value={document?.id ?? ''}
        onChange={setChosen}
        options={open.map((it) => ({ value: it.id, label: it.name }))}
      />
    ) : (
      document !== undefined && <p className="font-bold break-words">{document.name}</p>
    )
  return { document, field }
}

/** 照合 with the decided draft, by somebody else than the 浄書者. */
export function CollateForm(form: FormProps) {
  const { acts, issuing } = useText()
  const { form: text } = issuing
  const { document, field } = useDocument(
    form,
    (it) => it.sealing === undefined && it.collation === undefined,
  )
  const [result, setResult] = useState<'matches' | 'differs'>('matches')
  const [missing, setMissing] = useState(false)
  const slot = `collate ${document?.id ?? ''}`
  const confirm = () => {
    if (document === undefined) return
    const remark = form.words.get(slot).trim()
    const matches = result === 'matches'
    if (!matches && remark === '') return setMissing(true)
    form.onSend({ type: 'collate', document: document.id, matches, ...(remark === '' ? {} : { remark }) }, [
      slot,
    ])
  }
  return (
    <FormFrame
      {...form}
      act="collate"
      title={acts.name.collate}
      confirm={acts.confirm.collate}
      onConfirm={confirm}
    >
      {field}
      <RadioGroup
        label={text.result}
        value={result}
        onChange={(it) => setResult(it === 'matches' ? 'matches' : 'differs')}
        options={(['matches', 'differs'] as const).map((value) => ({ value, label: text[value] }))}
      />
      {result === 'differs' && (
        <WordsField
          words={form.words}
          slot={slot}
          name="remark"
          label={text.remark}
          hint={text.remarkHint}
          required
          error={missing ? text.remarkMissing : undefined}
          onChange={() => setMissing(false)}
          autoFocus
        />
      )}
    </FormFrame>
  )
}

/** 公印, 公印省略 or 電子署名. */
export function SealDocumentForm(form: FormProps) {
  const { acts, issuing } = useText()
  const { form: text } = issuing
  const { plan, seals = [] } = form.proposal.issuance ?? {}
  const { document, field } = useDocument(
    form,
    (it) => it.collation?.matches === true && it.sealing === undefined,
  )
  const own = seals.filter((it) => it.own)
  const planned = plan?.needed === true ? plan.sealing : undefined
  const ways = (['seal', 'omitted', 'electronic'] as const).filter(
    (it) => it === 'omitted' || own.some((seal) => (seal.kind === 'stamp') === (it === 'seal')),
  )
  const [how, setHow] = useState<'seal' | 'omitted' | 'electronic'>(
    planned !== undefined && ways.includes(planned) ? planned : (ways[0] ?? 'omitted'),
  )
  const fitting = own.filter((it) => (it.kind === 'stamp') === (how === 'seal'))
  const [chosen, setChosen] = useState('')
  const seal = fitting.find((it) => it.code === chosen) ?? (fitting.length === 1 ? fitting[0] : undefined)
  const [count, setCount] = useState('1')
  const [tried, setTried] = useState(false)
  const slot = 'seal_document'
  const differs = planned !== undefined && planned !== how
  const impressions = count.normalize('NFKC').trim()
  const isCounted = /^[1-9]\d{0,4}$/.test(impressions)
  const confirm = () => {
    const reason = form.words.get(slot).trim()
    const isWhole = how === 'omitted' || (seal !== undefined && (how === 'electronic' || isCounted))
    if (document === undefined || !isWhole || (differs && reason === '')) return setTried(true)
    form.onSend(
      {
        type: 'seal_document',
        document: document.id,
        how,
        ...(seal === undefined || how === 'omitted' ? {} : { seal: seal.code }),
        ...(how === 'seal' ? { count: Number(impressions) } : {}),
        ...(differs ? { reason } : {}),
      },
      [slot],
    )
  }
  return (
    <FormFrame
      {...form}
      act="seal_document"
      title={acts.name.seal_document}
      confirm={acts.confirm.seal_document}
      onConfirm={confirm}
    >
      {field}
      <RadioGroup
        label={text.how}
        value={how}
        onChange={(it) => setHow(it === 'seal' || it === 'electronic' ? it : 'omitted')}
        options={ways.map((value) => ({ value, label: issuing.sealing[value] }))}
      />
      {how !== 'omitted' && (
        <Select
          label={text.seal}
          value={seal?.code ?? ''}
          onChange={setChosen}
          options={fitting.map((it) => ({ id: it.code, label: it.name }))}
          placeholder={text.sealChoice}
          error={tried && seal === undefined ? text.sealMissing : undefined}
          className="max-w-xs"
        />
      )}
      {how === 'seal' && (
        <TextField
          label={text.count}
          name="count"
          inputMode="numeric"
          maxLength={6}
          value={count}
          onChange={setCount}
          error={tried && !isCounted ? text.countMissing : undefined}
          className="max-w-32"
        />
      )}
      {differs && (
        <WordsField
          words={form.words}
          slot={slot}
          name="reason"
          label={text.otherwise}
          required
          error={tried && form.words.get(slot).trim() === '' ? text.otherwiseMissing : undefined}
        />
      )}
    </FormFrame>
  )
}

/** 書損 of a document, 不着 of a sending: each with its reason. */
export function IssuingReasonForm({
  type,
  ...form
}: FormProps & { readonly type: 'void_document' | 'report_failure' }) {
  const { acts, issuing } = useText()
  const { form: text } = issuing
  const { documents = [], dispatches = [] } = form.proposal.issuance ?? {}
  const options =
    type === 'void_document'
      ? documents
          .filter((it) => it.voided === undefined && !dispatches.some((one) => one.document === it.id))
          .map((it) => ({ value: it.id, label: it.name }))
      : dispatches
          .filter((it) => it.failure === undefined)
          .map((it) => ({ value: it.id, label: `${it.addressee}　${issuing.channel[it.channel]}` }))
  const [chosen, setChosen] = useState('')
  const [missing, setMissing] = useState(false)
  const value = options.find((it) => it.value === chosen)?.value ?? options[0]?.value ?? ''
  const slot = `${type} ${value}`
  const confirm = () => {
    const reason = form.words.get(slot).trim()
    if (reason === '') return setMissing(true)
    form.onSend(
      type === 'void_document' ? { type, document: value, reason } : { type, dispatch: value, reason },
      [slot],
    )
  }
  return (
    <FormFrame
      {...form}
      act={type}
      title={acts.name[type]}
      confirm={acts.confirm[type]}
      danger={type === 'void_document'}
      onConfirm={confirm}
    >
      <RadioGroup
        label={type === 'void_document' ? text.document : text.sending}
        value={value}
        onChange={setChosen}
        options={options}
      />
      <WordsField
        words={form.words}
        slot={slot}
        name="reason"
        label={text.reason}
        required
        error={missing ? text.reasonMissing : undefined}
        onChange={() => setMissing(false)}
        autoFocus
      />
    </FormFrame>
  )
}

/** 完結: the day, and why nothing went out where something was to. */
export function CompleteForm(form: FormProps) {
  const { acts, issuing } = useText()
  const { form: text } = issuing
  const stage = form.proposal.issuance?.stage
  const [on, setOn] = useState(today())
  const [tried, setTried] = useState(false)
  const slot = 'complete'
  const isOpen = stage === 'to_issue' && form.proposal.issuance?.plan !== undefined
  const confirm = () => {
    const unissued = form.words.get(slot).trim()
    if (on === '' || (isOpen && unissued === '')) return setTried(true)
    form.onSend({ type: 'complete', on, ...(unissued === '' ? {} : { unissued }) }, [slot])
  }
  return (
    <FormFrame
      {...form}
      act="complete"
      title={acts.name.complete}
      confirm={acts.confirm.complete}
      onConfirm={confirm}
    >
      <TextField
        label={text.completedOn}
        type="date"
        name="on"
        value={on}
        onChange={setOn}
        error={tried && on === '' ? text.dayMissing : undefined}
        className="max-w-56"
      />
      {isOpen && (
        <WordsField
          words={form.words}
          slot={slot}
          name="unissued"
          label={text.unissued}
          hint={text.unissuedHint}
          required
          error={tried && form.words.get(slot).trim() === '' ? text.unissuedMissing : undefined}
        />
      )}
    </FormFrame>
  )
}
