import { arrayMove } from '@dnd-kit/sortable'
import { useQueryClient } from '@tanstack/react-query'
import { FolderUp, Paperclip, Upload as UploadSign } from 'lucide-react'
import { useRef, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import type { AttachmentsChanged } from '../../../../server/contract/attachments.ts'
import type { AttachmentView, ProposalView } from '../../../../server/contract/proposals.ts'
import { request } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { keys } from '../../api/queries.ts'
import { megabytesOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Button, Notice, Reorderable, toast } from '../../ui/index.ts'
import { AttachmentRow } from './attachment-row.tsx'
import { chosenFiles } from '../../ui/index.ts'
import { Section } from './section.tsx'
import { UploadRow } from './upload-row.tsx'
import type { Uploads } from './use-uploads.ts'

type Props = {
  readonly proposal: ProposalView | undefined
  readonly uploads: Uploads
  /** In megabytes, from the policy in force; undefined until it is known. */
  readonly softLimitMb: number | undefined
  readonly error: string | undefined
}

/** What is attached, in order, and what is on its way. */
export function AttachmentsSection({ proposal, uploads, softLimitMb, error }: Props) {
  const { drafting } = useText()
  const { language } = useLanguage()
  const text = drafting.files
  const attachments = proposal?.attachments ?? []
  const pages = attachments.reduce((sum, it) => sum + (it.rendition.pageCount ?? 0), 0)
  const totalMb = attachments.reduce((sum, it) => sum + it.sizeBytes, 0) / (1024 * 1024)
  const arrived = new Set(attachments.map((it) => it.id))
  const travelling = uploads.queue.filter(
    (it) => it.state !== 'done' || it.attachmentId === undefined || !arrived.has(it.attachmentId),
  )
  return (
    <Section
      title={drafting.sections.files}
      aside={
        attachments.length > 0 && (
          <span className="text-sm text-ink-2 tabular">{text.total(attachments.length, pages)}</span>
        )
      }
    >
      {proposal !== undefined && attachments.length > 0 && <SortedFiles proposal={proposal} />}
      {travelling.length > 0 && (
        <ul className="grid gap-2">
          {travelling.map((it) => (
            <UploadRow key={it.key} upload={it} onCancel={uploads.cancel} onRetry={uploads.retry} />
          ))}
        </ul>
      )}
      <div className="grid justify-items-center gap-3 rounded-8 border-2 border-dashed border-line-strong/60 bg-well px-4 py-6 text-center">
        <UploadSign className="size-7 text-line-strong max-sm:hidden" aria-hidden />
        <p className="max-w-md text-sm text-ink-2">{text.help}</p>
        <div className="flex flex-wrap justify-center gap-3">
          <FileTrigger allowsMultiple onSelect={(list) => list !== null && uploads.add(chosenFiles(list))}>
            <Button>
              <Paperclip className="size-4" aria-hidden />
              {text.choose}
            </Button>
          </FileTrigger>
          <FileTrigger acceptDirectory onSelect={(list) => list !== null && uploads.add(chosenFiles(list))}>
            <Button variant="quiet">
              <FolderUp className="size-4" aria-hidden />
              {text.chooseFolder}
            </Button>
          </FileTrigger>
        </div>
      </div>
      {softLimitMb !== undefined && totalMb > softLimitMb && (
        <div data-soft-limit>
          <Notice tone="warning" live title={text.tooMuch(megabytesOf(totalMb, language), softLimitMb)}>
            {text.tooMuchText}
          </Notice>
        </div>
      )}
      {error !== undefined && <p className="text-sm text-shu">{error}</p>}
    </Section>
  )
}

function SortedFiles({ proposal }: { readonly proposal: ProposalView }) {
  const all = useText()
  const text = all.drafting.files
  const client = useQueryClient()
  // The order shown while the server is being told; undefined when it agrees.
  const [wanted, setWanted] = useState<readonly string[] | undefined>()
  const byId = new Map(proposal.attachments.map((it) => [it.id, it]))
  const stored = proposal.attachments.map((it) => it.id)
  const ids =
    wanted === undefined
      ? stored
      : [...wanted.filter((it) => byId.has(it)), ...stored.filter((it) => !wanted.includes(it))]

  const latest = useRef<readonly string[]>([])
  const isTelling = useRef(false)
  /** One after the other: two that travel at once may arrive the wrong way round. */
  const tell = async () => {
    isTelling.current = true
    for (let told: readonly string[] | undefined; told !== latest.current;) {
      told = latest.current
      try {
        await request<AttachmentsChanged>('PUT', `/v1/proposals/${proposal.id}/attachments/order`, {
          body: { ids: told },
        })
      } catch (error) {
        toast(problemText(error, all), 'warning')
      }
      await client.invalidateQueries({ queryKey: keys.proposal(proposal.id) })
    }
    isTelling.current = false
    setWanted(undefined)
  }
  const reorder = (next: readonly string[]) => {
    setWanted(next)
    latest.current = next
    if (!isTelling.current) void tell()
  }
  const move = (id: string, by: number) => {
    const from = ids.indexOf(id)
    reorder(arrayMove([...ids], from, from + by))
  }
  return (
    <Reorderable
      items={ids}
      idOf={(id) => id}
      nameOf={(id) => byId.get(id)?.name ?? ''}
      words={text}
      layout="column"
      onReorder={reorder}
    >
      {(shown) => (
        <ol aria-label={text.list} className="grid gap-2">
          {shown.flatMap((id, index) => {
            const attachment: AttachmentView | undefined = byId.get(id)
            if (attachment === undefined) return []
            return (
              <AttachmentRow
                key={id}
                proposalId={proposal.id}
                attachment={attachment}
                place={index + 1}
                onUp={index === 0 ? undefined : () => move(id, -1)}
                onDown={index === shown.length - 1 ? undefined : () => move(id, 1)}
              />
            )
          })}
        </ol>
      )}
    </Reorderable>
  )
}
