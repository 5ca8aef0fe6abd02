import { dateTimeOf } from '../../i18n/format.ts'
import { useText } from '../../i18n/editing/index.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { Button, Notice } from '../../ui/index.ts'

type Props = {
  /** When it was last changed. */
  readonly at: string
  /** The file has a newer revision since. */
  readonly isOlder: boolean
  readonly onGoOn: () => void
  readonly onDrop: () => void
  readonly onClose: () => void
}

/** An edit that was not saved is still in this browser: go on with it, or drop it. */
export function LeftWork({ at, isOlder, onGoOn, onDrop, onClose }: Props) {
  const { inPlace } = useText()
  const { language } = useLanguage()
  const words = inPlace.left
  return (
    <div className="grid gap-3 p-4" data-left>
      <Notice tone="info" live>
        <b>{words.title}</b>
        <p>{words.text(dateTimeOf(at, language))}</p>
        {isOlder && <p>{words.older}</p>}
      </Notice>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onPress={onGoOn} data-go-on>
          {words.goOn}
        </Button>
        <Button onPress={onDrop} data-drop-left>
          {words.drop}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          {inPlace.close}
        </Button>
      </div>
    </div>
  )
}
