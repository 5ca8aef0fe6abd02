import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ActType } from '../../../../server/contract/acts.ts'
import type { IssuanceView } from '../../../../server/contract/issuance.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { compareAddress } from '../../api/comparison.ts'
import { dateTimeOf, dayOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { longWareki } from '../../stamps/wareki.ts'
import { Badge, Button, SideSection, cx } from '../../ui/index.ts'

type Props = {
  readonly proposal: ProposalView
  readonly onAsk: (type: ActType) => void
}
type DocumentView = IssuanceView['documents'][number]

/** 施行: what follows from the 決裁, step by step, each with its acts. */
export function IssuingPanel({ proposal, onAsk }: Props) {
  const { issuing: text } = useText()
  const { issuance } = proposal
  if (issuance === undefined) return null
  const { stage, documents, dispatches, completed } = issuance
  const live = documents.filter((it) => it.voided === undefined)
  const button = (type: ActType, isNext: boolean, label?: string) =>
    proposal.allowed.includes(type) && <ActButton type={type} isNext={isNext} label={label} onAsk={onAsk} />
  const numberKind = issuance.plan?.numberKind
  const isNumbered = numberKind === undefined || proposal.numbers.some((it) => it.kind === numberKind)
  const isCopied = live.length > 0
  const isCollated = isCopied && live.every((it) => it.collation?.matches === true)
  const isSealed = isCopied && live.every((it) => it.sealing !== undefined)
  const isSent = stage === 'issued' || (completed !== undefined && dispatches.length > 0)
  const isOver = completed !== undefined
  const isNothing = issuance.plan?.needed === false
  return (
    <SideSection
      title={text.heading}
      aside={<Badge tone={stage === 'to_issue' ? 'shu' : 'lead'}>{text.stage[stage]}</Badge>}
    >
      <Decided issuance={issuance} />
      <ol className="grid" data-issuing={stage}>
        {!isNothing && (
          <>
            <Step name={text.step.number} isDone={isNumbered} act="give_number">
              {proposal.numbers.map((it) => (
                <p key={it.kind}>
                  {it.text}
                  <span className="ml-2 text-xs text-ink-3">{it.kind}</span>
                </p>
              ))}
              {numberKind === undefined && issuance.plan !== undefined && (
                <p className="text-ink-3">{text.noNumber}</p>
              )}
              {!isNumbered && button('give_number', true, text.numberTo(numberKind))}
            </Step>
            <Step name={text.step.copy} isDone={isCopied} act="make_fair_copy">
              {documents.map((it) => (
                <Copy key={it.id} document={it} />
              ))}
              {button('make_fair_copy', isNumbered && !isCopied)}
            </Step>
            <Step name={text.step.collation} isDone={isCollated} act="collate">
              {live.map((it) => (
                <Collated key={it.id} document={it} />
              ))}
              {button('collate', true)}
            </Step>
            <Step name={text.step.seal} isDone={isSealed} act="seal_document">
              {live.map((it) => (
                <Sealed key={it.id} document={it} />
              ))}
              {isCollated && !isSealed && <Keepers issuance={issuance} />}
              {button('seal_document', isCollated)}
            </Step>
            <Step name={text.step.dispatch} isDone={isSent} act="dispatch">
              <Sent issuance={issuance} />
              {button('dispatch', isSealed && !isSent)}
              {proposal.allowed.includes('report_failure') && button('report_failure', false)}
            </Step>
          </>
        )}
        <Step name={text.step.completion} isDone={isOver} act="complete" isLast>
          <Completed issuance={issuance} />
          {button('complete', stage === 'issued' || stage === 'nothing_to_issue')}
        </Step>
      </ol>
    </SideSection>
  )
}

/** What was decided of the 施行: the way, the name, and the condition, which nobody must overlook. */
function Decided({ issuance }: { readonly issuance: IssuanceView }) {
  const { issuing: text } = useText()
  const { plan, issuer, condition } = issuance
  return (
    <div className="mb-3 grid gap-1 text-sm">
      {condition !== undefined && (
        <div className="rounded-8 border border-shu-line bg-shu-soft px-3 py-2" data-issue-condition>
          <p className="text-xs font-bold text-shu-strong">{text.condition}</p>
          <p className="whitespace-pre-wrap">{condition}</p>
        </div>
      )}
      {plan === undefined ? (
        <p className="text-ink-3">{text.notAsked}</p>
      ) : plan.needed ? (
        <p>
          <b>{plan.kind}</b>
          <span className="ml-2">{text.sealing[plan.sealing]}</span>
          <span className="mt-0.5 block text-ink-2" data-issuer>
            <span className="mr-2 text-xs text-ink-3">{text.issuer}</span>
            {issuer}
          </span>
        </p>
      ) : (
        <p>{text.plan.none}</p>
      )}
    </div>
  )
}

type StepProps = {
  readonly name: string
  readonly isDone: boolean
  readonly isLast?: boolean
  readonly act: ActType
  readonly children: ReactNode
}

/** One step of the line, like those of the route above it. */
function Step({ name, isDone, isLast = false, act, children }: StepProps) {
  return (
    <li className="relative flex gap-3 pb-4 last:pb-0" data-issuing-step={act} data-done={isDone}>
      {!isLast && (
        <span aria-hidden className="absolute top-5 bottom-0 left-[0.5625rem] w-px bg-line-strong" />
      )}
      <span
        aria-hidden
        className={cx(
          'relative mt-0.5 size-[1.1875rem] shrink-0 rounded-full border-2 text-center text-xs leading-4 font-bold',
          isDone ? 'border-lead bg-lead text-white' : 'border-line-strong bg-paper',
        )}
      >
        {isDone ? '✓' : ''}
      </span>
      <div className="grid min-w-0 flex-1 content-start gap-1.5 text-sm leading-snug">
        <h3 className={cx('font-bold', !isDone && 'text-ink-2')}>{name}</h3>
        {children}
      </div>
    </li>
  )
}

type ActButtonProps = {
  readonly type: ActType
  readonly isNext: boolean
  readonly label: string | undefined
  readonly onAsk: (type: ActType) => void
}

function ActButton({ type, isNext, label, onAsk }: ActButtonProps) {
  const { acts } = useText()
  return (
    <Button
      size="small"
      variant={isNext ? 'primary' : 'secondary'}
      className="justify-self-start"
      onPress={() => onAsk(type)}
      data-ask={type}
    >
      {label ?? acts.name[type]}
    </Button>
  )
}

function Who({ by }: { readonly by: DocumentView['madeBy'] }) {
  const { language } = useLanguage()
  return (
    <span className="flex flex-wrap gap-x-2 text-xs text-ink-3">
      <span>
        {by.title} {by.name}
      </span>
      <time dateTime={by.at} className="tabular">
        {dateTimeOf(by.at, language)}
      </time>
    </span>
  )
}

function Copy({ document }: { readonly document: DocumentView }) {
  const { issuing: text } = useText()
  const { name, madeBy, file, from, filled, voided, sealing, pdf } = document
  const shown = sealing?.signed ?? file
  return (
    <div className={cx('grid gap-0.5', voided !== undefined && 'text-ink-3')} data-document={document.id}>
      <p className={cx('font-bold break-words', voided !== undefined && 'line-through')}>{name}</p>
      <Who by={madeBy} />
      {filled.map((it) => (
        <p key={it.blank} className="text-xs text-ink-2">
          {text.filled(it.blank, it.text)}
        </p>
      ))}
      {from === undefined && <p className="text-xs text-ink-2">{text.brought}</p>}
      {voided !== undefined && <p className="text-xs text-shu">{text.voided(voided.reason)}</p>}
      <p className="flex flex-wrap gap-x-3 text-xs">
        {from !== undefined && (
          <Link href={compareAddress(file.revisionId, from.revisionId)} className="text-lead" data-compare>
            {text.compare}
          </Link>
        )}
        {shown.hasPages ? (
          <a
            href={`/v1/revisions/${shown.revisionId}/pdf`}
            target="_blank"
            rel="noreferrer"
            className="text-lead"
            data-pdf
          >
            {text.pdf}
          </a>
        ) : (
          <span className="text-ink-3">{text.pagesComing}</span>
        )}
        <a href={`/v1/revisions/${file.revisionId}/content`} download className="text-lead">
          {text.original}
        </a>
      </p>
      {pdf !== undefined && (
        <p className="truncate font-mono text-xs text-ink-3" title={pdf}>
          {text.fingerprint(pdf)}
        </p>
      )}
    </div>
  )
}

function Collated({ document: { name, collation } }: { readonly document: DocumentView }) {
  const { issuing: text } = useText()
  if (collation === undefined) return null
  return (
    <div className="grid gap-0.5">
      <p className={cx(!collation.matches && 'font-bold text-shu')}>
        {collation.matches ? text.matches : text.differs}
        <span className="ml-2 text-xs break-all text-ink-3">{name}</span>
      </p>
      {collation.remark !== undefined && <p className="whitespace-pre-wrap">{collation.remark}</p>}
      <Who by={collation.by} />
    </div>
  )
}

function Sealed({ document: { sealing } }: { readonly document: DocumentView }) {
  const { issuing: text } = useText()
  if (sealing === undefined) return null
  const { how, sealName = '', count = 1, signer = '', timestamped } = sealing
  return (
    <div className="grid gap-0.5">
      <p>
        {how === 'omitted'
          ? text.sealing.omitted
          : how === 'seal'
            ? text.sealedWith(sealName, count)
            : text.signedBy(sealName, signer)}
        {timestamped === true && <span className="ml-2 text-xs text-lead">{text.timestamped}</span>}
      </p>
      <Who by={sealing.by} />
    </div>
  )
}

/** Whose act is waited for. */
function Keepers({ issuance: { plan, seals } }: { readonly issuance: IssuanceView }) {
  const { issuing: text } = useText()
  const kind = plan?.sealing === 'seal' ? 'stamp' : plan?.sealing === 'electronic' ? 'electronic' : undefined
  const keepers = [...new Set(seals.filter((it) => it.kind === kind).flatMap((it) => it.keepers))]
  return keepers.length === 0 ? null : <p className="text-xs text-ink-2">{text.keeper(keepers.join('、'))}</p>
}

function Sent({ issuance: { dispatches, unreached, issuedOn } }: { readonly issuance: IssuanceView }) {
  const { issuing: text } = useText()
  const day = useDay()
  return (
    <>
      {issuedOn !== undefined && (
        <p className="font-bold" data-issued-on={issuedOn}>
          {text.issuedOn(day(issuedOn))}
        </p>
      )}
      <ul className="grid gap-1">
        {dispatches.map((it) => (
          <li key={it.id} className="grid" data-dispatch={it.id}>
            <span>
              {it.addressee}
              <span className="ml-2 text-xs text-ink-3">
                {text.channel[it.channel]}　{day(it.on)}
              </span>
            </span>
            {it.failure !== undefined && (
              <span className="text-xs text-shu">
                {text.failed(it.failure.reason)}
                {it.again !== undefined && <span className="ml-2 text-ink-3">{text.sentAgain}</span>}
              </span>
            )}
          </li>
        ))}
      </ul>
      {unreached.length > 0 && <p className="text-ink-2">{text.waitingFor(unreached.join('、'))}</p>}
    </>
  )
}

function Completed({ issuance: { completed } }: { readonly issuance: IssuanceView }) {
  const { issuing: text } = useText()
  const day = useDay()
  if (completed === undefined) return null
  return (
    <>
      <p className="font-bold" data-completed-on={completed.on}>
        {text.completedOn(day(completed.on))}
      </p>
      {completed.unissued !== undefined && <p className="whitespace-pre-wrap">{completed.unissued}</p>}
      <Who by={completed.by} />
    </>
  )
}

function useDay(): (day: string) => string {
  const { language } = useLanguage()
  return (day) => (language === 'ja' ? longWareki(day) : dayOf(day, language))
}
