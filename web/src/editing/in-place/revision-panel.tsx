import { Download, GitCompare, RotateCcw, X } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { EditCopy, RevisionList } from '../../../../server/contract/editing.ts'
import type { AttachmentView } from '../../../../server/contract/proposals.ts'
import { request } from '../../api/client.ts'
import { compareAddress } from '../../api/comparison.ts'
import { useRevised, useRevisions } from '../../api/editing.ts'
import { useSending } from '../../api/use-sending.ts'
import { bytesOf, dateTimeOf } from '../../i18n/format.ts'
import { useText } from '../../i18n/editing/index.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { Badge, Button, IconButton, LinkButton, Notice, Spinner, toast } from '../../ui/index.ts'
import { MergePanel, type Merged, isMergedThere } from './merge-panel.tsx'
import type { OnTheWay } from './on-the-way.ts'
import { SavePanel } from './save-panel.tsx'

type Props = {
  readonly proposalId: string
  readonly attachment: Pick<AttachmentView, 'id' | 'name'>
  readonly onTheWay?: OnTheWay
  readonly mayEdit: boolean
  /** What the reader could not save of this file. */
  readonly copies: readonly EditCopy[]
  readonly onOwnSave: () => void
  readonly onClose: () => void
}

type Revision = RevisionList['revisions'][number]
/** What is made the newest content again. */
type Chosen = {
  readonly what: { readonly revisionId: string } | { readonly copyId: string; readonly merged?: Merged }
  readonly said: string
}

/** 版の一覧: who made each content of a file, when, by what, from which one and why; compared, taken, made the newest again. */
export function RevisionPanel({
  onOwnSave,
  proposalId,
  attachment,
  onTheWay,
  mayEdit,
  copies,
  onClose,
}: Props) {
  const text = useText()
  const words = text.inPlace.revisions
  const { language } = useLanguage()
  const revisions = useRevisions(attachment.id)
  const revised = useRevised(proposalId)
  const { isSending, problem, run } = useSending()
  const [chosen, setChosen] = useState<Chosen>()
  /** The 控え that is laid beside the newest content. */
  const [merging, setMerging] = useState<string>()
  const restore = async ({ what, said }: Chosen, more: object = {}) => {
    if ('merged' in what && what.merged !== undefined)
      await request('POST', `/v1/copies/${what.copyId}/merged`, { body: { ...what.merged, ...more } })
    else await request('POST', `/v1/attachments/${attachment.id}/restored`, { body: { ...what, ...more } })
    toast(said)
    setChosen(undefined)
    setMerging(undefined)
  }
  const choose = (wanted: Chosen) => {
    if (onTheWay === undefined)
      void run(async () => {
        onOwnSave()
        await restore(wanted)
        await revised()
      })
    else setChosen(wanted)
  }
  const newest = revisions.data?.revisions.find((it) => it.isCurrent)
  return (
    <section
      aria-label={words.title(attachment.name)}
      className="absolute inset-0 z-20 flex min-h-0 flex-col bg-paper"
      data-over-pages
      data-revision-panel={attachment.id}
    >
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line bg-well px-2 py-1.5">
        <h2 className="min-w-0 flex-1 truncate pl-1 text-sm font-bold">{words.title(attachment.name)}</h2>
        <IconButton label={words.close} icon={<X className="size-5" />} onPress={onClose} />
      </header>
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      {chosen !== undefined && onTheWay !== undefined && (
        <SavePanel
          posts={onTheWay.posts}
          outcomes={onTheWay.outcomes}
          reason={onTheWay.reason}
          problem={onTheWay.problem}
          isSaving={isSending}
          onBack={() => setChosen(undefined)}
          onSave={(weighed) => {
            void run(async () => {
              await onTheWay.act(weighed, (basis) => restore(chosen, { ...basis, ...weighed }))
              await revised()
            })
          }}
        />
      )}
      {merging !== undefined && newest !== undefined && chosen === undefined && (
        <MergePanel
          copyId={merging}
          newestId={newest.id}
          isSaving={isSending}
          onBack={() => setMerging(undefined)}
          onSave={(merged) =>
            choose({ what: { copyId: merging, merged }, said: text.inPlace.saved(attachment.name) })
          }
        />
      )}
      <div className="min-h-0 flex-1 overflow-y-auto p-3 sm:p-4">
        {copies.length > 0 && (
          <div className="mb-4 grid gap-2 rounded-8 border border-shu-line bg-shu-soft p-3" data-copies>
            <h3 className="text-sm font-bold text-shu-strong">{text.inPlace.copies.title(copies.length)}</h3>
            {copies.map((copy) => (
              <Copy
                key={copy.id}
                copy={copy}
                mayEdit={mayEdit}
                isSending={isSending}
                onMerge={isMergedThere(newest?.kind) ? () => setMerging(copy.id) : undefined}
                onKeep={() =>
                  choose({ what: { copyId: copy.id }, said: text.inPlace.saved(attachment.name) })
                }
                onDrop={() =>
                  void run(async () => {
                    await request('DELETE', `/v1/copies/${copy.id}`)
                    await revised()
                  })
                }
              />
            ))}
          </div>
        )}
        {revisions.data === undefined ? (
          <Spinner label={text.common.loading} />
        ) : (
          <ol className="grid max-w-3xl gap-2">
            {revisions.data.revisions.map((it) => (
              <Row
                key={it.id}
                revision={it}
                when={dateTimeOf(it.madeAt, language)}
                name={attachment.name}
                currentId={newest?.id}
                mayRestore={mayEdit && !it.isCurrent && !isSending}
                onRestore={() => choose({ what: { revisionId: it.id }, said: words.restored(it.number) })}
              />
            ))}
          </ol>
        )}
      </div>
    </section>
  )
}

function Row({
  revision,
  when,
  name,
  currentId,
  mayRestore,
  onRestore,
}: {
  readonly revision: Revision
  readonly currentId: string | undefined
  readonly when: string
  readonly name: string
  readonly mayRestore: boolean
  readonly onRestore: () => void
}) {
  const { editing, inPlace } = useText()
  const words = inPlace.revisions
  const { number, how, fromNumber, reason, isCurrent } = revision
  const link =
    'inline-flex min-h-8 items-center gap-1.5 rounded-6 px-2 text-xs font-bold text-lead no-underline hover:bg-lead/8'
  return (
    <li className="grid gap-1 rounded-8 border border-line bg-paper px-3 py-2" data-revision-row={number}>
      <p className="flex flex-wrap items-center gap-x-2">
        <b>{editing.replace.revision(number)}</b>
        {isCurrent && <Badge tone="lead">{words.current}</Badge>}
        <span className="text-sm">{`${revision.title} ${revision.name}`.trim()}</span>
        <span className="ml-auto text-sm text-ink-3 tabular">{when}</span>
      </p>
      <p className="text-sm text-ink-2">
        {number === 1 ? words.first : words.how[how]}
        {fromNumber !== undefined && `（${words.from(fromNumber)}）`}・{bytesOf(revision.sizeBytes)}
      </p>
      {reason !== undefined && <p className="text-sm whitespace-pre-wrap">{reason}</p>}
      <p className="-ml-2 flex flex-wrap gap-1">
        {number > 1 && (
          <Link className={link} href={compareAddress(revision.id)} aria-label={words.compareOf(number)}>
            <GitCompare className="size-4" aria-hidden />
            {words.compare}
          </Link>
        )}
        {currentId !== undefined && !isCurrent && (
          <Link
            className={link}
            href={compareAddress(currentId, revision.id)}
            aria-label={words.compareCurrentOf(number)}
          >
            <GitCompare className="size-4" aria-hidden />
            {words.compareCurrent}
          </Link>
        )}
        <a
          className={link}
          href={`/v1/revisions/${revision.id}/content`}
          download={name}
          aria-label={words.originalOf(number)}
        >
          <Download className="size-4" aria-hidden />
          {words.original}
        </a>
        {mayRestore && (
          <button
            type="button"
            className={`${link} cursor-pointer`}
            onClick={onRestore}
            aria-label={words.restoreOf(number)}
            data-restore={number}
          >
            <RotateCcw className="size-4" aria-hidden />
            {words.restore}
          </button>
        )}
      </p>
    </li>
  )
}

function Copy({
  copy,
  mayEdit,
  isSending,
  onMerge,
  onKeep,
  onDrop,
}: {
  readonly copy: EditCopy
  readonly mayEdit: boolean
  readonly isSending: boolean
  /** Undefined for kinds of files that are not put together here. */
  readonly onMerge: (() => void) | undefined
  readonly onKeep: () => void
  readonly onDrop: () => void
}) {
  const { inPlace } = useText()
  const { language } = useLanguage()
  const words = inPlace.conflict
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm" data-copy={copy.id}>
      <span>{inPlace.copies.of(copy.name, dateTimeOf(copy.at, language))}</span>
      <LinkButton href={`/v1/copies/${copy.id}/content`} size="small" variant="quiet">
        {words.download}
      </LinkButton>
      {mayEdit && onMerge !== undefined && (
        <Button size="small" isDisabled={isSending} onPress={onMerge} data-merge-copy>
          {words.merge}
        </Button>
      )}
      {mayEdit && (
        <Button size="small" isDisabled={isSending} onPress={onKeep} data-keep-copy>
          {words.keepMine}
        </Button>
      )}
      <Button size="small" variant="quiet" isDisabled={isSending} onPress={onDrop}>
        {words.drop}
      </Button>
    </div>
  )
}
