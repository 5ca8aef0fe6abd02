import type { Matter, Reader } from '../domain/access/may-read.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findDraft } from '../store/attachments.ts'
import { findDisposedOn } from '../store/disposals.ts'
import { findStampedPdf, postponeStampedPdf } from '../store/stamped-pdfs.ts'
import type { CameThrough } from './application-caller.ts'
import { findReading } from './may-read.ts'
import { type Content, type OpenContentDeps, contentOf } from './open-content.ts'
import type { JobQueue } from './ports.ts'
import type { DisposedRefusal } from './readable-revision.ts'
import { noteAccess } from './reading-purpose.ts'

type Asked = { readonly id: ProposalId; readonly by: PersonId }
/** Why there is no PDF of a decided case to open. */
export type StampedRefusal =
  | { readonly code: 'not_found' | 'not_decided' | 'stamped_pdf_not_ready' | 'stamped_pdf_failed' }
  | DisposedRefusal

/** The one PDF of a decided proposal, for somebody who may read it; taking it is noted as a read. */
export async function openStampedPdf(
  deps: OpenContentDeps,
  { id, by, through }: Asked & { readonly through?: CameThrough },
): Promise<Result<Content, StampedRefusal>> {
  const decided = await decidedFor(deps, { id, by })
  if (!decided.ok) return decided
  const found = await findStampedPdf(deps.db, id)
  if (found?.pdf !== undefined) {
    const { title, matter, reader } = decided.value
    await noteAccess(deps, matter, reader, {
      id,
      what: 'stamped_pdf',
      ...(through === undefined ? {} : { through }),
    })
    return yes(contentOf(deps, `${title}.pdf`, found.pdf))
  }
  return no({ code: found?.status === 'failed' ? 'stamped_pdf_failed' : 'stamped_pdf_not_ready' })
}

/** Asks for it again after a failure; one that is made already stays as it is. */
export async function retryStampedPdf(
  deps: OpenContentDeps & { readonly jobs: JobQueue },
  { id, by }: Asked,
): Promise<Result<undefined, StampedRefusal>> {
  const decided = await decidedFor(deps, { id, by })
  if (!decided.ok) return decided
  const found = await findStampedPdf(deps.db, id)
  if (found?.status === 'done') return yes(undefined)
  await postponeStampedPdf(deps.db, id)
  await deps.jobs.send('stamped_pdf', { proposalId: id }, id)
  return yes(undefined)
}

type Decided = { readonly title: string; readonly matter: Matter; readonly reader: Reader }

/** A proposal that is decided and may be read. */
async function decidedFor(
  deps: OpenContentDeps,
  { id, by }: Asked,
): Promise<Result<Decided, StampedRefusal>> {
  const [found, reading] = await Promise.all([findDraft(deps.db, id), findReading(deps, by, id)])
  if (found === undefined || reading === undefined) return no({ code: 'not_found' })
  if (found.status !== 'decided') return no({ code: 'not_decided' })
  const on = await findDisposedOn(deps.db, id)
  return on === undefined ? yes({ title: found.title, ...reading }) : no({ code: 'case_disposed', on })
}
