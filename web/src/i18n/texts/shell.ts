import type { Same } from '../catalogue.ts'

export const shellJa = {
  product: 'Kessai 決裁',
  skip: '本文へ移動',
  navigation: '主なメニュー',
  inbox: '受信箱',
  compose: '起案',
  documents: '文書一覧',
  person: (name: string) => `${name} さんのメニュー`,
  primary: '本務',
  concurrent: '兼務',
  handling: '事務取扱',
  proxy: '職務代理',
  language: '表示言語',
  signOut: 'サインアウト',
  signOutFailed: 'サインアウトできませんでした。もう一度試してください。',
  demo: '試用環境です。組込みのサインインを使っています。本物の文書や個人情報を入れないでください。',
  reconnecting: '最新の状態を受け取れていません。つなぎ直しています。',
}

export const shellEn: Same<typeof shellJa> = {
  product: 'Kessai',
  skip: 'Skip to content',
  navigation: 'Main menu',
  inbox: 'Inbox',
  compose: 'New proposal',
  documents: 'Documents',
  person: (name) => `Menu of ${name}`,
  primary: 'Primary post',
  concurrent: 'Concurrent',
  handling: 'Handling',
  proxy: 'Proxy',
  language: 'Language',
  signOut: 'Sign out',
  signOutFailed: 'Signing out did not work. Please try again.',
  demo: 'This is a trial system with built-in sign-in. Do not enter real documents or personal data.',
  reconnecting: 'Live updates are interrupted. Reconnecting.',
}
