import type { BlockRefusal } from './number-blocks.ts'
import type { NumberFormatProblem } from './number-formats.ts'

/** Refusals around 番号簿 and how numbers are written. */
export type NumberProblem = BlockRefusal | NumberFormatProblem

type Fault = Extract<NumberFormatProblem, { code: 'number_format_wrong' }>['because']

/** What is wrong with a way of writing numbers. */
export const formatFaults: Readonly<Record<Fault, string>> = {
  number_not_once: '書き方に {n}（番号）が一つ要ります',
  unknown_part: '使えるのは {unit.symbol}（文書記号）・{year}（年）・{n}（番号）、枝番では {b} です',
  branch_not_once: '枝番の書き方に {b}（枝番）が一つ要ります',
  kanji_digits: '漢数字の番号は0で埋められません',
  symbol_missing: '課ごとの番号簿なので {unit.symbol}（文書記号）が要ります',
  section_of_body: '全庁で一つの番号簿に、課だけの書き方はありません',
  no_such_day: 'その日は暦にありません',
}
