import { type OfficeParts, attribute, listed, tags } from './office-parts.ts'

/** So many columns in one piece are the empty rest of a sheet. */
const restOfSheet = 200

/** What the pages of an OpenDocument file do not show. */
export async function openDocumentRemarks(parts: OfficeParts, kind: string): Promise<string[]> {
  const content = await parts.text('content.xml')
  const comments = tags(content, 'annotation').length
  return [
    ...(kind === 'ods' ? sheetRemarks(content) : []),
    ...(kind === 'odp' ? slideRemarks(content) : []),
    ...(tags(content, 'changed-region').length > 0 ? ['tracked_changes'] : []),
    ...(comments > 0 ? [`comments:${comments}`] : []),
    ...(/xlink:href="(?:https?|ftp|file|smb):[^"]*"[^<>]*xlink:show="embed"/.test(content)
      ? ['external']
      : []),
  ]
}

function sheetRemarks(content: string): string[] {
  const invisible = stylesWith(content, 'table-properties', 'table:display="false"')
  const hidden: string[] = []
  const partly: string[] = []
  for (const piece of content.split(/<table:table(?=\s)/).slice(1)) {
    const tag = piece.slice(0, piece.indexOf('>'))
    const name = attribute(tag, 'table:name') ?? ''
    if (invisible.has(attribute(tag, 'table:style-name') ?? '')) hidden.push(name)
    else if (hidesCells(piece)) partly.push(name)
  }
  return [
    ...(hidden.length > 0 ? [`hidden_sheets:${listed(hidden)}`] : []),
    ...(partly.length > 0 ? [`hidden_cells:${listed(partly)}`] : []),
  ]
}

function hidesCells(table: string): boolean {
  for (const row of table.matchAll(/<table:table-row(\s[^<>]*[^/])>/g)) {
    if (!/table:visibility="(?:collapse|filter)"/.test(row[1] ?? '')) continue
    const end = table.indexOf('</table:table-row>', row.index)
    if (table.slice(row.index, end === -1 ? undefined : end).includes('office:value-type=')) return true
  }
  return tags(table, 'table-column').some(
    (tag) =>
      /table:visibility="(?:collapse|filter)"/.test(tag) &&
      Number(attribute(tag, 'table:number-columns-repeated') ?? 1) < restOfSheet,
  )
}

function slideRemarks(content: string): string[] {
  const invisible = stylesWith(content, 'drawing-page-properties', 'presentation:visibility="hidden"')
  const hidden = tags(content, 'page').flatMap((tag, index) =>
    invisible.has(attribute(tag, 'draw:style-name') ?? '') ? [String(index + 1)] : [],
  )
  return hidden.length > 0 ? [`hidden_slides:${hidden.slice(0, 10).join('・')}`] : []
}

/** Names of the styles whose properties say something. */
function stylesWith(content: string, element: string, saying: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const piece of content.split('<style:style').slice(1)) {
    const at = piece.indexOf(`<style:${element}`)
    const end = piece.indexOf('</style:style>')
    if (at === -1 || (end !== -1 && end < at)) continue
    if (!piece.slice(at, piece.indexOf('>', at)).includes(saying)) continue
    const name = attribute(piece.slice(0, piece.indexOf('>')), 'style:name')
    if (name !== undefined) names.add(name)
  }
  return names
}
