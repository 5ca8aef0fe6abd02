import type { AuthorityTableContent } from '../contract/authority-table.ts'
import type { PolicyContent, RouteTemplateContent } from '../contract/rules.ts'
import type { AuthorityTable, RouteTemplate } from '../domain/authority/authority.ts'
import type { Finding } from '../domain/authority/findings.ts'
import { lintTable } from '../domain/authority/lint-table.ts'
import { lintTemplate } from '../domain/authority/lint-template.ts'
import type { Policy } from '../domain/authority/policy.ts'
import type { LocalDate } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { RuleName } from '../store/rule-drafts.ts'
import { type AllRules, policyOn, tableOn, templatesOn } from '../store/rules.ts'

/** What a submission is compiled under. */
export type RuleSet = {
  readonly table: AuthorityTable
  readonly templates: readonly RouteTemplate[]
  readonly policy: Policy
}

/** The rules of a day; undefined before there were all of them. */
export function rulesOn(rules: AllRules, day: LocalDate): RuleSet | undefined {
  const table = tableOn(rules, day)
  const policy = policyOn(rules, day)
  return table && policy && { table, policy, templates: templatesOn(rules, day) }
}

/** The word a draft goes by where a version is named. */
const draftVersion = '案'

/** The content of a draft as a 専決表 in force from a day. */
export function tableOf(content: unknown, from: LocalDate): AuthorityTable {
  // The contract of its kind checked it when it was saved.
  return { ...(content as AuthorityTableContent), version: draftVersion, from } as unknown as AuthorityTable
}

/** The content of a draft as a route template. */
export function templateOf(content: unknown, code: string): RouteTemplate {
  return { ...(content as RouteTemplateContent), code, version: draftVersion } as unknown as RouteTemplate
}

/** The rules as they would be with a draft in force. */
export function withDraft(rules: RuleSet, name: RuleName, content: unknown, from: LocalDate): RuleSet {
  switch (name.kind) {
    case 'authority_table':
      return { ...rules, table: tableOf(content, from) }
    case 'route_template': {
      const others = rules.templates.filter((it) => it.code !== name.code)
      return { ...rules, templates: [...others, templateOf(content, name.code)] }
    }
    case 'policy':
      return { ...rules, policy: { ...rules.policy, settings: content as PolicyContent } }
  }
}

/** What is wrong with the rules once the draft is among them, or worth a second look. */
export function lintDraft(rules: RuleSet, name: RuleName, organisation: Organisation): readonly Finding[] {
  const { table, templates } = rules
  if (name.kind === 'policy') return []
  if (name.kind === 'authority_table') return lintTable(table, organisation, templates)
  const template = templates.find((it) => it.code === name.code)
  return [
    ...(template === undefined ? [] : lintTemplate(template, organisation, table)),
    // A shorter template may leave a row of the table without any way to its decider.
    ...lintTable(table, organisation, templates).filter((it) => it.code === 'no_template_reaches'),
  ]
}
