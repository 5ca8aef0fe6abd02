import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type {
  RouteTemplates,
  RulePreview,
  RuleVersions,
  RuleWords,
  TriedRoute,
  TryBody,
} from '../../../server/contract/rules.ts'
import { request } from './client.ts'

const ruleKeys = {
  versions: (path: string) => ['rules', path, 'versions'] as const,
  version: (path: string, version: string) => ['rules', path, 'versions', version] as const,
  draft: (path: string) => ['rules', path, 'draft'] as const,
  templates: ['rules', 'templates'] as const,
  words: ['rules', 'words'] as const,
}

/** The versions of a 専決表, route or 方針, newest first. */
export function useRuleVersions(path: string) {
  return useQuery({
    queryKey: ruleKeys.versions(path),
    queryFn: ({ signal }) => request<RuleVersions>('GET', path, { signal }),
  })
}

type VersionView<Content> = {
  readonly content: Content
  readonly changes: readonly string[]
  readonly comparedWith?: string
}

/** One version to read. */
export function useRuleVersion<Content>(path: string, version: string) {
  return useQuery({
    queryKey: ruleKeys.version(path, version),
    queryFn: ({ signal }) =>
      request<VersionView<Content>>('GET', `${path}/versions/${encodeURIComponent(version)}`, { signal }),
  })
}

/** Takes a version back before its day; throws what the server refuses. */
export function useWithdrawRule(path: string) {
  const client = useQueryClient()
  return async (version: string, reason: string): Promise<void> => {
    await request('POST', `${path}/versions/${encodeURIComponent(version)}/withdraw`, { body: { reason } })
    await client.invalidateQueries({ queryKey: ['rules'] })
  }
}

/** All routes by name. */
export function useRouteTemplates() {
  return useQuery({
    queryKey: ruleKeys.templates,
    queryFn: ({ signal }) => request<RouteTemplates>('GET', '/v1/route-templates', { signal }),
  })
}

/** Positions, units and classes an editor chooses from. */
export function useRuleWords() {
  return useQuery({
    queryKey: ruleKeys.words,
    queryFn: ({ signal }) => request<RuleWords>('GET', '/v1/rule-words', { signal }),
    staleTime: 10 * 60_000,
  })
}

type Stored<Content> = { readonly lock: number; readonly basedOn: string; readonly content: Content }

/** The draft of the next version as it is being edited. */
export type RuleDraftEditing<Content> = {
  /** Undefined while it is loading. */
  readonly content: Content | undefined
  /** 0 while nobody has saved one. */
  readonly lock: number
  readonly basedOn: string
  readonly isChanged: boolean
  readonly loadError: unknown
  readonly reload: () => void
  readonly change: (to: (content: Content) => Content) => void
  /** Writes the draft anew from a version; saved like any other change. */
  readonly startFrom: (content: Content, version: string) => void
  /** Each throws what the server refuses. */
  save(): Promise<void>
  discard(): Promise<void>
  preview(from: string): Promise<RulePreview>
  publish(from: string, reason: string): Promise<void>
  /** The route of a made-up matter under the draft; what is on the screen is saved first. */
  tryOut(asked: TryBody): Promise<TriedRoute>
}

/** Loads the draft (or the version in force, as a draft nobody saved yet) and writes it back under its lock. */
export function useRuleDraft<Content>(path: string, initial?: Content): RuleDraftEditing<Content> {
  const client = useQueryClient()
  const [edited, setEdited] = useState<Content | undefined>()
  const [startedFrom, setStartedFrom] = useState<string | undefined>()
  const [isPublished, setPublished] = useState(false)
  const isNew = initial !== undefined && !isPublished
  const blank = initial === undefined ? undefined : { lock: 0, basedOn: '', content: initial }
  const loaded = useQuery({
    queryKey: ruleKeys.draft(path),
    queryFn: ({ signal }) => request<Stored<Content>>('GET', `${path}/draft`, { signal }),
    // What is being edited must not change under its editor.
    staleTime: Number.POSITIVE_INFINITY,
    enabled: !isNew,
    ...(blank === undefined ? {} : { initialData: blank }),
  })
  const stored: Stored<Content> | undefined = loaded.data
  const again = async (): Promise<void> => {
    setEdited(undefined)
    setStartedFrom(undefined)
    await client.invalidateQueries({ queryKey: ['rules'] })
  }
  const save = async (): Promise<number> => {
    if (stored === undefined) throw new Error('nothing is loaded')
    const content = edited ?? stored.content
    const basedOn = startedFrom ?? stored.basedOn
    const { lock } = await request<{ lock: number }>('PUT', `${path}/draft`, {
      body: { lock: stored.lock, basedOn, content },
    })
    client.setQueryData(ruleKeys.draft(path), { lock, basedOn, content })
    // What was changed on meanwhile stays, to be saved as well.
    setEdited((now) => (now === edited ? undefined : now))
    await client.invalidateQueries({ queryKey: ruleKeys.versions(path) })
    await client.invalidateQueries({ queryKey: ruleKeys.templates })
    return lock
  }
  // The preview and the publication are of what is on the screen, so that is saved first.
  const saved = async (): Promise<number> =>
    edited === undefined && stored !== undefined && stored.lock > 0 ? stored.lock : save()
  return {
    content: edited ?? stored?.content,
    lock: stored?.lock ?? 0,
    basedOn: startedFrom ?? stored?.basedOn ?? '',
    isChanged: edited !== undefined,
    loadError: loaded.error,
    reload: () => void again(),
    change(to) {
      setEdited((now) => {
        const base = now ?? stored?.content
        return base === undefined ? now : to(base)
      })
    },
    startFrom(content, version) {
      setEdited(() => content)
      setStartedFrom(version)
    },
    save: async () => void (await save()),
    async discard() {
      if (stored !== undefined && stored.lock > 0) {
        await request('POST', `${path}/draft/discard`, { body: { lock: stored.lock } })
      }
      // The server knows nothing of what was never published.
      if (isNew) client.setQueryData(ruleKeys.draft(path), blank)
      await again()
    },
    async preview(from) {
      await saved()
      return request<RulePreview>('POST', `${path}/draft/preview`, { body: { from } })
    },
    async tryOut(asked) {
      await saved()
      return request<TriedRoute>('POST', `${path}/draft/try`, { body: asked })
    },
    async publish(from, reason) {
      const lock = await saved()
      const why = reason.trim() === '' ? {} : { reason }
      await request('POST', `${path}/draft/publish`, { body: { lock, from, ...why } })
      setPublished(true)
      await again()
    },
  }
}
