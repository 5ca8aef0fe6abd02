import type { Same } from '../catalogue.ts'

/** 「この条件で試す」: a made-up matter under a draft. */
export const trialJa = {
  title: 'この条件で試す',
  help: '起案者の職、事務、金額、事情を選ぶと、この案のもとで決まる経路と理由を確かめられます。何も起案されません。',
  drafter: '起案者の職',
  findDrafter: '職や氏名で探す',
  item: '事務（専決表の行）',
  amount: '金額（税込み）',
  on: '提出する日',
  flags: '事情',
  ask: '試す',
  working: '経路を作っています',
  nobody: (day: string) => `${day}には、この職に就いている人がいません。別の職か日を選んでください。`,
  noRoute: 'この条件では経路を決められません',
  notUsed: (template: string) =>
    `この条件では ${template} が選ばれ、いま直している経路は使われません。決裁権者で終わる経路のうち、専決表の行の指定、短い経路の順に選ばれます。`,
  onlyThis: '直している経路に当てはめて試す',
  result: (template: string) => `経路 ${template}`,
  steps: '決まった経路',
  notInPlay: '条件に当たらず、入らない段',
  same: 'いまの版と、段も決裁権者も同じです。',
  against: 'いまの版との違い',
}

export const trialEn: Same<typeof trialJa> = {
  title: 'Try it on a matter',
  help: 'Choose who drafts, the row, the amount and the circumstances to see the route under this draft. Nothing is drafted.',
  drafter: 'Post of the drafter',
  findDrafter: 'Find by post or name',
  item: 'Row of the authority table',
  amount: 'Amount, with tax',
  on: 'Submitted on',
  flags: 'Circumstances',
  ask: 'Try',
  working: 'Compiling the route',
  nobody: (day) => `Nobody holds this post on ${day}. Choose another post or day.`,
  noRoute: 'There is no route for this matter',
  notUsed: (template) =>
    `${template} is chosen here, not the route you are editing. Of those that end with the decider, the row's own comes first, then shorter ones.`,
  onlyThis: 'Try the edited route all the same',
  result: (template) => `Route ${template}`,
  steps: 'The route',
  notInPlay: 'Steps whose condition does not hold',
  same: 'The same steps and decider as now.',
  against: 'Against the version in force',
}
