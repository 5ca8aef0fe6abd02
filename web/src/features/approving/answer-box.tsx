import { useState } from 'react'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { useKeptWords } from '../../api/kept-words.ts'
import { useMe } from '../../api/queries.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, TextArea } from '../../ui/index.ts'
import { ownSteps } from './main-acts.ts'

type Props = {
  readonly proposal: ProposalView
  readonly label: string
  readonly confirm: string
  readonly act: string
  /** What the words are kept by: that of the form of the same act, where it has one. */
  readonly slot: string
  readonly busy: boolean
  /** Sends the words; answers whether they were accepted. */
  readonly onSend: (text: string) => Promise<boolean>
}

/** A few words written right where they belong: 処理意見 under its objection, an answer under its question. */
export function AnswerBox({ proposal, label, confirm, act, slot, busy, onSend }: Props) {
  const { acts } = useText()
  const me = useMe().data?.id
  const words = useKeptWords(me ?? '', proposal.id, ownSteps(proposal, me)[0]?.id ?? '')
  const [missing, setMissing] = useState(false)
  const send = async () => {
    const sent = words.get(slot).trim()
    if (sent === '') return setMissing(true)
    // What was typed on meanwhile stays.
    if ((await onSend(sent)) && words.get(slot).trim() === sent) words.drop([slot])
  }
  return (
    <div className="mt-2 grid gap-2" data-answer={act}>
      <TextArea
        label={label}
        value={words.get(slot)}
        onChange={(it) => {
          setMissing(false)
          words.set(slot, it)
        }}
        rows={2}
        maxLength={4000}
        error={missing ? acts.wordsMissing : undefined}
        name={act}
      />
      <Button size="small" isDisabled={busy} onPress={() => void send()} className="justify-self-end">
        {confirm}
      </Button>
    </div>
  )
}
