import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { useMe, useProposal } from '../../api/queries.ts'
import { problemText } from '../../api/problem-text.tsx'
import { useText } from '../../i18n/index.tsx'
import { Button, EmptyState, Spinner } from '../../ui/index.ts'
import { ComposeForm } from './compose-form.tsx'
import { type DraftSaver, saverOf } from './draft-saver.ts'
import { keepSaved } from './keep-saved.ts'

type Props = { readonly id: string | undefined }

/**
 * 起案: a new draft (no id) or one being continued. The saver outlives the moment a new draft gets its id and the
 * address changes; another draft's address makes another saver.
 */
export function ComposePage({ id }: Props) {
  const me = useMe().data
  const text = useText()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [saver, setSaver] = useState<DraftSaver | undefined>()
  const stored = useProposal(id)
  const opened = stored.data
  const locked = opened?.editable === false
  const fits = saver !== undefined && saver.snapshot().id === id
  if (!fits && me !== undefined && (id === undefined || (opened !== undefined && !locked))) {
    const saved: Parameters<typeof saverOf>[2] = (id, it) => keepSaved(client, id, it)
    setSaver(saverOf(me.id, id === undefined ? undefined : opened, saved))
  }
  useEffect(() => {
    if (id !== undefined && locked) navigate(`/proposals/${id}`, { replace: true })
  }, [id, locked, navigate])
  if (stored.isError && opened === undefined) {
    return (
      <EmptyState
        isPage
        title={problemText(stored.error, text)}
        action={<Button onPress={() => void stored.refetch()}>{text.common.retry}</Button>}
      />
    )
  }
  if (me === undefined || saver === undefined || !fits) {
    return (
      <div className="grid h-full place-items-center p-16">
        <Spinner label={text.common.loading} />
      </div>
    )
  }
  return <ComposeForm key={keyOf(saver)} me={me} saver={saver} />
}

const savers = new WeakMap<DraftSaver, number>()
let made = 0

function keyOf(saver: DraftSaver): number {
  const known = savers.get(saver)
  if (known !== undefined) return known
  made += 1
  savers.set(saver, made)
  return made
}
