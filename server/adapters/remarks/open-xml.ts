import { columnNumber } from '../sheets/fit-width.ts'
import { type OfficeParts, attribute, isTrue, listed, tags } from './office-parts.ts'
import { binaryWorkbookRemarks } from './xlsb.ts'

/** Columns to the last one of a sheet are hidden to make it look small; nothing is in them. */
const lastColumn = 16_384

/** What the pages of a Word file do not show, or show differently. */
export async function documentRemarks(parts: OfficeParts): Promise<string[]> {
  const body = await parts.text('word/document.xml')
  const comments = tags(await parts.text('word/comments.xml'), 'comment').length
  const isTracked = ['ins', 'del', 'moveFrom', 'moveTo'].some((it) =>
    tags(body, it).some((tag) => attribute(tag, 'w:author') !== undefined),
  )
  return [
    ...(isTracked ? ['tracked_changes'] : []),
    ...(comments > 0 ? [`comments:${comments}`] : []),
    ...(await externalRemarks(parts)),
  ]
}

/** What the pages of an Excel file do not show: sheets, rows and columns that are hidden, and comments. */
export async function workbookRemarks(parts: OfficeParts): Promise<string[]> {
  const binary = await binaryWorkbookRemarks(parts)
  if (binary !== undefined) return [...binary, ...(await externalRemarks(parts))]
  const book = await parts.text('xl/workbook.xml')
  const targets = await targetsOf(parts, 'xl/workbook.xml')
  const hidden: string[] = []
  const partly: string[] = []
  for (const tag of tags(book, 'sheet')) {
    const name = attribute(tag, 'name') ?? ''
    const state = attribute(tag, 'state')
    if (state === 'hidden' || state === 'veryHidden') {
      hidden.push(name)
      continue
    }
    const part = targets.get(attribute(tag, 'r:id') ?? attribute(tag, '[A-Za-z0-9]+:id') ?? '')
    if (part !== undefined && hidesCells(await parts.text(part))) partly.push(name)
  }
  let comments = 0
  for (const name of parts.names) {
    if (/^xl\/(?:comments\/)?comments?\d*\.xml$/i.test(name))
      comments += tags(await parts.text(name), 'comment').length
  }
  const isOpen = tags(book, 'calcPr').some((tag) => isTrue(attribute(tag, 'fullCalcOnLoad')))
  return [
    ...(isOpen ? ['calculated_on_opening'] : []),
    ...(hidden.length > 0 ? [`hidden_sheets:${listed(hidden)}`] : []),
    ...(partly.length > 0 ? [`hidden_cells:${listed(partly)}`] : []),
    ...(comments > 0 ? [`comments:${comments}`] : []),
    ...(await externalRemarks(parts)),
  ]
}

/** Whether a row or a column with something in it is hidden, by hand or by a filter. */
function hidesCells(sheet: string): boolean {
  for (const row of sheet.matchAll(/<(?:\w{1,20}:)?row(\s[^<>]*[^/])>/g)) {
    if (!isTrue(attribute(row[1] ?? '', 'hidden'))) continue
    const start = row.index + row[0].length
    const end = sheet.indexOf('row>', start)
    if (/<(?:\w{1,20}:)?(?:v|is)[\s>]/.test(sheet.slice(start, end === -1 ? undefined : end))) return true
  }
  const ranges = tags(sheet, 'col').flatMap((tag) => {
    const [min, max] = [Number(attribute(tag, 'min')), Number(attribute(tag, 'max'))]
    return isTrue(attribute(tag, 'hidden')) && max < lastColumn ? [{ min, max }] : []
  })
  if (ranges.length === 0) return false
  for (const cell of sheet.matchAll(
    /<(?:\w{1,20}:)?c\s[^<>]{0,300}?\br="([A-Z]{1,3})\d{1,7}"(?:[^<>]{0,300}[^/<>])?>\s*<(?:\w{1,20}:)?(?:f|v|is)[\s>]/g,
  )) {
    const column = columnNumber(cell[1] ?? '')
    if (ranges.some((it) => it.min <= column && column <= it.max)) return true
  }
  return false
}

/** What the pages of a PowerPoint file do not show: hidden slides, notes of the speaker, comments. */
export async function slidesRemarks(parts: OfficeParts): Promise<string[]> {
  const targets = await targetsOf(parts, 'ppt/presentation.xml')
  const hidden: string[] = []
  for (const [index, tag] of tags(await parts.text('ppt/presentation.xml'), 'sldId').entries()) {
    const part = targets.get(attribute(tag, 'r:id') ?? '')
    const [slide] = part === undefined ? [] : tags(await parts.text(part), 'sld')
    const show = attribute(slide ?? '', 'show')
    if (show === '0' || show === 'false') hidden.push(String(index + 1))
  }
  let [notes, comments] = [0, 0]
  for (const name of parts.names) {
    if (/^ppt\/notesSlides\/[^/]+\.xml$/.test(name) && saysSomething(await parts.text(name))) notes += 1
    if (/^ppt\/comments\/[^/]+\.xml$/.test(name)) comments += tags(await parts.text(name), 'cm').length
  }
  return [
    ...(hidden.length > 0 ? [`hidden_slides:${hidden.slice(0, 10).join('・')}`] : []),
    ...(notes > 0 ? [`speaker_notes:${notes}`] : []),
    ...(comments > 0 ? [`comments:${comments}`] : []),
    ...(await externalRemarks(parts)),
  ]
}

/** Notes have a number of the page in a field; words stand in runs. */
function saysSomething(notes: string): boolean {
  return /<a:r>(?:(?!<\/a:r>)[\s\S]){0,4000}<a:t>[^<]*\S[^<]*<\/a:t>/.test(notes)
}

/** Parts that a part names by `r:id`. */
export async function targetsOf(parts: OfficeParts, part: string): Promise<ReadonlyMap<string, string>> {
  const [folder = '', file = ''] = part.split(/\/(?=[^/]+$)/)
  const relations = await parts.text(`${folder}/_rels/${file}.rels`)
  return new Map(
    tags(relations, 'Relationship').map((tag) => {
      const target = attribute(tag, 'Target') ?? ''
      return [attribute(tag, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `${folder}/${target}`]
    }),
  )
}

/** Pictures and values that lie somewhere else are not fetched: links of the text are no such thing. */
async function externalRemarks(parts: OfficeParts): Promise<string[]> {
  for (const name of parts.names) {
    if (!name.endsWith('.rels')) continue
    const isElsewhere = tags(await parts.text(name), 'Relationship').some(
      (tag) =>
        attribute(tag, 'TargetMode') === 'External' &&
        !/\/(?:hyperlink|attachedTemplate)$/.test(attribute(tag, 'Type') ?? ''),
    )
    if (isElsewhere) return ['external']
  }
  return []
}
