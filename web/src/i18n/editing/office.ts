import type { Same } from '../catalogue.ts'

/** Words of editing on the office server (Collabora Online, ONLYOFFICE Docs). */
export const officeJa = {
  region: (name: string) => `${name}をオフィスサーバーで編集`,
  frame: (name: string) => `オフィスサーバーの画面（${name}）`,
  opening: 'オフィスサーバーで開いています',
  close: '閉じる',
  beforeTitle: (name: string) => `「${name}」をオフィスサーバーで直す前に`,
  before: {
    confirm: 'オフィスサーバーで開く',
    back: '編集しないで閉じる',
  },
  joined: {
    own: 'あなたがオフィスサーバーで開いている編集に加わります。',
    other: (who: string) => `${who}さんのオフィスサーバーでの編集に加わります。`,
    broken:
      '前の編集が途中で止まっていて開けないときは、終わらせて開き直せます。自動で保存されたものは、編集していた人の「控え」に残ります。',
    anew: '前の編集を終わらせて開き直す',
  },
  once: '重要な変更は、閉じたときに一つの版になります',
  state: {
    opening: 'オフィスサーバーで開いています',
    open: '保存はオフィスサーバーの画面で行います',
    changed: '保存していない変更があります（閉じるときに保存します）',
    closing: '保存して閉じています',
    not_saved: '保存できませんでした',
    failed: '開けませんでした',
  },
  told: {
    not_saved:
      'オフィスサーバーが保存できませんでした。ほかの人が先に変えたか、引き継いだかもしれません。送られた内容は「控え」に残ります。閉じて、版の一覧で確かめてください。',
    failed:
      'オフィスサーバーでこのファイルを開けませんでした。閉じて、画面の「編集」か「差し替える」を使ってください。',
  },
}

export const officeEn: Same<typeof officeJa> = {
  region: (name) => `Editing ${name} on the office server`,
  frame: (name) => `The office server, ${name}`,
  opening: 'Opening it on the office server',
  close: 'Close',
  beforeTitle: (name) => `Before “${name}” is opened on the office server`,
  before: {
    confirm: 'Open it on the office server',
    back: 'Close without editing',
  },
  joined: {
    own: 'You join the editing that you have open on the office server.',
    other: (who) => `You join the editing of ${who} on the office server.`,
    broken:
      'If it broke down and cannot be opened, end it and open the file anew. What was saved by itself stays as a copy of whoever was editing.',
    anew: 'End it and open anew',
  },
  once: 'A major change becomes one revision when you close',
  state: {
    opening: 'Opening it on the office server',
    open: 'Saving is done on the office server',
    changed: 'Not saved yet (saved when you close)',
    closing: 'Saving and closing',
    not_saved: 'Not saved',
    failed: 'Not opened',
  },
  told: {
    not_saved:
      'The office server could not save. Somebody else may have been faster, or have taken over. What it sent is kept as your copy: close, and look into the list of revisions.',
    failed: 'The office server could not open this file. Close it, and use Edit or Replace.',
  },
}
