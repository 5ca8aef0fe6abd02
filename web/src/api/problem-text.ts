import type { Texts } from '../i18n/index.tsx'
import { ProblemError, UnreachableError } from './client.ts'

/** The sentence to show for anything a request threw. */
export function problemText(error: unknown, texts: Texts): string {
  if (error instanceof ProblemError) return error.problem.title
  if (error instanceof UnreachableError) return texts.common.offlineShort
  return texts.common.unexpected
}
