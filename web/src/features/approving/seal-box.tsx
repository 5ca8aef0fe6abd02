import type { MarkView, StepView } from '../../../../server/contract/route.ts'
import type { HistoryEntry } from '../../../../server/contract/proposals.ts'
import { useText } from '../../i18n/index.tsx'
import { DateStamp } from '../../stamps/date-stamp.tsx'
import { japaneseDay, longWareki, shortWareki } from '../../stamps/wareki.ts'

/** Which marks were there when the page opened: a mark that is not among them drops onto the paper. */
export type SeenMarks = ReadonlySet<string>

export function markKey(mark: MarkView): string {
  return `${mark.person} ${mark.act} ${mark.at}`
}

type SealProps = {
  readonly mark: MarkView
  readonly history: readonly HistoryEntry[]
  readonly seen: SeenMarks
}

/** The seal of an act. It leans by the hash of its event, so that it lies the same way on every screen. */
export function Seal({ mark, history, seen }: SealProps) {
  const text = useText()
  const day = japaneseDay(mark.at)
  const hash =
    history.find((it) => it.at === mark.at && it.person === mark.person)?.hash ?? mark.at.replace(/\D/g, '')
  return (
    <DateStamp
      unitName={mark.capacity.unitName}
      date={shortWareki(day)}
      familyName={mark.familyName}
      label={
        text.reader.sealOf(
          text.reader.marks[mark.act],
          `${mark.capacity.title} ${mark.name}`,
          longWareki(day),
        ) + (mark.current ? '' : ` ${text.reader.stale}`)
      }
      seed={hash}
      stale={!mark.current}
      isNew={!seen.has(markKey(mark))}
    />
  )
}

type Props = Omit<SealProps, 'mark'> & { readonly step: StepView }

/** One box of the 決裁欄: the post above, its seal below. */
export function SealBox({ step, history, seen }: Props) {
  const text = useText()
  return (
    <li className="seal-box" data-role={step.role} data-state={step.state} data-step={step.id}>
      <p>{step.postName}</p>
      <div>
        {step.mark !== undefined ? (
          <>
            <Seal mark={step.mark} history={history} seen={seen} />
            {/* The same seal as for a yes; the word beside it says that it was none. */}
            {step.mark.act === 'rejected' && <b className="seal-word">{text.reader.marks.rejected}</b>}
          </>
        ) : step.skipped !== undefined ? (
          <span title={text.reader.skippedLong[step.skipped]}>{text.reader.skipped[step.skipped]}</span>
        ) : step.state === 'waiting' ? (
          <span>{text.reader.side.waiting}</span>
        ) : null}
      </div>
    </li>
  )
}
