import type { Inbox } from '../contract/inbox.ts'
import type { ProposalList } from '../contract/proposals.ts'
import type { Office } from './office.ts'

/**
 * Where somebody who may not know of a proposal comes across it after all: by its address and those of its
 * parts, in lists, in the inbox and its counts. Empty when nowhere. `files` are ids of its revisions.
 */
export async function leaksTo(
  office: Office,
  person: string,
  { id, files, title }: { readonly id: string; readonly files: readonly string[]; readonly title: string },
): Promise<string[]> {
  const found: string[] = []
  const addresses = [
    ...['', '/events', '/pages', '/stamped.pdf'].map((it) => `/v1/proposals/${id}${it}`),
    ...files.flatMap((it) => ['content', 'pdf', 'text'].map((part) => `/v1/revisions/${it}/${part}`)),
  ]
  for (const url of addresses) {
    const { statusCode } = await office.inject(person, url)
    if (statusCode !== 404) found.push(`${url} ${statusCode}`)
  }
  for (const scope of ['mine', 'section', 'acted']) {
    const { body } = await office.ask<ProposalList>(person, 'GET', `/v1/proposals?scope=${scope}`)
    if (body.items.some((it) => it.id === id)) found.push(`list ${scope}`)
  }
  const { body: inbox } = await office.ask<Inbox>(person, 'GET', '/v1/inbox')
  if (inbox.items.some((it) => it.proposalId === id)) found.push('inbox')
  const counted = Object.entries(inbox.counts).filter(([, count]) => count > 0)
  if (counted.length > 0) found.push(`counts ${JSON.stringify(counted)}`)
  for (const url of ['/v1/inbox', '/v1/me', '/v1/proposals?scope=section', '/v1/notices']) {
    const { body } = await office.inject(person, url)
    if (body.includes(title) || body.includes(id)) found.push(`${url} names it`)
  }
  return found
}
