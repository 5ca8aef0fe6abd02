import { ApprovalLog } from '../store/approval-log.ts'
import { ProposalReads } from '../store/proposals.ts'
import type { Clock, DatabasePorts, JobQueue, LiveBus, NewId, OrganisationSource } from './ports.ts'

/** What the use cases of the approval core need. */
export type ApprovalDeps = DatabasePorts & {
  readonly now: Clock
  readonly newId: NewId
  readonly organisation: OrganisationSource
  readonly live: LiveBus
  readonly jobs: JobQueue
  readonly log: ApprovalLog
  readonly reads: ProposalReads
}

/** Adds the shared writer and reader to what the application has; `close` gives the writer's connection back. */
export function openApproval(
  deps: Omit<ApprovalDeps, 'log' | 'reads'>,
): ApprovalDeps & { readonly close: () => Promise<void> } {
  const log = new ApprovalLog(deps.pool.options)
  return { ...deps, log, reads: new ProposalReads(deps.pool), close: () => log.close() }
}
