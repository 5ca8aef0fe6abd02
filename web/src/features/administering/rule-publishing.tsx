import { Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { RulePreview, RuleVersions } from '../../../../server/contract/rules.ts'
import { problemText } from '../../api/problem-text.tsx'
import type { RuleDraftEditing } from '../../api/rules.ts'
import { shortDayOf, todayInJapan } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, Button, Notice, Spinner, TextField, toast } from '../../ui/index.ts'

type Props<Content> = {
  readonly draft: RuleDraftEditing<Content>
  readonly versions: RuleVersions['versions']
}

/** The first day of the month after a day. */
function nextMonth(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}

type Seen =
  | { readonly kind: 'none' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly from: string; readonly preview: RulePreview }

/** From which day, what would change, and only then the button that publishes it. */
export function RulePublishing<Content>({ draft, versions }: Props<Content>) {
  const all = useText()
  const text = all.rules
  const { language } = useLanguage()
  const today = todayInJapan()
  const [from, setFrom] = useState(nextMonth(today))
  const [seen, setSeen] = useState<Seen>({ kind: 'none' })
  const [isPublishing, setPublishing] = useState(false)
  const fail = (error: unknown) => toast(problemText(error, all), 'warning')
  const look = async () => {
    setSeen({ kind: 'working' })
    try {
      setSeen({ kind: 'done', from, preview: await draft.preview(from) })
    } catch (error) {
      setSeen({ kind: 'none' })
      fail(error)
    }
  }
  const publish = async () => {
    setPublishing(true)
    try {
      await draft.publish(from)
      setSeen({ kind: 'none' })
      toast(text.published(shortDayOf(from, language)))
    } catch (error) {
      fail(error)
    }
    setPublishing(false)
  }
  // What was looked at must be what is published: a change of the draft or the day asks for another look.
  const preview = seen.kind === 'done' && seen.from === from && !draft.isChanged ? seen.preview : undefined
  const hasErrors = preview?.findings.some((it) => it.severity === 'error') ?? false
  const isReady = preview !== undefined && !hasErrors && preview.changes.length > 0
  const replaced = versions.find((it) => it.from === from && it.state === 'ahead')
  return (
    <section aria-label={text.publishing} className="paper grid gap-4 px-4 py-4 sm:px-5">
      <h3 className="font-bold">{text.publishing}</h3>
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={text.fromDay}
          type="date"
          value={from}
          min={today}
          onChange={setFrom}
          className="w-48"
        />
        <Button
          variant={isReady ? 'secondary' : 'primary'}
          isDisabled={seen.kind === 'working' || !/^\d{4}-\d{2}-\d{2}$/.test(from)}
          onPress={() => void look()}
        >
          {text.preview}
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-4">
        {seen.kind === 'working' && <Spinner small label={text.previewing} />}
        {preview !== undefined && <Preview preview={preview} />}
        {replaced !== undefined && isReady && <p className="text-sm">{text.replaces(replaced.version)}</p>}
        {isReady && (
          <div>
            <Button variant="primary" isDisabled={isPublishing} onPress={() => void publish()}>
              {text.publish(shortDayOf(from, language))}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

function Preview({ preview }: { readonly preview: RulePreview }) {
  const { rules: text } = useText()
  const errors = preview.findings.filter((it) => it.severity === 'error')
  const others = preview.findings.filter((it) => it.severity !== 'error')
  return (
    <div className="grid gap-4 text-sm leading-relaxed">
      <div>
        <h4 className="font-bold">{text.changes(preview.changes.length)}</h4>
        {preview.changes.length === 0 ? (
          <p className="text-ink-3">{text.noChanges}</p>
        ) : (
          <ul className="list-disc pl-5">
            {preview.changes.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        )}
      </div>
      {errors.length > 0 && (
        <Notice tone="warning" title={text.errors(errors.length)}>
          <ul className="grid gap-1 text-sm">
            {errors.map((it) => (
              <li key={it.code + it.text}>{it.text}</li>
            ))}
          </ul>
        </Notice>
      )}
      {others.length > 0 && (
        <ul aria-label={text.findings} className="grid gap-1.5">
          {others.map((it) => (
            <li key={it.code + it.text} className="flex gap-1.5">
              {it.severity === 'hint' ? (
                <Info className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
              ) : (
                <TriangleAlert className="mt-0.5 size-4 shrink-0 text-shu" aria-hidden />
              )}
              {it.text}
            </li>
          ))}
        </ul>
      )}
      <Affected preview={preview} />
    </div>
  )
}

function Affected({ preview }: { readonly preview: RulePreview }) {
  const { rules: text } = useText()
  const { language } = useLanguage()
  return (
    <div>
      <h4 className="font-bold">{text.affected(preview.affected.length, preview.compared)}</h4>
      {preview.affected.length === 0 ? (
        <p className="text-ink-3">{text.nobodyAffected}</p>
      ) : (
        <ul className="divide-y divide-line">
          {preview.affected.map((it) => (
            <li key={it.number} className="grid gap-0.5 py-2">
              <div className="flex flex-wrap items-center gap-x-2">
                <span className="text-ink-3 tabular">{it.number}</span>
                <span className="font-bold">{it.title ?? text.hiddenTitle}</span>
                <span className="text-ink-3">{shortDayOf(it.submittedOn, language)}</span>
                {it.isBound && <Badge tone="done">{text.bound}</Badge>}
              </div>
              {it.problems.length > 0 ? (
                <p className="text-shu">{it.problems.join(' ')}</p>
              ) : (
                <p>
                  {it.deciderNow === it.deciderThen
                    ? text.sameDecider(it.deciderNow)
                    : text.otherDecider(it.deciderNow, it.deciderThen)}
                  {it.comes.length > 0 && ` ${text.comes(it.comes.join('、'))}`}
                  {it.goes.length > 0 && ` ${text.goes(it.goes.join('、'))}`}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
