import { useText } from '../i18n/index.tsx'
import { Button, Notice } from '../ui/index.ts'

/**
 * Stands for a part whose code was to be fetched late and is gone: the server was renewed while the page was open, or
 * the line is down. `text`: what else becomes of what one was about to do.
 */
export function Renewed({ text }: { readonly text?: string }) {
  const { common } = useText()
  return (
    <div className="p-3 sm:p-4">
      <Notice tone="warning" live action={<Button onPress={() => location.reload()}>{common.reload}</Button>}>
        {text ?? common.renewed}
      </Notice>
    </div>
  )
}
