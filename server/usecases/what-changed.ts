import type { ProposalView } from '../contract/proposals.ts'
import type { ApprovalEvent } from '../domain/approval/events.ts'
import type { PersonId, Sha256 } from '../domain/ids.ts'
import { converterVersion } from './converter-version.ts'
import { listRevisions } from '../store/held-revisions.ts'
import { findManifests } from '../store/manifests.ts'
import type { StoredProposal } from '../store/proposals.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { changesBetween } from './manifest-changes.ts'

type Changes = NonNullable<ProposalView['changedWhileReturned']>

export type WhatChanged = Pick<ProposalView, 'changedSinceMine' | 'changedWhileReturned'> & {
  /** Of the edits on the way, in their order. */
  readonly ofEdits: readonly Changes[]
  /** Of each event that brought another content, by its place in the chain. */
  readonly ofEvents: ReadonlyMap<number, Changes>
}

/** An event with its place in the chain. */
export type LinkedEvent = { readonly seq: number; readonly event: ApprovalEvent }

/** An event that brought another content. */
type ContentStep = { readonly seq: number; readonly from: Sha256; readonly to: Sha256 }

/** Where the content became another one: by a correction on the way, or while it lay with its drafter. */
function contentSteps(events: readonly LinkedEvent[]): readonly ContentStep[] {
  let shown: Sha256 | undefined
  return events.flatMap(({ seq, event }) => {
    const isContent = event.type === 'submitted' || event.type === 'resubmitted' || event.type === 'revised'
    if (!isContent) return []
    const from = shown
    const to = event.type === 'revised' ? event.to : event.manifestSha256
    shown = to
    return from === undefined || from === to ? [] : [{ seq, from, to }]
  })
}

const nothing: WhatChanged = { ofEdits: [], ofEvents: new Map() }

/**
 * What is different: from what the reader last put a seal to, from what was submitted (for the drafter of a returned
 * one, against `current`, the text of what is saved), and by each correction on the way. Asks nothing where nothing is.
 */
export async function whatChanged(
  deps: Pick<ApprovalDeps, 'db'>,
  { id, state, manifestSha256 }: StoredProposal,
  {
    by,
    current,
    events,
  }: { readonly by: PersonId; readonly current: () => string; readonly events: readonly LinkedEvent[] },
): Promise<WhatChanged> {
  if (state.status === 'draft') return nothing
  const mark = state.marks.findLast((it) => it.by.person === by)
  const mine = mark?.manifestSha256 === state.manifestSha256 ? undefined : mark
  const redone =
    state.status === 'returned' && state.drafter.person === by && state.manifestSha256 !== manifestSha256
  const steps = contentSteps(events)
  const wanted: readonly Sha256[] = [
    ...(mine === undefined ? [] : [mine.manifestSha256, state.manifestSha256]),
    ...(redone ? [state.manifestSha256] : []),
    ...state.edits.flatMap((it) => [it.from, it.to]),
    ...steps.flatMap((it) => [it.from, it.to]),
  ]
  if (wanted.length === 0) return nothing
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
    ofEvents: new Map(steps.map((it) => [it.seq, between(it.from, it.to) ?? []])),
    ...(mine === undefined || sinceMine === undefined
      ? {}
      : { changedSinceMine: { at: mine.at, changes: sinceMine } }),
    ...(redone
      ? {
          changedWhileReturned:
            submitted === undefined ? [] : changesBetween(submitted, current(), revisions),
        }
      : {}),
  }
}
