import { useText } from '../../i18n/editing/index.ts'
import { Button, LinkButton, Notice } from '../../ui/index.ts'
import type { Conflict } from './use-saving-edit.ts'

type Props = {
  readonly conflict: Conflict
  /** The two can be laid over each other here. */
  readonly canMerge: boolean
  readonly onMerge: () => void
  readonly onKeepMine: () => void
  readonly onDrop: () => void
}

/** Somebody was faster: both contents are there, and whoever comes second chooses. */
export function ConflictNotice({ conflict, canMerge, onMerge, onKeepMine, onDrop }: Props) {
  const { inPlace } = useText()
  const words = inPlace.conflict
  return (
    <div className="grid shrink-0 gap-3 border-b border-shu-line bg-shu-soft p-3 sm:p-4" data-conflict>
      <Notice tone="warning" live>
        <b>{words.title}</b>
        <p>{words.text}</p>
        {conflict.problem.problem.detail !== undefined && (
          <p className="text-sm">{conflict.problem.problem.detail}</p>
        )}
      </Notice>
      <div className="flex flex-wrap gap-2">
        {canMerge && (
          <Button variant="primary" onPress={onMerge} data-merge>
            {words.merge}
          </Button>
        )}
        <Button onPress={onKeepMine} data-keep-mine>
          {words.keepMine}
        </Button>
        <LinkButton href={`/v1/copies/${conflict.copyId}/content`} variant="quiet" data-download-copy>
          {words.download}
        </LinkButton>
        <Button variant="quiet" onPress={onDrop} data-drop-copy>
          {words.drop}
        </Button>
      </div>
    </div>
  )
}
