import type { PingResult } from '../../../../server/contract/webhooks.ts'
import { useText } from '../../i18n/settings/index.ts'
import { Button, Notice, Spinner } from '../../ui/index.ts'
import { AttemptAnswer, AttemptFacts } from './webhook-attempts.tsx'

type Props = { readonly result: PingResult | 'running'; readonly onClose: () => void }

/** What became of a test event. */
export function TestResult({ result, onClose }: Props) {
  const { common, administering } = useText()
  const text = administering.webhooks
  if (result === 'running') return <Spinner label={text.testing} small />
  return (
    <Notice
      live
      tone={result.arrived ? 'done' : 'warning'}
      title={result.arrived ? text.testArrived : text.testFailed}
      action={
        <Button size="small" variant="quiet" onPress={onClose}>
          {common.close}
        </Button>
      }
    >
      <AttemptFacts attempt={result.attempt} />
      <AttemptAnswer attempt={result.attempt} />
    </Notice>
  )
}
