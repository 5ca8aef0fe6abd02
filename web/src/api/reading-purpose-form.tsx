import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { ReadingPurposeBody } from '../../../server/contract/reading-purpose.ts'
import { useText } from '../i18n/index.tsx'
import { Button, LinkButton, Notice, TextField } from '../ui/index.ts'
import { request } from './client.ts'
import { problemText } from './problem-text.tsx'

/** Where a case would stand: asks 監査・情報公開担当 once a session what it is read for, then opens it. */
export function ReadingPurposeForm() {
  const texts = useText()
  const text = texts.common.purpose
  const client = useQueryClient()
  const [purpose, setPurpose] = useState('')
  const [tried, setTried] = useState(false)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<ReactNode>()
  const isBlank = purpose.trim() === ''
  const state = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isBlank) return
    setSending(true)
    setProblem(undefined)
    try {
      const body: ReadingPurposeBody = { purpose: purpose.trim() }
      await request('PUT', '/v1/reading-purpose', { body })
      await client.invalidateQueries()
    } catch (error) {
      setProblem(problemText(error, texts))
    }
    setSending(false)
  }
  return (
    <form
      className="mx-auto grid max-w-lg gap-4 px-4 py-10 sm:py-14"
      aria-labelledby="reading-purpose"
      onSubmit={(event) => void state(event)}
      data-reading-purpose
    >
      <div className="grid gap-1">
        <h1 id="reading-purpose" className="text-lg leading-snug font-bold">
          {text.title}
        </h1>
        <p className="leading-relaxed text-ink-2">{text.text}</p>
      </div>
      <TextField
        label={text.label}
        placeholder={text.placeholder}
        requiredMark={texts.common.required}
        value={purpose}
        onChange={setPurpose}
        maxLength={200}
        name="purpose"
        error={tried && isBlank ? text.missing : undefined}
      />
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" isPending={sending}>
          {text.open}
        </Button>
        {/* On a phone nothing else leads away from here. */}
        <LinkButton href="/" variant="quiet">
          {texts.common.toInbox}
        </LinkButton>
      </div>
    </form>
  )
}
