import type { Same } from '../catalogue.ts'

/** 公開区分 of a decided case, and its correction. */
export const classesJa = {
  title: '公開区分',
  until: (day: string) => `${day}まで`,
  passed: (day: string) => `期日（${day}）を過ぎたため公開`,
  decided: (name: string) => `決裁時：${name}`,
  correct: '公開区分を訂正する',
  help: '決裁した内容は変わりません。いまの公開区分と訂正の理由が、事案とは別の記録に残り、公文書目録にはいまの公開区分が載ります。',
  class: '訂正後の公開区分',
  untilField: '公開しない最後の日',
  reason: '訂正の理由',
  done: '公開区分を訂正しました',
  history: '訂正の経過',
}

export const classesEn: Same<typeof classesJa> = {
  title: 'Disclosure class',
  until: (day) => `until ${day}`,
  passed: (day) => `open since its day (${day}) has passed`,
  decided: (name) => `As decided: ${name}`,
  correct: 'Correct the class',
  help: 'What was decided does not change. The class of today and the reason stand in a record of their own, and the public index has the class of today.',
  class: 'Class from now on',
  untilField: 'Last day it is not open',
  reason: 'Reason of the correction',
  done: 'The class was corrected',
  history: 'Corrections',
}
