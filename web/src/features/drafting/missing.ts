import { ProblemError } from '../../api/client.ts'

export type Missing = { readonly field: string; readonly text: string }

/** What a refused submission says is missing; empty when it was refused for another reason. */
export function missingOf(error: unknown): readonly Missing[] {
  if (!(error instanceof ProblemError) || error.problem.code !== 'incomplete') return []
  const list = error.problem.facts?.['missing']
  return Array.isArray(list) ? (list as readonly Missing[]) : []
}
