import { FileUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { BookFile } from '../../../../server/contract/book.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { useText } from '../../i18n/index.tsx'
import { Badge } from '../../ui/index.ts'

type Props = {
  readonly file: BookFile
  readonly proposal: ProposalView
  readonly isOpen: boolean
  readonly onReplace: (attachmentId: string) => void
}

/** What `FileTools` puts into every header. */
export function fileToolsOf(
  proposal: ProposalView,
  open: string | undefined,
  onReplace: Props['onReplace'],
): (file: BookFile) => ReactNode {
  return (file) => (
    <FileToolsOf file={file} proposal={proposal} isOpen={open === file.attachmentId} onReplace={onReplace} />
  )
}

/** In the header of a file: which 版 it is, and 差し替える for whoever may correct it on the way. */
function FileToolsOf({ file, proposal, isOpen, onReplace }: Props) {
  const { editing } = useText()
  const revision = proposal.attachments.find((it) => it.id === file.attachmentId)?.revisionNumber ?? 1
  return (
    <>
      {revision > 1 && (
        <span className="order-first shrink-0" data-revision={revision}>
          <Badge>{editing.replace.revision(revision)}</Badge>
        </span>
      )}
      {proposal.allowed.includes('revise') && (
        <button
          type="button"
          className="inline-flex min-h-8 shrink-0 cursor-pointer items-center gap-1.5 rounded-6 px-2 text-xs font-bold text-lead hover:bg-lead/8"
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
