import type { Same } from '../catalogue.ts'

export const assertedJa = {
  heading: '移行文書の記録',
  /** It has no 決裁鑑: nobody sealed anything here. */
  sheet: { cover: '移行文書の記録', coverShort: '記録' },
  word: '移行（旧システムの記録による）',
  meaning: (source: string) =>
    `「${source}」から取り込んだ文書です。日付と承認・決裁はその記録のとおりで、このシステムで行われたものではありません。`,
  by: '旧システムの記録による',
  side: '旧システムの記録',
  state: '状態',
  number: '文書番号',
  source: '旧システム',
  key: '旧管理番号',
  issuedOn: '施行日',
  completedOn: '完結日',
  people: '承認・決裁',
  nobody: '旧システムの記録に、承認した人はありません。',
  unknownDay: '日付不明',
  role: { drafter: '起案', approver: '承認', decider: '決裁' },
  imported: (name: string, at: string) => `${name}が${at}に取り込みました。`,
  decision: (number: string) => `取込みの決裁：${number}`,
  bundle: '移行の証拠を保存',
  bundleText:
    '取込みの記録・目録の指紋・添付をまとめたZIPです。このシステムがなくても、取り込んだときのままかを確かめられます。',
}

export const assertedEn: Same<typeof assertedJa> = {
  heading: 'Record brought in',
  sheet: { cover: 'Record brought in', coverShort: 'Record' },
  word: 'Brought in (as the old system has it)',
  meaning: (source) =>
    `This document came from “${source}”. Its days, approvals and decision are what that record says; none of them was made in this system.`,
  by: 'as the old system has it',
  side: 'What the old system says',
  state: 'State',
  number: 'Number',
  source: 'Old system',
  key: 'Its key there',
  issuedOn: 'Issued on',
  completedOn: 'Completed on',
  people: 'Approved, decided',
  nobody: 'The old system names nobody who approved it.',
  unknownDay: 'day unknown',
  role: { drafter: 'Drafted', approver: 'Approved', decider: 'Decided' },
  imported: (name, at) => `${name} brought it in on ${at}.`,
  decision: (number) => `Import decided by: ${number}`,
  bundle: 'Save the evidence of the import',
  bundleText:
    'A ZIP of the import, the hash of its list and the attachments. It shows without this system that nothing was changed since.',
}
