import type { ProposalContent } from '../contract/proposals.ts'
import type { RulePreview } from '../contract/rules.ts'
import { type Route, decidingStepOf } from '../domain/approval/route.ts'
import type { RouteProblem } from '../domain/authority/authority.ts'
import { compileRoute } from '../domain/authority/compile-route.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'
import { type LocalDate, type PersonId, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type RuleName, findRuleDraft } from '../store/rule-drafts.ts'
import { type AllRules, loadRules } from '../store/rules.ts'
import { type Submitted, countUnderway, lastSubmitted } from '../store/submitted.ts'
import { routeProblemText } from './because-text.ts'
import { liveSteps, toFindingView } from './explain-route.ts'
import { askedOf } from './route-of-content.ts'
import { policyEffects } from './preview-policy.ts'
import { contentChanges } from './rule-changes.ts'
import { type RuleDeps, type RuleProblem, mayKeepRules } from './rule-versions.ts'
import { type RuleSet, lintDraft, rulesOn, withDraft } from './rules-with-draft.ts'

/** How many submitted proposals are asked what they would get. */
const comparedAtMost = 200

function contentOf({ table, templates, policy }: RuleSet, { kind, code }: RuleName): unknown {
  if (kind === 'policy') return policy.settings
  return kind === 'authority_table' ? table : templates.find((it) => it.code === code)
}

function compiled(
  organisation: Organisation,
  { table, templates, policy }: RuleSet,
  submitted: Submitted,
): Result<Route, readonly RouteProblem[]> {
  return compileRoute({
    organisation,
    table,
    templates,
    policy: policy.settings satisfies PolicySettings,
    // As of its own day: only the rules differ, not who holds which post.
    day: localDateOf(submitted.submittedAt),
    drafter: { person: submitted.drafter, post: submitted.drafterPost },
    ...askedOf(submitted.content as ProposalContent),
  })
}

function deciderOf(route: Result<Route, unknown>): string {
  return route.ok ? (decidingStepOf(route.value)?.postName ?? '') : ''
}

/** A proposal whose decider or steps differ between two sets of rules; undefined when it would be the same. */
function affected(
  organisation: Organisation,
  before: RuleSet,
  after: RuleSet,
  submitted: Submitted,
  maySeeTitle: boolean,
): RulePreview['affected'][number] | undefined {
  const was = compiled(organisation, before, submitted)
  const is = compiled(organisation, after, submitted)
  // What has no route either way says nothing about the draft.
  if (!was.ok && !is.ok) return undefined
  const stepsBefore = was.ok ? liveSteps(was.value) : []
  const stepsAfter = is.ok ? liveSteps(is.value) : []
  const comes = is.ok ? stepsAfter.filter((it) => !stepsBefore.includes(it)) : []
  const goes = is.ok ? stepsBefore.filter((it) => !stepsAfter.includes(it)) : []
  const isSame = was.ok && is.ok && stepsBefore.join() === stepsAfter.join()
  if (isSame) return undefined
  return {
    number: submitted.number,
    ...(maySeeTitle ? { title: submitted.title } : {}),
    submittedOn: localDateOf(submitted.submittedAt),
    isBound: submitted.isRunning,
    deciderNow: deciderOf(was),
    deciderThen: deciderOf(is),
    comes,
    goes,
    problems: is.ok ? [] : is.error.map(routeProblemText),
  }
}

/** The rules of a day with the draft among them, and those before it; undefined where the body has none yet. */
export function aroundDraft(
  rules: AllRules,
  name: RuleName,
  content: unknown,
  from: LocalDate,
): { readonly before: RuleSet; readonly after: RuleSet } | undefined {
  const before = rulesOn(rules, from)
  return before && { before, after: withDraft(before, name, content, from) }
}

/** What would change from a day on if the draft were published; nothing is stored. */
export async function previewRule(
  deps: RuleDeps,
  by: PersonId,
  name: RuleName,
  from: LocalDate,
): Promise<Result<RulePreview, RuleProblem>> {
  const organisation = await deps.organisation.current()
  const allowed = mayKeepRules(organisation, by)
  if (!allowed.ok) return allowed
  const draft = await findRuleDraft(deps.db, name)
  if (draft === undefined) return no({ code: 'not_found' })
  const around = aroundDraft(await loadRules(deps.db), name, draft.content, from)
  if (around === undefined) return no({ code: 'not_found' })
  const { before, after } = around
  const submitted = await lastSubmitted(deps.db, comparedAtMost)
  // 文書管理者 read what is not secret; システム管理者 read no proposal.
  const maySeeTitle = organisation.people.get(by)?.roles.includes('records_manager') === true
  const effects =
    name.kind === 'policy'
      ? await policyEffects(
          { db: deps.db, maySeeTitle },
          before.policy.settings,
          after.policy.settings,
          submitted,
        )
      : []
  return yes({
    effects: [...effects],
    ...(await countUnderway(deps.db)),
    changes: contentChanges(organisation, name, contentOf(before, name), draft.content),
    findings: lintDraft(after, name, organisation).map(toFindingView),
    compared: submitted.length,
    affected: submitted.flatMap((it) => affected(organisation, before, after, it, maySeeTitle) ?? []),
  })
}
