import type { Same } from '../catalogue.ts'

export const seatsJa = {
  title: '席の確認',
  intro: '人事異動のあとで、文書主管課の判断を待っている進行中の文書です。処理すると、一覧から消えます。',
  list: '確認が要る文書',
  kind: {
    same_person: '席の確認',
    vacant: '欠員',
    absent: '不在',
    drafter_only: '起案者だけ',
    drafter_left: '起案者の異動',
  },
  same_person: (name: string, earlier: string, seat: string) =>
    `${earlier}として処理した ${name} さんが、いまは ${seat} の席にいます。`,
  vacant: (seat: string) => `${seat} を待っていますが、いま就いている人がいません。`,
  absent: (seat: string) => `${seat} を待っていますが、明日以降まで不在です。`,
  drafter_only: (seat: string) =>
    `${seat} を待っていますが、就いているのは起案した人（引継ぎの前の起案者を含みます。）だけです。`,
  drafter_left: (name: string, seat: string) =>
    `起案した ${name} さんの修正か処理意見を待っていますが、${seat} を離れています。`,
  todo: {
    same_person: 'このまま処理させてよければ「席の確認」を、そうでなければ「振替」をしてください。',
    vacant:
      '後任の発令を登録するか、ほかの職へ「振替」をしてください。決裁権者の席は振り替えられません。発令か職務代理者を登録してください。',
    absent:
      '戻るのを待てなければ、ほかの職へ「振替」をしてください。合議の代決を認める団体では、代決順位の人が答えることもできます。',
    drafter_only:
      'ほかの職へ「振替」をしてください。引継ぎをしても、起案した人は処理できません。決裁権者の席は振り替えられません。発令か職務代理者を登録してください。',
    drafter_left: '後任の人へ「引継ぎ」をしてください。',
  },
  open: '文書を開く',
  hidden: '秘密文書のため、件名は表示されません。内容を見ないまま、ここで処理できます。',
  act: { confirm_seat: '席を確認する', reassign: '振り替える', hand_over_draft: '引き継ぐ' },
  done: {
    confirm_seat: '席を確認しました。',
    reassign: '段を振り替えました。',
    hand_over_draft: '起案を引き継ぎました。',
  },
  reason: '理由',
  reasonHint: {
    confirm_seat: '確認した内容（発令の根拠など）を書いてください。文書の経過に残ります。',
    reassign: '振替の理由は双方に伝わり、文書の経過に残ります。',
    hand_over_draft: '引継ぎの理由は双方に伝わり、文書の経過に残ります。',
  },
  newPost: '振替先の職',
  newDrafter: '新しい起案者',
  listed: '秘密文書のため、閲覧できる人に指定されている職員に限ります。',
  noNumber: '番号なし',
  untitled: '（件名なし）',
  since: (day: string) => `提出 ${day}`,
  none: '確認が要る文書はありません',
  noneText:
    '異動した人が同じ文書の別の席に来たとき、待っている席に人がいなくなったとき、不在が明日以降に及ぶとき、起案者が異動したとき、ここに現れます。',
  failed: '一覧を読み込めませんでした',
}

export const seatsEn: Same<typeof seatsJa> = {
  title: 'Seats to confirm',
  intro:
    'Running cases that wait for the records office after a transfer. Once settled, a case leaves this list.',
  list: 'Cases to check',
  kind: {
    same_person: 'Same person',
    vacant: 'Vacant',
    absent: 'Away',
    drafter_only: 'Drafters only',
    drafter_left: 'Drafter left',
  },
  same_person: (name, earlier, seat) => `${name} acted as ${earlier} and now holds the seat of ${seat}.`,
  vacant: (seat) => `It waits for ${seat}, and nobody holds that post now.`,
  absent: (seat) => `It waits for ${seat}, who is away until tomorrow or later.`,
  drafter_only: (seat) =>
    `It waits for ${seat}, and only people who drafted it, now or before a handover, hold that post.`,
  drafter_left: (name, seat) =>
    `It waits for ${name}, who drafted it, to correct it or to answer an objection, and who has left ${seat}.`,
  todo: {
    same_person: 'Confirm the seat if this person may act, or give the step to another post.',
    vacant:
      'Register the successor, or give the step to another post. The decider’s seat cannot be given away: register an appointment or a statutory proxy.',
    absent:
      'Give the step to another post if it cannot wait. Where the body lets others concur for an absent holder, they may answer too.',
    drafter_only:
      'Give the step to another post. Handing the draft over does not help: nobody acts on what he or she drafted. The decider’s seat cannot be given away: register an appointment or a statutory proxy.',
    drafter_left: 'Hand the draft over to the successor.',
  },
  open: 'Open the case',
  hidden: 'Its title is not shown because it is secret. You can settle it here without reading it.',
  act: { confirm_seat: 'Confirm the seat', reassign: 'Reassign', hand_over_draft: 'Hand over' },
  done: { confirm_seat: 'Confirmed.', reassign: 'Reassigned.', hand_over_draft: 'Handed over.' },
  reason: 'Reason',
  reasonHint: {
    confirm_seat: 'Say what was confirmed (for example the order of transfer). It stays with the case.',
    reassign: 'Both sides are told the reason, and it stays with the case.',
    hand_over_draft: 'Both sides are told the reason, and it stays with the case.',
  },
  newPost: 'New post',
  newDrafter: 'New drafter',
  listed: 'Only somebody named as a reader of it, because it is secret.',
  noNumber: 'No number',
  untitled: '(no title)',
  since: (day) => `Submitted ${day}`,
  none: 'Nothing to check',
  noneText:
    'Cases appear here when somebody transferred comes into another seat of the same case, when a waiting seat becomes vacant, or when a drafter has moved.',
  failed: 'The list could not be loaded',
}
