import type { Same } from '../catalogue.ts'

/** Words of opening a file in a program on the desktop (WebDAV). */
export const desktopJa = {
  region: (name: string) => `${name}をデスクトップのアプリで編集`,
  title: (name: string) => `「${name}」をデスクトップのアプリで編集`,
  preparing: '開くためのアドレスを作っています',
  close: 'この欄を閉じる',
  beforeTitle: (name: string) => `「${name}」をデスクトップのアプリで直す前に`,
  before: {
    confirm: '開くためのアドレスを作る',
    back: '編集しないで閉じる',
  },
  open: (app: string) => `${app}で開く`,
  saves: 'アプリで保存するたびに新しい版になり、読んでいる人の画面のページも入れ替わります。',
  onTheWay:
    '保存するたびに、いま入れた軽微・重要の別と理由で直接編集として記録されます。直し終えてから保存してください。',
  major:
    '重要な変更では、最初の保存で前の人の処理からやり直しになり、あなたの番は終わります。そのあとの保存は「控え」に残ります。',
  address: 'アドレス',
  addressHint:
    'ボタンで開かないときは、アプリの「ファイル」の「開く」で、ファイル名の欄にこのアドレスを貼り付けます。',
  secret: 'このアドレスで開いた人の保存は、あなたの保存になります。ほかの人に渡さないでください。',
  copy: 'アドレスをコピー',
  copied: 'アドレスをコピーしました。',
  notCopied: 'コピーできませんでした。アドレスの欄を選んでコピーしてください。',
  until: (when: string) => `${when}まで開けます。使うたびに延び、最長10時間です。`,
  end: '終了する',
  endOf: (name: string) => `${name}のアドレスを終了する`,
  endHint: '直し終えて、アプリで閉じたら押してください。このアドレスでは開けなくなります。',
  ended: 'アドレスを終了しました。',
  editing: (who: string, since: string) => `${who}さんがデスクトップで編集中（${since}から）`,
  waiting: 'まだアプリで開いていません',
  earlier: 'ほかに使えるアドレス',
  earlierOf: (made: string, until: string) => `${made}に作ったもの（${until}まで）`,
}

export const desktopEn: Same<typeof desktopJa> = {
  region: (name) => `Editing ${name} in a desktop application`,
  title: (name) => `“${name}” in a desktop application`,
  preparing: 'Making the address',
  close: 'Close this panel',
  beforeTitle: (name) => `Before “${name}” is corrected in a desktop application`,
  before: {
    confirm: 'Make the address',
    back: 'Close without editing',
  },
  open: (app) => `Open in ${app}`,
  saves: 'Each save there is a new revision, and everybody’s pages follow.',
  onTheWay: 'Each save is recorded with the weight and the reason you gave. Save when you are done.',
  major:
    'A major change goes back to those who acted before, and your turn ends with the first save. Later saves are kept as your copy.',
  address: 'Address',
  addressHint:
    'If a button opens nothing: in the application, File, Open, and paste it where the file name goes.',
  secret: 'Whoever opens it saves in your name. Do not hand it on.',
  copy: 'Copy the address',
  copied: 'The address is copied.',
  notCopied: 'It could not be copied. Select the address and copy it.',
  until: (when) => `Opens until ${when}; each use extends it, to ten hours at most.`,
  end: 'End it',
  endOf: (name) => `End the address of ${name}`,
  endHint: 'When you are done and have closed it there. The address opens nothing any more.',
  ended: 'The address has ended.',
  editing: (who, since) => `${who} is editing on the desktop (since ${since})`,
  waiting: 'Not opened there yet',
  earlier: 'Other addresses that open it',
  earlierOf: (made, until) => `made ${made} (until ${until})`,
}
