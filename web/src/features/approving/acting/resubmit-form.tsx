import { useState } from 'react'
import type { ProposalView } from '../../../../../server/contract/proposals.ts'
import { useText } from '../../../i18n/index.tsx'
import { NameLists, RadioGroup } from '../../../ui/index.ts'
import { ChangeList } from '../change-list.tsx'
import { type FormProps, FormFrame } from './form-frame.tsx'

type Effect = '' | 'minor' | 'major'

/** 再提出: from where, and when something changed how weighty that is: whose acts stand and whose fall, by name, before. */
export function ResubmitForm(form: FormProps) {
  const { acts } = useText()
  const { proposal } = form
  const [mode, setMode] = useState<'resume' | 'restart'>('resume')
  const [effect, setEffect] = useState<Effect>('')
  const [tried, setTried] = useState(false)
  const changes = proposal.changedWhileReturned
  const asksEffect = changes !== undefined && mode === 'resume'
  const confirm = () => {
    if (asksEffect && effect === '') return setTried(true)
    form.onSend({ type: 'resubmit', mode, ...(asksEffect && effect !== '' ? { effect } : {}) })
  }
  return (
    <FormFrame {...form} act="resubmit" confirm={acts.name.resubmit} onConfirm={confirm}>
      {changes === undefined ? (
        <p className="text-sm text-ink-2">{acts.resubmit.nothing}</p>
      ) : (
        <div className="grid gap-1">
          <p className="text-sm font-bold">{acts.resubmit.changed}</p>
          <ChangeList changes={changes} />
        </div>
      )}
      <RadioGroup
        label={acts.resubmit.mode}
        value={mode}
        onChange={(it) => setMode(it === 'restart' ? 'restart' : 'resume')}
        options={[
          { value: 'resume', label: acts.resubmit.resume },
          { value: 'restart', label: acts.resubmit.restart },
        ]}
      />
      {asksEffect && (
        <RadioGroup
          label={acts.resubmit.effect}
          value={effect}
          onChange={(it) => setEffect(it as Effect)}
          options={[
            { value: 'minor', label: acts.resubmit.minor },
            { value: 'major', label: acts.resubmit.major },
          ]}
          error={tried && effect === '' ? acts.resubmit.effectMissing : undefined}
        />
      )}
      {asksEffect && effect !== '' && proposal.editOutcomes !== undefined && (
        <Outcome outcome={proposal.editOutcomes[effect]} />
      )}
    </FormFrame>
  )
}

type OutcomeView = NonNullable<ProposalView['editOutcomes']>['minor']

/** Whose acts stand and whose fall, by name. */
function Outcome({ outcome }: { readonly outcome: OutcomeView }) {
  const { resubmit: words } = useText().acts
  const named = (people: OutcomeView['stands']) => people.map((it) => `${it.title} ${it.name}`)
  return (
    <NameLists
      rows={[
        { title: words.stands, names: named(outcome.stands) },
        { title: words.falls, names: named(outcome.falls), warns: true },
      ]}
      nobody={words.nobody}
    />
  )
}
