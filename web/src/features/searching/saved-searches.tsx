import { Bookmark, X } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import type { SearchWish } from '../../../../server/contract/search.ts'
import { problemText } from '../../api/problem-text.tsx'
import { searchText, useKeepSearches, useSavedSearches } from '../../api/search.ts'
import { useText } from '../../i18n/index.tsx'
import { Button, IconButton, Notice, TextField, toast } from '../../ui/index.ts'

/** The searches one keeps, and a place to keep the one that is asked now. */
export function SavedSearchList({ wish }: { readonly wish: SearchWish | undefined }) {
  const texts = useText()
  const text = texts.search
  const saved = useSavedSearches().data?.items ?? []
  const { forget } = useKeepSearches()
  const isKept = wish !== undefined && saved.some((it) => searchText(it.wish) === searchText(wish))
  if (saved.length === 0 && wish === undefined) return null
  return (
    <section
      aria-label={text.saved}
      className="mt-3 flex flex-wrap items-center gap-2 text-sm"
      data-saved-searches
    >
      {saved.map((it) => (
        <span
          key={it.id}
          className="inline-flex items-center rounded-full border border-line-strong bg-paper pl-3.5"
        >
          <Link
            href={`/search?${searchText(it.wish)}`}
            className="flex min-h-9 items-center gap-1.5 text-ink no-underline hover:text-lead"
          >
            <Bookmark className="size-4 text-ink-3" aria-hidden />
            {it.name}
          </Link>
          <IconButton
            label={text.forget(it.name)}
            icon={<X className="size-4" aria-hidden />}
            onPress={() =>
              void forget(it.id).then(
                () => toast(text.forgotten),
                () => toast(text.notForgotten, 'warning'),
              )
            }
          />
        </span>
      ))}
      {wish !== undefined && !isKept && <KeepSearch key={searchText(wish)} wish={wish} />}
    </section>
  )
}

function KeepSearch({ wish }: { readonly wish: SearchWish }) {
  const texts = useText()
  const text = texts.search
  const { keep } = useKeepSearches()
  const [name, setName] = useState<string>()
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<ReactNode>()
  if (name === undefined)
    return (
      <Button variant="quiet" size="small" onPress={() => setName(wish.q.slice(0, 60))}>
        <Bookmark className="size-4" aria-hidden />
        {text.save}
      </Button>
    )
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    setSending(true)
    try {
      await keep({ name: name.trim(), wish })
      toast(text.kept)
    } catch (error) {
      setProblem(problemText(error, texts))
    }
    setSending(false)
  }
  return (
    <form className="flex w-full flex-wrap items-end gap-2" onSubmit={(event) => void send(event)}>
      <TextField label={text.name} value={name} onChange={setName} maxLength={60} name="name" />
      <Button type="submit" variant="primary" isPending={isSending}>
        {text.keep}
      </Button>
      <Button variant="quiet" onPress={() => setName(undefined)}>
        {text.cancel}
      </Button>
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
    </form>
  )
}
