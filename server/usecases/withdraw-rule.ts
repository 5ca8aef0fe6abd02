import { type Finding, mayGoOn } from '../domain/authority/findings.ts'
import { lintTable } from '../domain/authority/lint-table.ts'
import { type PersonId, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type RuleName, insertRuleWithdrawal } from '../store/rule-drafts.ts'
import { type AllRules, type Published, loadRules, lockRules, tableOn, templatesOn } from '../store/rules.ts'
import { findingText } from './finding-text.ts'
import { type RuleDeps, type RuleProblem, mayKeepRules, stateOf, versionsOf } from './rule-versions.ts'

/** The rules as if one version no longer stood. */
function withoutVersion(rules: AllRules, { kind, code }: RuleName, version: string): AllRules {
  const fall = <One extends Published & { readonly version: string | number }>(it: One): One =>
    String(it.version) === version ? { ...it, stands: false } : it
  switch (kind) {
    case 'authority_table':
      return { ...rules, tables: rules.tables.map(fall) }
    case 'route_template':
      return { ...rules, templates: rules.templates.map((it) => (it.code === code ? fall(it) : it)) }
    case 'policy':
      return { ...rules, policies: rules.policies.map(fall) }
  }
}

/** Rows that would lose their way to the decider, on any day from which tables and templates differ. */
function lostWays(rules: AllRules, organisation: Organisation): readonly Finding[] {
  const days = new Set([...rules.tables, ...rules.templates].map((it) => it.from))
  return [...days].flatMap((day) => {
    const table = tableOn(rules, day)
    if (table === undefined) return []
    return lintTable(table, organisation, templatesOn(rules, day)).filter(
      (it) => it.code === 'unknown_template' || it.code === 'no_template_reaches',
    )
  })
}

/**
 * Withdraws a version that is not in force yet (施行をやめる), with a reason; what was in force before stays so. A
 * template that a later table relies on is kept: its rows would have no route.
 */
export async function withdrawRule(
  deps: RuleDeps,
  by: PersonId,
  name: RuleName,
  request: { readonly version: string; readonly reason: string },
): Promise<Result<true, RuleProblem>> {
  const { version } = request
  const reason = request.reason.trim()
  const organisation = await deps.organisation.current()
  const allowed = mayKeepRules(organisation, by)
  if (!allowed.ok) return allowed
  return deps.db.transaction().execute(async (trx): Promise<Result<true, RuleProblem>> => {
    await lockRules(trx)
    const rules = await loadRules(trx)
    const all = versionsOf(rules, name)
    const found = all.find((it) => it.version === version)
    if (found === undefined) return no({ code: 'not_found' })
    const at = deps.now()
    const state = stateOf(all, found, localDateOf(at))
    if (state !== 'ahead') return no({ code: 'rule_not_ahead', state })
    if (reason === '') return no({ code: 'rule_reason_missing', version })
    const known = new Set(lostWays(rules, organisation).map(findingText))
    const lost = lostWays(withoutVersion(rules, name, version), organisation).filter(
      (it) => !known.has(findingText(it)),
    )
    if (!mayGoOn(lost)) {
      const findings = lost.map((it) => ({ code: it.code, text: findingText(it) }))
      return no({ code: 'rule_has_errors', findings })
    }
    await insertRuleWithdrawal(trx, name, version, { by, at, reason })
    return yes(true)
  })
}
