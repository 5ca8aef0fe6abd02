import { useQueryClient } from '@tanstack/react-query'
import {
  ArrowDown,
  ArrowUp,
  Download,
  Ellipsis,
  FileUp,
  GripVertical,
  Pencil,
  PencilLine,
  RotateCw,
  Trash2,
  TriangleAlert,
} from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { AttachmentView } from '../../../../server/contract/proposals.ts'
import { request } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { keys, useRenditionProgress } from '../../api/queries.ts'
import { bytesOf } from '../../i18n/format.ts'
import { useText } from '../../i18n/index.tsx'
import { editorOf } from '../../../../server/contract/editor-of.ts'
import { ReplaceAttachment } from './replace-attachment.tsx'
import {
  Button,
  Menu,
  ReturnFocus,
  ProgressBar,
  Spinner,
  TextField,
  cx,
  toast,
  useReorderable,
} from '../../ui/index.ts'

type Props = {
  readonly proposalId: string
  readonly attachment: AttachmentView
  /** From 1. */
  readonly place: number
  readonly onUp: (() => void) | undefined
  readonly onDown: (() => void) | undefined
}

/** One attached file: its place, what it is, whether its pages are ready, and what can be done with it. */
export function AttachmentRow({ proposalId, attachment, place, onUp, onDown }: Props) {
  const all = useText()
  const { common } = all
  const text = all.drafting.files
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [mode, setMode] = useState<'show' | 'rename' | 'replace' | 'delete'>('show')
  const [name, setName] = useState(attachment.name)
  const { box, handle, isMoving } = useReorderable(attachment.id)
  const [isSending, setSending] = useState(false)
  const run = async (work: () => Promise<unknown>) => {
    if (isSending) return
    setSending(true)
    try {
      await work()
      await client.invalidateQueries({ queryKey: keys.proposal(proposalId) })
      setMode('show')
    } catch (error) {
      toast(problemText(error, all), 'warning')
      await client.invalidateQueries({ queryKey: keys.proposal(proposalId) })
    }
    setSending(false)
  }
  const rename = () =>
    void run(() => request('PATCH', `/v1/attachments/${attachment.id}`, { body: { name: name.trim() } }))
  const icon = (Sign: typeof Pencil) => <Sign className="size-4 text-ink-2" aria-hidden />
  return (
    <li
      {...box}
      className={cx(
        'relative grid gap-2 rounded-8 border bg-paper py-2 pr-1 pl-1',
        isMoving ? 'z-10 border-lead shadow-float' : 'border-line',
      )}
    >
      <div className="flex min-h-11 items-center gap-1">
        <button
          type="button"
          {...handle}
          aria-label={text.move(attachment.name)}
          className="grid size-9 shrink-0 cursor-grab touch-none place-items-center rounded-6 text-line-strong hover:bg-ink/7 hover:text-ink active:cursor-grabbing"
        >
          <GripVertical className="size-5" aria-hidden />
        </button>
        <span className="w-6 shrink-0 text-center text-sm text-ink-3 tabular" aria-hidden>
          {place}
        </span>
        <div className="min-w-0 flex-1 pl-2">
          <div className="leading-snug font-bold">{attachment.name}</div>
          <div className="flex flex-wrap items-center gap-x-3 text-sm text-ink-3 tabular">
            <span className="uppercase">{attachment.kind}</span>
            <span>{bytesOf(attachment.sizeBytes)}</span>
            {attachment.revisionNumber > 1 && (
              <span data-revision={attachment.revisionNumber}>
                {all.editing.replace.revision(attachment.revisionNumber)}
              </span>
            )}
            <RenditionState attachment={attachment} />
          </div>
        </div>
        <Menu
          label={text.actions(attachment.name)}
          trigger={<Ellipsis className="size-5 text-ink-2" aria-hidden />}
          triggerClassName="size-10 justify-center shrink-0"
          sections={[
            {
              entries: [
                ...(onUp === undefined
                  ? []
                  : [{ id: 'up', label: text.up, icon: icon(ArrowUp), onAction: onUp }]),
                ...(onDown === undefined
                  ? []
                  : [{ id: 'down', label: text.down, icon: icon(ArrowDown), onAction: onDown }]),
                ...(editorOf(attachment.kind) === undefined
                  ? []
                  : [
                      {
                        id: 'edit',
                        label: all.editing.header.edit,
                        icon: icon(PencilLine),
                        onAction: () => navigate(`/proposals/${proposalId}?edit=${attachment.id}`),
                      },
                    ]),
                {
                  id: 'replace',
                  label: all.editing.replace.button,
                  icon: icon(FileUp),
                  onAction: () => setMode('replace'),
                },
                {
                  id: 'rename',
                  label: common.rename,
                  icon: icon(Pencil),
                  onAction: () => {
                    setName(attachment.name)
                    setMode('rename')
                  },
                },
                {
                  id: 'download',
                  label: common.download,
                  icon: icon(Download),
                  onAction: () => location.assign(`/v1/revisions/${attachment.revisionId}/content`),
                },
              ],
            },
            {
              entries: [
                { id: 'delete', label: common.delete, icon: icon(Trash2), onAction: () => setMode('delete') },
              ],
            },
          ]}
        />
      </div>
      {attachment.warnings.map((it) => (
        <Remark key={it.code}>{it.text}</Remark>
      ))}
      {/* What was warned of when it arrived is not said a second time. */}
      {attachment.rendition.failure !== undefined && !isWarnedOf(attachment) && (
        <div className="grid justify-items-start gap-1">
          <Remark>{attachment.rendition.failure.text}</Remark>
          {attachment.rendition.failure.canRetry && (
            <Button
              size="small"
              variant="quiet"
              className="ml-16"
              isPending={isSending}
              onPress={() => void run(() => request('POST', `/v1/revisions/${attachment.revisionId}/retry`))}
            >
              <RotateCw className="size-4" aria-hidden />
              {text.renderRetry}
            </Button>
          )}
        </div>
      )}
      {mode !== 'show' && (
        <ReturnFocus>
          {mode === 'replace' && (
            <ReplaceAttachment
              proposalId={proposalId}
              attachment={attachment}
              onClose={() => setMode('show')}
            />
          )}
          {mode === 'rename' && (
            <form
              className="flex flex-wrap items-end gap-2 px-3 pb-2"
              onSubmit={(event) => {
                event.preventDefault()
                if (name.trim() !== '') rename()
              }}
            >
              <TextField
                label={text.newName}
                value={name}
                onChange={setName}
                autoFocus
                className="min-w-56 flex-1"
              />
              <Button onPress={() => setMode('show')} variant="quiet">
                {common.cancel}
              </Button>
              <Button type="submit" isPending={isSending}>
                {text.saveName}
              </Button>
            </form>
          )}
          {mode === 'delete' && (
            <div role="alert" className="flex flex-wrap items-center justify-end gap-2 px-3 pb-1">
              <span className="flex-1 text-sm">{text.confirmDelete(attachment.name)}</span>
              <Button size="small" variant="quiet" onPress={() => setMode('show')}>
                {common.cancel}
              </Button>
              <Button
                size="small"
                variant="danger"
                autoFocus
                isPending={isSending}
                onPress={() => void run(() => request('DELETE', `/v1/attachments/${attachment.id}`))}
              >
                {common.delete}
              </Button>
            </div>
          )}
        </ReturnFocus>
      )}
    </li>
  )
}

function Remark({ children }: { readonly children: string }) {
  return (
    <p className="flex items-start gap-1.5 pr-3 pl-[4.75rem] text-sm leading-relaxed text-shu-strong">
      <TriangleAlert className="mt-1 size-4 shrink-0" aria-hidden />
      {children}
    </p>
  )
}

function RenditionState({ attachment }: { readonly attachment: AttachmentView }) {
  const { common, drafting } = useText()
  const text = drafting.files
  const told = useRenditionProgress(attachment.revisionId)
  const { status, pageCount } = attachment.rendition
  const pages = <span>{common.pages(pageCount ?? 0)}</span>
  if (status === 'done') return pages
  if (status === 'failed') return <span className="text-shu">{text.renderFailed}</span>
  if (status === 'waiting') return <Spinner small label={text.renderWaiting} />
  if (status === 'running') return <Spinner small label={text.rendering} />
  // Of a short file it would only flash.
  if (told?.pageCount === undefined || told.pagesDone === 0) return pages
  const label = text.renderingPages(told.pagesDone, told.pageCount)
  return (
    <span className="flex items-center gap-2">
      {label}
      <span className="w-24">
        <ProgressBar label={label} value={(told.pagesDone / told.pageCount) * 100} />
      </span>
    </span>
  )
}

/** Whether a warning of the file says already that it is not shown as pages. */
function isWarnedOf({ rendition, warnings }: AttachmentView): boolean {
  return rendition.failure?.code === 'not_shown' && warnings.some((it) => it.code.startsWith('not_shown'))
}
