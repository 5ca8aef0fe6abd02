import { dateTimeOf } from '../../i18n/format.ts'
import { useText } from '../../i18n/editing/index.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { Badge, Button, Notice, TogglePill } from '../../ui/index.ts'
import type { FileChange } from '../../../../server/contract/editor-facts.ts'
import { useShownPart } from './shown-part.tsx'

type As = 'accepted' | 'rejected'

/** What is to become of changes, by part and place. */
export type ChangesWork = Readonly<Record<string, As>>

const keyOf = ({ part, index }: FileChange): string => `${part} ${index}`

/** What is sent of them. */
export function givenChanges(work: ChangesWork) {
  return Object.entries(work).map(([key, as]) => {
    const [part = '', index] = key.split(' ')
    return { part, index: Number(index), as }
  })
}

type Props = {
  readonly changes: readonly FileChange[]
  /** Only the drafter takes away who changed what. */
  readonly isTracked: boolean
  readonly work: ChangesWork | undefined
  readonly onWork: (work: ChangesWork | undefined) => void
}

/** The tracked changes of a file: each by whom, when and what, to be accepted or rejected. */
export function ChangeList({ changes, isTracked, work = {}, onWork }: Props) {
  const words = useText().word.tracked
  const { language } = useLanguage()
  const [shown, more] = useShownPart(changes)
  const count = Object.keys(work).length
  const decide = (next: ChangesWork) => onWork(Object.keys(next).length === 0 ? undefined : next)
  const all = (as: As) =>
    decide(Object.fromEntries(changes.filter((it) => it.kind !== 'other').map((it) => [keyOf(it), as])))
  const choose = (change: FileChange, as: As | undefined) => {
    const { [keyOf(change)]: _old, ...others } = work
    decide(as === undefined ? others : { ...others, [keyOf(change)]: as })
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col" data-word-changes>
      {changes.length > 0 && isTracked && <Notice tone="info">{words.drafterOnly}</Notice>}
      {changes.length > 0 && !isTracked && (
        <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
          <Button size="small" onPress={() => all('accepted')} data-accept-all>
            {words.acceptAll}
          </Button>
          <Button size="small" onPress={() => all('rejected')} data-reject-all>
            {words.rejectAll}
          </Button>
          <Button size="small" variant="quiet" onPress={() => decide({})} isDisabled={count === 0}>
            {words.clear}
          </Button>
          <span role="status" className="text-sm text-ink-2">
            {words.chosen(count, changes.length)}
          </span>
        </div>
      )}
      <ul className="min-h-0 flex-1 overflow-auto bg-desk p-3">
        {changes.length === 0 && <li className="text-sm text-ink-3">{words.none}</li>}
        {shown.map((change) => {
          const { kind, author, at, text } = change
          const chosen = work[keyOf(change)]
          return (
            <li
              key={keyOf(change)}
              className="mb-1.5 flex flex-wrap items-center gap-2 rounded-6 bg-paper p-2"
              data-file-change={kind}
            >
              <div className="min-w-52 flex-1">
                <p className="flex flex-wrap items-center gap-2 text-sm text-ink-3">
                  <Badge>{words.kinds[kind]}</Badge>
                  {[author, at === '' ? '' : dateTimeOf(at, language)].filter((it) => it !== '').join('　')}
                </p>
                <p className="mt-1 whitespace-pre-wrap">
                  {kind === 'deleted' ? <del>{text}</del> : kind === 'look' ? text : <ins>{text}</ins>}
                  {text === '' && <span className="text-ink-3">{words.noLetters}</span>}
                </p>
              </div>
              {!isTracked && kind !== 'other' && (
                <div role="group" aria-label={words.decision(words.kinds[kind], text)} className="flex gap-1">
                  {(['accepted', 'rejected'] as const).map((as) => (
                    <TogglePill
                      key={as}
                      isSelected={chosen === as}
                      onChange={(isOn) => choose(change, isOn ? as : undefined)}
                    >
                      {words.as[as]}
                    </TogglePill>
                  ))}
                </div>
              )}
            </li>
          )
        })}
        {more}
      </ul>
    </div>
  )
}
