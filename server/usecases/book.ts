import type { Book } from '../contract/book.ts'
import type { PersonId, ProposalId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from '../jobs/converter-version.ts'
import { listAttachments } from '../store/attachments.ts'
import { pageSizes } from '../store/renditions.ts'
import { attachmentView } from './attachment-view.ts'
import { type MayReadDeps, mayReadProposal } from './may-read.ts'

/** All attachments in the drafter's order with the size of every page; a file without pages has no sizes. */
export async function viewBook(
  deps: MayReadDeps,
  request: { readonly id: ProposalId; readonly by: PersonId },
): Promise<Result<Book, { readonly code: 'not_found' }>> {
  if (!(await mayReadProposal(deps, request.by, request.id))) return no({ code: 'not_found' })
  const stored = await listAttachments(deps.db, request.id, converterVersion)
  const pdfOf = (it: (typeof stored)[number]): Sha256 | undefined =>
    it.rendition?.status === 'done'
      ? ((it.rendition.pdf_sha256 ?? undefined) as Sha256 | undefined)
      : undefined
  const sizes = await pageSizes(deps.db, [...new Set(stored.flatMap((it) => pdfOf(it) ?? []))])
  return yes({
    proposalId: request.id,
    files: stored.map((it) => {
      const { id, revisionId, name, kind, sizeBytes, warnings, rendition } = attachmentView(it)
      const pdf = pdfOf(it)
      return {
        attachmentId: id,
        revisionId,
        name,
        kind,
        sizeBytes,
        warnings,
        rendition,
        sizes: pdf === undefined ? [] : (sizes.get(pdf) ?? []),
      }
    }),
  })
}
