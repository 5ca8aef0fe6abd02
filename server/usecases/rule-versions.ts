import type { Kysely } from 'kysely'
import type { RouteTemplates, RuleVersion, RuleVersions, RuleWords } from '../contract/rules.ts'
import { type Instant, type LocalDate, type PersonId, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import {
  type RuleDraft,
  type RuleName,
  deleteRuleDraft,
  findRuleDraft,
  listRuleDrafts,
  writeRuleDraft,
} from '../store/rule-drafts.ts'
import { type AllRules, type Published, loadRules, templatesOn } from '../store/rules.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import { contentChanges } from './rule-changes.ts'
import { keepsSettings, nameOf } from './who-is.ts'

export type RuleDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
}

export type RuleProblem =
  | { readonly code: 'not_allowed' }
  | { readonly code: 'not_found' }
  /** Somebody else saved or published the draft meanwhile. */
  | { readonly code: 'rule_draft_changed' }
  | { readonly code: 'rule_has_errors'; readonly findings: readonly { code: string; text: string }[] }
  | { readonly code: 'rule_day_past'; readonly earliest: LocalDate }
  /** It is in force already, or gone: there is nothing left to withdraw. */
  | { readonly code: 'rule_not_ahead'; readonly state: RuleVersion['state'] }
  /** A version is withdrawn, or takes the place of `version`, without a word why. */
  | { readonly code: 'rule_reason_missing'; readonly version: string }

/** Whoever keeps the settings keeps the rules; everybody else is refused. */
export function mayKeepRules(organisation: Organisation, by: PersonId): Result<true, RuleProblem> {
  return keepsSettings(organisation, by) ? yes(true) : no({ code: 'not_allowed' })
}

type AnyVersion = Published & { readonly version: string; readonly content: unknown }

/** All published versions of one rule, newest first. */
export function versionsOf(rules: AllRules, { kind, code }: RuleName): readonly AnyVersion[] {
  const published = ({
    from,
    publishedAt,
    publishedBy,
    reason,
    stands,
    withdrawn,
  }: Published): Published => ({
    from,
    publishedAt,
    stands,
    ...(publishedBy === undefined ? {} : { publishedBy }),
    ...(reason === undefined ? {} : { reason }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
  })
  switch (kind) {
    case 'authority_table':
      return rules.tables.map((it) => {
        const { source, classes, escalation, escalationArticles, items, note } = it
        const content = {
          source,
          classes,
          escalation,
          escalationArticles,
          items,
          ...(note === undefined ? {} : { note }),
        }
        return { ...published(it), version: it.version, content }
      })
    case 'route_template':
      return rules.templates
        .filter((it) => it.code === code)
        .map((it) => {
          const { name, steps, circulation } = it
          return { ...published(it), version: it.version, content: { name, steps, circulation } }
        })
    case 'policy':
      return rules.policies.map((it) => ({
        ...published(it),
        version: String(it.version),
        content: it.settings,
      }))
  }
}

/** `all` newest first: of those that stand and have begun the first is in force. */
export function stateOf(all: readonly AnyVersion[], it: AnyVersion, today: LocalDate): RuleVersion['state'] {
  if (it.withdrawn !== undefined) return 'withdrawn'
  if (!it.stands) return 'replaced'
  if (it.from > today) return 'ahead'
  return all.find((one) => one.stands && one.from <= today) === it ? 'in_force' : 'past'
}

function personAt(organisation: Organisation, by: PersonId, at: Instant): { by: string; at: string } {
  return { by: nameOf(organisation, by), at }
}

function toRuleVersion(
  organisation: Organisation,
  all: readonly AnyVersion[],
  it: AnyVersion,
  today: LocalDate,
): RuleVersion {
  const { version, from, publishedBy, publishedAt, reason, withdrawn } = it
  return {
    version,
    from,
    state: stateOf(all, it, today),
    ...(publishedBy === undefined ? {} : { published: personAt(organisation, publishedBy, publishedAt) }),
    ...(reason === undefined ? {} : { reason }),
    ...(withdrawn === undefined
      ? {}
      : {
          withdrawn: { ...personAt(organisation, withdrawn.by, withdrawn.at), reason: withdrawn.reason },
        }),
  }
}

/** The versions of one rule and its draft; empty and without a draft for one that nobody knows. */
export async function viewRuleVersions(
  deps: RuleDeps,
  by: PersonId,
  name: RuleName,
): Promise<Result<RuleVersions, RuleProblem>> {
  const organisation = await deps.organisation.current()
  const allowed = mayKeepRules(organisation, by)
  if (!allowed.ok) return allowed
  const today = localDateOf(deps.now())
  const versions = versionsOf(await loadRules(deps.db), name)
  const draft = await findRuleDraft(deps.db, name)
  return yes({
    versions: versions.map((it) => toRuleVersion(organisation, versions, it, today)),
    ...(draft === undefined
      ? {}
      : {
          draft: {
            basedOn: draft.basedOn,
            updatedAt: draft.updatedAt,
            updatedBy: nameOf(organisation, draft.updatedBy),
          },
        }),
  })
}

/** Every route template, the newest version of each and those that are only drafted. */
export async function viewRouteTemplates(
  deps: RuleDeps,
  by: PersonId,
): Promise<Result<RouteTemplates, RuleProblem>> {
  const organisation = await deps.organisation.current()
  const allowed = mayKeepRules(organisation, by)
  if (!allowed.ok) return allowed
  const rules = await loadRules(deps.db)
  const today = localDateOf(deps.now())
  const drafts = await listRuleDrafts(deps.db, 'route_template')
  const inForce = templatesOn(rules, today)
  // One that comes into force later is shown as it will be first.
  const ahead = rules.templates.filter(
    (it, index, all) =>
      it.stands &&
      it.from > today &&
      !inForce.some((one) => one.code === it.code) &&
      all.findIndex((one) => one.code === it.code) === index,
  )
  const known = [...inForce, ...ahead]
  const positionName = (code: string): string =>
    [...organisation.positions.values()].find((it) => it.code === code)?.name ?? code
  const stepNames = (steps: readonly { readonly position: string }[]): string[] =>
    steps.map((it) => positionName(it.position))
  return yes({
    items: [
      ...known.map(({ code, name, version, from, steps }) => ({
        code,
        name,
        version,
        from,
        steps: stepNames(steps),
        hasDraft: drafts.some((it) => it.code === code),
      })),
      ...drafts
        .filter((it) => !known.some((one) => one.code === it.code))
        .map(({ code, content }) => {
          const { name, steps } = content as { name: string; steps: { position: string }[] }
          return { code, name, steps: stepNames(steps), hasDraft: true }
        }),
    ],
  })
}

export type RuleVersionView = {
  readonly content: unknown
  /** What it changes against `comparedWith`, in sentences. */
  readonly changes: readonly string[]
  /** The version it follows; undefined for the first. */
  readonly comparedWith?: string
}

/** One version, whatever became of it, with what it changes against the one it follows. */
export async function viewRuleVersion(
  deps: RuleDeps,
  by: PersonId,
  name: RuleName,
  version: string,
): Promise<Result<RuleVersionView, RuleProblem>> {
  const organisation = await deps.organisation.current()
  const allowed = mayKeepRules(organisation, by)
  if (!allowed.ok) return allowed
  const all = versionsOf(await loadRules(deps.db), name)
  const found = all.find((it) => it.version === version)
  if (found === undefined) return no({ code: 'not_found' })
  const { content } = found
  const before = all.find((it) => it.stands && it.from < found.from)
  if (before === undefined) return yes({ content, changes: [] })
  const changes = contentChanges(organisation, name, before.content, content)
  return yes({ content, changes, comparedWith: before.version })
}

type DraftView = Pick<RuleDraft, 'lock' | 'basedOn' | 'content'>

/**
 * The draft of the next version; where there is none, the newest version as a draft nobody has saved yet (lock 0): one
 * that is published and not yet in force counts, or the next would undo it.
 */
export async function viewRuleDraft(
  deps: RuleDeps,
  by: PersonId,
  name: RuleName,
): Promise<Result<DraftView, RuleProblem>> {
  const allowed = mayKeepRules(await deps.organisation.current(), by)
  if (!allowed.ok) return allowed
  const draft = await findRuleDraft(deps.db, name)
  if (draft !== undefined) {
    const { lock, basedOn, content } = draft
    return yes({ lock, basedOn, content })
  }
  const base = versionsOf(await loadRules(deps.db), name).find((it) => it.stands)
  if (base === undefined) return no({ code: 'not_found' })
  return yes({ lock: 0, basedOn: base.version, content: base.content })
}

/** Saves the draft as it is, right or wrong: what is wrong is told by the preview and refused at publishing. */
export async function saveRuleDraft(
  deps: RuleDeps,
  by: PersonId,
  name: RuleName,
  draft: DraftView,
): Promise<Result<{ readonly lock: number }, RuleProblem>> {
  const allowed = mayKeepRules(await deps.organisation.current(), by)
  if (!allowed.ok) return allowed
  const lock = await writeRuleDraft(deps.db, { ...name, ...draft, by, at: deps.now() })
  return lock === undefined ? no({ code: 'rule_draft_changed' }) : yes({ lock })
}

/** Throws the draft of the next version away; what is in force stays. */
export async function discardRuleDraft(
  deps: RuleDeps,
  by: PersonId,
  name: RuleName,
  lock: number,
): Promise<Result<true, RuleProblem>> {
  const allowed = mayKeepRules(await deps.organisation.current(), by)
  if (!allowed.ok) return allowed
  return (await deleteRuleDraft(deps.db, name, lock)) ? yes(true) : no({ code: 'rule_draft_changed' })
}

/** The positions of the organisation, the most senior first. */
export async function viewRuleWords(deps: RuleDeps, by: PersonId): Promise<Result<RuleWords, RuleProblem>> {
  const organisation = await deps.organisation.current()
  const allowed = mayKeepRules(organisation, by)
  if (!allowed.ok) return allowed
  const positions = [...organisation.positions.values()].toSorted((a, b) => b.rank - a.rank)
  return yes({
    positions: positions.map(({ code, name, isLine, isDecider }) => ({ code, name, isLine, isDecider })),
  })
}
