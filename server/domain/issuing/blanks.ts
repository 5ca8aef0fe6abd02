import { longWareki } from '../calendar/wareki.ts'
import type { LocalDate } from '../ids.ts'
import type { FilledBlank } from './issuance.ts'

/** What is written into the blanks of a draft; what is absent leaves them. */
export type ForBlanks = { readonly number?: string; readonly datedOn?: LocalDate }

const blankNumber = /([^\s、。（）()「」]*)第[\s_＿]+号/u
const blankDate = /(?:令和)[\s_＿]*年[\s_＿]+月[\s_＿]+日/u

/**
 * The texts of a draft, in their order, with its number and date written into the first blank of each kind: 第__号 and
 * 令和_年_月_日, with spaces of any width. Later blanks stay (they are for whoever answers), and so does one behind another 記号.
 *
 * @example fillBlanks(['観光第  号'], { number: '観光第12号' }).texts[0] === '観光第12号'
 */
export function fillBlanks(
  texts: readonly string[],
  { number, datedOn }: ForBlanks,
): { readonly texts: readonly string[]; readonly filled: readonly FilledBlank[] } {
  const filled: FilledBlank[] = []
  const date = datedOn === undefined ? undefined : longWareki(datedOn)
  let isNumbered = number === undefined
  let isDated = date === undefined
  const written = texts.map((text) => {
    let now = text
    const numberAt = isNumbered ? null : blankNumber.exec(now)
    if (numberAt !== null && number !== undefined && isOwn(numberAt[1] ?? '', number)) {
      isNumbered = true
      filled.push({ blank: numberAt[0], text: number })
      now = replaced(now, numberAt, number)
    }
    const dateAt = isDated ? null : blankDate.exec(now)
    if (dateAt !== null && date !== undefined) {
      isDated = true
      filled.push({ blank: dateAt[0], text: date })
      now = replaced(now, dateAt, date)
    }
    return now
  })
  return { texts: written, filled }
}

/** Whether the 記号 before a blank is none, or the number's own. */
function isOwn(before: string, number: string): boolean {
  return before === '' || number.startsWith(`${before}第`)
}

function replaced(text: string, found: RegExpExecArray, by: string): string {
  return text.slice(0, found.index) + by + text.slice(found.index + found[0].length)
}
