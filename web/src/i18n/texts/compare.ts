import type { Same } from '../catalogue.ts'

type Side = 'older' | 'newer'
type Row = {
  readonly state: 'same' | 'changed' | 'added' | 'removed'
  readonly older?: number
  readonly newer?: number
  readonly moved?: number
}

/** Words around two revisions of a file that are compared page by page. */
export const compareJa = {
  title: (name: string) => `${name}の版の比較`,
  open: '版を並べて比べる',
  openOf: (name: string) => `${name}を前の版と比べる`,
  short: '前の版と比べる',
  back: '起案に戻る',
  older: '変更前',
  newer: '変更後',
  revision: (number: number, at: string, who: string) => `第${number}版（${at} ${who}）`,
  otherFile: (name: string, number: number) => `${name} 第${number}版`,
  prepare: 'ページを用意する',
  preparing: '版のページを用意しています。そのままお待ちください。',
  region: '二つの版のページ',
  bar: '版の比較',
  list: '違いの一覧',
  next: '次の違い',
  previous: '前の違い',
  count: (places: number, pages: number) => `${places}か所の違い、${pages}ページ`,
  at: (place: number) => `${place}か所目`,
  left: (pages: number) => `図を比べています（残り${pages}ページ）`,
  onlyDifferent: '違いのあるページだけ',
  over: '重ねて見る',
  shown: (side: Side) => (side === 'older' ? '変更前を表示中' : '変更後を表示中'),
  folded: (pages: number) => `違いのない${pages}ページを隠しています。押すと表示します。`,
  gap: (side: Side) =>
    side === 'older' ? '変更前の版に、このページはありません' : '変更後の版に、このページはありません',
  pageLabel: (side: Side, name: string, page: number, of: number) =>
    `${side === 'older' ? '変更前' : '変更後'}の${name} ${page}／${of}ページ`,
  rowState: ({ state, moved }: Row) =>
    moved !== undefined ? '移動' : { same: '', changed: '変更', added: '追加', removed: '削除' }[state],
  rowPages: ({ older, newer, moved, state }: Row) => {
    if (older !== undefined && newer !== undefined)
      return older === newer ? `${newer + 1}ページ` : `変更前${older + 1}ページ・変更後${newer + 1}ページ`
    const from = state === 'removed' ? `変更前${(older ?? 0) + 1}ページ` : `変更後${(newer ?? 0) + 1}ページ`
    if (moved === undefined) return from
    return state === 'removed'
      ? `${from}（変更後${moved + 1}ページへ）`
      : `${from}（変更前${moved + 1}ページから）`
  },
  rowCounts: (words: number, pictures: number, isOtherSize: boolean) =>
    [
      ...(words > 0 ? [`文字${words}か所`] : []),
      ...(pictures > 0 ? [`図${pictures}か所`] : []),
      ...(isOtherSize ? ['用紙の大きさ'] : []),
    ].join('、'),
  kinds: {
    picture: '図・見た目の違い',
    added: '追加されたページ',
    removed: '削除されたページ',
    moved: '移動したページ',
    size: '用紙の大きさの違い（図は比べていません）',
  },
  removed: '削除：',
  added: '追加：',
  more: (places: number) => `ほかに${places}か所あります。「次の違い」で進めます。`,
  cut: '違いが3,000か所を超えたため、文字の違いは初めの3,000か所だけを示しています。',
  coarse: '大きく書き換えられた部分は、文字ごとではなくまとめて示しています。',
  failed: (pages: number) => `図を比べられないページが${pages}ページあります。目で見て確かめてください。`,
  again: 'もう一度比べる',
  none: '違いはありません。',
  keys: {
    step: '次・前の違いへ',
    shown: '変更前・変更後を切り替える（重ねて見るとき）',
    arrangement: '並べる・重ねる',
    onlyDifferent: '違いのあるページだけを表示',
    list: '違いの一覧を表示・隠す',
    zoom: '拡大・縮小・元に戻す',
  },
}

export const compareEn: Same<typeof compareJa> = {
  title: (name) => `${name}: revisions compared`,
  open: 'Compare page by page',
  openOf: (name) => `Compare ${name} with the revision before it`,
  short: 'Compare',
  back: 'Back to the case',
  older: 'Before',
  newer: 'After',
  revision: (number, at, who) => `Revision ${number} (${at}, ${who})`,
  otherFile: (name, number) => `${name}, revision ${number}`,
  prepare: 'Prepare the pages',
  preparing: 'The pages are being prepared. Please wait.',
  region: 'Pages of both revisions',
  bar: 'Comparison of revisions',
  list: 'List of differences',
  next: 'Next difference',
  previous: 'Previous difference',
  count: (places, pages) => `${places} differences on ${pages} pages`,
  at: (place) => `at ${place}`,
  left: (pages) => `Comparing pictures (${pages} pages left)`,
  onlyDifferent: 'Only pages that differ',
  over: 'One over the other',
  shown: (side) => (side === 'older' ? 'Showing: before' : 'Showing: after'),
  folded: (pages) => `${pages} pages without a difference are folded away. Press to show.`,
  gap: (side) =>
    side === 'older' ? 'The revision before has no such page' : 'The revision after has no such page',
  pageLabel: (side, name, page, of) =>
    `${side === 'older' ? 'Before' : 'After'}: ${name}, page ${page} of ${of}`,
  rowState: ({ state, moved }) =>
    moved !== undefined
      ? 'Moved'
      : { same: '', changed: 'Changed', added: 'Added', removed: 'Removed' }[state],
  rowPages: ({ older, newer, moved, state }) => {
    if (older !== undefined && newer !== undefined)
      return older === newer ? `page ${newer + 1}` : `page ${older + 1} before, ${newer + 1} after`
    const from = state === 'removed' ? `page ${(older ?? 0) + 1} before` : `page ${(newer ?? 0) + 1} after`
    if (moved === undefined) return from
    return state === 'removed' ? `${from} (now page ${moved + 1})` : `${from} (was page ${moved + 1})`
  },
  rowCounts: (words, pictures, isOtherSize) =>
    [
      ...(words > 0 ? [`${words} in words`] : []),
      ...(pictures > 0 ? [`${pictures} in the picture`] : []),
      ...(isOtherSize ? ['sheet size'] : []),
    ].join(', '),
  kinds: {
    picture: 'Picture differs',
    added: 'Page added',
    removed: 'Page removed',
    moved: 'Page moved',
    size: 'Sheet size differs (pictures not compared)',
  },
  removed: 'Removed: ',
  added: 'Added: ',
  more: (places) => `${places} more; go on with “Next difference”.`,
  cut: 'There are more than 3,000 differences in words; only the first 3,000 are shown.',
  coarse: 'Parts that were rewritten are marked as a whole, not letter by letter.',
  failed: (pages) => `The pictures of ${pages} pages could not be compared. Please look at them.`,
  again: 'Compare again',
  none: 'No differences.',
  keys: {
    step: 'Next or previous difference',
    shown: 'Before or after (one over the other)',
    arrangement: 'Beside or over each other',
    onlyDifferent: 'Only pages that differ',
    list: 'Show or hide the list',
    zoom: 'Zoom in, out, reset',
  },
}
