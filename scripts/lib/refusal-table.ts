import { approvalProblems } from '../../server/usecases/approval-problems.ts'
import { type RuleId, ruleSentences } from '../../server/usecases/rule-sentences.ts'
import type { AnyRefusal } from '../../server/usecases/any-refusal.ts'
import { refusalFact } from '../../server/usecases/refusal-fact.ts'
import { directoryProblems } from '../../server/plugins/directory-problems.ts'
import { disclosureProblems } from '../../server/plugins/disclosure-problems.ts'
import { editProblems } from '../../server/plugins/edit-problems.ts'
import { fileProblems } from '../../server/plugins/file-problems.ts'
import { folderProblems } from '../../server/plugins/folder-problems.ts'
import { numberProblems } from '../../server/plugins/number-problems.ts'
import { printProblems } from '../../server/plugins/print-problems.ts'
import { measureProblems } from '../../server/plugins/measure-problems.ts'
import { noteProblems } from '../../server/plugins/note-problems.ts'
import { registrationProblems } from '../../server/plugins/registration-problems.ts'
import { searchProblems } from '../../server/plugins/search-problems.ts'
import { surroundingProblems } from '../../server/plugins/problem.ts'
import { receiptProblems } from '../../server/plugins/receipt-problems.ts'
import { ruleProblems } from '../../server/plugins/rule-problems.ts'
import { scimProblems } from '../../server/plugins/scim-problems.ts'
import { webhookProblems } from '../../server/plugins/webhook-problems.ts'
import { rowOf } from '../../server/routes/refuse.ts'
import { refusalSamples } from '../../server/testing/refusal-samples.ts'

type Row = { readonly status: number; readonly title: string; readonly rule?: RuleId }

/** A refusal as it may be read: the sentence, the facts that may stand beside it, and the rule. */
export type ReadRefusal = {
  readonly code: string
  readonly row: Row
  readonly facts: readonly (string | undefined)[]
}

export const refusalGroups: readonly (readonly [string, Readonly<Record<string, Row>>])[] = [
  ['起案と決裁の手続', approvalProblems],
  ['不在・代決の順位・組織', directoryProblems],
  ['専決表・経路・方針', ruleProblems],
  ['収受', receiptProblems],
  ['開示請求と公開', disclosureProblems],
  ['添付と決裁文書', fileProblems],
  ['直接編集', editProblems],
  ['付箋', noteProblems],
  ['印刷・保存', printProblems],
  ['番号簿', numberProblems],
  ['集計', measureProblems],
  ['文書検索', searchProblems],
  ['簿冊', folderProblems],
  ['外部システムへの通知', webhookProblems],
  ['外部システムの登録', registrationProblems],
  ['職員名簿の連携（SCIM）', scimProblems],
  ['サインインと送信', surroundingProblems],
]

/** Every refusal of a group; one whose words depend on its data stands there once for each. */
export function readRefusals(rows: Readonly<Record<string, Row>>): readonly ReadRefusal[] {
  return Object.entries(rows).flatMap(([code, row]) => {
    const samples: readonly AnyRefusal[] = refusalSamples.get(code) ?? []
    if (samples.length === 0) return [{ code, row, facts: [] }]
    const wordings = new Map<string, ReadRefusal>()
    for (const sample of samples) {
      const own: Row = rowOf(sample) ?? row
      const { facts } = wordings.get(own.title) ?? { facts: [] }
      wordings.set(own.title, { code, row: own, facts: [...facts, refusalFact(sample)] })
    }
    return [...wordings.values()]
  })
}

/** All refusals as a page of documentation, for somebody who reads them through. */
export function refusalPage(): string {
  const lines = [
    '# What Kessai says when it says no',
    '',
    'Made by `npm run refusals`. Each refusal: its sentence (what is so, and what to do), then an example of the fact that',
    'stands beside it, and the rule that said no. In brackets the HTTP status and the code that programs see.',
  ]
  for (const [heading, rows] of refusalGroups) {
    lines.push('', `## ${heading}`, '')
    for (const { code, row, facts } of readRefusals(rows)) {
      lines.push(`- ${row.title} (${row.status} \`${code}\`)`)
      for (const fact of facts) if (fact !== undefined) lines.push(`  - ${fact}`)
      if (row.rule !== undefined) lines.push(`  - 規則 ${row.rule}：${ruleSentences[row.rule]}`)
    }
  }
  return `${lines.join('\n')}\n`
}
