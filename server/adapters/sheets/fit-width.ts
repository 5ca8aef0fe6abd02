import { attribute, isTrue, tags } from '../remarks/office-parts.ts'

/** A sheet is not made smaller than this; what is wider still goes over several sheets of paper. */
const smallestScale = 0.4
/** A sheet that needs more than this is no table: a value in its last column, and LibreOffice skips the empty paper. */
const mostAcross = 10
const pointsPerInch = 72
/** A digit of ＭＳ Ｐゴシック 11, by which widths of columns are counted. */
const pointsPerCharacter = 6
const usualColumnCharacters = 9
const usualMarginInches = 0.7
/** Short and long side in points by the number Excel gives a paper; A4 for all others. */
const papers: Readonly<Record<string, readonly [number, number]>> = {
  8: [842, 1191],
  9: [595, 842],
  12: [729, 1032],
  13: [516, 729],
}
const a4 = [595, 842] as const

/**
 * The XML of an Excel sheet that nobody has set up for printing, fitted to the width of its paper: a table of twenty
 * columns would otherwise be cut into strips that lie pages apart. Undefined for one that fits, and for one with a set-up
 * of its own: a scale, a fit, a break between columns, or a print area (`hasPrintArea`).
 */
export function fittedSheet(xml: string, hasPrintArea: boolean): string | undefined {
  const [setup = ''] = tags(xml, 'pageSetup')
  const scale = Number(attribute(setup, 'scale') ?? 100)
  const isSetUp =
    hasPrintArea ||
    scale !== 100 ||
    tags(xml, 'pageSetUpPr').some((it) => isTrue(attribute(it, 'fitToPage'))) ||
    tags(xml, 'colBreaks').length > 0
  if (isSetUp) return undefined
  const [margins = ''] = tags(xml, 'pageMargins')
  const inches = ['left', 'right'].map((it) => Number(attribute(margins, it) ?? usualMarginInches))
  const margin = pointsPerInch * inches.reduce((sum, it) => sum + it, 0)
  const [short, long] = papers[attribute(setup, 'paperSize') ?? ''] ?? a4
  const width = usedWidth(xml)
  const isLandscape = attribute(setup, 'orientation') === 'landscape'
  if (width <= (isLandscape ? long : short) - margin) return undefined
  const across = Math.max(1, Math.ceil((width * smallestScale) / (long - margin)))
  return across > mostAcross ? undefined : withSetup(xml, setup, across)
}

/** Width in points of the columns that have something in them. */
function usedWidth(xml: string): number {
  const [format = ''] = tags(xml, 'sheetFormatPr')
  const usual = Number(attribute(format, 'defaultColWidth') ?? usualColumnCharacters)
  const columns = lastColumn(xml)
  const widths = new Float64Array(columns).fill(usual)
  for (const tag of tags(xml, 'col')) {
    const characters = isTrue(attribute(tag, 'hidden')) ? 0 : Number(attribute(tag, 'width') ?? usual)
    const [from, to] = [Number(attribute(tag, 'min')), Number(attribute(tag, 'max'))]
    for (let column = from; column <= Math.min(to, columns); column += 1) widths[column - 1] = characters
  }
  return pointsPerCharacter * widths.reduce((sum, it) => sum + it, 0)
}

const mostColumns = 16_384

/** Bounded: a tag of a million attributes would be read a million times. */
const cellWithContent =
  /<(?:\w{1,20}:)?c\s(?:[^<>]{0,300}\s)?r="([A-Z]{1,3})\d{1,7}"(?:[^<>]{0,300}[^/<>])?>/g

/** From 1; 0 for an empty sheet. Looked for in the cells: what a file says of its own size is often wrong. */
function lastColumn(xml: string): number {
  let last = 0
  for (const cell of xml.matchAll(cellWithContent)) {
    last = Math.max(last, columnNumber(cell[1] ?? ''))
  }
  return Math.min(last, mostColumns)
}

/** From 1 for A. */
export function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}

function withSetup(xml: string, setup: string, across: number): string {
  const kept = setup
    .replaceAll(/\s(?:scale|fitToWidth|fitToHeight|orientation)\s*=\s*(?:"[^"]*"|'[^']*')/g, '')
    .replace(/\/\s*$/, '')
  const wanted = `<pageSetup${kept} orientation="landscape" fitToWidth="${across}" fitToHeight="0"/>`
  const pageSetup = /<pageSetup(?:\s[^<>]*)?>(?:\s*<\/pageSetup>)?/
  const withPage = pageSetup.test(xml)
    ? xml.replace(pageSetup, wanted)
    : xml.replace(/<\/worksheet>\s*$/, `${wanted}</worksheet>`)
  const fit = '<pageSetUpPr fitToPage="1"/>'
  const without = withPage.replace(/<pageSetUpPr(?:\s[^<>]*)?>/, '')
  if (/<sheetPr(?:\s[^<>]*)?\/>/.test(without))
    return without.replace(/<sheetPr((?:\s[^<>]*?)?)\/>/, `<sheetPr$1>${fit}</sheetPr>`)
  if (without.includes('</sheetPr>')) return without.replace('</sheetPr>', `${fit}</sheetPr>`)
  return without.replace(/<worksheet(?:\s[^<>]*)?>/, (start) => `${start}<sheetPr>${fit}</sheetPr>`)
}
