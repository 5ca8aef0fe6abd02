import type { RuleDraftEditing } from '../../api/rule-draft.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, Notice } from '../../ui/index.ts'

type Props = {
  readonly draft: Pick<
    RuleDraftEditing<unknown>,
    'isKept' | 'isOutdated' | 'hasAside' | 'takeBack' | 'dropAside'
  >
  readonly isSending: boolean
  readonly onLatest: () => void
}

/** Over the editor of a draft: what of it is not as it was left, and the way on. */
export function RuleDraftNotices({ draft, isSending, onLatest }: Props) {
  const text = useText().rules
  return (
    <>
      {draft.isKept && <Notice>{text.kept}</Notice>}
      {draft.isOutdated && (
        <Notice
          tone="warning"
          live
          action={
            <Button size="small" isDisabled={isSending} onPress={onLatest}>
              {text.latest}
            </Button>
          }
        >
          {text.outdated}
        </Notice>
      )}
      {draft.hasAside && !draft.isOutdated && (
        <Notice
          live
          action={
            <div className="flex flex-wrap gap-2">
              <Button size="small" onPress={draft.takeBack}>
                {text.takeBack}
              </Button>
              <Button size="small" variant="quiet" onPress={draft.dropAside}>
                {text.dropAside}
              </Button>
            </div>
          }
        >
          {text.aside}
        </Notice>
      )}
    </>
  )
}
