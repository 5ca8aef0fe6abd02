import { type Token, tokensOf } from './formula.ts'

/** Why a typed formula cannot be written into a file; `fact` is the place or the function. */
export type FormulaFault = {
  readonly code: 'edit_sheet_formula' | 'edit_sheet_formula_spills' | 'edit_sheet_formula_elsewhere'
  readonly fact: string
}

/** Functions that came after the file format: files write them with this before their name, or Excel does not know them. */
const newer =
  'ACOT ACOTH AGGREGATE ARABIC BASE BINOM.DIST BINOM.INV BITAND BITLSHIFT BITOR BITRSHIFT BITXOR CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.INV CHISQ.TEST COMBINA CONCAT CONFIDENCE.NORM COT COVARIANCE.P COVARIANCE.S DAYS DECIMAL EXPON.DIST FLOOR.MATH FLOOR.PRECISE FORMULATEXT GAMMA IFNA IFS ISFORMULA ISO.CEILING ISOWEEKNUM MAXIFS MINIFS MODE.SNGL NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC PERMUTATIONA PHI POISSON.DIST QUARTILE.EXC QUARTILE.INC RANK.AVG RANK.EQ RRI SHEET SHEETS STDEV.P STDEV.S SWITCH T.DIST T.INV T.TEST TEXTJOIN UNICHAR UNICODE VAR.P VAR.S XLOOKUP XMATCH XOR'
const withMark = new Set(newer.split(' '))
/** Functions whose results fill neighbouring cells, or that name things of their own: files keep them in a way that we do not write. */
const spilling = new Set(
  'ANCHORARRAY BYCOL BYROW CHOOSECOLS CHOOSEROWS DROP EXPAND FILTER FREQUENCY GROUPBY HSTACK LAMBDA LET MAKEARRAY MAP PIVOTBY RANDARRAY REDUCE SCAN SEQUENCE SINGLE SORT SORTBY TAKE TEXTSPLIT TOCOL TOROW TRANSPOSE UNIQUE VSTACK WRAPCOLS WRAPROWS'.split(
    ' ',
  ),
)

/** Fewest and most arguments of functions that offices use; Excel calls a file damaged that has others. */
const counts: Readonly<Record<string, readonly [number, number]>> = {
  ...{
    ABS: [1, 1],
    AND: [1, 255],
    AVERAGE: [1, 255],
    AVERAGEIF: [2, 3],
    AVERAGEIFS: [3, 255],
    COUNT: [1, 255],
  },
  ...{
    COUNTA: [1, 255],
    COUNTBLANK: [1, 1],
    COUNTIF: [2, 2],
    COUNTIFS: [2, 255],
    DATE: [3, 3],
    DATEDIF: [3, 3],
  },
  ...{
    DAY: [1, 1],
    EDATE: [2, 2],
    EOMONTH: [2, 2],
    HLOOKUP: [3, 4],
    IF: [2, 3],
    IFERROR: [2, 2],
    IFS: [2, 254],
  },
  ...{
    INDEX: [2, 4],
    INDIRECT: [1, 2],
    INT: [1, 1],
    LARGE: [2, 2],
    LEFT: [1, 2],
    LEN: [1, 1],
    LOOKUP: [2, 3],
  },
  ...{ MATCH: [2, 3], MAX: [1, 255], MID: [3, 3], MIN: [1, 255], MOD: [2, 2], MONTH: [1, 1], NOT: [1, 1] },
  ...{
    NOW: [0, 0],
    OFFSET: [3, 5],
    OR: [1, 255],
    PRODUCT: [1, 255],
    RANK: [2, 3],
    RIGHT: [1, 2],
    ROUND: [2, 2],
  },
  ...{ ROUNDDOWN: [2, 2], ROUNDUP: [2, 2], ROW: [0, 1], COLUMN: [0, 1], SMALL: [2, 2], SUBSTITUTE: [3, 4] },
  ...{
    SUBTOTAL: [2, 255],
    SUM: [1, 255],
    SUMIF: [2, 3],
    SUMIFS: [3, 255],
    SUMPRODUCT: [1, 255],
    TEXT: [2, 2],
  },
  ...{
    TODAY: [0, 0],
    TRIM: [1, 1],
    VALUE: [1, 1],
    VLOOKUP: [3, 4],
    WEEKDAY: [1, 2],
    XLOOKUP: [3, 6],
    YEAR: [1, 1],
  },
}

const longest = 8192

/**
 * A typed formula (without `=`) as files write it: names of functions and columns in capitals, newer functions with their
 * mark. What Excel would call damage is a fault instead: brackets, texts and signs that do not fit, too few arguments.
 */
export function writtenFormula(
  typed: string,
): { readonly formula: string } | { readonly fault: FormulaFault } {
  const fault = (code: FormulaFault['code'], fact: string) => ({ fault: { code, fact } })
  const tokens = tokensOf(typed)
  if (typed.length > longest) return fault('edit_sheet_formula', `${longest}文字を超える式`)
  for (const token of tokens) {
    const bare = token.text.replace(/^(?:_xlfn\.|_xlws\.)+/i, '').toUpperCase()
    if (token.type === 'function' && spilling.has(bare)) return fault('edit_sheet_formula_spills', bare)
    if (/\[[^\]]*\.xl|^'?\[\d/i.test(token.text) && token.type !== 'text')
      return fault('edit_sheet_formula_elsewhere', token.text)
    if (token.type === 'name' && token.text.includes('[@')) return fault('edit_sheet_formula', token.text)
  }
  const wrong = misplaced(tokens.filter((it) => it.type !== 'space'))
  if (wrong !== undefined) return fault('edit_sheet_formula', wrong)
  return { formula: tokens.map(writtenToken).join('').trim() }
}

function writtenToken(token: Token): string {
  if (token.type === 'function') {
    const bare = token.text.replace(/^(?:_xlfn\.|_xlws\.)+/i, '').toUpperCase()
    return withMark.has(bare) ? `_xlfn.${bare}` : bare
  }
  if (token.type === 'reference')
    return `${token.prefix}${token.text.slice(token.prefix.length).toUpperCase()}`
  if (token.type === 'name' && /^(?:true|false)$/i.test(token.text)) return token.text.toUpperCase()
  return token.text
}

/** A formula of a file as people read it: without the marks of newer functions. */
export function shownFormula(formula: string): string {
  return tokensOf(formula)
    .map((it) => (it.type === 'text' ? it.text : it.text.replaceAll(/_xlfn\.|_xlws\.|_xlpm\./g, '')))
    .join('')
}

type Open = { readonly name: string | undefined; arguments: number }

/** The first part of a formula that cannot stand where it stands; undefined when all can. */
function misplaced(tokens: readonly Token[]): string | undefined {
  const open: Open[] = []
  let wantsValue = true
  /** Just behind an opening bracket of a function or a separator: an argument may be left out. */
  let mayBeEmpty = false
  for (const [index, token] of tokens.entries()) {
    switch (token.type) {
      case 'function':
        if (!wantsValue) return token.text
        continue
      case 'open': {
        if (!wantsValue) return token.text
        const name = tokens[index - 1]
        open.push({ name: name?.type === 'function' ? name.text : undefined, arguments: 0 })
        mayBeEmpty = name?.type === 'function'
        continue
      }
      case 'close': {
        const closed = open.pop()
        if (closed === undefined || (wantsValue && !(mayBeEmpty && closed.name !== undefined)))
          return token.text
        const isNone = tokens[index - 1]?.type === 'open'
        const wrong = wrongCount(closed, isNone ? 0 : closed.arguments + 1)
        if (wrong !== undefined) return wrong
        wantsValue = false
        mayBeEmpty = false
        continue
      }
      case 'separator': {
        const inside = open.at(-1)
        if (token.text === ';' || inside?.name === undefined) {
          // Outside of a function a comma unites references.
          if (token.text === ';' || wantsValue) return token.text
          wantsValue = true
          continue
        }
        if (wantsValue && !mayBeEmpty) return token.text
        inside.arguments += 1
        wantsValue = true
        mayBeEmpty = true
        continue
      }
      case 'operator':
        mayBeEmpty = false
        if (token.text === '%') {
          if (wantsValue) return token.text
          continue
        }
        if (wantsValue && !/^[-+@]$/.test(token.text)) return token.text
        wantsValue = true
        continue
      case 'unknown':
        return token.text
      default:
        if (!wantsValue) return token.text
        wantsValue = false
        mayBeEmpty = false
    }
  }
  if (open.length > 0) return 'かっこが閉じていません'
  return wantsValue ? '式が途中で終わっています' : undefined
}

function wrongCount({ name }: Open, given: number): string | undefined {
  const bare = name?.replace(/^(?:_xlfn\.)+/i, '').toUpperCase() ?? ''
  const [fewest, most] = counts[bare] ?? [0, 255]
  return given < fewest || given > most ? `${bare} の引数の数` : undefined
}
