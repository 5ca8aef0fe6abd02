import { problemText } from '../../api/problem-text.tsx'
import { useText } from '../../i18n/editing/index.ts'
import { Button, Notice } from '../../ui/index.ts'

/** Another window has taken the file over; or, with an error, it may not be edited any more. */
export function LostNotice({
  error,
  onTakeBack,
}: {
  readonly error: unknown
  readonly onTakeBack: () => void
}) {
  const text = useText()
  const words = text.inPlace.lost
  return (
    <div data-lease-lost>
      <Notice
        tone="warning"
        live
        action={
          <Button size="small" onPress={onTakeBack}>
            {error === undefined ? words.again : words.againMovedOn}
          </Button>
        }
      >
        <b>{error === undefined ? words.title : words.titleMovedOn}</b>
        {error !== undefined && <p>{problemText(error, text)}</p>}
        <p>{error === undefined ? words.text : words.textMovedOn}</p>
      </Notice>
    </div>
  )
}
