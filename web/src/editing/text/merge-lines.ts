import { diff3Merge } from 'node-diff3'

type Block = { readonly ok?: readonly string[]; readonly conflict?: { readonly a: readonly string[] } }

/**
 * Two texts that came of the same one, as one: lines that only one of them changed are as that one has them. Where both
 * changed the same lines the own ones stand there, to be compared with the others.
 */
export function mergeLines(base: string, own: string, other: string): string {
  const lines = (text: string): string[] => text.split('\n')
  const blocks = diff3Merge(lines(own), lines(base), lines(other), { excludeFalseConflicts: true }) as Block[]
  return blocks.flatMap((it) => it.ok ?? it.conflict?.a ?? []).join('\n')
}
