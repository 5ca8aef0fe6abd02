import { useQuery } from '@tanstack/react-query'
import type { ReadableBook, ReceiptBook } from '../../../server/contract/book.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** What a book is asked for by: that of a case or of a 収受文書. */
export function addressOfBook(book: ReadableBook): string {
  return 'proposalId' in book ? `/v1/proposals/${book.proposalId}` : `/v1/receipts/${book.receiptId}`
}

/** The id of the case or the 収受文書 a book belongs to. */
export function idOfBook(book: ReadableBook): string {
  return 'proposalId' in book ? book.proposalId : book.receiptId
}

/** The case a book belongs to; undefined for a 収受文書, which has no 付箋, no prints on record and no trail of pages seen. */
export function caseOfBook(book: ReadableBook | undefined): string | undefined {
  return book !== undefined && 'proposalId' in book ? book.proposalId : undefined
}

/** Every page of all files of a 収受文書; idle without an id. */
export function useReceiptBook(id: string | undefined) {
  return useQuery({
    queryKey: keys.book(id ?? ''),
    queryFn: ({ signal }) => request<ReceiptBook>('GET', `/v1/receipts/${id}/pages`, { signal }),
    enabled: id !== undefined,
  })
}
