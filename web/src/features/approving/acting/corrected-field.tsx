import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { DifferenceView } from '../../../editing/difference-view.tsx'
import { differencesOf } from '../../../editing/text-difference.ts'
import { useText } from '../../../i18n/index.tsx'
import { Button } from '../../../ui/index.ts'
import type { CorrectedText } from './use-corrected-text.ts'

type Props = {
  readonly text: CorrectedText
  /** The text of the case as it is now. */
  readonly current: string
  /** The choice that is still open was passed over. */
  readonly isMissing: boolean
  /** The field itself. */
  readonly children: ReactNode
}

/** The field of a text that others correct too, and under it what came meanwhile or was set aside for it. */
export function CorrectedField({ text, current, isMissing, children }: Props) {
  const { overtaken } = useText().editing
  const { isOvertaken } = text
  const beside = useRef<HTMLDivElement>(null)
  // It may come below the edge of the form; whoever is typing is not moved away from it.
  useEffect(() => {
    if (isOvertaken && document.activeElement?.matches('input, textarea') !== true)
      beside.current?.scrollIntoView({ block: 'nearest' })
  }, [isOvertaken, isMissing])
  return (
    <div className="grid gap-2">
      {children}
      <div ref={beside} aria-live="polite" className="empty:hidden">
        {isOvertaken ? (
          <section
            aria-label={overtaken.title}
            className="grid gap-2 rounded-8 border border-shu-line bg-shu-soft px-3 py-2.5 text-sm"
            data-overtaken
          >
            <p className="font-bold text-shu-strong">{overtaken.title}</p>
            <Differences own={text.text} other={current} otherIs={overtaken.now} />
            <p>{overtaken.ask}</p>
            <div className="flex flex-wrap gap-2">
              <Button size="small" onPress={text.takeTheirs}>
                {overtaken.takeTheirs}
              </Button>
              <Button size="small" onPress={text.keepOwn}>
                {overtaken.keepOwn}
              </Button>
            </div>
            {isMissing && <p className="text-shu">{overtaken.missing}</p>}
          </section>
        ) : (
          text.setAside !== undefined && (
            <section
              aria-label={overtaken.aside}
              className="grid gap-2 rounded-8 border border-lead-line bg-paper px-3 py-2.5 text-sm"
              data-set-aside
            >
              <p className="font-bold">{overtaken.aside}</p>
              <Differences own={text.text} other={text.setAside} otherIs={overtaken.aside} />
              <div>
                <Button size="small" onPress={text.takeBack}>
                  {overtaken.takeBack}
                </Button>
              </div>
            </section>
          )
        )}
      </div>
    </div>
  )
}

type DifferencesProps = { readonly own: string; readonly other: string; readonly otherIs: string }

/** Where the text in the field and the other one differ. */
function Differences({ own, other, otherIs }: DifferencesProps) {
  const { overtaken } = useText().editing
  const places = useMemo(() => differencesOf(own, other), [own, other])
  const words = { before: overtaken.field, after: otherIs }
  return (
    <div className="grid gap-1.5">
      {places.map((it, index) => (
        <DifferenceView key={index} difference={it} words={words} />
      ))}
    </div>
  )
}
