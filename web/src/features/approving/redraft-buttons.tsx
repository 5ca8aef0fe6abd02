import { useState } from 'react'
import { useLocation } from 'wouter'
import type { RedraftBody } from '../../../../server/contract/new-proposal.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { request } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useText } from '../../i18n/index.tsx'
import { Button, toast } from '../../ui/index.ts'

/** 変更起案 of what was decided, 再起案 of what was not: a new draft from an old one, opened at once. */
export function RedraftButtons({ proposal }: { readonly proposal: ProposalView }) {
  const text = useText()
  const [, navigate] = useLocation()
  // One key a visit: pressed twice, it is still one draft.
  const [key] = useState(() => crypto.randomUUID())
  const [working, setWorking] = useState(false)
  const kinds: readonly RedraftBody['kind'][] =
    proposal.status === 'decided'
      ? ['change', 'quote']
      : proposal.status === 'imported'
        ? ['quote']
        : ['redraft']
  const start = async (kind: RedraftBody['kind']) => {
    setWorking(true)
    try {
      const draft = await request<ProposalView>('POST', `/v1/proposals/${proposal.id}/redraft`, {
        body: { kind } satisfies RedraftBody,
        idempotencyKey: key,
      })
      navigate(`/compose/${draft.id}`)
    } catch (error) {
      toast(problemText(error, text), 'warning')
      setWorking(false)
    }
  }
  return kinds.map((kind) => (
    <Button
      key={kind}
      variant="quiet"
      size="small"
      isDisabled={working}
      onPress={() => void start(kind)}
      data-redraft={kind}
    >
      {text.acts.redraft[kind]}
    </Button>
  ))
}
