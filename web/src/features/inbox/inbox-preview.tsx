import { Check } from 'lucide-react'
import { useState } from 'react'
import type { InboxItem } from '../../../../server/contract/inbox.ts'
import type { StepView } from '../../../../server/contract/route.ts'
import type { AttachmentView, ProposalView } from '../../../../server/contract/proposals.ts'
import { problemText } from '../../api/problem-text.tsx'
import { pictureAddress } from '../../api/addresses.ts'
import { useProposal } from '../../api/queries.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, EmptyState, LinkButton, Notice, Spinner, cx } from '../../ui/index.ts'

/** The chosen document: enough to know what it is before opening it. */
export function InboxPreview({ item, href }: { readonly item: InboxItem; readonly href: string }) {
  const all = useText()
  const text = all.lists
  const { language } = useLanguage()
  const asked = useProposal(item.proposalId)
  const proposal = asked.data
  if (proposal === undefined) {
    return asked.isError ? (
      <EmptyState title={problemText(asked.error, all)} />
    ) : (
      <div className="grid place-items-center p-16">
        <Spinner label={all.common.loading} />
      </div>
    )
  }
  const first = proposal.attachments[0]
  return (
    <section aria-label={text.preview} className="h-full overflow-y-auto px-8 py-6">
      <div className="mx-auto grid max-w-4xl gap-5">
        <header className="flex items-start gap-4">
          <div className="min-w-0 flex-1">
            <p className="text-sm text-ink-2 tabular">
              {[item.number, proposal.names.authority, dateTimeOf(item.arrivedAt, language)]
                .filter((it) => it !== undefined && it !== '')
                .join(' ・ ')}
            </p>
            <h2 className="text-xl font-bold">{item.title === '' ? text.untitled : item.title}</h2>
          </div>
          <LinkButton href={href} variant="primary">
            {item.kind === 'returned' ? text.fix : text.open}
          </LinkButton>
        </header>
        {proposal.returned !== undefined && (
          <Notice tone="warning" title={`${proposal.returned.title} ${proposal.returned.by}`}>
            <p className="whitespace-pre-wrap">{proposal.returned.reason}</p>
          </Notice>
        )}
        {proposal.route !== undefined && <Position route={proposal.route} />}
        <p className="line-clamp-6 max-w-prose whitespace-pre-wrap">
          {proposal.content.body === '' ? (
            <span className="text-ink-3">{text.noBody}</span>
          ) : (
            proposal.content.body
          )}
        </p>
        {first === undefined ? (
          <p className="text-sm text-ink-3">{text.noFiles}</p>
        ) : (
          <FirstPage key={`${first.revisionId}.${first.rendition.status}`} attachment={first} />
        )}
      </div>
    </section>
  )
}

function FirstPage({ attachment }: { readonly attachment: AttachmentView }) {
  const { lists: text } = useText()
  const [failed, setFailed] = useState(false)
  const ready = attachment.rendition.status === 'done' && !failed
  return (
    <figure className="grid gap-2">
      <figcaption className="text-sm text-ink-2">{attachment.name}</figcaption>
      {ready ? (
        <img
          src={pictureAddress(attachment.revisionId, 0)}
          alt={text.firstPage(attachment.name)}
          onError={() => setFailed(true)}
          className="w-full border border-line bg-paper shadow-paper"
        />
      ) : (
        <div className="grid aspect-[1/1.1] place-items-center border border-line bg-paper p-6 text-center text-ink-3 shadow-paper">
          {attachment.rendition.failure?.text ?? text.noPicture}
        </div>
      )}
    </figure>
  )
}

/** Where on its route it stands: done, here now, ahead. */
function Position({ route }: { readonly route: NonNullable<ProposalView['route']> }) {
  const { common, lists: text } = useText()
  const steps = route.stages.flatMap((it) => it.steps).filter((it) => it.state !== 'skipped')
  return (
    <ol aria-label={text.position} className="flex flex-wrap gap-x-1 gap-y-2">
      {steps.map((it) => (
        <li
          key={it.id}
          className="flex items-center gap-1 not-first:before:text-line-strong not-first:before:content-['›']"
        >
          <Place step={it} role={common.role[it.role]} here={text.here} />
        </li>
      ))}
    </ol>
  )
}

type PlaceProps = { readonly step: StepView; readonly role: string; readonly here: string }

function Place({ step, role, here }: PlaceProps) {
  const waiting = step.state === 'waiting'
  return (
    <span
      className={cx(
        'flex items-center gap-1.5 rounded-full border px-2.5 py-0.5 text-sm',
        waiting ? 'border-lead bg-lead-soft font-bold text-lead' : 'border-line bg-paper text-ink-2',
      )}
    >
      {step.state === 'done' && <Check className="size-4 text-lead" aria-hidden />}
      {step.postName}
      <span className="text-xs font-normal">{role}</span>
      {waiting && <Badge tone="lead">{here}</Badge>}
    </span>
  )
}
