import type { Transaction } from 'kysely'
import type { PolicyContent } from '../contract/rules.ts'
import { mayGoOn } from '../domain/authority/findings.ts'
import { type LocalDate, type PersonId, localDateOf } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import {
  type Publishing,
  type RuleName,
  deleteRuleDraft,
  findRuleDraft,
  insertAuthorityTable,
  insertPolicy,
  insertRouteTemplate,
} from '../store/rule-drafts.ts'
import { loadRules, lockRules } from '../store/rules.ts'
import { findingText } from './finding-text.ts'
import { aroundDraft } from './preview-rules.ts'
import { type RuleDeps, type RuleProblem, mayKeepRules, versionsOf } from './rule-versions.ts'
import { lintDraft, tableOf, templateOf } from './rules-with-draft.ts'

/** A version is called by its first day; a second one of that day has a number: 2026-06-01-2. */
function nextVersion(
  name: RuleName,
  known: readonly { readonly version: string }[],
  from: LocalDate,
): string {
  if (name.kind === 'policy') return String(Math.max(0, ...known.map((it) => Number(it.version))) + 1)
  const taken = new Set(known.map((it) => it.version))
  let count = 1
  const word = (): string => (count === 1 ? from : `${from}-${count}`)
  while (taken.has(word())) count += 1
  return word()
}

async function insertVersion(
  trx: Transaction<Database>,
  name: RuleName,
  publishing: Publishing,
  content: unknown,
): Promise<void> {
  switch (name.kind) {
    case 'authority_table':
      return insertAuthorityTable(trx, publishing, tableOf(content, publishing.from))
    case 'route_template':
      return insertRouteTemplate(trx, publishing, templateOf(content, name.code))
    case 'policy':
      return insertPolicy(trx, publishing, content as PolicyContent)
  }
}

/** The day after a day. */
function dayAfter(day: LocalDate): LocalDate {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10) as LocalDate
}

/**
 * Publishes the draft from a day on: never a past one, and not today when a version came into force today, so that no
 * version in force is replaced. One that takes the place of a version still ahead says why. Errors of the rules stand in
 * the way. The draft is gone afterwards.
 */
export async function publishRule(
  deps: RuleDeps,
  by: PersonId,
  name: RuleName,
  request: { readonly lock: number; readonly from: LocalDate; readonly reason?: string },
): Promise<Result<{ readonly version: string; readonly from: LocalDate }, RuleProblem>> {
  const { lock, from } = request
  const reason = request.reason?.trim() ?? ''
  const organisation = await deps.organisation.current()
  const allowed = mayKeepRules(organisation, by)
  if (!allowed.ok) return allowed
  return deps.db.transaction().execute(async (trx): Promise<Awaited<ReturnType<typeof publishRule>>> => {
    await lockRules(trx)
    const draft = await findRuleDraft(trx, name)
    if (draft === undefined || draft.lock !== lock) return no({ code: 'rule_draft_changed' })
    const at = deps.now()
    const today = localDateOf(at)
    const rules = await loadRules(trx)
    const known = versionsOf(rules, name)
    const standing = known.filter((it) => it.stands)
    const earliest = standing.some((it) => it.from === today) ? dayAfter(today) : today
    if (from < earliest) return no({ code: 'rule_day_past', earliest })
    const replaced = standing.find((it) => it.from === from)
    if (replaced !== undefined && reason === '') {
      return no({ code: 'rule_reason_missing', version: replaced.version })
    }
    const around = aroundDraft(rules, name, draft.content, from)
    if (around === undefined) return no({ code: 'not_found' })
    const findings = lintDraft(around.after, name, organisation)
    if (!mayGoOn(findings)) {
      const errors = findings.filter((it) => it.severity === 'error')
      return no({
        code: 'rule_has_errors',
        findings: errors.map((it) => ({ code: it.code, text: findingText(it) })),
      })
    }
    const version = nextVersion(name, known, from)
    await insertVersion(
      trx,
      name,
      { version, from, by, at, ...(reason === '' ? {} : { reason }) },
      draft.content,
    )
    await deleteRuleDraft(trx, name, lock)
    return yes({ version, from })
  })
}
