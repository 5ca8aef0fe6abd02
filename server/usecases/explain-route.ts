import type { Kysely } from 'kysely'
import type {
  ExplainRouteBody,
  ExplainedRoute,
  FindingView,
  WhatIf,
  WhatIfAnswer,
} from '../contract/explain-route.ts'
import type { ProposalContent } from '../contract/proposals.ts'
import { type Route, decidingStepOf } from '../domain/approval/route.ts'
import type { RouteProblem } from '../domain/authority/authority.ts'
import { type ExplainedRoute as Explained, explainedRoute } from '../domain/authority/compile-route.ts'
import type { Finding } from '../domain/authority/findings.ts'
import { type RouteToLint, lintRoute } from '../domain/authority/lint-route.ts'
import { type LocalDate, type PersonId, type PostId, localDateOf } from '../domain/ids.ts'
import { capacitiesOf, seatedIn } from '../domain/organisation/holders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { Result } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { becauseText, conditionText, roleNames, routeProblemText, toBecauseView } from './because-text.ts'
import { findingText } from './finding-text.ts'
import { issuerWithoutPower } from './issuer-without-power.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import { routeRequestOf } from './route-of-content.ts'
import { circulationName, toRouteView } from './route-view.ts'

export type OrganisationDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
}

type Asked = {
  readonly organisation: Organisation
  readonly content: ProposalContent
  readonly by: PersonId
  readonly drafterPost?: string
  readonly day: LocalDate
}

async function explain(
  db: Kysely<Database>,
  { organisation, content, by, drafterPost, day }: Asked,
): Promise<Result<Explained, readonly RouteProblem[]>> {
  const own = capacitiesOf(organisation, by, day)[0]?.post
  // A person without any post is told the same as one who asks for a post of somebody else.
  const post = (drafterPost ?? own ?? '') as PostId
  const request = await routeRequestOf(db, { organisation, content, drafter: { person: by, post }, day })
  return request.ok ? explainedRoute(request.value) : request
}

function toProblems(problems: readonly RouteProblem[]): ExplainedRoute['problems'] {
  return problems.map((it) => ({ code: it.code, text: routeProblemText(it) }))
}

/** A finding with its sentence. */
export function toFindingView(it: Finding): FindingView {
  return { severity: it.severity, code: it.code, text: findingText(it) }
}

/** Steps somebody acts in, as people say them: 回議 経済部長. */
export function liveSteps(route: Route): readonly string[] {
  return route.stages.flatMap((stage) =>
    stage.steps.filter((it) => it.skipped === undefined).map((it) => `${roleNames[it.role]} ${it.postName}`),
  )
}

async function answerWhatIf(
  db: Kysely<Database>,
  asked: Asked,
  whatIf: WhatIf,
  present: Route | undefined,
): Promise<WhatIfAnswer> {
  const { amountYen, flags, on } = whatIf
  const { organisation } = asked
  const day = (on as LocalDate | undefined) ?? asked.day
  const content = {
    ...asked.content,
    ...(amountYen === undefined ? {} : { amountYen }),
    ...(flags === undefined ? {} : { flags }),
  }
  const compiled = await explain(db, { ...asked, content, day })
  if (!compiled.ok) return { asked: whatIf, problems: toProblems(compiled.error) }
  const { route } = compiled.value
  const decide = decidingStepOf(route)
  if (decide === undefined) throw new Error('a compiled route ends without a decider')
  const row = decide.because.find((it) => it.code === 'authority_row')
  const before = present === undefined ? [] : liveSteps(present)
  const after = liveSteps(route)
  return {
    asked: whatIf,
    problems: [],
    route: {
      class: route.class,
      decider: decide.postName,
      deciderNames: seatedIn(organisation, decide.post, day).map(
        (it) => organisation.people.get(it.person)?.name ?? it.person,
      ),
      row: row === undefined ? '' : becauseText(row),
      comes: present === undefined ? [] : after.filter((it) => !before.includes(it)),
      goes: before.filter((it) => !after.includes(it)),
    },
  }
}

/**
 * The route a submission by this person would get on a day (default today), with the reason for every step, what the
 * drafter may still choose, and how it would change with another amount, day or flags; nothing is stored. Without a
 * post asked for, it is drafted in the 本務.
 */
export async function explainRoute(
  deps: OrganisationDeps,
  request: Pick<ExplainRouteBody, 'content' | 'drafterPost'> & {
    readonly by: PersonId
    readonly on?: LocalDate
    readonly whatIf: readonly WhatIf[]
  },
): Promise<ExplainedRoute> {
  const { by, content, drafterPost } = request
  const organisation = await deps.organisation.current()
  const day = request.on ?? localDateOf(deps.now())
  const asked = { organisation, content, by, day, ...(drafterPost === undefined ? {} : { drafterPost }) }
  const compiled = await explain(deps.db, asked)
  const present = compiled.ok ? compiled.value.route : undefined
  const whatIf: WhatIfAnswer[] = []
  for (const it of request.whatIf) whatIf.push(await answerWhatIf(deps.db, asked, it, present))
  const secret = content.secrecy === 'none' || content.secrecy === '' ? undefined : content.accessList
  const about = { organisation, day, drafter: by }
  const view = explainedView(
    secret === undefined ? about : { ...about, accessList: secret as PersonId[] },
    compiled,
  )
  const entrusted = present && (await issuerWithoutPower(deps.db, content, present))
  const powerless: Finding[] =
    entrusted === undefined ? [] : [{ severity: 'error', code: 'issuer_without_power', ...entrusted }]
  return { ...view, findings: [...powerless.map(toFindingView), ...view.findings], whatIf }
}

/** A compiled route as it is explained to people: each step with its reasons, and what is worth a second look. */
export function explainedView(
  about: Omit<RouteToLint, 'route'>,
  compiled: Result<Explained, readonly RouteProblem[]>,
): Omit<ExplainedRoute, 'whatIf'> {
  if (!compiled.ok) {
    const nothing = { leftOutByCondition: [], mayLeaveOut: [], circulation: [], findings: [] }
    return { problems: toProblems(compiled.error), ...nothing }
  }
  const { route, notInPlay, leaveOutKeys, atOnce } = compiled.value
  const { organisation, day } = about
  return {
    route: toRouteView({ route, organisation, day, marks: [], atOnce }),
    problems: [],
    leftOutByCondition: notInPlay.map(
      (it) => `${roleNames[it.role]} ${it.postName}：${conditionText(it.when)}ときだけ入る段です`,
    ),
    mayLeaveOut: [...leaveOutKeys].map(([step, key]) => ({ step, key })),
    circulation: route.circulation.map((it) => ({
      unit: it.unit,
      unitName: circulationName(it),
      because: it.because.map(toBecauseView),
    })),
    findings: lintRoute({ ...about, route, atOnce }).map(toFindingView),
  }
}
