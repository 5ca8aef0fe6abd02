import { ArrowLeft, Columns2, Highlighter } from 'lucide-react'
import { useEffect } from 'react'
import { useSearchParams } from 'wouter'
import type {
  DisclosureFile,
  DisclosureFilePages,
  DisclosureView,
} from '../../../../server/contract/disclosure.ts'
import { askedFileAddress, maskedCopyAddress, useAskedFile, useDisclosure } from '../../api/disclosure.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useMe } from '../../api/queries.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { Badge, EmptyState, LinkButton } from '../../ui/index.ts'
import { CopyBeside } from './copy-beside.tsx'
import { useKeptMarks } from './kept-marks.ts'
import { MaskEditor } from './mask-editor.tsx'
import { filesOf } from './stages.tsx'

type Props = { readonly id: string; readonly revisionId: string }

/** 墨塗り of a file that is asked for, and the copy that came of it beside the original. */
export function MaskPage({ id, revisionId }: Props) {
  const { masking: text, requests } = useText()
  const request = useDisclosure(id)
  const pages = useAskedFile(id, revisionId)
  return (
    <Loaded query={request} failed={requests.failed}>
      {(data) => {
        const file = filesOf(data).find((it) => it.revisionId === revisionId)
        return (
          <Loaded query={pages} failed={text.noPages}>
            {(there) =>
              file === undefined ? (
                <EmptyState
                  isPage
                  title={text.fixed}
                  action={<LinkButton href={`/disclosure/${id}`}>{text.back}</LinkButton>}
                />
              ) : (
                <Masking request={data} file={file} pages={there} />
              )
            }
          </Loaded>
        )
      }}
    </Loaded>
  )
}

type MaskingProps = {
  readonly request: DisclosureView
  readonly file: DisclosureFile
  readonly pages: DisclosureFilePages
}

function Masking({ request, file, pages }: MaskingProps) {
  const { masking: text, requests } = useText()
  const me = useMe().data
  const [params] = useSearchParams()
  const { copy, revisionId } = file
  const mayMask = request.allowed.includes('mask_file')
  const looks = copy !== undefined && (params.get('look') === 'copy' || !mayMask)
  const kept = useKeptMarks({ person: me?.id ?? '', request: request.id, file })
  const at = `/disclosure/${request.id}`
  const title = `${text.title}：${file.name}`
  useEffect(() => {
    document.title = `${title} - Kessai`
  }, [title])
  return (
    <div className="flex h-full min-h-0 flex-col" data-masking={looks ? 'look' : 'mark'}>
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-paper px-2 py-1.5">
        <LinkButton href={at} variant="quiet" size="small" aria-label={text.back}>
          <ArrowLeft className="size-5" aria-hidden />
        </LinkButton>
        <h1 className="min-w-0 flex-1 basis-40 truncate text-base font-bold" title={title}>
          {title}
        </h1>
        <span className="hidden text-sm text-ink-3 tabular sm:inline">{request.number}</span>
        {copy !== undefined && (
          <Badge tone="done">{requests.files.copy(copy.pages, copy.masks.length)}</Badge>
        )}
        {looks && mayMask && (
          <LinkButton size="small" href={`${at}/files/${revisionId}`}>
            <Highlighter className="size-4" aria-hidden />
            {requests.files.maskAgain}
          </LinkButton>
        )}
        {!looks && copy !== undefined && (
          <LinkButton size="small" href={`${at}/files/${revisionId}?look=copy`}>
            <Columns2 className="size-4" aria-hidden />
            {text.compare}
          </LinkButton>
        )}
      </header>
      {looks ? (
        <CopyBeside
          original={`${askedFileAddress(request.id, revisionId)}/pdf`}
          copy={maskedCopyAddress(request.id, revisionId, copy.sha256)}
          sizes={pages.sizes}
        />
      ) : (
        kept.marks !== undefined && (
          <MaskEditor
            key={copy?.sha256 ?? ''}
            {...{ request, file, pages, mayMask }}
            start={kept.marks}
            onMarks={kept.keep}
          />
        )
      )}
    </div>
  )
}
