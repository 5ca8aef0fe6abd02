import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import type { Me } from '../../../../server/contract/me.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { problemText } from '../../api/problem-text.tsx'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Button, Notice } from '../../ui/index.ts'
import type { Field } from './content.ts'
import type { DraftSaver, DraftSnapshot } from './draft-saver.ts'
import { dropUnmade, readUnmade } from './unsent.ts'
import type { Submit } from './use-submit.ts'

type Props = {
  readonly me: Me
  readonly saver: DraftSaver
  readonly draft: DraftSnapshot
  readonly proposal: ProposalView | undefined
  readonly submit: Submit
}

/** Everything the drafter should know before going on, above the form. */
export function ComposeNotices({ me, saver, draft, proposal, submit }: Props) {
  const all = useText()
  const { drafting: text } = all
  const { language } = useLanguage()
  const [unfinished, setUnfinished] = useState(() =>
    draft.id === undefined ? readUnmade(me.id)[0] : undefined,
  )
  const refused = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (submit.refusals > 0) refused.current?.focus()
  }, [submit.refusals])
  const { save } = draft
  return (
    <>
      {draft.id === undefined && unfinished !== undefined && save.kind === 'untouched' && (
        <Notice
          title={text.unfinished(dateTimeOf(unfinished.at, language))}
          action={
            <span className="flex gap-2">
              <Button
                size="small"
                variant="quiet"
                onPress={() => {
                  dropUnmade(me.id, unfinished.createKey)
                  setUnfinished(readUnmade(me.id)[0])
                }}
              >
                {text.unfinishedDrop}
              </Button>
              <Button
                size="small"
                onPress={() => {
                  saver.resumeNew(unfinished)
                  setUnfinished(undefined)
                }}
              >
                {text.unfinishedResume}
              </Button>
            </span>
          }
        >
          {unfinished.content.title === '' ? text.untitled : unfinished.content.title}
        </Notice>
      )}
      {proposal?.application !== undefined && (
        <Notice
          tone={proposal.application.trial ? 'warning' : 'info'}
          title={all.common.cameFrom(proposal.application.name)}
        >
          {proposal.application.trial && all.common.trialHelp}
        </Notice>
      )}
      {draft.content.received !== undefined && (
        <Notice title={all.receiving.from}>
          <Link
            href={`/receipts/${draft.content.received.receiptId}`}
            className="text-lead underline"
            data-received
          >
            {draft.content.received.number}
          </Link>
          <span className="ml-3">{draft.content.received.sender}</span>
        </Notice>
      )}
      {draft.content.origin !== undefined && (
        <Notice title={all.acts.redraft.origin[draft.content.origin.kind]}>
          <Link href={`/proposals/${draft.content.origin.proposalId}`} className="text-lead" data-origin>
            {draft.content.origin.number}
          </Link>
        </Notice>
      )}
      {draft.restored && (
        <Notice
          live
          action={
            proposal !== undefined && (
              <Button size="small" onPress={() => saver.discardRestored()}>
                {text.restoredUndo}
              </Button>
            )
          }
        >
          {text.restored}
        </Notice>
      )}
      {save.kind === 'trying' && (
        <Notice tone="warning" live>
          {all.common.offline}
        </Notice>
      )}
      {save.kind === 'refused' && (
        <Notice tone="warning" live title={text.save.refused}>
          {problemText(save.error, all)}
        </Notice>
      )}
      {save.kind === 'conflict' && (
        <Notice
          tone="warning"
          live
          title={text.save.conflict}
          action={
            <span className="flex flex-wrap gap-2">
              <Button size="small" onPress={() => saver.settle('theirs')}>
                {text.conflictTheirs}
              </Button>
              <Button size="small" variant="primary" onPress={() => saver.settle('mine')}>
                {text.conflictMine}
              </Button>
            </span>
          }
        >
          {text.conflictText(save.fields.map((it: Field) => text.fields[it]).join('、'))}
        </Notice>
      )}
      {(submit.missing.length > 0 || submit.refusal !== undefined) && (
        <div ref={refused} tabIndex={-1} className="rounded-8">
          <Notice
            tone="warning"
            live
            {...(submit.missing.length > 0 && { title: text.missing(submit.missing.length) })}
          >
            {submit.refusal}
            {submit.missing.length > 0 && (
              <ul className="list-disc pl-5">
                {submit.missing.map((it) => (
                  <li key={it.field + it.text}>{it.text}</li>
                ))}
              </ul>
            )}
          </Notice>
        </div>
      )}
    </>
  )
}
