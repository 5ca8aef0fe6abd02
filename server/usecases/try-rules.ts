import type { TriedRoute, TryBody } from '../contract/rules.ts'
import { explainedRoute } from '../domain/authority/compile-route.ts'
import { type LocalDate, type PersonId, type PostId, partsOfPost } from '../domain/ids.ts'
import { seatedIn } from '../domain/organisation/holders.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type RuleName, findRuleDraft } from '../store/rule-drafts.ts'
import { loadRules } from '../store/rules.ts'
import { explainedView, liveSteps } from './explain-route.ts'
import { aroundDraft } from './preview-rules.ts'
import { type RuleDeps, type RuleProblem, mayKeepRules } from './rule-versions.ts'
import type { RuleSet } from './rules-with-draft.ts'

/**
 * The route that a made-up matter of a post would get on a day with the draft in force, and how it differs from the one
 * it gets without; nothing is stored. A post that nobody holds on that day drafts nothing: there is no drafter then.
 */
export async function tryRule(
  deps: RuleDeps,
  by: PersonId,
  name: RuleName,
  asked: Omit<TryBody, 'on'> & { readonly on: LocalDate },
): Promise<Result<TriedRoute, RuleProblem>> {
  const organisation = await deps.organisation.current()
  const allowed = mayKeepRules(organisation, by)
  if (!allowed.ok) return allowed
  const draft = await findRuleDraft(deps.db, name)
  if (draft === undefined) return no({ code: 'not_found' })
  const { on, item, amountYen, flags } = asked
  const around = aroundDraft(await loadRules(deps.db), name, draft.content, on)
  if (around === undefined) return no({ code: 'not_found' })
  const post = asked.drafterPost as PostId
  if (!organisation.units.has(partsOfPost(post).unit)) return no({ code: 'not_found' })
  const [seat] = seatedIn(organisation, post, on)
  const drafter = seat?.person ?? ('' as PersonId)
  const compiled = ({ table, templates, policy }: RuleSet, only?: string) =>
    explainedRoute({
      organisation,
      table,
      templates: only === undefined ? templates : templates.filter((it) => it.code === only),
      policy: policy.settings,
      item,
      flags,
      ...(amountYen === undefined ? {} : { amountYen }),
      drafter: { person: drafter, post },
      day: on,
    })
  const then = compiled(around.after, asked.onlyThis === true ? name.code : undefined)
  const now = compiled(around.before)
  const before = now.ok ? liveSteps(now.value.route) : []
  const after = then.ok ? liveSteps(then.value.route) : []
  const bothHave = now.ok && then.ok
  return yes({
    ...(seat === undefined
      ? {}
      : {
          drafter: {
            name: organisation.people.get(seat.person)?.name ?? seat.person,
            title: titleOf(organisation, post, seat.kind),
          },
        }),
    usesDraft: name.kind !== 'route_template' || (then.ok && then.value.route.template === name.code),
    explained: { ...explainedView({ organisation, day: on, drafter }, then), whatIf: [] },
    comes: bothHave ? after.filter((it) => !before.includes(it)) : [],
    goes: bothHave ? before.filter((it) => !after.includes(it)) : [],
  })
}
