import type { ReceiptStatus } from '../../../../server/contract/receipts.ts'
import { useText } from '../../i18n/index.tsx'
import { Badge } from '../../ui/index.ts'

const tones = {
  draft: 'plain',
  arrived: 'shu',
  handed: 'lead',
  accepted: 'lead',
  drafted: 'done',
  closed: 'done',
  cancelled: 'plain',
} as const

/** Where a 収受文書 is. */
export function StatusBadge({ status }: { readonly status: ReceiptStatus }) {
  return <Badge tone={tones[status]}>{useText().receiving.status[status]}</Badge>
}
