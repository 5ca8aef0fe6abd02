import type { Kysely } from 'kysely'
import type { Database } from '../store/database.ts'
import { listUnstamped } from '../store/stamped-pdfs.ts'
import type { JobQueue } from '../usecases/ports.ts'

/**
 * Sends a job for every decided proposal without its PDF: those whose job was lost between the decision and the queue,
 * and those put back until all renditions are there. A job that is queued or running already is joined.
 */
export async function requeueStampedPdfs(deps: {
  readonly db: Kysely<Database>
  readonly jobs: JobQueue
}): Promise<number> {
  const ids = await listUnstamped(deps.db)
  for (const id of ids) await deps.jobs.send('stamped_pdf', { proposalId: id }, id)
  return ids.length
}
