import { ApprovalLog } from '../store/approval-log.ts'
import { ProposalReads } from '../store/proposals.ts'
import { WholeCaseReads } from '../store/whole-cases.ts'
import { converterVersion } from './converter-version.ts'
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
  readonly wholeCases: WholeCaseReads
}

/** Adds the shared writer and reader to what the application has; `close` gives the writer's connection back. */
export function openApproval(
  deps: Omit<ApprovalDeps, 'log' | 'reads' | 'wholeCases'>,
): ApprovalDeps & { readonly close: () => Promise<void> } {
  const log = new ApprovalLog(deps.pool.options)
  const reads = new ProposalReads(deps.pool)
  const wholeCases = new WholeCaseReads(deps.pool, converterVersion)
  return { ...deps, log, reads, wholeCases, close: () => log.close() }
}
