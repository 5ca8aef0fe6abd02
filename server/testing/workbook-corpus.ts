import { type SheetXml, type WorkbookXml, makeWorkbook, rels } from './workbooks.ts'

/** A workbook with something that libraries lose, one edit, and the parts besides the edited sheet that the rule lets differ. */
export type CorpusBook = {
  readonly name: string
  readonly bytes: Buffer
  readonly edit: { readonly cell: string; readonly value: string }
  readonly also?: readonly string[]
}

const strings = 'xl/sharedStrings.xml'
const text = (it: string): string => `<t>${it}</t>`
const drawingSpace =
  'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const chartSpace =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Rows of a small estimate: headings, three lines, a sum in C5. */
export const estimate =
  '<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>' +
  [2, 3, 4]
    .map(
      (row) =>
        `<row r="${row}" spans="1:3"><c r="A${row}" t="s"><v>${row + 1}</v></c><c r="B${row}" s="2"><v>${row * 100}</v></c><c r="C${row}" s="2"><f>B${row}*2</f><v>${row * 200}</v></c></row>`,
    )
    .join('') +
  '<row r="5" spans="1:3"><c r="A5" t="s"><v>6</v></c><c r="C5" s="2"><f>SUM(C2:C4)</f><v>1800</v></c></row>'
const words = ['項目', '数量', '金額', '会場費', '印刷費', '通信費', '合計'].map(text)

const plain: WorkbookXml = {
  sheets: [{ name: '内訳', before: '<dimension ref="A1:C5"/>', data: estimate }],
  strings: words,
}
const withSheet = (more: Partial<SheetXml>, book: Partial<WorkbookXml> = {}): WorkbookXml => ({
  ...plain,
  ...book,
  sheets: [{ ...(plain.sheets[0] as SheetXml), ...more }, ...(book.sheets ?? [])],
})
const first = { cell: 'A2', value: '会場借上料' }

const anchor = (inside: string, more = ''): string =>
  `<xdr:twoCellAnchor${more}><xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>9525</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>${inside}<xdr:clientData/></xdr:twoCellAnchor>`
const chart = `<c:chartSpace ${chartSpace}><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>費目別</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:ser><c:idx val="0"/><c:order val="0"/><c:cat><c:strRef><c:f>内訳!$A$2:$A$4</c:f></c:strRef></c:cat><c:val><c:numRef><c:f>内訳!$C$2:$C$4</c:f></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>`

export const withChart: WorkbookXml = withSheet(
  { after: '<drawing r:id="rId1"/>', related: [['drawing', '../drawings/drawing1.xml']] },
  {
    parts: {
      'xl/drawings/drawing1.xml': `<xdr:wsDr ${drawingSpace}>${anchor('<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="グラフ 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame>')}</xdr:wsDr>`,
      'xl/drawings/_rels/drawing1.xml.rels': rels([['chart', '../charts/chart1.xml']]),
      'xl/charts/chart1.xml': chart,
    },
  },
)

const withPicture = withSheet(
  { after: '<drawing r:id="rId1"/>', related: [['drawing', '../drawings/drawing1.xml']] },
  {
    parts: {
      'xl/drawings/drawing1.xml': `<xdr:wsDr ${drawingSpace}>${anchor('<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="公印"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"/></xdr:spPr></xdr:pic>', ' editAs="oneCell"')}</xdr:wsDr>`,
      'xl/drawings/_rels/drawing1.xml.rels': rels([['image', '../media/image1.png']]),
      'xl/media/image1.png': pixel,
    },
  },
)

export const withComments = withSheet(
  {
    after: '<legacyDrawing r:id="rId1"/>',
    related: [
      ['vmlDrawing', '../drawings/vmlDrawing1.vml'],
      ['comments', '../comments1.xml'],
    ],
  },
  {
    parts: {
      'xl/comments1.xml':
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>財政課</author></authors><commentList><comment ref="B3" authorId="0"><text><t>単価を確認</t></text></comment></commentList></comments>',
      'xl/drawings/vmlDrawing1.vml':
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="s1" style="visibility:hidden"><x:ClientData ObjectType="Note"><x:Anchor>2, 15, 1, 10, 4, 31, 5, 9</x:Anchor><x:Row>2</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>',
    },
  },
)

export const withTable = withSheet(
  {
    after: '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
    related: [['table', '../tables/table1.xml']],
  },
  {
    parts: {
      'xl/tables/table1.xml':
        '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1" name="費用" displayName="費用" ref="A1:C4" totalsRowShown="0"><autoFilter ref="A1:C4"/><tableColumns count="3"><tableColumn id="1" name="項目"/><tableColumn id="2" name="数量"/><tableColumn id="3" name="金額"/></tableColumns></table>',
    },
  },
)

export const withPivot = withSheet(
  {},
  {
    sheets: [
      {
        name: '集計',
        data: '<row r="3"><c r="A3" t="inlineStr"><is><t>項目</t></is></c></row><row r="4"><c r="A4"><v>1</v></c></row>',
        related: [['pivotTable', '../pivotTables/pivotTable1.xml']],
      },
    ],
    tail: '<calcPr calcId="191029"/><pivotCaches><pivotCache cacheId="1" r:id="rId5"/></pivotCaches>',
    related: [['pivotCacheDefinition', 'pivotCache/pivotCacheDefinition1.xml']],
    parts: {
      'xl/pivotCache/pivotCacheDefinition1.xml':
        '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" recordCount="0"><cacheSource type="worksheet"><worksheetSource ref="A1:C4" sheet="内訳"/></cacheSource><cacheFields count="3"><cacheField name="項目"/><cacheField name="数量"/><cacheField name="金額"/></cacheFields></pivotCacheDefinition>',
      'xl/pivotTables/pivotTable1.xml':
        '<pivotTableDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" name="集計表" cacheId="1" dataCaption="値"><location ref="A3:B6" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/></pivotTableDefinition>',
    },
  },
)

const space14 = 'http://schemas.microsoft.com/office/spreadsheetml/2009/9/main'
const conditions =
  '<conditionalFormatting sqref="C2:C4"><cfRule type="expression" dxfId="0" priority="1"><formula>$C2&gt;500</formula></cfRule></conditionalFormatting><conditionalFormatting sqref="B2:B4"><cfRule type="dataBar" priority="2"><dataBar><cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="A2:A4"><formula1>$E$2:$E$9</formula1></dataValidation></dataValidations>'
export const withSparkline = withSheet({
  after: `<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="${space14}"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:colorSeries rgb="FF376092"/><x14:sparklines><x14:sparkline><xm:f>内訳!B2:C2</xm:f><xm:sqref>D2</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>`,
})

export const withPrint = withSheet(
  {
    before:
      '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:C5"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="B4" sqref="B4"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="13.5"/><cols><col min="1" max="1" width="20" customWidth="1"/><col min="2" max="3" width="12.5" style="2" customWidth="1"/></cols>',
    after:
      '<printOptions horizontalCentered="1"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddHeader>&amp;C&amp;"ＭＳ 明朝"令和8年度</oddHeader></headerFooter><rowBreaks count="1" manualBreakCount="1"><brk id="3" max="16383" man="1"/></rowBreaks>',
  },
  {
    names:
      '<definedName name="_xlnm.Print_Area" localSheetId="0">内訳!$A$1:$C$5</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">内訳!$1:$1</definedName><definedName name="合計額">内訳!$C$5</definedName>',
  },
)

export const withShared = withSheet({
  data:
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$A$1</f><v>1</v></c></row>' +
    '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>' +
    '<row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>' +
    '<row r="4"><c r="C4"><f t="array" ref="C4:C6">A1:A3*2</f><v>2</v></c></row><row r="5"><c r="C5"><v>4</v></c></row><row r="6"><c r="C6"><v>6</v></c></row>' +
    '<row r="7"><c r="A7"><f t="array" ref="A7">SUM(A1:A3*2)</f><v>12</v></c></row>',
})

export const chained = (entries: string): Partial<WorkbookXml> => ({
  related: [['calcChain', 'calcChain.xml']],
  parts: {
    'xl/calcChain.xml': `<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${entries}</calcChain>`,
  },
})

/** Twenty-six workbooks, each with something of its own that a save must not touch. */
export function corpusBooks(): CorpusBook[] {
  const one = (name: string, book: WorkbookXml, more: Partial<CorpusBook> = {}): CorpusBook => ({
    name,
    bytes: makeWorkbook(book),
    edit: first,
    also: [strings],
    ...more,
  })
  return [
    one('plain', plain),
    one('chart', withChart),
    one('picture', withPicture),
    one('comments', withComments, { edit: { cell: 'B3', value: '４５０' }, also: [] }),
    one('table', withTable),
    one('pivot', withPivot, { edit: { cell: 'B2', value: '250' }, also: [] }),
    one('conditional formats and validation', withSheet({ after: conditions })),
    one('sparkline', withSparkline),
    one('print set-up and names', withPrint),
    one('shared and array formulas', withShared, { edit: { cell: 'B1', value: '=A1*3' }, also: [] }),
    one('macros', { ...plain, macros: true }),
    one('custom XML', {
      ...plain,
      parts: {
        'customXml/item1.xml': '<決裁 xmlns="urn:example">第1号</決裁>',
        'customXml/_rels/item1.xml.rels': rels([['customXmlProps', 'itemProps1.xml']]),
        'docProps/custom.xml':
          '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
      },
    }),
    one(
      '1904',
      withSheet(
        { data: '<row r="1"><c r="A1" s="4"><v>44890</v></c></row>' },
        { workbookPr: ' date1904="1"' },
      ),
      {
        edit: { cell: 'A1', value: 'R8.11.28' },
        also: [],
      },
    ),
    one('furigana', {
      ...plain,
      strings: [
        ...words.slice(0, 3),
        '<t>会場費</t><rPh sb="0" eb="3"><t>カイジョウヒ</t></rPh><phoneticPr fontId="1"/>',
        ...words.slice(4),
      ],
    }),
    one('rich text', {
      ...plain,
      strings: [
        ...words.slice(0, 3),
        '<r><t>会場</t></r><r><rPr><b/><color rgb="FFFF0000"/></rPr><t>費</t></r>',
        ...words.slice(4),
      ],
    }),
    one(
      'one text in two cells',
      {
        ...plain,
        strings: words,
        sheets: [
          plain.sheets[0] as SheetXml,
          { name: '控', data: '<row r="1"><c r="A1" t="s"><v>3</v></c></row>' },
        ],
      },
      { also: [] },
    ),
    one(
      'vertical text and merges',
      withSheet({
        data: '<row r="1" ht="60" customHeight="1"><c r="A1" s="6" t="s"><v>0</v></c><c r="B1" s="6"/></row>',
        after: '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
      }),
      { edit: { cell: 'A1', value: '縦書き' } },
    ),
    one(
      'inline strings',
      withSheet({
        data: '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> 前 </t></is></c><c r="B1" t="str"><f>A1&amp;"後"</f><v> 前 後</v></c></row>',
      }),
      { edit: { cell: 'A1', value: '<&>' }, also: [] },
    ),
    one(
      'places left out',
      withSheet({
        data: '<row><c t="s"><v>0</v></c><c><v>5</v></c></row><row><c/><c><v>6</v></c></row>',
        before: '',
      }),
      { edit: { cell: 'B2', value: '60' }, also: [] },
    ),
    one(
      'hidden sheet and hidden rows',
      withSheet(
        { data: estimate.replace('<row r="3"', '<row r="3" hidden="1"') },
        { sheets: [{ name: '基礎', state: 'veryHidden', data: '<row r="1"><c r="A1"><v>9</v></c></row>' }] },
      ),
    ),
    one(
      'auto filter and hyperlinks',
      withSheet({
        after:
          '<autoFilter ref="A1:C4"><filterColumn colId="1"><filters><filter val="200"/></filters></filterColumn></autoFilter><hyperlinks><hyperlink ref="A3" r:id="rId1"/><hyperlink ref="A4" location="内訳!C5" display="合計へ"/></hyperlinks>',
        related: [['hyperlink', 'https://example.jp/']],
      }),
      { edit: { cell: 'B4', value: '410' }, also: [] },
    ),
    one(
      'protected sheet',
      withSheet({
        data: '<row r="1"><c r="A1" s="5"><v>1</v></c><c r="B1"><v>2</v></c></row>',
        after: '<sheetProtection sheet="1" objects="1" scenarios="1"/>',
      }),
      { edit: { cell: 'A1', value: '8' }, also: [] },
    ),
    one(
      'order of calculation',
      { ...plain, ...chained('<c r="C2" i="1"/><c r="C3"/><c r="C5" l="1"/>') },
      { edit: { cell: 'C2', value: '777' }, also: ['xl/calcChain.xml'] },
    ),
    one('a day where no format was', withSheet({ data: '<row r="1"><c r="A1"><v>5</v></c></row>' }), {
      edit: { cell: 'A1', value: 'R8.11.27' },
      also: ['xl/styles.xml'],
    }),
    one('a cell that was not there', plain, { edit: { cell: 'F9', value: '備考' }, also: [] }),
    one(
      'controls',
      withSheet(
        { related: [['ctrlProp', '../ctrlProps/ctrlProp1.xml']] },
        {
          parts: {
            'xl/ctrlProps/ctrlProp1.xml':
              '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox" fmlaLink="$E$2"/>',
          },
        },
      ),
    ),
  ]
}
