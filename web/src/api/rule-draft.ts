import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { RulePreview, TriedRoute, TryBody } from '../../../server/contract/rules.ts'
import { isProblem, request } from './client.ts'
import { dropKept, keepForm, keptForm } from './kept-form.ts'
import { useMe } from './queries.ts'
import { ruleKeys } from './rules.ts'

type Stored<Content> = { readonly lock: number; readonly basedOn: string; readonly content: Content }

/** What somebody changed and did not save, with the draft it was begun on. */
type Edited<Content> = {
  readonly content: Content
  readonly basedOn: string
  readonly on: Pick<Stored<Content>, 'lock' | 'basedOn'>
}

/** The draft of the next version as it is being edited. */
export type RuleDraftEditing<Content> = {
  /** Undefined while it is loading. */
  readonly content: Content | undefined
  /** 0 while nobody has saved one. */
  readonly lock: number
  readonly basedOn: string
  readonly isChanged: boolean
  /** The changes are those of an earlier visit. */
  readonly isKept: boolean
  /** Somebody else saved or published meanwhile: nothing can be saved before the latest draft is loaded. */
  readonly isOutdated: boolean
  /** Changes were laid aside for the latest draft. */
  readonly hasAside: boolean
  readonly loadError: unknown
  readonly reload: () => void
  readonly change: (to: (content: Content) => Content) => void
  /** Writes the draft anew from a version; saved like any other change. */
  readonly startFrom: (content: Content, version: string) => void
  /** The changes laid aside again, on top of the draft as it is now; what is changed now is laid aside instead. */
  readonly takeBack: () => void
  readonly dropAside: () => void
  /** Each throws what the server refuses. */
  save(): Promise<void>
  discard(): Promise<void>
  /** Shows what others saved; one's own changes are laid aside. */
  loadLatest(): Promise<void>
  /** What would change, and the lock of the draft that was looked at. */
  preview(from: string): Promise<{ readonly lock: number; readonly seen: RulePreview }>
  publish(from: string, reason: string): Promise<void>
  /** The route of a made-up matter under the draft; what is on the screen is saved first. */
  tryOut(asked: TryBody): Promise<TriedRoute>
}

/** A draft as it is stored, before anything of it is changed. */
function untouched<Content>({ content, lock, basedOn }: Stored<Content>): Edited<Content> {
  return { content, basedOn, on: { lock, basedOn } }
}

/** Whether somebody else saved or published since. */
function isBehind({ on }: Edited<unknown>, stored: Stored<unknown>): boolean {
  return on.lock !== stored.lock || on.basedOn !== stored.basedOn
}

/** A state that this browser keeps until it is undefined again. */
function useKept<Form extends object>(slot: string) {
  const [form, setForm] = useState(() => keptForm<Form>(slot))
  useEffect(() => {
    if (form === undefined) dropKept(slot)
    else keepForm(slot, form)
  }, [slot, form])
  return [form, setForm] as const
}

/**
 * Loads the draft (or the version in force, as a draft nobody saved yet) and writes it back under the lock it was begun
 * on. What is not saved is kept in this browser.
 */
export function useRuleDraft<Content>(path: string, initial?: Content): RuleDraftEditing<Content> {
  const client = useQueryClient()
  const slot = `rule.${useMe().data?.id ?? ''}.${path}`
  const [edited, setEdited] = useKept<Edited<Content>>(slot)
  const [aside, setAside] = useKept<Edited<Content>>(`${slot}.aside`)
  const [kept] = useState(edited)
  const [isRefused, setRefused] = useState(false)
  const [isKnown, setKnown] = useState(false)
  const isNew = initial !== undefined && !isKnown
  const blank = initial === undefined ? undefined : { lock: 0, basedOn: '', content: initial }
  const loaded = useQuery({
    queryKey: ruleKeys.draft(path),
    queryFn: ({ signal }) => request<Stored<Content>>('GET', `${path}/draft`, { signal }),
    // What is being looked at must not change under its reader.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    enabled: !isNew,
    ...(blank === undefined ? {} : { initialData: blank }),
  })
  const stored: Stored<Content> | undefined = loaded.data
  const begun = stored && untouched(stored)
  const now = edited ?? begun
  const refresh = () => client.invalidateQueries({ queryKey: ruleKeys.all })
  const again = async (): Promise<void> => {
    setEdited(undefined)
    setRefused(false)
    await refresh()
  }
  const watched = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await work()
    } catch (error) {
      if (isProblem(error, 'rule_draft_changed')) setRefused(true)
      throw error
    }
  }
  const save = async (): Promise<number> => {
    if (now === undefined) throw new Error('nothing is loaded')
    const { content, basedOn, on } = now
    const { lock } = await request<{ lock: number }>('PUT', `${path}/draft`, {
      body: { lock: on.lock, basedOn, content },
    })
    client.setQueryData(ruleKeys.draft(path), { lock, basedOn, content })
    // What was changed on meanwhile stays, to be saved as well.
    setEdited((it) => (it === undefined || it === edited ? undefined : { ...it, on: { lock, basedOn } }))
    await client.invalidateQueries({ queryKey: ruleKeys.versions(path) })
    await client.invalidateQueries({ queryKey: ruleKeys.templates })
    return lock
  }
  // The preview and the publication are of what is on the screen, so that is saved first.
  const saved = async (): Promise<number> =>
    edited === undefined && stored !== undefined && stored.lock > 0 ? stored.lock : save()
  return {
    content: now?.content,
    lock: stored?.lock ?? 0,
    basedOn: now?.basedOn ?? '',
    isChanged: edited !== undefined,
    isKept: edited !== undefined && edited === kept,
    isOutdated: isRefused || (edited !== undefined && stored !== undefined && isBehind(edited, stored)),
    hasAside: aside !== undefined,
    loadError: loaded.error,
    reload: () => void refresh(),
    change(to) {
      setEdited((it) => {
        const base = it ?? begun
        return base === undefined ? it : { ...base, content: to(base.content) }
      })
    },
    startFrom(content, version) {
      if (begun !== undefined) setEdited({ ...begun, content, basedOn: version })
    },
    takeBack() {
      if (aside === undefined || begun === undefined) return
      setEdited({ ...aside, on: begun.on })
      setAside(edited)
    },
    dropAside: () => setAside(undefined),
    save: () => watched(async () => void (await save())),
    discard: () =>
      watched(async () => {
        const lock = now?.on.lock ?? 0
        if (lock > 0) await request('POST', `${path}/draft/discard`, { body: { lock } })
        // The server knows nothing of what was never published.
        if (isNew) client.setQueryData(ruleKeys.draft(path), blank)
        await again()
      }),
    async loadLatest() {
      await loaded.refetch({ throwOnError: true })
      setKnown(true)
      if (edited !== undefined) setAside(edited)
      await again()
    },
    preview: (from) =>
      watched(async () => {
        const lock = await saved()
        return { lock, seen: await request('POST', `${path}/draft/preview`, { body: { from } }) }
      }),
    tryOut: (asked) =>
      watched(async () => {
        await saved()
        return request<TriedRoute>('POST', `${path}/draft/try`, { body: asked })
      }),
    publish: (from, reason) =>
      watched(async () => {
        const lock = await saved()
        const why = reason.trim() === '' ? {} : { reason }
        await request('POST', `${path}/draft/publish`, { body: { lock, from, ...why } })
        setKnown(true)
        await again()
      }),
  }
}
