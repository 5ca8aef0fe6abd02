import { useState } from 'react'
import { useText } from '../../i18n/index.tsx'
import { Button, TextArea } from '../../ui/index.ts'

type Props = {
  readonly label: string
  readonly confirm: string
  readonly act: string
  readonly busy: boolean
  /** Sends the words; answers whether they were accepted. */
  readonly onSend: (text: string) => Promise<boolean>
}

/** A few words written right where they belong: 処理意見 under its objection, an answer under its question. */
export function AnswerBox({ label, confirm, act, busy, onSend }: Props) {
  const { acts } = useText()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const send = async () => {
    const sent = text.trim()
    if (sent === '') return setMissing(true)
    // What was typed on meanwhile stays.
    if (await onSend(sent)) setText((it) => (it.trim() === sent ? '' : it))
  }
  return (
    <div className="mt-2 grid gap-2" data-answer={act}>
      <TextArea
        label={label}
        value={text}
        onChange={(it) => {
          setMissing(false)
          setText(it)
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
