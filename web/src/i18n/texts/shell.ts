import type { Same } from '../catalogue.ts'

export const shellJa = {
  product: 'Kessai 決裁',
  skip: '本文へ移動',
  navigation: '主なメニュー',
  inbox: '受信箱',
  compose: '起案',
  receiving: '収受',
  documents: '文書一覧',
  settings: '設定',
  person: (name: string, title: string) => `${title} ${name} さんのメニュー`,
  primary: '本務',
  concurrent: '兼務',
  handling: '事務取扱',
  proxy: '職務代理',
  beAbsent: '不在にする',
  isAbsent: '不在中',
  language: '表示言語',
  signOut: 'サインアウト',
  endsByIdling: (minutes: number) =>
    `操作がないため、あと${minutes}分でサインインが終わります。書きかけの起案と意見は残ります。`,
  endsByAge: (minutes: number) =>
    `あと${minutes}分でサインインが終わります。区切りのよいところで、サインインし直してください。書きかけの起案と意見は残ります。`,
  goOn: '続ける',
  signInAgain: 'サインインし直す',
  sessionEnded: 'サインインが終わりました',
  sessionEndedText:
    'しばらく操作がなかったか、終了の手続きがありました。サインインし直すと、この画面に戻ります。',
  signOutFailed: 'サインアウトできませんでした。もう一度試してください。',
  demoLabel: '試用環境の注意',
  demo: '試用環境です。本物の文書や個人情報を入れないでください。',
  reconnecting: '最新の状態を受け取れていません。つなぎ直しています。',
}

export const shellEn: Same<typeof shellJa> = {
  product: 'Kessai',
  skip: 'Skip to content',
  navigation: 'Main menu',
  inbox: 'Inbox',
  compose: 'New proposal',
  receiving: 'Received',
  documents: 'Documents',
  settings: 'Settings',
  person: (name, title) => `${title} ${name}, menu`,
  primary: 'Primary post',
  concurrent: 'Concurrent post',
  handling: 'Handling a vacant post',
  proxy: 'Statutory proxy',
  beAbsent: 'Register an absence',
  isAbsent: 'Absent',
  language: 'Language',
  signOut: 'Sign out',
  endsByIdling: (minutes) =>
    `Nothing is being done, so you will be signed out in ${minutes} min. Drafts and opinions you are writing are kept.`,
  endsByAge: (minutes) =>
    `Your session ends in ${minutes} min. Sign in again when it suits you. Drafts and opinions you are writing are kept.`,
  goOn: 'Go on',
  signInAgain: 'Sign in again',
  sessionEnded: 'You are signed out',
  sessionEndedText:
    'Nothing was done for a while, or the session was ended. Signing in again leads back to this page.',
  signOutFailed: 'You could not be signed out. Please try again.',
  demoLabel: 'Trial system',
  demo: 'This is a trial system. Do not enter real documents or personal data.',
  reconnecting: 'Live updates are interrupted. Reconnecting.',
}
