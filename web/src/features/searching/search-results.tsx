import { FileText, Hash, MessageSquareText, Paperclip, Stamp, TextQuote, User } from 'lucide-react'
import { useRef } from 'react'
import { Link } from 'wouter'
import type { SearchAnswer, SearchHit } from '../../../../server/contract/search.ts'
import { dateTimeOf } from '../../i18n/format.ts'
import { type Texts, useLanguage, useText } from '../../i18n/index.tsx'
import { Badge, usePageKeys } from '../../ui/index.ts'
import { fragmentOf } from '../../viewer/links.ts'

type Found = SearchAnswer['items'][number]

const pictures = {
  title: Stamp,
  body: TextQuote,
  page: FileText,
  file: Paperclip,
  opinion: MessageSquareText,
  number: Hash,
  name: User,
} as const

/** Cases with the places where the words stand; each leads into the reader, to the place. Arrows go from one to the next. */
export function SearchResults({ items }: { readonly items: readonly Found[] }) {
  const text = useText()
  const list = useRef<HTMLOListElement>(null)
  usePageKeys((event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])]
    const at = links.findIndex((it) => it === document.activeElement)
    const next = at < 0 ? undefined : links[at + step]
    if (next === undefined) return
    next.focus()
    event.preventDefault()
  })
  return (
    <ol ref={list} aria-label={text.search.results} className="grid gap-3" data-search-results>
      {items.map((it) => (
        <FoundCase key={it.case.id} found={it} />
      ))}
    </ol>
  )
}

function FoundCase({ found }: { readonly found: Found }) {
  const { common, lists, search: text } = useText()
  const { language } = useLanguage()
  const { case: it, hits, hitCount } = found
  const title = hits.find((hit) => hit.kind === 'title')
  const others = hits.filter((hit) => hit !== title)
  const hidden = hitCount - hits.length
  return (
    <li className="paper overflow-hidden" data-found={it.id}>
      <div className="px-4 pt-3 pb-2">
        <h2 className="flex flex-wrap items-start gap-2 leading-snug font-bold">
          {it.trial === true && <Badge tone="solid-shu">{common.trial}</Badge>}
          {it.urgent && <Badge tone="solid-shu">{common.urgent}</Badge>}
          <Link
            href={it.status === 'draft' ? `/compose/${it.id}` : addressOf(it.id, title)}
            className="min-w-0 text-ink no-underline [overflow-wrap:anywhere] hover:text-lead hover:underline"
          >
            {title === undefined ? it.title || lists.untitled : <Excerpt hit={title} />}
          </Link>
        </h2>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
          <Badge tone={it.status === 'decided' ? 'done' : it.status === 'in_approval' ? 'lead' : 'plain'}>
            {common.status[it.status]}
          </Badge>
          {it.number !== undefined && <span className="tabular">{it.number}</span>}
          <span>
            {it.drafter.title} {it.drafter.name}
          </span>
          <span className="tabular">{dateTimeOf(it.updatedAt, language)}</span>
        </p>
      </div>
      {others.length > 0 && (
        <ul className="border-t border-line py-1">
          {others.map((hit, nth) => (
            <li key={nth}>
              <Hit id={it.id} isDraft={it.status === 'draft'} hit={hit} />
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <p className="border-t border-line px-4 py-1.5 text-xs text-ink-3">{text.moreHits(hidden)}</p>
      )}
    </li>
  )
}

function Hit({
  id,
  isDraft,
  hit,
}: {
  readonly id: string
  readonly isDraft: boolean
  readonly hit: SearchHit
}) {
  const text = useText()
  const Picture = pictures[hit.kind]
  return (
    <Link
      href={isDraft && hit.kind !== 'page' ? `/compose/${id}` : addressOf(id, hit)}
      className="flex items-start gap-2.5 px-4 py-1.5 text-sm leading-relaxed text-ink no-underline hover:bg-well"
      data-hit={hit.kind}
    >
      <Picture className="mt-1 size-4 shrink-0 text-ink-3" aria-hidden />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className="mr-2 text-xs font-bold text-ink-2">{placeOf(hit, text)}</span>
        <Excerpt hit={hit} />
      </span>
    </Link>
  )
}

function placeOf(hit: SearchHit, { search: text }: Texts): string {
  if (hit.kind === 'page') return text.page(hit.fileName ?? '', (hit.pageIndex ?? 0) + 1)
  return hit.kind === 'opinion' && hit.who !== undefined ? text.saidBy(hit.who) : text.kinds[hit.kind]
}

/** Into the reader, to the words, with what is looked for in its box already. */
function addressOf(id: string, hit: SearchHit | undefined): string {
  if (hit === undefined) return `/proposals/${id}`
  const words = hit.words.slice(0, 100)
  const { attachmentId, pageIndex } = hit
  if (attachmentId === undefined) return `/proposals/${id}${fragmentOf({ find: words })}`
  if (pageIndex === undefined)
    return `/proposals/${id}${fragmentOf({ page: { attachmentId, pageIndex: 0 } })}`
  return `/proposals/${id}${fragmentOf({ passage: { page: { attachmentId, pageIndex }, words } })}`
}

function Excerpt({ hit }: { readonly hit: SearchHit }) {
  return hit.excerpt.map((it, nth) =>
    it.found === true ? (
      <mark key={nth} className="rounded-2 bg-[#ffe58a] font-bold text-ink">
        {it.text}
      </mark>
    ) : (
      <span key={nth}>{it.text}</span>
    ),
  )
}
