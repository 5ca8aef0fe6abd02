import { Plus, X } from 'lucide-react'
import { channels } from '../../../../server/contract/issuing-acts.ts'
import type { Reference } from '../../../../server/contract/organisation.ts'
import type { ProposalContent } from '../../../../server/contract/proposals.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, Checkbox, IconButton, RadioGroup, Select, TextField } from '../../ui/index.ts'
import { withoutField } from './content.ts'
import type { FormPart } from './form-context.ts'
import { Section } from './section.tsx'

type Plan = NonNullable<ProposalContent['issue']>
type Addressee = Plan['addressees'][number]
type Props = FormPart & { readonly reference: Reference | undefined }

const ways = ['seal', 'omitted', 'electronic'] as const

/** 施行: whether and how it goes out after the 決裁; the kind proposes the rest. */
export function IssueSection({ content, change, missing, reference }: Props) {
  const { issuing, common } = useText()
  const { plan: text } = issuing
  const plan = content.issue
  const set = (to: Partial<Plan>) =>
    change((it) => ({ ...it, issue: { ...(it.issue ?? firstPlan(it)), ...to } }))
  const setNumber = (numberKind: string) =>
    change((it) => {
      const { numberKind: _old, ...rest } = it.issue ?? firstPlan(it)
      return { ...it, issue: numberKind === '' ? rest : { ...rest, numberKind } }
    })
  const setPlanned = (plannedOn: string) =>
    change((it) => {
      const { plannedOn: _old, ...rest } = it.issue ?? firstPlan(it)
      return { ...it, issue: plannedOn === '' ? rest : { ...rest, plannedOn } }
    })
  const chooseKind = (kind: string) =>
    change((it) => {
      const known = reference?.issueKinds.find((one) => one.kind === kind)
      const { numberKind: _old, ...rest } = it.issue ?? firstPlan(it)
      if (known === undefined) return { ...it, issue: { ...rest, kind } }
      const { sealing, issuer, numberKind, isAddressed } = known
      return {
        ...it,
        issue: {
          ...{ ...rest, kind, sealing, issuer },
          addressees: isAddressed && rest.addressees.length === 0 ? [emptyAddressee] : rest.addressees,
          ...(numberKind === undefined ? {} : { numberKind }),
        },
      }
    })
  return (
    <Section title={issuing.heading}>
      <Checkbox
        isSelected={plan?.needed === true}
        onChange={(needed) => (needed ? set({ needed }) : change((it) => ({ ...it, issue: nothing })))}
      >
        <span className="font-bold">{text.needed}</span>
        <span className="ml-2 text-sm text-ink-3">{text.neededHint}</span>
      </Checkbox>
      {plan?.needed === true && (
        <div className="grid gap-4 border-l-4 border-line pl-4" data-issue-plan>
          <div className="grid gap-4 sm:grid-cols-2">
            <Select
              label={text.kind}
              requiredMark={common.required}
              value={plan.kind}
              onChange={chooseKind}
              options={(reference?.issueKinds ?? []).map((it) => ({ id: it.kind, label: it.kind }))}
              placeholder={text.kindPlaceholder}
              error={missing('issue.kind')}
            />
            <TextField
              label={text.issuer}
              requiredMark={common.required}
              value={plan.issuer}
              onChange={(issuer) => set({ issuer })}
              placeholder={text.issuerHint}
              maxLength={200}
              name="issuer"
              error={missing('issue.issuer')}
            />
          </div>
          <RadioGroup
            label={text.sealing}
            value={plan.sealing}
            onChange={(sealing) => set({ sealing: sealing as Plan['sealing'] })}
            options={ways.map((value) => ({ value, label: issuing.sealing[value] }))}
          />
          <TextField
            label={text.plannedOn}
            hint={text.plannedOnHint}
            type="date"
            name="plannedOn"
            value={plan.plannedOn ?? ''}
            onChange={setPlanned}
            className="max-w-56"
          />
          <RadioGroup
            label={text.number}
            value={plan.numberKind ?? ''}
            onChange={setNumber}
            options={[
              ...(reference?.numberKinds ?? []).map((value) => ({ value, label: value })),
              { value: '', label: text.noNumber },
            ]}
          />
          <Addressees
            list={plan.addressees}
            error={missing('issue.addressees')}
            onChange={(addressees) => set({ addressees: [...addressees] })}
          />
        </div>
      )}
    </Section>
  )
}

const emptyAddressee: Addressee = { name: '', channel: 'post' }
const nothing: Plan = { needed: false, kind: '', sealing: 'omitted', issuer: '', addressees: [] }

/** What was typed as 宛先 before it was a list becomes the first of it. */
function firstPlan(content: ProposalContent): Plan {
  const name = withoutField(content, 'issue').addressee
  return { ...nothing, needed: true, addressees: name === undefined ? [] : [{ name, channel: 'post' }] }
}

type ListProps = {
  readonly list: readonly Addressee[]
  readonly error: string | undefined
  readonly onChange: (list: readonly Addressee[]) => void
}

function Addressees({ list, error, onChange }: ListProps) {
  const { issuing } = useText()
  const { plan: text } = issuing
  const put = (at: number, to: Partial<Addressee>) =>
    onChange(list.map((it, index) => (index === at ? { ...it, ...to } : it)))
  return (
    <div role="group" aria-labelledby="addressees" className="grid gap-2">
      <span id="addressees" className="text-sm font-bold">
        {text.addressees}
      </span>
      <span className="text-sm text-ink-3">{text.addresseesHint}</span>
      <ul className="grid gap-2">
        {list.map((it, index) => (
          // Rows have no name of their own before one is typed.
          <li key={index} className="flex items-start gap-2">
            <TextField
              label={text.addressee(index + 1)}
              value={it.name}
              onChange={(name) => put(index, { name })}
              maxLength={400}
              name={`addressee-${index + 1}`}
              className="min-w-0 flex-1 [&>*:first-child]:sr-only"
            />
            <Select
              label={text.channel(index + 1)}
              value={it.channel}
              onChange={(channel) => put(index, { channel: channel as Addressee['channel'] })}
              options={channels.map((id) => ({ id, label: issuing.channel[id] }))}
              placeholder=""
              className="w-36 shrink-0 [&>*:first-child]:sr-only"
            />
            <IconButton
              label={text.remove(it.name === '' ? String(index + 1) : it.name)}
              icon={<X className="size-5" aria-hidden />}
              onPress={() => onChange(list.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      {error !== undefined && <p className="text-sm text-shu">{error}</p>}
      <Button
        size="small"
        className="justify-self-start"
        onPress={() => onChange([...list, { ...emptyAddressee, channel: list.at(-1)?.channel ?? 'post' }])}
        data-add-addressee
      >
        <Plus className="size-4" aria-hidden />
        {text.add}
      </Button>
    </div>
  )
}
