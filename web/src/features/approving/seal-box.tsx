import type { MarkView, StepView } from '../../../../server/contract/route.ts'
import type { HistoryEntry } from '../../../../server/contract/proposals.ts'
import { useText } from '../../i18n/index.tsx'
import { DateStamp } from '../../stamps/date-stamp.tsx'
import { japaneseDay, longWareki, shortWareki } from '../../stamps/wareki.ts'

/** Which marks were there when the page opened: a mark that is not among them drops onto the paper. */
export type SeenMarks = ReadonlySet<string>

/** Tells one seal from all others of a case. */
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
  const passedOver = step.passed ?? step.skipped
  return (
    <li className="seal-box" data-role={step.role} data-state={step.state} data-step={step.id}>
      <p>{step.postName}</p>
      <div>
        {step.mark !== undefined ? (
          <>
            <Seal mark={step.mark} history={history} seen={seen} />
            <SealWord mark={step.mark} />
          </>
        ) : passedOver !== undefined ? (
          <span
            title={
              step.passed === undefined
                ? text.reader.skippedLong[passedOver as 'self']
                : text.reader.passedLong[step.passed]
            }
          >
            {text.reader.skipped[passedOver]}
          </span>
        ) : step.state === 'waiting' ? (
          <span title={step.atOnceWith && text.reader.side.atOnce(step.atOnceWith)}>
            {step.held === undefined ? text.reader.side.waiting : text.reader.side.held}
          </span>
        ) : step.atOnceWith !== undefined ? (
          <span title={text.reader.side.atOnce(step.atOnceWith)}>{text.reader.skipped.merged}</span>
        ) : null}
      </div>
    </li>
  )
}

/** What the seal alone does not say: the same seal stands for a yes, a condition, an objection and a no. */
function SealWord({ mark }: { readonly mark: MarkView }) {
  const { reader } = useText()
  const words = [
    ...(mark.actingFor === undefined ? [] : [reader.forAnother]),
    ...(['rejected', 'returned', 'provisionally_decided'].includes(mark.act) ? [reader.marks[mark.act]] : []),
    ...(mark.opinion === undefined || mark.opinion === 'agree' ? [] : [reader.opinionShort[mark.opinion]]),
    ...(mark.condition === undefined ? [] : [reader.opinionShort.conditional]),
  ]
  return words.length === 0 ? null : <b className="seal-word">{words.join('・')}</b>
}
