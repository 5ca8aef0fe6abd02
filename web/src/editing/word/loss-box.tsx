import { useText } from '../../i18n/editing/index.ts'
import { Button, Checkbox, Notice } from '../../ui/index.ts'
import type { Loss } from './library-parts.ts'

type Props = {
  readonly losses: readonly Loss[]
  readonly accepted: boolean
  readonly onAccept: (accepted: boolean) => void
  readonly onTexts: () => void
  /** The other way: the program on the desktop. */
  readonly onDesktop?: (() => void) | undefined
}

/** What the changes so far take out of the file; it goes only when somebody says so. The safe way stands beside it. */
export function LossBox({ losses, accepted, onAccept, onTexts, onDesktop }: Props) {
  const words = useText().word
  return (
    <div data-losses>
      <Notice
        tone="warning"
        live
        action={
          <>
            <Button size="small" onPress={onTexts}>
              {words.insteadTexts}
            </Button>
            {onDesktop !== undefined && (
              <Button size="small" className="max-sm:hidden" onPress={onDesktop}>
                {words.insteadDesktop}
              </Button>
            )}
          </>
        }
      >
        <p>{words.losses(losses.map((it) => `${it.name} ${it.count}`).join('、'))}</p>
        <Checkbox isSelected={accepted} onChange={onAccept}>
          {words.mayGo}
        </Checkbox>
      </Notice>
    </div>
  )
}
