import { Copy, KeyRound } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import type { WebhookSecret } from '../../../../server/contract/webhooks.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, toast } from '../../ui/index.ts'

type Props = { readonly made: WebhookSecret; readonly onClose: () => void }

/** A new key, this once. */
export function WebhookKeyShown({ made, onClose }: Props) {
  const text = useText().administering.webhooks
  const heading = useId()
  const place = useRef<HTMLElement>(null)
  // What made it is gone, and nobody may miss it.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
    place.current?.focus({ preventScroll: true })
  }, [])
  const copy = (): void => {
    navigator.clipboard.writeText(made.secret).then(
      () => toast(text.copied),
      () => toast(text.notCopied, 'warning'),
    )
  }
  return (
    <section
      ref={place}
      tabIndex={-1}
      aria-labelledby={heading}
      className="grid scroll-mt-20 gap-3 rounded-8 border-2 border-lead bg-paper px-4 py-4 outline-none sm:px-5"
      data-webhook-key
    >
      <h3 id={heading} className="flex flex-wrap items-center gap-x-2 font-bold">
        <KeyRound className="size-5 text-lead" aria-hidden />
        {text.secretTitle}
        <span className="text-sm font-normal wrap-anywhere text-ink-2">{made.webhook.url}</span>
      </h3>
      <p className="max-w-3xl text-sm leading-relaxed">{text.secretText}</p>
      <div className="flex flex-wrap gap-2">
        <input
          readOnly
          aria-label={text.secretTitle}
          value={made.secret}
          onFocus={(event) => event.target.select()}
          className="min-h-10 min-w-0 flex-1 basis-72 rounded-8 border border-line-strong bg-well px-3 font-mono text-sm"
        />
        <Button onPress={copy}>
          <Copy className="size-4" aria-hidden />
          {text.copy}
        </Button>
      </div>
      <p className="text-sm text-ink-2">{text.secretUse}</p>
      <div>
        <Button variant="primary" onPress={onClose}>
          {text.secretDone}
        </Button>
      </div>
    </section>
  )
}
