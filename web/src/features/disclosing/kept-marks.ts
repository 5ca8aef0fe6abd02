import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { DisclosureFile } from '../../../../server/contract/disclosure.ts'
import { dropKept, findKept, keepWork } from '../../editing/in-place/kept-work.ts'
import { type Mark, marksOf, masksOf } from './mask-boxes.ts'

type Of = { readonly person: string; readonly request: string; readonly file: DisclosureFile }

/** Whether marks are those of the copy there is. */
export function isCopied(marks: readonly Mark[], { copy }: Pick<DisclosureFile, 'copy'>): boolean {
  return JSON.stringify(masksOf(marks)) === JSON.stringify(copy?.masks ?? [])
}

/**
 * The marks to go on with: those this browser kept since the copy there is, else those of the copy; undefined until they are
 * read. What is changed is kept until there is a copy of it.
 */
export function useKeptMarks({ person, request, file }: Of): {
  readonly marks: readonly Mark[] | undefined
  readonly keep: (marks: readonly Mark[]) => void
} {
  const window = useRef(crypto.randomUUID())
  const place = `mask ${request} ${file.revisionId}`
  const from = file.copy?.sha256 ?? ''
  const { data } = useQuery({
    queryKey: ['kept-masks', person, place, from],
    queryFn: async () => {
      const kept = await findKept(person, place)
      return kept?.from === from ? (kept.work as readonly Mark[]) : marksOf(file.copy?.masks ?? [])
    },
    enabled: person !== '',
    gcTime: 0,
    staleTime: Infinity,
    networkMode: 'always',
  })
  return {
    marks: data,
    keep: (marks) => {
      const at = new Date().toISOString()
      void (isCopied(marks, file)
        ? dropKept(person, place)
        : keepWork(person, place, { from, work: marks, window: window.current, at }))
    },
  }
}
