import type { ExpiringFolder } from '../../../../server/contract/expiry.ts'

/** A step as the screen sorts by it: what was decided goes on in one of two ways. */
export type ShownStep = ExpiringFolder['step'] | 'toTransfer'

export function shownStep({ step, appraisal }: Pick<ExpiringFolder, 'step' | 'appraisal'>): ShownStep {
  return step === 'decided' && appraisal?.outcome === 'transfer' ? 'toTransfer' : step
}
