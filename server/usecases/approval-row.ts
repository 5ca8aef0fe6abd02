import type { ProposalStatus } from '../domain/approval/proposal.ts'
import type { Refusal } from '../domain/approval/refusals.ts'
import { approvalProblems } from './approval-problems.ts'
import type { ProblemRow } from './rule-sentences.ts'

/** Words for a case that has ended, whatever was asked of it. */
const ended: ProblemRow = {
  ...approvalProblems.wrong_status,
  title:
    '終わった起案は元に戻せません。やり直すときは再起案を、決裁の内容を改めるときは変更起案をしてください。',
  rule: 'R-02',
}

/** Words for a case that another system decided: its record is not ours to go on with. */
const brought: ProblemRow = {
  ...approvalProblems.wrong_status,
  title:
    '移行した文書は旧システムの記録で、ここでは処理できません。内容を改めるときは、引用して新しく起案してください。',
  rule: 'R-02',
}

/** Words for a number asked of a case that ended without a 決裁. */
const neverNumbered: ProblemRow = {
  ...approvalProblems.number_before_decision,
  title: '決裁されずに終わった起案に番号は付きません。番号が要るときは、再起案して決裁を受けてください。',
}

/** Words for a 課 that has named no 文書取扱主任: there is none to ask. */
const noKeeper: ProblemRow = {
  ...approvalProblems.not_number_keeper,
  title: '文書取扱主任を定めていない課では、その課の職員が番号を付けます。主務課の職員に依頼してください。',
}

/** The words of a refusal by the approval core; some depend on what it carries. */
export function approvalRow(refusal: Refusal): ProblemRow {
  if (refusal.code === 'wrong_status' && refusal.status === 'imported') return brought
  if (refusal.code === 'wrong_status' && hasEnded(refusal.status)) return ended
  if (refusal.code === 'number_before_decision' && hasEnded(refusal.status)) return neverNumbered
  if (refusal.code === 'not_number_keeper' && refusal.keepers.length === 0) return noKeeper
  return approvalProblems[refusal.code]
}

function hasEnded(status: ProposalStatus): boolean {
  return status !== 'draft' && status !== 'in_approval' && status !== 'returned'
}
