import { AppWindow, FileUp, GitCompare, MonitorCog, PencilLine } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { BookFile } from '../../../../server/contract/book.ts'
import { desktopAppOf } from '../../../../server/contract/desktop-app.ts'
import type { Editing } from '../../../../server/contract/editing.ts'
import { editorOf, endingOf } from '../../../../server/contract/editor-of.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { useText } from '../../i18n/index.tsx'
import { compareAddress } from '../../api/comparison.ts'
import { Badge, cx } from '../../ui/index.ts'
import { type PlaceOfFile, fetchEditPlace } from './file-place.tsx'

type Tools = {
  readonly proposal: ProposalView
  /** Who edits which file now; undefined while that is not known. */
  readonly editing: Editing | undefined
  /** The file whose 差替え is open. */
  readonly replaced: string | undefined
  readonly onReplace: (attachmentId: string) => void
  readonly onPlace: (place: PlaceOfFile) => void
}

/** What `FileTools` puts into every header. */
export function fileToolsOf(tools: Tools): (file: BookFile) => ReactNode {
  return (file) => <FileToolsOf {...tools} file={file} />
}

const link =
  'inline-flex min-h-8 shrink-0 cursor-pointer items-center gap-1.5 rounded-6 px-2 text-xs font-bold text-lead no-underline hover:bg-lead/8'

/**
 * Of a file: which 版 it is, who edits it now, 編集 for whoever may change it, 差し替える for whoever may correct it on the
 * way, or the way to it for its drafter.
 */
function FileToolsOf({
  file,
  proposal,
  editing: now,
  replaced,
  onReplace,
  onPlace,
}: Tools & { file: BookFile }) {
  const { editing, compare } = useText()
  const { attachmentId } = file
  const revision = proposal.attachments.find((it) => it.id === attachmentId)?.revisionNumber ?? 1
  const editor = now?.editing.find((it) => it.attachmentId === attachmentId)
  const hasCopies = now?.copies.some((it) => it.attachmentId === attachmentId) === true
  const mayRevise = proposal.allowed.includes('revise')
  const isOpen = replaced === attachmentId
  const app = desktopAppOf(file.kind)
  return (
    <>
      {(revision > 1 || hasCopies) && (
        <button
          type="button"
          className="order-first shrink-0 cursor-pointer"
          aria-label={editing.header.revisionsOf(editing.replace.revision(revision), file.name)}
          onClick={() => onPlace({ is: 'revisions', attachmentId })}
          data-revision={revision}
        >
          <Badge tone={hasCopies ? 'shu' : 'plain'}>{editing.replace.revision(revision)}</Badge>
        </button>
      )}
      {editor !== undefined && (
        <span className="shrink-0" data-being-edited>
          <Badge tone="lead">{beingEdited(editor, editing.header)}</Badge>
        </span>
      )}
      {(proposal.editable || mayRevise) && editorOf(file.kind) !== undefined && (
        <button
          type="button"
          className={link}
          aria-label={editing.header.editOf(file.name)}
          onPointerEnter={() => fetchEditPlace(file.kind)}
          onFocus={() => fetchEditPlace(file.kind)}
          onClick={() => onPlace({ is: 'edit', attachmentId })}
          data-edit-file={attachmentId}
        >
          <PencilLine className="size-4" aria-hidden />
          <span className="max-sm:sr-only">{editing.header.edit}</span>
        </button>
      )}
      {(proposal.editable || mayRevise) && now?.office.includes(endingOf(file.name)) === true && (
        <button
          type="button"
          className={link}
          aria-label={editing.header.officeOf(file.name)}
          title={editing.header.office}
          onClick={() => onPlace({ is: 'office', attachmentId })}
          data-edit-on-office-server={attachmentId}
        >
          <MonitorCog className="size-4" aria-hidden />
          <span className="max-2xl:sr-only">{editing.header.office}</span>
        </button>
      )}
      {(proposal.editable || mayRevise) && app !== undefined && (
        <button
          type="button"
          className={cx(link, 'max-sm:hidden')}
          aria-label={editing.header.desktopOf(app, file.name)}
          title={editing.header.desktop(app)}
          onClick={() => onPlace({ is: 'desktop', attachmentId })}
          data-edit-on-desktop={attachmentId}
        >
          <AppWindow className="size-4" aria-hidden />
          <span className="max-2xl:sr-only">{editing.header.desktop(app)}</span>
        </button>
      )}
      {proposal.editable && (
        <a
          className={link}
          href={`/compose/${proposal.id}`}
          aria-label={editing.replace.inDraftOf(file.name)}
          title={editing.replace.inDraft}
          data-replace-in-draft
        >
          <FileUp className="size-4" aria-hidden />
          <span className="max-2xl:sr-only">{editing.replace.inDraft}</span>
        </a>
      )}
      {revision > 1 && (
        <Link
          className={link}
          href={compareAddress(file.revisionId)}
          aria-label={compare.openOf(file.name)}
          title={compare.short}
          data-compare-link
        >
          <GitCompare className="size-4" aria-hidden />
          <span className="max-2xl:sr-only">{compare.short}</span>
        </Link>
      )}
      {mayRevise && (
        <button
          type="button"
          className={link}
          aria-label={editing.replace.buttonOf(file.name)}
          aria-expanded={isOpen}
          onClick={() => onReplace(file.attachmentId)}
          data-replace={file.attachmentId}
        >
          <FileUp className="size-4" aria-hidden />
          <span className="max-sm:sr-only">{editing.replace.button}</span>
        </button>
      )}
    </>
  )
}

/** Who edits it, and where. */
function beingEdited(
  { own, how, title, name }: Editing['editing'][number],
  words: ReturnType<typeof useText>['editing']['header'],
): string {
  const who = `${title} ${name}`.trim()
  if (how === 'webdav') return own ? words.ownOnDesktop : words.onDesktop(who)
  return own ? words.ownElsewhere : words.beingEdited(who)
}
