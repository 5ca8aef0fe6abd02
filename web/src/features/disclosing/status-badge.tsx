import type { DisclosureView } from '../../../../server/contract/disclosure.ts'
import { useText } from '../../i18n/disclosing/index.ts'
import { Badge } from '../../ui/index.ts'

const tones = { open: 'lead', correcting: 'shu', notified: 'lead', done: 'done', withdrawn: 'plain' } as const

/** Where a 開示請求 is. */
export function StatusBadge({ status }: Pick<DisclosureView, 'status'>) {
  return <Badge tone={tones[status]}>{useText().requests.status[status]}</Badge>
}
