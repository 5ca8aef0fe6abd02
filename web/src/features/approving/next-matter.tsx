import { useInbox } from '../../api/queries.ts'
import { useText } from '../../i18n/index.tsx'
import { LinkButton } from '../../ui/index.ts'

/** After an act: the next thing that waits for this person, or the way back when nothing does. */
export function NextMatter({ after }: { readonly after: string }) {
  const text = useText()
  const boxes = [useInbox('approve'), useInbox('concur'), useInbox('examine')]
  const next = boxes
    .flatMap((it) => it.data?.pages ?? [])
    .flatMap((it) => it.items)
    .find((it) => it.proposalId !== after)
  if (next === undefined) {
    if (boxes.some((it) => it.isPending)) return null
    return (
      <>
        <span className="text-ink-2">{text.acts.inboxEmpty}</span>
        <LinkButton href="/">{text.acts.toInbox}</LinkButton>
      </>
    )
  }
  return (
    <LinkButton
      href={`/proposals/${next.proposalId}`}
      variant="primary"
      data-next
      className="max-w-md min-w-0"
    >
      <span className="truncate">{text.acts.nextTitle(next.title)}</span>
    </LinkButton>
  )
}
