import { useState } from 'react'
import { yenOf } from '../../../i18n/format.ts'
import { useLanguage, useText } from '../../../i18n/index.tsx'
import { isActing } from '../main-acts.ts'
import { ClaimFields, claimSlots, toClaim, useClaim } from './claim-fields.tsx'
import { type FormProps, FormFrame } from './form-frame.tsx'
import { WordsField } from './words-field.tsx'

/** 決裁, perhaps with a condition, perhaps 代決: what is decided is said once more before it is final. */
export function DecideForm(form: FormProps) {
  const text = useText()
  const { acts } = text
  const { language } = useLanguage()
  const { proposal, words, seal } = form
  const acting = isActing(proposal, 'decide') ? proposal.acting : undefined
  const [claim, setClaim] = useClaim(words)
  const [tried, setTried] = useState(false)
  const { amountYen, title } = proposal.content
  const confirm = () => {
    const claimed = acting === undefined ? undefined : toClaim(acting, claim)
    if (acting !== undefined && claimed === undefined) return setTried(true)
    const condition = words.get('condition').trim()
    form.onSend(
      {
        type: 'decide',
        ...seal,
        ...(condition === '' ? {} : { condition }),
        ...(claimed === undefined ? {} : { acting: claimed }),
      },
      ['condition', ...claimSlots],
    )
  }
  return (
    <FormFrame
      {...form}
      act="decide"
      confirm={acting === undefined ? acts.confirm.decide : acts.name.actDecide}
      onConfirm={confirm}
    >
      <div className="grid gap-1">
        <p className="text-sm font-bold text-lead">
          {acting === undefined ? acts.decideTitle : acts.acting.title(acting.postName, acting.holder)}
        </p>
        <p className="text-lg leading-snug font-bold">{title}</p>
        {amountYen !== undefined && (
          <p className="tabular">
            {text.reader.form.amount}　<b>{yenOf(amountYen, language)}</b>
            {text.reader.form.amountTax}
          </p>
        )}
        <p className="text-sm leading-relaxed text-ink-2">{acts.decideText}</p>
        {proposal.alongWith.length > 0 && (
          <p className="text-sm">{acts.alongWith(proposal.alongWith.join('、'))}</p>
        )}
      </div>
      {acting !== undefined && (
        <ClaimFields acting={acting} claim={claim} onChange={setClaim} tried={tried} />
      )}
      <WordsField
        words={words}
        slot="condition"
        name="condition"
        label={acts.condition}
        hint={acts.conditionHint}
      />
      <WordsField words={words} slot="comment" name="comment" label={acts.comment} />
    </FormFrame>
  )
}
