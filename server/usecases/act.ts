import type { ActBody, ActDone } from '../contract/proposals.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { Command } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import type { PersonId, ProposalId, Sha256 } from '../domain/ids.ts'
import { type Result, no, unreachable, yes } from '../domain/result.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { type ActRefusal, actingOf, announce, versionChanged, writeOf } from './commit-act.ts'
import { submitProposal } from './submit-proposal.ts'
import { readerOf } from './who-is.ts'

export type ActRequest = { readonly id: ProposalId; readonly by: PersonId; readonly body: ActBody }

/**
 * Does one act: read, ask the rules, write; two round trips, each shared with whoever waits at the same moment. No
 * row is held in between: the version guard of the write decides between two people, and the slower one is told.
 */
export async function act(deps: ApprovalDeps, request: ActRequest): Promise<Result<ActDone, ActRefusal>> {
  const { id, by, body } = request
  if (body.type === 'submit' || body.type === 'resubmit') return submitProposal(deps, { id, by, body })
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const at = deps.now()
  if (stored === undefined || !mayRead(stored.matter, readerOf(organisation, by, at))) {
    return no({ code: 'not_found' })
  }
  if (stored.version !== body.version) return no(await versionChanged(deps, id))
  const shown = body.manifestSha256 as Sha256
  const acting = actingOf(organisation, by, at, { shown, current: stored.manifestSha256 })
  const decided = decide(stored.state, commandOf(body), acting)
  if (!decided.ok) return decided
  const write = writeOf(stored, decided.value)
  const written = await deps.log.write(write)
  if (written.outcome === 'version_changed') return no(await versionChanged(deps, id))
  return yes(await announce(deps, write, written.version))
}

function commandOf(body: Exclude<ActBody, { type: 'submit' | 'resubmit' }>): Command {
  switch (body.type) {
    case 'approve':
    case 'examine':
    case 'decide':
      return { type: body.type, ...said(body) }
    case 'concur':
      return { type: body.type, opinion: body.opinion, ...said(body) }
    case 'return':
    case 'withdraw':
    case 'reject':
      return { type: body.type, reason: body.reason }
    case 'take_back':
      return { type: body.type }
    default:
      return unreachable(body)
  }
}

function said(body: { readonly comment?: string }): { readonly comment?: string } {
  return body.comment === undefined ? {} : { comment: body.comment }
}
