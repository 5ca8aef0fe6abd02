import type { ProblemError } from '../../api/client.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { useText } from '../../i18n/editing/index.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { Button, Notice } from '../../ui/index.ts'

type Props = {
  readonly problem: ProblemError
  readonly onTakeOver: () => void
  readonly onClose: () => void
}

/** Somebody edits the file: who, since when, and what taking it over would do. */
export function HeldElsewhere({ problem, onTakeOver, onClose }: Props) {
  const { inPlace } = useText()
  const { language } = useLanguage()
  const words = inPlace.held
  const facts = problem.problem.facts ?? {}
  const told = (name: string): string => (typeof facts[name] === 'string' ? facts[name] : '')
  const own = facts['own'] === true
  return (
    <div className="grid gap-3 p-4" data-held-elsewhere>
      <Notice tone="warning" live>
        <b>{own ? words.own : words.title(`${told('title')} ${told('name')}`.trim())}</b>
        <p>{words.since(dateTimeOf(told('since'), language))}</p>
        <p>{own ? words.warnOwn : words.warn}</p>
      </Notice>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onPress={onClose}>
          {words.readOnly}
        </Button>
        <Button onPress={onTakeOver} data-take-over>
          {words.takeOver}
        </Button>
      </div>
    </div>
  )
}
