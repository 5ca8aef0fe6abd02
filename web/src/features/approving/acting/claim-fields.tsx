import type { ActBody } from '../../../../../server/contract/acts.ts'
import type { ProposalView } from '../../../../../server/contract/proposals.ts'
import { useText } from '../../../i18n/index.tsx'
import type { Words } from '../../../api/kept-words.ts'
import { Checkbox, RadioGroup, TextField } from '../../../ui/index.ts'

type Acting = NonNullable<ProposalView['acting']>
type ActingClaim = NonNullable<Extract<ActBody, { type: 'decide' }>['acting']>
type Exception = '' | 'prior_instruction' | 'emergency'

/** What the person says about a 代決. */
export type Claim = {
  readonly absence: string
  readonly exception: Exception
  readonly reason: string
  readonly postReview: boolean
}
const emptyClaim: Claim = { absence: '', exception: '', reason: '', postReview: true }

const slot = 'claim'

/** The claim as it is being written, kept like other words until the act is done. */
export function useClaim(words: Words): readonly [Claim, (claim: Claim) => void] {
  const kept = words.get(slot)
  const claim = kept === '' ? emptyClaim : { ...emptyClaim, ...(JSON.parse(kept) as Partial<Claim>) }
  return [claim, (to) => words.set(slot, JSON.stringify(to))]
}

/** Where the words of a claim are kept. */
export const claimSlots: readonly string[] = [slot]

/** The claim as it is sent; undefined while something is missing. */
export function toClaim(acting: Acting, claim: Claim): ActingClaim | undefined {
  const absence = claim.absence.trim()
  const reason = claim.reason.trim()
  if (acting.absence === undefined && absence === '') return undefined
  if (acting.reserved.length > 0 && (claim.exception === '' || reason === '')) return undefined
  return {
    ...(acting.absence === undefined ? { absence } : {}),
    ...(acting.reserved.length === 0 || claim.exception === ''
      ? {}
      : { exception: { kind: claim.exception, reason } }),
    ...(acting.postReviewIsChoice ? { postReview: claim.postReview } : {}),
  }
}

type Props = {
  readonly acting: Acting
  readonly claim: Claim
  readonly onChange: (claim: Claim) => void
  /** It was tried with something missing. */
  readonly tried: boolean
}

/** For whom and why; the absence where none is registered, and the exception for a reserved matter. */
export function ClaimFields({ acting, claim, onChange, tried }: Props) {
  const { acts, common } = useText()
  const words = acts.acting
  return (
    <div className="grid gap-3 rounded-8 border border-line bg-paper p-3" data-acting-claim>
      <p className="text-sm leading-relaxed">
        {acting.absence !== undefined && <b>{words.registered(acting.absence)}　</b>}
        {words.why[acting.role]}
        {!acting.postReviewIsChoice && words.viewedLater}
      </p>
      {acting.absence === undefined && (
        <TextField
          label={words.absence}
          hint={words.absenceHint(acting.holder)}
          requiredMark={common.required}
          value={claim.absence}
          onChange={(absence) => onChange({ ...claim, absence })}
          maxLength={400}
          name="absence"
          error={tried && claim.absence.trim() === '' ? words.absenceMissing : undefined}
        />
      )}
      {acting.reserved.length > 0 && (
        <>
          <RadioGroup
            label={words.exception}
            hint={words.reserved(acting.reserved.join('、'))}
            requiredMark={common.required}
            value={claim.exception}
            onChange={(it) => onChange({ ...claim, exception: it as Exception })}
            options={[
              { value: 'prior_instruction', label: words.priorInstruction },
              { value: 'emergency', label: words.emergency },
            ]}
            error={tried && claim.exception === '' ? words.exceptionMissing : undefined}
          />
          <TextField
            label={words.exceptionReason}
            requiredMark={common.required}
            value={claim.reason}
            onChange={(reason) => onChange({ ...claim, reason })}
            maxLength={400}
            name="exception"
            error={tried && claim.reason.trim() === '' ? words.exceptionMissing : undefined}
          />
        </>
      )}
      {acting.postReviewIsChoice && (
        <Checkbox isSelected={claim.postReview} onChange={(postReview) => onChange({ ...claim, postReview })}>
          {words.postReview}
        </Checkbox>
      )}
    </div>
  )
}
