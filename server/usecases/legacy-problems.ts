import type { ProblemRow } from './rule-sentences.ts'
import type { LegacyUploadProblem } from './legacy-uploads.ts'

/** Refusals of an import that is begun in the browser. */
export const legacyProblems = {
  legacy_not_ready: {
    status: 409,
    title:
      '試行が終わっていないか、取込みがもう終わっています。状態を確かめ、試行が終わってから取り込んでください。',
    rule: '移行',
  },
} satisfies Record<Exclude<LegacyUploadProblem['code'], 'not_allowed' | 'not_found'>, ProblemRow>
