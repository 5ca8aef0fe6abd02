import { useState } from 'react'
import type { RulePreview, RuleVersions } from '../../../../server/contract/rules.ts'
import { problemText } from '../../api/problem-text.tsx'
import type { RuleDraftEditing } from '../../api/rule-draft.ts'
import { shortDayOf, todayInJapan } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { Button, Spinner, TextField, toast } from '../../ui/index.ts'
import { DayField } from './day-field.tsx'
import { RulePreviewView } from './rule-preview.tsx'

type Props<Content> = {
  readonly draft: RuleDraftEditing<Content>
  readonly versions: RuleVersions['versions']
  /** The day it shall be in force from. */
  readonly from: string
  readonly onFrom: (day: string) => void
}

type Seen =
  | { readonly kind: 'none' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly from: string; readonly lock: number; readonly preview: RulePreview }

/** From which day, what would change, and only then the button that publishes it. */
export function RulePublishing<Content>({ draft, versions, from, onFrom }: Props<Content>) {
  const all = useText()
  const text = all.rules
  const { language } = useLanguage()
  const today = todayInJapan()
  const [seen, setSeen] = useState<Seen>({ kind: 'none' })
  const [reason, setReason] = useState('')
  const [isPublishing, setPublishing] = useState(false)
  const fail = (error: unknown) => toast(problemText(error, all), 'warning')
  const look = async () => {
    setSeen({ kind: 'working' })
    try {
      const { lock, seen: preview } = await draft.preview(from)
      setSeen({ kind: 'done', from, lock, preview })
    } catch (error) {
      setSeen({ kind: 'none' })
      fail(error)
    }
  }
  const publish = async () => {
    setPublishing(true)
    try {
      await draft.publish(from, reason)
      setSeen({ kind: 'none' })
      setReason('')
      toast(text.published(shortDayOf(from, language)))
    } catch (error) {
      fail(error)
    }
    setPublishing(false)
  }
  // What was looked at must be what is published: a change of the draft, by whomever, asks for another look even once it
  // is saved, and a draft that was discarded has nothing to publish.
  if (seen.kind === 'done' && (draft.isChanged || draft.lock !== seen.lock)) setSeen({ kind: 'none' })
  const preview = seen.kind === 'done' && seen.from === from ? seen.preview : undefined
  const hasErrors = preview?.findings.some((it) => it.severity === 'error') ?? false
  const isReady = preview !== undefined && !hasErrors && preview.changes.length > 0
  const replaced = versions.find((it) => it.from === from && it.state === 'ahead')
  return (
    <section aria-label={text.publishing} className="paper grid gap-4 px-4 py-4 sm:px-5">
      <h3 className="font-bold">{text.publishing}</h3>
      <div className="flex flex-wrap items-end gap-3">
        <DayField label={text.fromDay} value={from} min={today} onChange={onFrom} className="w-48" />
        <Button
          variant={isReady ? 'secondary' : 'primary'}
          isDisabled={seen.kind === 'working' || !isWholeDay(from)}
          onPress={() => void look()}
        >
          {text.preview}
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-4">
        {seen.kind === 'working' && <Spinner small label={text.previewing} />}
        {preview !== undefined && <RulePreviewView preview={preview} />}
        {isReady && (
          <>
            <TextField
              label={text.reason}
              hint={replaced === undefined ? text.reasonHelp : text.replaces(replaced.version)}
              requiredMark={replaced === undefined ? undefined : all.common.required}
              value={reason}
              onChange={setReason}
              maxLength={1000}
              className="max-w-xl"
            />
            <div>
              <Button
                variant="primary"
                isDisabled={isPublishing || (replaced !== undefined && reason.trim() === '')}
                onPress={() => void publish()}
              >
                {text.publish(shortDayOf(from, language))}
              </Button>
            </div>
          </>
        )}
      </div>
    </section>
  )
}
