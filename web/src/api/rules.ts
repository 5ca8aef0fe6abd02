import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { RouteTemplates, RuleVersions, RuleWords } from '../../../server/contract/rules.ts'
import { request } from './client.ts'

/** Under which the rules are kept in the browser. */
export const ruleKeys = {
  all: ['rules'] as const,
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
    await client.invalidateQueries({ queryKey: ruleKeys.all })
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
