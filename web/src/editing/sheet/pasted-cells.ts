/** A cell of what is pasted: typed as it stands, or text or a number whatever it looks like. */
export type PastedCell = { readonly text: string; readonly as: 'typed' | 'text' | 'number' }

const typed = (text: string): PastedCell => ({ text, as: 'typed' })
const nothing = typed('')

/**
 * The cells of what is on the clipboard, row by row; undefined for what the grid itself put there, which it takes with its formulas.
 * A table (as Excel writes it) says of texts and numbers that they are such; plain text is parted at tabs and lines.
 */
export function pastedCells(html: string, text: string): readonly (readonly PastedCell[])[] | undefined {
  if (html.includes('data-copy-id')) return undefined
  const table = html.includes('<table')
    ? new DOMParser().parseFromString(html, 'text/html').querySelector('table')
    : null
  return table === null ? linesOf(text).map((it) => it.map(typed)) : cellsOf(table, textClasses(html))
}

/** Rows of fields parted by tabs. A field in quotation marks may hold tabs, line breaks, and quotation marks twice. */
export function linesOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  const field = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y
  const whole = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at <= whole.length; at += 1) {
    field.lastIndex = at
    const [found = '', quoted, plain = ''] = field.exec(whole) ?? []
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    at += found.length
    if (whole[at] === '\n') rows.push([])
  }
  return rows
}

/** Classes of the style sheet that Excel sends along, of cells formatted as text. */
function textClasses(html: string): ReadonlySet<string> {
  return new Set(
    Array.from(html.matchAll(/\.([\w-]+)\s*\{([^}]*)\}/g)).flatMap(([, name = '', style = '']) =>
      isText(style) ? [name] : [],
    ),
  )
}

function isText(style: string): boolean {
  return /mso-number-format:\s*["']?\\?@/.test(style)
}

function cellsOf(table: HTMLTableElement, texts: ReadonlySet<string>): readonly (readonly PastedCell[])[] {
  const rows: PastedCell[][] = Array.from(table.rows, () => [])
  for (const [at, row] of Array.from(table.rows).entries()) {
    let column = 0
    for (const cell of row.cells) {
      while (rows[at]?.[column] !== undefined) column += 1
      // What a merged cell covers is empty.
      for (let down = 0; down < Math.max(1, cell.rowSpan); down += 1)
        for (let right = 0; right < cell.colSpan; right += 1)
          (rows[at + down] ??= [])[column + right] = nothing
      const own = rows[at]
      if (own !== undefined) own[column] = cellOf(cell, texts)
    }
  }
  return rows.map((it) => Array.from(it, (cell) => cell ?? nothing))
}

function cellOf(cell: HTMLTableCellElement, texts: ReadonlySet<string>): PastedCell {
  const text = lettersOf(cell)
  if (
    cell.hasAttribute('x:str') ||
    cell.className.split(/\s+/).some((it) => texts.has(it)) ||
    isText(cell.getAttribute('style') ?? '')
  )
    return { text, as: 'text' }
  const number = cell.getAttribute('x:num')
  // The exact number, where less of it is shown. Days stay as they are shown: their numbers count from another day in some files.
  if (number !== null && number !== '' && /^[\d,.\s¥\\%-]*$/.test(text)) return { text: number, as: 'number' }
  return typed(text)
}

/** The text of a cell: the source is folded at spaces, only <br> breaks a line. */
function lettersOf(cell: Element): string {
  const letters = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replace(/[ \t\r\n]+/g, ' ')
    return node.nodeName === 'BR' ? '\n' : Array.from(node.childNodes, letters).join('')
  }
  return letters(cell)
    .replace(/^[ \n]+|[ \n]+$/g, '')
    .replace(/ *\n */g, '\n')
    .replaceAll('\u{a0}', ' ')
}
