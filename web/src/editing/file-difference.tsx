import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PageTexts } from '../../../server/contract/book.ts'
import { request } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { problemText } from '../api/problem-text.tsx'
import { useText } from '../i18n/index.tsx'
import { Spinner } from '../ui/index.ts'
import { linesOf } from './page-lines.ts'
import { DifferenceView } from './difference-view.tsx'
import { differencesOf } from './text-difference.ts'

type Props = { readonly name: string; readonly before: string; readonly after: string }

/** Pages compared, and places shown: beyond them the earlier revision is read beside the new one. */
const mostPages = 500
const mostPlaces = 40

/** The difference of two revisions of a file, by the text of their pages; asked for when somebody wants to see it. */
export function FileDifference({ name, before, after }: Props) {
  const text = useText()
  const words = text.editing.difference
  const [open, setOpen] = useState(false)
  const asked = useQuery({
    queryKey: keys.fileDifference(before, after),
    queryFn: async ({ signal }) => {
      const path = (id: string) => `/v1/revisions/${id}/text?from=0&to=${mostPages}`
      const [was, is] = await Promise.all(
        [before, after].map((id) => request<PageTexts>('GET', path(id), { signal })),
      )
      if (was === undefined || is === undefined) throw new Error('two revisions have two texts')
      return differencesOf(linesOf(was).join('\n'), linesOf(is).join('\n'))
    },
    enabled: open,
    staleTime: Infinity,
  })
  const places = asked.data
  return (
    <div className="grid gap-1">
      <button
        type="button"
        className="w-fit cursor-pointer rounded-4 text-left text-lead hover:underline"
        aria-expanded={open}
        aria-label={open ? undefined : words.showOf(name)}
        onClick={() => setOpen((it) => !it)}
        data-show-difference
      >
        {open ? words.hide : words.show}
      </button>
      {open && (
        <div aria-live="polite" className="grid gap-1.5" data-file-difference>
          {asked.isError && <p className="text-shu">{problemText(asked.error, text)}</p>}
          {asked.isLoading && <Spinner small label={words.working} />}
          {places?.length === 0 && <p className="text-ink-2">{words.none}</p>}
          {places?.slice(0, mostPlaces).map((it, index) => (
            <DifferenceView key={index} difference={it} />
          ))}
          {places !== undefined && places.length > mostPlaces && (
            <p className="text-ink-2">{words.more(places.length - mostPlaces)}</p>
          )}
        </div>
      )}
    </div>
  )
}
