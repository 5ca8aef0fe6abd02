import { useState } from 'react'
import { useText } from '../../../i18n/index.tsx'
import { isActing } from '../main-acts.ts'
import { ClaimFields, claimSlots, toClaim, useClaim } from './claim-fields.tsx'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { WordsField } from './words-field.tsx'

type Opinion = 'agree' | 'conditional' | 'object'

/** 条件付同意 or 異議, whose words are required; also 同意 by way of 代決. */
export function ConcurForm({ opinion, ...form }: FormProps & { readonly opinion: Opinion }) {
  const { acts } = useText()
  const { proposal, words, seal } = form
  const acting = isActing(proposal, 'concur') ? proposal.acting : undefined
  const [claim, setClaim] = useClaim(words)
  const [tried, setTried] = useState(false)
  const needed = opinion !== 'agree'
  const confirm = () => {
    const comment = words.get('comment').trim()
    const claimed = acting === undefined ? undefined : toClaim(acting, claim)
    if ((needed && comment === '') || (acting !== undefined && claimed === undefined)) return setTried(true)
    form.onSend(
      {
        type: 'concur',
        ...seal,
        opinion,
        ...(claimed === undefined ? {} : { acting: claimed }),
      },
      claimSlots,
    )
  }
  return (
    <FormFrame
      {...form}
      act={opinion === 'agree' ? 'concur' : opinion}
      confirm={opinion === 'agree' ? acts.name.actConcur : acts.confirm[opinion]}
      onConfirm={confirm}
    >
      {acting !== undefined && (
        <>
          <p className="text-sm font-bold text-lead">{acts.acting.title(acting.postName, acting.holder)}</p>
          <ClaimFields acting={acting} claim={claim} onChange={setClaim} tried={tried} />
        </>
      )}
      <WordsField
        words={words}
        slot="comment"
        name="comment"
        label={needed ? acts.name[opinion] : acts.comment}
        hint={needed ? acts.hint[opinion] : undefined}
        required={needed}
        error={tried && needed && words.get('comment').trim() === '' ? acts.wordsMissing : undefined}
        autoFocus
      />
    </FormFrame>
  )
}
