import type { ProposalView } from '../contract/proposals.ts'
import type { PersonId, Sha256 } from '../domain/ids.ts'
import { converterVersion } from '../jobs/converter-version.ts'
import { listRevisions } from '../store/attachments.ts'
import { findManifests } from '../store/manifests.ts'
import type { StoredProposal } from '../store/proposals.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { changesBetween } from './manifest-changes.ts'

type Changes = NonNullable<ProposalView['changedWhileReturned']>

export type WhatChanged = Pick<ProposalView, 'changedSinceMine' | 'changedWhileReturned'> & {
  /** Of the edits on the way, in their order. */
  readonly ofEdits: readonly Changes[]
}

/**
 * What is different: from what the reader last put a seal to, from what was submitted (for the drafter of a returned
 * one, against `current`, the text of what is saved), and by each correction on the way. Asks nothing where nothing is.
 */
export async function whatChanged(
  deps: Pick<ApprovalDeps, 'db'>,
  { id, state, manifestSha256 }: StoredProposal,
  { by, current }: { readonly by: PersonId; readonly current: string },
): Promise<WhatChanged> {
  if (state.status === 'draft') return { ofEdits: [] }
  const mark = state.marks.findLast((it) => it.by.person === by)
  const mine = mark?.manifestSha256 === state.manifestSha256 ? undefined : mark
  const redone =
    state.status === 'returned' && state.drafter.person === by && state.manifestSha256 !== manifestSha256
  const wanted: readonly Sha256[] = [
    ...(mine === undefined ? [] : [mine.manifestSha256, state.manifestSha256]),
    ...(redone ? [state.manifestSha256] : []),
    ...state.edits.flatMap((it) => [it.from, it.to]),
  ]
  if (wanted.length === 0) return { ofEdits: [] }
  const [texts, revisions] = await Promise.all([
    findManifests(deps.db, [...new Set(wanted)]),
    listRevisions(deps.db, id, converterVersion),
  ])
  const between = (from: Sha256, to: Sha256): Changes | undefined => {
    const [before, after] = [texts.get(from), texts.get(to)]
    return before === undefined || after === undefined ? undefined : changesBetween(before, after, revisions)
  }
  const sinceMine = mine && between(mine.manifestSha256, state.manifestSha256)
  const submitted = texts.get(state.manifestSha256)
  return {
    ofEdits: state.edits.map((it) => between(it.from, it.to) ?? []),
    ...(mine === undefined || sinceMine === undefined
      ? {}
      : { changedSinceMine: { at: mine.at, changes: sinceMine } }),
    ...(redone
      ? {
          changedWhileReturned: submitted === undefined ? [] : changesBetween(submitted, current, revisions),
        }
      : {}),
  }
}
