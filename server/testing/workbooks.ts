import { makeZip } from './files.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

/** A sheet: what stands in its XML around the cells, and what it refers to. */
export type SheetXml = {
  readonly name: string
  /** Inside of `sheetData`. */
  readonly data: string
  readonly before?: string
  readonly after?: string
  readonly attributes?: string
  readonly state?: string
  /** Part by the type of the relation, with its id in order: rId1, rId2, … */
  readonly related?: readonly (readonly [type: string, target: string])[]
}

export type WorkbookXml = {
  readonly sheets: readonly SheetXml[]
  /** Each the inside of an `si`. */
  readonly strings?: readonly string[]
  readonly styles?: string
  readonly workbookPr?: string
  /** Inside of `definedNames`. */
  readonly names?: string
  /** Behind the names: calcPr, pivotCaches, extLst. */
  readonly tail?: string
  readonly related?: readonly (readonly [type: string, target: string])[]
  readonly parts?: Readonly<Record<string, string | Buffer>>
  readonly macros?: true
}

/** Styles of workbooks in tests: 0 plain, 1 text, 2 #,##0, 3 和暦, 4 yyyy/m/d, 5 not locked, 6 upright and filled. */
const usualStyles = `<numFmts count="1"><numFmt numFmtId="176" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><fonts count="2"><font><sz val="11"/><name val="ＭＳ Ｐゴシック"/></font><font><b/><sz val="14"/><color theme="4" tint="-0.25"/><name val="ＭＳ 明朝"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8F1FE"/></patternFill></fill></fills><borders count="2"><border/><border><left style="thin"><color indexed="64"/></left><bottom style="double"><color rgb="FF800000"/></bottom></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="3"/><xf numFmtId="176"/><xf numFmtId="14"/><xf numFmtId="0" applyProtection="1"><protection locked="0"/></xf><xf numFmtId="0" fontId="1" fillId="2" borderId="1"><alignment horizontal="center" vertical="top" textRotation="255" wrapText="1"/></xf></cellXfs>`

/** A workbook whose every part is written by hand, as Excel writes them. */
export function makeWorkbook(book: WorkbookXml): Buffer {
  const kinds: [string, string][] = [
    ...book.sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
    ['styles', 'styles.xml'],
    ...(book.strings === undefined ? [] : [['sharedStrings', 'sharedStrings.xml'] as [string, string]]),
    ...(book.macros === true ? [['vbaProject', 'vbaProject.bin'] as [string, string]] : []),
    ...((book.related ?? []) as [string, string][]),
  ]
  const sheets = book.sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
  )
  const names = book.names === undefined ? '' : `<definedNames>${book.names}</definedNames>`
  const type =
    book.macros === true
      ? 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'
      : `${spreadsheet}.sheet.main+xml`
  const parts: Record<string, string | Buffer> = {
    '_rels/.rels': rels([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr${book.workbookPr ?? ''}/><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.join('')}</sheets>${names}${book.tail ?? '<calcPr calcId="191029"/>'}</workbook>`,
    'xl/_rels/workbook.xml.rels': rels(kinds),
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}">${book.styles ?? usualStyles}</styleSheet>`,
    ...(book.strings === undefined
      ? {}
      : {
          'xl/sharedStrings.xml': `${head}<sst xmlns="${main}" count="${book.strings.length}" uniqueCount="${book.strings.length}">${book.strings.map((it) => `<si>${it}</si>`).join('')}</sst>`,
        }),
    ...(book.macros === true ? { 'xl/vbaProject.bin': Buffer.alloc(3000, 'VBA') } : {}),
  }
  for (const [index, it] of book.sheets.entries()) {
    const part = `sheet${index + 1}.xml`
    parts[`xl/worksheets/${part}`] =
      `${head}<worksheet xmlns="${main}" xmlns:r="${relations}"${it.attributes ?? ''}>${it.before ?? ''}<sheetData>${it.data}</sheetData>${it.after ?? ''}</worksheet>`
    if (it.related !== undefined) parts[`xl/worksheets/_rels/${part}.rels`] = rels(it.related)
  }
  Object.assign(parts, book.parts)
  const overrides = Object.keys(parts)
    .filter((it) => /^xl\/.*\.xml$/.test(it))
    .map(
      (it) => `<Override PartName="/${it}" ContentType="${it === 'xl/workbook.xml' ? type : typeOf(it)}"/>`,
    )
  const types = `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>${overrides.join('')}</Types>`
  return makeZip([
    { name: '[Content_Types].xml', content: types },
    ...Object.entries(parts).map(([name, content]) => ({ name, content, stored: name.endsWith('.png') })),
  ])
}

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function typeOf(part: string): string {
  if (part.includes('/worksheets/')) return `${spreadsheet}.worksheet+xml`
  if (part.includes('/charts/')) return 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'
  if (part.includes('/drawings/')) return 'application/vnd.openxmlformats-officedocument.drawing+xml'
  if (part.includes('/tables/')) return `${spreadsheet}.table+xml`
  if (part.includes('/pivotTables/')) return `${spreadsheet}.pivotTable+xml`
  if (part.includes('pivotCacheDefinition')) return `${spreadsheet}.pivotCacheDefinition+xml`
  if (part.includes('pivotCacheRecords')) return `${spreadsheet}.pivotCacheRecords+xml`
  if (part.includes('/theme/')) return 'application/vnd.openxmlformats-officedocument.theme+xml'
  const name = /([A-Za-z]+)\d*\.xml$/.exec(part)?.[1] ?? ''
  return `${spreadsheet}.${name}+xml`
}

/** A part that says what another refers to. */
export function rels(entries: readonly (readonly [type: string, target: string])[]): string {
  const one = ([type, target]: readonly [string, string], index: number): string => {
    const external = /^https?:/.test(target) ? ' TargetMode="External"' : ''
    const space = type.startsWith('http') ? type : `${relations}/${type}`
    return `<Relationship Id="rId${index + 1}" Type="${space}" Target="${target}"${external}/>`
  }
  return `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.map(one).join('')}</Relationships>`
}
