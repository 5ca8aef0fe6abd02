import { useSeenPages, useTrails } from '../../api/seen.ts'
import { useText } from '../../i18n/index.tsx'

/** How many pages somebody on the route has had before him; nothing where the policy shows it to nobody else. */
export function SeenTrail({
  proposalId,
  people,
}: {
  readonly proposalId: string
  /** Whoever acted on the step, or holds its post. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
}) {
  const text = useText().viewer.seen
  const { data } = useTrails(proposalId)
  const shown = people.flatMap(({ id, name }) => {
    const pages = data?.people.find((it) => it.person === id)?.pages
    return pages === undefined ? [] : [{ name, pages }]
  })
  if (data === undefined || shown.length === 0) return null
  return (
    <ul className="mt-0.5 text-xs text-ink-3 tabular" data-seen-trail>
      {shown.map(({ name, pages }) => (
        <li key={name}>
          {shown.length > 1 && `${name}　`}
          {text.trail(pages, data.pageCount)}
        </li>
      ))}
    </ul>
  )
}

/** Tells somebody on the route who else is shown how much he has seen. */
export function SeenShared({ proposalId }: { readonly proposalId: string }) {
  const text = useText().viewer.seen
  const sharedWith = useSeenPages(proposalId).data?.sharedWith ?? 'self_only'
  if (sharedWith === 'self_only') return null
  return (
    <li className="mt-2 text-xs leading-relaxed text-ink-2" data-seen-shared={sharedWith}>
      {text.shared[sharedWith]}
    </li>
  )
}
