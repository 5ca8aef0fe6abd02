import type { ProposalView } from '../contract/proposals.ts'
import type { Office } from './office.ts'

/** Drafted by anybody, in whatever 課, and decided by whoever its route asks, one after the other. */
export async function decidedFor(office: Office, drafter: string): Promise<string> {
  const content = office.content({ authorityCode: 'E01', concurringUnits: [] })
  const { body } = await office.ask<ProposalView>(drafter, 'POST', '/v1/proposals', { content })
  const submitted = await office.act(drafter, body.id, { type: 'submit' })
  if (submitted.status !== 200) throw new Error(JSON.stringify(submitted.body))
  const { route } = await office.view(drafter, body.id)
  const steps = route?.stages.flatMap((it) => it.steps) ?? []
  // The drafter’s own is skipped from the start.
  for (const { role, holders } of steps.filter((it) => it.state !== 'skipped')) {
    const type = role === 'decide' ? 'decide' : 'approve'
    const done = await office.act(holders[0]?.id ?? '', body.id, { type })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  }
  return body.id
}
