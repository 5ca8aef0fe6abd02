import type { Same } from '../catalogue.ts'

/** The attachments of the compose page. */
export const draftingFilesJa = {
  choose: 'ファイルを選ぶ',
  chooseFolder: 'フォルダーを選ぶ',
  help: 'ファイルやフォルダーを、この画面のどこにでもドラッグして置けます。Ctrl+V で貼り付けることもできます。',
  drop: 'ここで離すと添付します',
  dropText: 'いくつでも、フォルダーごとでも置けます。',
  list: '添付ファイル',
  waiting: '順番を待っています',
  sending: (percent: number) => `送っています ${percent}%`,
  checking: '内容を確かめています',
  failed: '送れませんでした',
  failedAway: (name: string, others: number) =>
    others === 0
      ? `起案に添付する「${name}」を送れませんでした。`
      : `起案に添付する「${name}」ほか${others}件を送れませんでした。`,
  backToDraft: '起案に戻って確かめる',
  stop: (name: string) => `${name} を送るのをやめる`,
  dismiss: '一覧から消す',
  move: (name: string) => `${name} の順番を変える`,
  up: '一つ上へ',
  down: '一つ下へ',
  actions: (name: string) => `${name} の操作`,
  confirmDelete: (name: string) => `「${name}」を削除しますか。`,
  newName: 'ファイル名',
  saveName: '名前を変える',
  renderWaiting: 'ページの準備を待っています',
  rendering: 'ページを準備しています',
  renderingPages: (done: number, all: number) => `文字を読み取っています ${done}/${all}`,
  renderFailed: 'ページにできませんでした',
  renderRetry: 'もう一度準備する',
  total: (files: number, pages: number) =>
    pages === 0 ? `${files}件` : `${files}件 ${pages.toLocaleString('ja-JP')}ページ`,
  tooMuch: (total: string, limit: number) =>
    `添付の合計 ${total}MB は、この団体の目安 ${limit}MB を超えています`,
  tooMuchText:
    '読む人の負担を考え、要るページだけにするか、写真の大きさを抑えられないか確かめてください（このまま提出できます）。',
  dragHelp: 'スペースキーでつかみ、上下の矢印キーで動かし、もう一度スペースキーで置きます。Esc でやめます。',
  grabbed: (name: string) => `${name} をつかみました。`,
  movedTo: (name: string, place: number, count: number) => `${name} は${count}件中${place}番目です。`,
  placed: (name: string, place: number) => `${name} を${place}番目に置きました。`,
  dragCancelled: (name: string) => `${name} を元の場所に戻しました。`,
}

export const draftingFilesEn: Same<typeof draftingFilesJa> = {
  choose: 'Choose files',
  chooseFolder: 'Choose a folder',
  help: 'Drop files and folders anywhere on this page, or paste them with Ctrl+V.',
  drop: 'Drop to attach',
  dropText: 'As many as you like, whole folders too.',
  list: 'Attachments',
  waiting: 'Waiting for its turn',
  sending: (percent) => `Sending ${percent}%`,
  checking: 'Being checked',
  failed: 'Could not be sent',
  failedAway: (name, others) =>
    others === 0
      ? `“${name}” could not be sent to its draft.`
      : `“${name}” and ${others} more files could not be sent to their draft.`,
  backToDraft: 'Back to the draft',
  stop: (name) => `Stop sending ${name}`,
  dismiss: 'Remove from the list',
  move: (name) => `Move ${name}`,
  up: 'Move up',
  down: 'Move down',
  actions: (name) => `Actions for ${name}`,
  confirmDelete: (name) => `Delete “${name}”?`,
  newName: 'File name',
  saveName: 'Rename',
  renderWaiting: 'Pages are waiting to be prepared',
  rendering: 'Preparing pages',
  renderingPages: (done, all) => `Reading the text ${done}/${all}`,
  renderFailed: 'Could not be made into pages',
  renderRetry: 'Prepare again',
  total: (files, pages) =>
    pages === 0 ? `${files} files` : `${files} files, ${pages.toLocaleString('en')} pages`,
  tooMuch: (total, limit) => `The attachments are ${total} MB together, above this body’s ${limit} MB`,
  tooMuchText: 'Consider leaving out pages or making pictures smaller. It can be submitted all the same.',
  dragHelp: 'Press space to pick up, arrow keys to move, space again to put down, Esc to cancel.',
  grabbed: (name) => `Picked up ${name}.`,
  movedTo: (name, place, count) => `${name} is number ${place} of ${count}.`,
  placed: (name, place) => `${name} was put at number ${place}.`,
  dragCancelled: (name) => `${name} went back to its place.`,
}
