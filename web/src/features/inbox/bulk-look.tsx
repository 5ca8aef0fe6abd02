import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { pictureAddress } from '../../api/addresses.ts'
import { yenOf } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/index.tsx'
import { Button, LinkButton, Notice, Spinner } from '../../ui/index.ts'
import { togetherWith } from './bulk.ts'

type Props = {
  readonly view: ProposalView | undefined
  readonly place: string
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}

/** One look at a case: what the 決裁鑑 says in a strip, the 伺い文, and the first page. */
export function BulkLook({ view, place, onPrevious, onNext }: Props) {
  const { bulk: text, common } = useText()
  return (
    <section aria-label={text.look} className="flex min-h-0 flex-col" data-look={view?.id}>
      <div className="flex items-center gap-2 border-b border-line bg-paper px-3 py-2">
        <Button
          size="small"
          isDisabled={onPrevious === undefined}
          onPress={() => onPrevious?.()}
          aria-label={text.previous}
        >
          <ChevronLeft className="size-5" aria-hidden />
        </Button>
        <span className="text-sm tabular">{place}</span>
        <Button
          size="small"
          isDisabled={onNext === undefined}
          onPress={() => onNext?.()}
          aria-label={text.next}
          data-look-next
        >
          <ChevronRight className="size-5" aria-hidden />
        </Button>
        {view !== undefined && (
          <LinkButton href={`/proposals/${view.id}`} size="small" variant="quiet" className="ml-auto">
            {text.open}
          </LinkButton>
        )}
      </div>
      <div
        className="min-h-0 flex-1 overflow-y-auto p-4"
        role="region"
        aria-label={text.content}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (JIS X 8341-3 2.1.1)
        tabIndex={0}
      >
        {view === undefined ? <Spinner label={common.loading} /> : <Facts view={view} />}
      </div>
    </section>
  )
}

function Facts({ view }: { readonly view: ProposalView }) {
  const { bulk: text, reader } = useText()
  const { language } = useLanguage()
  const { content, names, drafter, attachments } = view
  const first = attachments[0]
  const together = togetherWith(view)
  const facts: readonly (readonly [string, string])[] = [
    [reader.form.class, `${view.route?.class ?? ''} ${names.authority}`],
    [reader.form.amount, content.amountYen === undefined ? '—' : yenOf(content.amountYen, language)],
    [reader.form.drafter, `${drafter.title} ${drafter.name}`],
    [reader.form.attachments, String(attachments.length)],
  ]
  return (
    <div className="mx-auto grid max-w-3xl gap-4">
      {!together.ok && together.because !== 'not_waiting' && (
        <Notice tone="warning">{text.because[together.because]}</Notice>
      )}
      <h2 className="text-lg leading-snug font-bold">{content.title}</h2>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 rounded-8 border border-line bg-paper px-4 py-3 text-sm sm:flex sm:flex-wrap">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-ink-3">{name}</dt>
            <dd className="tabular">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="rounded-8 border border-line bg-paper px-4 py-3 leading-relaxed whitespace-pre-wrap">
        {content.body}
      </p>
      {first?.rendition.status === 'done' && (
        <figure className="grid gap-1">
          <figcaption className="text-sm text-ink-2">{first.name}</figcaption>
          <img
            src={pictureAddress(first.revisionId, 0)}
            alt={text.firstPage(first.name)}
            className="w-full border border-line bg-paper shadow-paper"
          />
        </figure>
      )}
    </div>
  )
}
