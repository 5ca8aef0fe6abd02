import type { SpanRefusal } from '../usecases/measured-span.ts'
import type { PaperRefusal } from '../usecases/paper-decisions.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

/** Refusals around 集計. A code without a row does not compile. */
export const measureProblems = {
  months_backwards: {
    status: 422,
    title: '集計の終わりの月が始めの月より前です。月を選び直してください。',
    rule: '集計',
  },
  months_too_many: {
    status: 422,
    title: '一度に集計できるのは5年までです。期間を短くしてください。',
    rule: '集計',
  },
  section_not_yours: {
    status: 403,
    title: 'ほかの課の集計は、文書管理者と監査だけが見られます。自分の課を選んでください。',
    rule: '集計',
  },
  paper_not_yours: {
    status: 403,
    title: '紙決裁の件数は、その課の文書取扱主任か文書管理者が記入します。記入を依頼してください。',
    rule: '集計',
  },
  paper_month_ahead: {
    status: 422,
    title: 'これからの月の紙決裁は記入できません。過ぎた月か今月を選んでください。',
    rule: '集計',
  },
  paper_count_nothing: {
    status: 422,
    title: '件数が0です。増やす件数か、多く数えた分を負の数で記入してください。',
    rule: '集計',
  },
  paper_count_below_zero: {
    status: 422,
    title: 'その月の紙決裁が0件より少なくなります。記入済みの件数を確かめてください。',
    rule: '集計',
  },
} satisfies Record<Exclude<SpanRefusal['code'] | PaperRefusal['code'], 'unit_not_found'>, ProblemRow>
