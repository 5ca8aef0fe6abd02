import { useText } from '../../i18n/index.tsx'
import { Button, Notice } from '../../ui/index.ts'

/** Code that was to be fetched late is gone: the server was renewed while the page was open. What was written is kept. */
export function Renewed() {
  const { acts, common } = useText()
  return (
    <div className="p-3 sm:p-4">
      <Notice tone="warning" live action={<Button onPress={() => location.reload()}>{common.reload}</Button>}>
        {acts.renewed}
      </Notice>
    </div>
  )
}
