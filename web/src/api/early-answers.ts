import type { QueryClient } from '@tanstack/react-query'
import type { Me } from '../../../server/contract/me.ts'
import { setCsrfToken } from './client.ts'
import { keys } from './keys.ts'

const proposal = /^\/v1\/proposals\/([0-9a-f-]+)$/
const pages = /^\/v1\/proposals\/([0-9a-f-]+)\/pages$/

/** Takes the answers the server has already written into the page, so that the first drawing has them. */
export function takeEarlyAnswers(client: QueryClient): void {
  for (const block of document.querySelectorAll<HTMLScriptElement>('script[data-answer]')) {
    const url = block.dataset['answer'] ?? ''
    const key = keyOf(url)
    if (key === undefined) continue
    const answer: unknown = JSON.parse(block.text)
    client.setQueryData(key, answer)
    if (url === '/v1/me') setCsrfToken((answer as Me).csrfToken)
    block.remove()
  }
}

function keyOf(url: string): readonly unknown[] | undefined {
  if (url === '/v1/me') return keys.me
  const book = pages.exec(url)?.[1]
  if (book !== undefined) return keys.book(book)
  const id = proposal.exec(url)?.[1]
  return id === undefined ? undefined : keys.proposal(id)
}
