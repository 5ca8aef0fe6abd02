import { columnName, columnNumber, last } from './cells.ts'

/** A corner of a reference; a row or a column that it does not name is absent (A:C, 1:3). */
export type Corner = {
  readonly row?: number
  readonly column?: number
  readonly rowFixed: boolean
  readonly columnFixed: boolean
}

export type Token =
  | {
      readonly type: 'reference'
      readonly text: string
      /** The sheet's name as it is written, with its `!`; '' for the formula's own sheet. */
      readonly prefix: string
      readonly from: Corner
      readonly to?: Corner
    }
  | {
      readonly type:
        | 'text'
        | 'number'
        | 'error'
        | 'function'
        | 'name'
        | 'operator'
        | 'open'
        | 'close'
        | 'separator'
        | 'array'
        | 'space'
        | 'unknown'
      readonly text: string
    }

const corner = String.raw`\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}`
const area = `${corner}(?::${corner})?|\\$?[A-Za-z]{1,3}:\\$?[A-Za-z]{1,3}|\\$?[1-9]\\d{0,6}:\\$?[1-9]\\d{0,6}`
const word = String.raw`[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*`
const plainSheet = String.raw`(?:\[\d{1,5}\])?[\p{L}\p{N}_.]+(?::[\p{L}\p{N}_.]+)?`
const structured = String.raw`\[(?:[^[\]']|'.|\[(?:[^[\]']|'.)*\])*\]`

/** In this order: what stands first is tried first. */
const forms = {
  space: /[ \r\n\t\u3000]+/uy,
  text: /"(?:[^"]|"")*"/uy,
  error:
    /(?:'(?:[^']|'')+'!|[\p{L}\p{N}_.]+!)?#(?:REF!|N\/A|DIV\/0!|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA)/uy,
  array: /\{[^{}]*\}/uy,
  reference: new RegExp(`((?:'(?:[^']|'')+'|${plainSheet})!)?(?:${area})(?![\\p{L}\\p{N}_.(!]|\\[)`, 'uy'),
  function: new RegExp(`(?:_xlfn\\.|_xlws\\.)*${word}(?=\\()`, 'uy'),
  name: new RegExp(
    `(?:(?:'(?:[^']|'')+'|${plainSheet})!|\\[\\d{1,5}\\]!)?(?:${word}(?:${structured})?|${structured})`,
    'uy',
  ),
  number: /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/uy,
  operator: /<>|<=|>=|[-+*/^&=<>%:@]/uy,
  open: /\(/uy,
  close: /\)/uy,
  separator: /[,;]/uy,
} as const

/** The parts of a formula without its `=`, in order: put together again they are the formula, character for character. */
export function tokensOf(formula: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < formula.length) {
    const token = tokenAt(formula, at)
    tokens.push(token)
    at += token.text.length
  }
  return tokens
}

function tokenAt(formula: string, at: number): Token {
  for (const [type, form] of Object.entries(forms) as [keyof typeof forms, RegExp][]) {
    form.lastIndex = at
    const found = form.exec(formula)
    if (found === null) continue
    const text = found[0]
    if (type !== 'reference') return { type, text }
    const prefix = found[1] ?? ''
    const [from = '', to] = text.slice(prefix.length).split(':')
    const first = cornerOf(from)
    if (outside(first) || (to !== undefined && outside(cornerOf(to)))) continue
    return { type, text, prefix, from: first, ...(to === undefined ? {} : { to: cornerOf(to) }) }
  }
  return { type: 'unknown', text: String.fromCodePoint(formula.codePointAt(at) as number) }
}

function cornerOf(text: string): Corner {
  const [, columnMark = '', letters = '', rowMark = '', digits = ''] =
    /^(\$?)([A-Za-z]*)(\$?)(\d*)$/.exec(text) ?? []
  const rowOnly = letters === ''
  return {
    ...(rowOnly ? {} : { column: columnNumber(letters.toUpperCase()) }),
    ...(digits === '' ? {} : { row: Number(digits) }),
    columnFixed: !rowOnly && columnMark === '$',
    rowFixed: rowOnly ? columnMark === '$' : rowMark === '$',
  }
}

function outside({ row = 1, column = 1 }: Corner): boolean {
  return row > last.row || column > last.column
}

/** $B7, as it is written in a formula. */
export function cornerText({ row, column, rowFixed, columnFixed }: Corner): string {
  const letters = column === undefined ? '' : `${columnFixed ? '$' : ''}${columnName(column)}`
  return row === undefined ? letters : `${letters}${rowFixed ? '$' : ''}${row}`
}

/** The name of the sheet in a reference's prefix; undefined for several sheets and for other workbooks. */
export function sheetOfPrefix(prefix: string): string | undefined {
  const name = prefix.slice(0, -1)
  const plain = name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name
  return /[[\]:]/.test(plain) ? undefined : plain
}

/**
 * The formula as it reads that many rows further down and columns further to the right: references without `$` go along.
 * Past an edge of the sheet they come in again at the other, as in files.
 */
export function shiftedFormula(formula: string, rows: number, columns: number): string {
  const shift = (it: Corner): Corner => ({
    ...it,
    ...(it.row === undefined || it.rowFixed ? {} : { row: wrapped(it.row + rows, last.row) }),
    ...(it.column === undefined || it.columnFixed
      ? {}
      : { column: wrapped(it.column + columns, last.column) }),
  })
  return tokensOf(formula)
    .map((it) =>
      it.type === 'reference'
        ? `${it.prefix}${cornerText(shift(it.from))}${it.to === undefined ? '' : `:${cornerText(shift(it.to))}`}`
        : it.text,
    )
    .join('')
}

function wrapped(index: number, size: number): number {
  return ((((index - 1) % size) + size) % size) + 1
}
