import { Info, TriangleAlert } from 'lucide-react'
import type { PolicyEffect, RulePreview } from '../../../../server/contract/rules.ts'
import { shortDayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Notice, cx } from '../../ui/index.ts'

/** What would change from a day on: in the rule itself, for cases, and what stands in the way. */
export function RulePreviewView({ preview }: { readonly preview: RulePreview }) {
  const { rules: text } = useText()
  // A switch that the compiler does not ask changes no route.
  const movesRoutes = preview.effects.length === 0 || preview.effects.some((it) => it.ofRoute)
  const errors = preview.findings.filter((it) => it.severity === 'error')
  const others = preview.findings.filter((it) => it.severity !== 'error')
  return (
    <div className="grid gap-4 text-sm leading-relaxed">
      <div>
        <h4 className="font-bold">{text.changes(preview.changes.length)}</h4>
        {preview.changes.length === 0 ? (
          <p className="text-ink-3">{text.noChanges}</p>
        ) : preview.effects.length > 0 ? (
          <ul className="divide-y divide-line">
            {preview.effects.map((it) => (
              <Effect key={it.field} effect={it} compared={preview.compared} />
            ))}
          </ul>
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
      <p className="text-ink-2">{text.underway(preview.running, preview.drafts)}</p>
      {movesRoutes && <Affected preview={preview} />}
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

type EffectProps = { readonly effect: PolicyEffect; readonly compared: number }

/** One switch: what holds now, what will hold, and acts on record that would have gone otherwise. */
function Effect({ effect, compared }: EffectProps) {
  const { rules: text } = useText()
  const { language } = useLanguage()
  const { name, before, after, cases, count, note, ofRoute } = effect
  return (
    <li aria-label={name} className="grid gap-1.5 py-3">
      <h5 className="font-bold">{name}</h5>
      <dl className="grid gap-x-3 gap-y-1 sm:grid-cols-[7rem_minmax(0,1fr)]">
        <dt className="text-ink-3">{text.now}</dt>
        <dd className="text-ink-2">{before}</dd>
        <dt className="font-bold text-lead">{text.later}</dt>
        <dd className="font-bold">{after}</dd>
      </dl>
      {note !== undefined && <p className="text-ink-3">{note}</p>}
      {note === undefined && !ofRoute && (
        <p className={cx(count === 0 ? 'text-ink-3' : '')}>{text.otherwise(count, compared)}</p>
      )}
      {cases.length > 0 && (
        <ul className="grid gap-1.5 border-l-2 border-lead-line pl-3">
          {cases.map((it) => (
            <li key={it.number + it.on + it.text}>
              <span className="text-ink-3 tabular">{it.number}</span>{' '}
              <span className="font-bold">{it.title ?? text.hiddenTitle}</span>{' '}
              <span className="text-ink-3">{shortDayOf(it.on, language)}</span>
              <span className="block">{it.text}</span>
            </li>
          ))}
          {count > cases.length && <li className="text-ink-3">{text.andMore(count - cases.length)}</li>}
        </ul>
      )}
    </li>
  )
}
