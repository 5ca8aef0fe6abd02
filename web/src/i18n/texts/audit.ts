import type { Same } from '../catalogue.ts'

/** Sentences of the page on which the record of a proposal is checked. */
export const auditJa = {
  title: '記録の検証',
  back: '起案へ戻る',
  download: '記録を保存（JSON）',
  checking: 'この端末で検証しています。',
  intact: (count: number) => `記録は作られたときのままです（${count}件すべてを検証しました）。`,
  broken: (seq: number) => `記録が書き換えられています。最初に合わないのは ${seq} 番です。`,
  because: {
    order: '番号の並びが合いません。',
    link: '前の記録とのつながりが合いません。',
    hash: '内容と指紋が合いません。',
    body: '別の起案か別の番号の記録です。',
    head: '終わりが合いません。最後の記録が除かれているおそれがあります。',
  },
  events: '記録',
  how: '一件ごとに、前の記録の指紋とその内容から指紋（SHA-256）を作っています。どこか一字でも変わると、以後の指紋がすべて合わなくなります。検証はサーバーを信用せず、この端末で行っています。',
  hash: '指紋',
  previous: '前の指紋',
  first: '（最初の記録）',
  manifest: '処理時の内容の指紋',
  kinds: { primary: '本務', concurrent: '兼務', handling: '事務取扱', proxy: '職務代理' } as Record<
    string,
    string
  >,
  readers: '閲覧の記録',
  readersText: '文書主管課と監査の担当者だけに示しています。この一覧を見たことも記録されます。',
  moreReaders: 'これより前の閲覧は、ここには示していません。',
  what: {
    view: '起案を開いた',
    events: '記録を取り出した',
    accesses: '閲覧の記録を見た',
    redraft: '再起案した',
    change: '変更起案した',
    quote: '引用起案した',
  } as Record<string, string>,
}

export const auditEn: Same<typeof auditJa> = {
  title: 'Verifying the record',
  back: 'Back to the proposal',
  download: 'Save the record (JSON)',
  checking: 'Verifying in this browser.',
  intact: (count) => `The record is as it was written (all ${count} events checked).`,
  broken: (seq) => `The record was changed. The first event that does not fit is ${seq}.`,
  because: {
    order: 'The numbers are out of order.',
    link: 'It does not follow the one before.',
    hash: 'Text and fingerprint do not fit.',
    body: 'It belongs to another proposal or place.',
    head: 'The end does not fit: the last events may have been cut off.',
  },
  events: 'Events',
  how: 'Each fingerprint (SHA-256) is computed from the one before and the text of the event: change one character, and none after it fits. This browser checks without trusting the server.',
  hash: 'Fingerprint',
  previous: 'The one before',
  first: '(the first)',
  manifest: 'Fingerprint of the content acted on',
  kinds: {
    primary: 'main post',
    concurrent: 'concurrent post',
    handling: 'handling a vacant post',
    proxy: 'statutory proxy',
  },
  readers: 'Who has read it',
  readersText: 'Shown to the records office and auditors only. Looking at it is recorded too.',
  moreReaders: 'Earlier reads are not listed.',
  what: {
    view: 'opened',
    events: 'took the record',
    accesses: 'looked at who has read it',
    redraft: 'drafted again',
    change: 'drafted a change',
    quote: 'drafted from it',
  },
}
