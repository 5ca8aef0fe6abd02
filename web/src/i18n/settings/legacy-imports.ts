import type { Same } from '../catalogue.ts'

const ja = (count: number): string => count.toLocaleString('ja-JP')
const en = (count: number): string => count.toLocaleString('en-US')

export const legacyImportsJa = {
  title: '旧システムからの移行',
  help: '旧システムの記録は、サーバーで命令（npm run import:legacy）を実行して取り込みます。ここには取込みの記録が残ります。手順は docs/operations/legacy-import.md にあります。',
  failed: '取込みの記録を読み込めませんでした。',
  none: '取込みはまだありません。',
  more: 'これより古い取込みは表示していません。',
  outcome: { done: '完了', stopped: '途中で停止', failed: '失敗', none: '終わりの記録なし' },
  stoppedHelp: '同じ命令で、続きから取り込めます。',
  by: (name: string, at: string) => `${name}・${at}`,
  decision: (number: string) => `根拠の決裁 ${number}`,
  imported: (imported: number, records: number) => `${ja(records)}件のうち ${ja(imported)}件を取込み`,
  same: (count: number) => `取込み済み ${ja(count)}件`,
  rejected: (count: number) => `取り込めず ${ja(count)}件`,
  warned: (count: number) => `確かめること ${ja(count)}件`,
  made: (files: number, folders: number, numbers: number) =>
    `ファイル ${ja(files)}・簿冊 ${ja(folders)}・番号 ${ja(numbers)}`,
  manifest: (name: string) => `目録 ${name}`,
  rejects: '取り込めなかった行（CSV）',
  rejectsHelp: '取り込めなかった行は、取込みを実行した人だけが受け取れます。',
}

export const legacyImportsEn: Same<typeof legacyImportsJa> = {
  title: 'Import from old systems',
  help: 'Records of an old system are brought in by a command on the server (npm run import:legacy). What was brought in is on record here. How it is done: docs/operations/legacy-import.md.',
  failed: 'The record of imports could not be read.',
  none: 'Nothing has been imported yet.',
  more: 'Older imports are not shown.',
  outcome: { done: 'Done', stopped: 'Stopped', failed: 'Failed', none: 'No end on record' },
  stoppedHelp: 'The same command goes on where it ended.',
  by: (name: string, at: string) => `${name}, ${at}`,
  decision: (number: string) => `Decided by ${number}`,
  imported: (imported: number, records: number) => `${en(imported)} of ${en(records)} records brought in`,
  same: (count: number) => `${en(count)} there already`,
  rejected: (count: number) => `${en(count)} not taken`,
  warned: (count: number) => `${en(count)} to look at`,
  made: (files: number, folders: number, numbers: number) =>
    `${en(files)} files, ${en(folders)} folders, ${en(numbers)} numbers`,
  manifest: (name: string) => `Manifest ${name}`,
  rejects: 'Rows that were not taken (CSV)',
  rejectsHelp: 'Rows that were not taken are only for whoever ran the import.',
}
