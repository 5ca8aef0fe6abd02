import type { Transaction } from 'kysely'
import type { ProposalContent } from '../contract/proposals.ts'
import { missingAtSubmission } from '../domain/approval/completeness.ts'
import type { Missing, Refusal } from '../domain/approval/refusals.ts'
import type { Route } from '../domain/approval/route.ts'
import type { RouteProblem } from '../domain/authority/authority.ts'
import { type PersonId, partsOfPost } from '../domain/ids.ts'
import { fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { lineOf } from '../domain/organisation/units.ts'
import { withPredecessors } from '../domain/records/succession.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import type { Filing } from '../store/filing.ts'
import { loadPolicy } from '../store/policies.ts'
import { loadReference } from '../store/reference.ts'
import { entrustedText, routeProblemText } from './because-text.ts'
import { issuerWithoutPower } from './issuer-without-power.ts'
import { type ContentOnDay, routeOfContent } from './route-of-content.ts'

/** Where on the compose page a problem of the route is solved. */
function fieldOf(problem: RouteProblem): string {
  switch (problem.code) {
    case 'amount_missing':
    case 'no_band':
      return 'amountYen'
    case 'no_authority_item':
    case 'no_authority_table':
    case 'beyond_authority':
    case 'no_template':
      return 'authorityCode'
    case 'no_such_place':
    case 'not_drafters_post':
    case 'post_vacant':
    case 'drafter_would_decide':
    case 'drafter_would_act':
      return 'route'
    case 'may_not_leave_out':
      return 'leftOut'
    case 'may_not_post_review':
      return 'postReviewPosts'
  }
}

/** A step is left out, or viewed later, for a reason that everybody after reads. */
function reasonsMissing({ leftOut = [], postReviewPosts = [] }: ProposalContent): Missing[] {
  const blank = ({ reason }: { readonly reason: string }): boolean => reason.trim() === ''
  return [
    ...(leftOut.some(blank) ? [{ field: 'leftOut', text: '省略する段の理由を入力してください。' }] : []),
    ...(postReviewPosts.some(blank)
      ? [{ field: 'postReviewPosts', text: '後閲に回す理由を入力してください。' }]
      : []),
  ]
}

/** What is missing, with the reason why a 簿冊 that was chosen takes no cases. */
function filedOpenly(missing: readonly Missing[], filing: Filing | undefined): Missing[] {
  if (filing === undefined || filing.isOpen) return [...missing]
  const text =
    'この簿冊は、評価選別・統合・廃棄のいずれかが済んでいるため、文書をつづれません。ほかの簿冊を選んでください。'
  return [...missing.filter((it) => it.field !== 'folderId'), { field: 'folderId', text }]
}

/**
 * The route of a submission as of a day; or everything that it lacks, properties and route together, so that nobody
 * submits five times to learn five things.
 */
export async function compileSubmission(
  trx: Transaction<Database>,
  request: ContentOnDay,
  filing: Filing | undefined,
): Promise<Result<Route, Refusal>> {
  const { organisation, content, day, drafter, filedBefore } = request
  const units = lineOf(organisation, partsOfPost(drafter.post).unit).map((it) => it.code)
  const filers = withPredecessors(organisation, units, day)
  const reference = await loadReference(trx, fiscalYearOf(day), filers)
  const policy = await loadPolicy(trx, request.rulesOn ?? day)
  const body = {
    secretForbidden: policy?.settings.secretElectronic === 'forbid',
    paperReasonRequired: policy?.settings.paperReason !== 'optional',
    ...(filedBefore === undefined ? { firstOn: day } : {}),
  }
  // What comes again stays where it is, be it in a 簿冊 of the 年度 in which it was drafted.
  const isKept = filedBefore === content.folderId && filing?.isOpen === true
  const folders = isKept ? [...reference.folders, { id: content.folderId }] : reference.folders
  const missing = filedOpenly(missingAtSubmission(content, { ...reference, folders }, body), filing)
  const compiled = content.authorityCode === '' ? undefined : await routeOfContent(trx, request)
  if (compiled?.ok === false) {
    missing.push(...compiled.error.map((it) => ({ field: fieldOf(it), text: routeProblemText(it) })))
  }
  const unknown = content.accessList.filter((it) => !organisation.people.has(it as PersonId))
  if (unknown.length > 0) {
    missing.push({
      field: 'accessList',
      text: `職員名簿にない人が閲覧者にいます（${unknown.join('、')}）。外してください。`,
    })
  }
  missing.push(...reasonsMissing(content))
  const entrusted = compiled?.ok === true && (await issuerWithoutPower(trx, content, compiled.value))
  if (entrusted) missing.push({ field: 'issue.issuer', text: entrustedText(entrusted) })
  if (missing.length > 0 || compiled?.ok !== true) return no({ code: 'incomplete', missing })
  return yes(compiled.value)
}
