import { useState } from 'react'
import type { NumberFormats } from '../../../../server/contract/numbers.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useNumberFormats } from '../../api/numbers.ts'
import { dateTimeOf, dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button } from '../../ui/index.ts'
import { NumberFormatForm } from './number-format-form.tsx'

type Kind = NumberFormats['kinds'][number]

/** 番号の書き方: for each kind every version with its first day, and a new one for whoever keeps the rules. */
export function NumberFormatsPart({ unit }: { readonly unit: string }) {
  const text = useText().administering.numbers
  const [changing, setChanging] = useState<string>()
  return (
    <section aria-label={text.formats} className="mt-4 grid gap-4">
      <header>
        <h3 className="font-bold">{text.formats}</h3>
        <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{text.formatsHelp}</p>
      </header>
      <Loaded query={useNumberFormats()} failed={text.formatsFailed}>
        {({ kinds, mayChange, today }) => (
          <>
            <ul aria-label={text.formats} className="paper divide-y divide-line">
              {kinds.map((it) => (
                <li key={it.kind}>
                  <KindLines
                    kind={it}
                    isChanging={changing === it.kind}
                    onChange={
                      mayChange ? () => setChanging(changing === it.kind ? undefined : it.kind) : undefined
                    }
                  />
                  {changing === it.kind && (
                    <NumberFormatForm {...{ kind: it, unit, today }} onClose={() => setChanging(undefined)} />
                  )}
                </li>
              ))}
            </ul>
            {mayChange && changing !== '' && (
              <p>
                <Button size="small" onPress={() => setChanging('')}>
                  {text.addKind}
                </Button>
              </p>
            )}
            {changing === '' && (
              <div className="paper">
                <NumberFormatForm {...{ unit, today }} onClose={() => setChanging(undefined)} />
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

type LinesProps = {
  readonly kind: Kind
  readonly isChanging: boolean
  readonly onChange: (() => void) | undefined
}

function KindLines({ kind: { kind, of, versions }, isChanging, onChange }: LinesProps) {
  const text = useText().administering.numbers
  const { language } = useLanguage()
  return (
    <div className="grid items-start gap-x-4 gap-y-2 px-4 py-3 sm:grid-cols-[11rem_minmax(0,1fr)_auto] sm:px-5">
      <p className="flex flex-wrap items-center gap-2 font-bold">
        {kind}
        {of === 'body' && <Badge>{text.ofBody}</Badge>}
      </p>
      <ul className="grid gap-2">
        {versions.map((it, index) => (
          <li key={`${it.from} ${index}`} className={it.state === 'past' ? 'text-ink-3' : ''}>
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="tabular">{it.pattern}</span>
              {it.state !== 'past' && (
                <Badge tone={it.state === 'current' ? 'done' : 'lead'}>{text.state[it.state]}</Badge>
              )}
            </span>
            <span className="block text-sm leading-relaxed text-ink-2">
              {[
                it.section?.name ?? text.everySection,
                it.made === undefined ? text.fromInstallation : text.from(dayOf(it.from, language)),
                text.numeralsOf[it.numerals],
                text.yearCountsOf[it.yearCounts],
                text.yearOfOf[it.yearOf],
              ].join('・')}
            </span>
            {it.made !== undefined && (
              <span className="block text-sm text-ink-3">
                {it.made.reason}　{text.by(it.made.by.name, dateTimeOf(it.made.at, language))}
              </span>
            )}
          </li>
        ))}
      </ul>
      {onChange !== undefined && (
        <Button size="small" aria-label={text.changeOf(kind)} aria-expanded={isChanging} onPress={onChange}>
          {text.change}
        </Button>
      )}
    </div>
  )
}
