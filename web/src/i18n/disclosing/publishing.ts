import type { Same } from '../catalogue.ts'

/** 公文書目録. */
export const publishingJa = {
  title: '公文書目録',
  help: 'ホームページで公表する目録です。その年度に決裁された事案のうち、秘の事案を除いたものが、今日の公開区分で載ります。公開しない事案の件名は載りません。時限の公開区分は、期日を過ぎると自動で公開になります。',
  year: '年度',
  html: 'ホームページ用に保存（HTML）',
  csv: 'CSVで保存',
  failed: '目録を読み込めませんでした',
  none: 'この年度に載る事案はありません',
  noneText: '年度を変えてください。',
  count: (cases: number) => `${cases.toLocaleString('ja-JP')}件`,
  table: '目録の内容',
  choose: '選んでください',
}

export const publishingEn: Same<typeof publishingJa> = {
  title: 'Public index',
  help: 'What is published on the web site: cases decided in the year that are not secret, each with its class as it is today. The title of what is not disclosed is not told. What was closed for a time opens by itself.',
  year: 'Fiscal year',
  html: 'Save for the web site (HTML)',
  csv: 'Save as CSV',
  failed: 'The index could not be loaded',
  none: 'There is nothing to publish of this year',
  noneText: 'Choose another year.',
  count: (cases) => `${cases.toLocaleString('en')} cases`,
  table: 'What the index says',
  choose: 'Choose',
}
