import { MessageSquarePlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { yenOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Button, LinkButton, Notice, RadioGroup, TextArea, cx } from '../../ui/index.ts'
import { NextMatter } from './next-matter.tsx'
import type { ActInput, ActType, Acting } from './use-acting.ts'

type Props = { readonly proposal: ProposalView; readonly acting: Acting }

const primaryActs = ['decide', 'approve', 'examine', 'concur', 'resubmit', 'submit'] as const
const secondaryActs = ['return', 'reject', 'take_back', 'withdraw'] as const
const withComment: readonly string[] = ['approve', 'examine', 'concur', 'decide']
const withReason: readonly ActType[] = ['return', 'reject', 'withdraw']

/** The acts the rules allow this person now, and only those; what an act needs opens in place above the buttons. */
export function ActBar({ proposal, acting }: Props) {
  const text = useText()
  const acts = text.reader.acts
  const [open, setOpen] = useState<ActType | 'comment'>()
  const [input, setInput] = useState<ActInput>({ comment: '', reason: '', mode: 'resume' })
  const [reasonMissing, setReasonMissing] = useState(false)
  const { allowed } = proposal
  const primary = primaryActs.filter((it) => allowed.includes(it))
  const secondary = secondaryActs.filter((it) => allowed.includes(it))
  const opened = open === 'comment' || open === undefined || allowed.includes(open) ? open : undefined
  const canComment = allowed.some((it) => withComment.includes(it))

  const perform = async (type: ActType) => {
    if (withReason.includes(type) && input.reason.trim() === '') return setReasonMissing(true)
    if (!(await acting.act(type, input))) return
    setOpen(undefined)
    setInput({ comment: '', reason: '', mode: 'resume' })
  }
  const press = (type: ActType) => {
    setReasonMissing(false)
    // 決裁 is asked once more, in place; the ordinary acts are not: what can be taken back needs no question.
    if (type === 'decide' || type === 'resubmit' || type === 'take_back' || withReason.includes(type)) {
      setOpen(opened === type ? undefined : type)
    } else void perform(type)
  }
  const busy = acting.working !== undefined
  return (
    <section
      aria-label={acts.heading}
      data-act-bar
      className="z-20 shrink-0 border-t border-line bg-paper px-3 py-2.5 shadow-[0_-2px_12px_rgb(20_24_40/6%)] sm:px-4"
    >
      <div aria-live="polite" className="empty:hidden" data-act-result={acting.done}>
        {acting.changed !== undefined && (
          <div className="mb-2.5" data-changed>
            <Notice tone="info">{acting.changed}</Notice>
          </div>
        )}
        {acting.problem !== undefined && (
          <div className="mb-2.5" data-problem>
            <Notice tone="warning">{acting.problem}</Notice>
          </div>
        )}
      </div>
      {opened !== undefined && (
        <div
          className="mx-auto mb-3 flex max-h-[60dvh] max-w-3xl flex-col rounded-8 border border-lead-line bg-lead-soft/40"
          data-act-form={opened}
        >
          {/* The question scrolls, its answer does not: on a phone the button is always there to press. */}
          <div className="grid min-h-0 flex-1 gap-3 overflow-y-auto p-3 sm:p-4">
            <ActForm
              open={opened}
              proposal={proposal}
              input={input}
              onInput={(more) => {
                setReasonMissing(false)
                setInput((it) => ({ ...it, ...more }))
              }}
              reasonMissing={reasonMissing}
            />
          </div>
          {opened !== 'comment' && (
            <div className="flex shrink-0 flex-wrap justify-end gap-2 border-t border-lead-line px-3 py-2 sm:px-4 sm:py-3">
              <Button variant="quiet" onPress={() => setOpen(undefined)}>
                {acts.back}
              </Button>
              <Button
                variant={opened === 'reject' || opened === 'withdraw' ? 'danger' : 'primary'}
                isDisabled={busy}
                onPress={() => void perform(opened)}
                data-confirm={opened}
              >
                {confirmWord(opened, acts)}
              </Button>
            </div>
          )}
        </div>
      )}
      <div
        className={cx(
          'flex flex-wrap items-center gap-2',
          opened !== undefined && opened !== 'comment' && 'hidden',
        )}
      >
        <Standing proposal={proposal} acting={acting} />
        {secondary.map((it) => (
          <Button
            key={it}
            variant="quiet"
            isDisabled={busy}
            onPress={() => press(it)}
            aria-expanded={opened === it}
            data-act={it}
          >
            {acts[it]}
          </Button>
        ))}
        {canComment && (
          <Button
            variant="quiet"
            onPress={() => setOpen(opened === 'comment' ? undefined : 'comment')}
            aria-expanded={opened === 'comment'}
            aria-label={acts.addComment}
            data-comment
          >
            <MessageSquarePlus className={cx('size-5', input.comment !== '' && 'text-lead')} aria-hidden />
            <span className="hidden sm:inline">{acts.addComment}</span>
          </Button>
        )}
        {primary.map((it, index) => (
          <Button
            key={it}
            variant={index === 0 ? 'primary' : 'secondary'}
            size="large"
            className="max-sm:flex-1"
            isDisabled={busy}
            onPress={() => press(it)}
            data-act={it}
          >
            {acting.working === it ? acts.working : acts[it]}
          </Button>
        ))}
      </div>
    </section>
  )
}

type ActWords = ReturnType<typeof useText>['reader']['acts']

function confirmWord(type: ActType, acts: ActWords): string {
  const words: Partial<Record<ActType, string>> = {
    decide: acts.confirmDecide,
    return: acts.confirmReturn,
    reject: acts.confirmReject,
    withdraw: acts.confirmWithdraw,
    take_back: acts.confirmTakeBack,
  }
  return words[type] ?? acts[type]
}

type FormProps = {
  readonly open: ActType | 'comment'
  readonly proposal: ProposalView
  readonly input: ActInput
  readonly onInput: (more: Partial<ActInput>) => void
  readonly reasonMissing: boolean
}

function ActForm({ open, proposal, input, onInput, reasonMissing }: FormProps) {
  const text = useText()
  const { language } = useLanguage()
  const acts = text.reader.acts
  const comment = (
    <TextArea
      label={acts.comment}
      value={input.comment}
      onChange={(it) => onInput({ comment: it })}
      maxLength={4000}
      rows={2}
      name="comment"
    />
  )
  if (open === 'comment') return comment
  if (open === 'take_back') return <p>{acts.takeBackText}</p>
  if (open === 'return' || open === 'reject' || open === 'withdraw') {
    return (
      <TextArea
        key={open}
        label={`${acts[open]} ${acts.reason}`}
        hint={acts.reasonHint[open]}
        requiredMark={text.common.required}
        error={reasonMissing ? acts.reasonMissing : undefined}
        value={input.reason}
        onChange={(it) => onInput({ reason: it })}
        maxLength={4000}
        rows={3}
        name="reason"
        autoFocus
      />
    )
  }
  if (open === 'resubmit') {
    return (
      <RadioGroup
        label={acts.resubmit}
        value={input.mode}
        onChange={(it) => onInput({ mode: it === 'restart' ? 'restart' : 'resume' })}
        options={[
          { value: 'resume', label: acts.resubmitResume },
          { value: 'restart', label: acts.resubmitRestart },
        ]}
      />
    )
  }
  return (
    <>
      <div className="grid gap-1">
        <p className="text-sm font-bold text-lead">{acts.decideTitle}</p>
        <p className="text-lg leading-snug font-bold">{proposal.content.title}</p>
        {proposal.content.amountYen !== undefined && (
          <p className="tabular">
            {text.reader.form.amount}　<b>{yenOf(proposal.content.amountYen, language)}</b>
            {text.reader.form.amountTax}
          </p>
        )}
        <p className="text-sm leading-relaxed text-ink-2">{acts.decideText}</p>
      </div>
      {comment}
    </>
  )
}

/** The left of the bar: what became of it, or whom it waits for. */
function Standing({ proposal, acting }: Props): ReactNode {
  const text = useText()
  const acts = text.reader.acts
  const waiting =
    proposal.route?.stages.flatMap((it) => it.steps).filter((it) => it.state === 'waiting') ?? []
  return (
    <div
      className="mr-auto flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-4 gap-y-2 text-sm empty:hidden sm:empty:flex"
      data-standing
    >
      {acting.done !== undefined ? (
        <>
          <p role="status" className="text-base font-bold">
            {acts.done[acting.done]}
          </p>
          <NextMatter after={proposal.id} />
        </>
      ) : proposal.editable ? (
        <>
          {proposal.status === 'draft' && <p className="text-ink-2">{acts.draftText}</p>}
          <LinkButton href={`/compose/${proposal.id}`} data-edit>
            {proposal.status === 'draft' ? acts.openDraft : acts.edit}
          </LinkButton>
        </>
      ) : proposal.allowed.length === 0 && proposal.status === 'in_approval' ? (
        <p className="text-ink-2">{acts.waitingFor(waiting.map((it) => it.postName).join('、'))}</p>
      ) : null}
      <StampedPdf proposal={proposal} />
    </div>
  )
}

function StampedPdf({ proposal }: Pick<Props, 'proposal'>) {
  const text = useText()
  switch (proposal.stampedPdf) {
    case 'none':
      return null
    case 'preparing':
      return (
        <p role="status" className="text-ink-2">
          {text.reader.stamped.preparing}
        </p>
      )
    case 'failed':
      return <p className="text-shu">{text.reader.stamped.failed}</p>
    case 'ready':
      return (
        <LinkButton href={`/v1/proposals/${proposal.id}/stamped.pdf`} download data-stamped-pdf>
          {text.reader.stamped.ready}
        </LinkButton>
      )
  }
}
