import type { ProposalContent } from '../../../../server/contract/proposals.ts'

/** A draft nobody has written in yet. */
export const emptyContent: ProposalContent = {
  title: '',
  body: '',
  authorityCode: '',
  flags: [],
  folderId: '',
  retentionCode: '',
  disclosure: { class: '', grounds: [] },
  secrecy: 'none',
  accessList: [],
  urgent: false,
  urgentReason: '',
}

export type Field = keyof ProposalContent

/** Leaves an optional field away instead of keeping it as undefined: the server refuses unknown values. */
export function withoutField(content: ProposalContent, field: Field): ProposalContent {
  const { [field]: _gone, ...rest } = content
  return rest as ProposalContent
}

/** Whether both would be saved as the same. */
export function sameContent(a: ProposalContent, b: ProposalContent): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) =>
    typeof it === 'object' && it !== null && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  )
}

export type Merge = {
  readonly merged: ProposalContent
  /** Fields both sides changed, differently; `merged` has mine there. */
  readonly conflicts: readonly Field[]
}

/**
 * Brings together what I wrote and what was saved elsewhere, both starting from `base`: a field only one side
 * touched takes that side's value.
 */
export function mergeContent(base: ProposalContent, mine: ProposalContent, theirs: ProposalContent): Merge {
  const fields = new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)]) as Set<Field>
  const merged: Record<string, unknown> = {}
  const conflicts: Field[] = []
  for (const field of fields) {
    const [b, m, t] = [canonical(base[field]), canonical(mine[field]), canonical(theirs[field])]
    const mineChanged = m !== b
    if (mineChanged && t !== b && m !== t) conflicts.push(field)
    const value = mineChanged ? mine[field] : theirs[field]
    if (value !== undefined) merged[field] = value
  }
  return { merged: merged as ProposalContent, conflicts }
}
