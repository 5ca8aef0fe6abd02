import { makeZip } from './files.ts'

/** The sentence in which the tests change a word. */
export const sentence = '次のとおり委託契約を締結してよろしいか伺います。'

type Extra = Readonly<Record<string, string | Buffer>>
type Made = {
  readonly body: string
  readonly parts?: Extra
  readonly types?: string
  readonly links?: string
}

const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
].join(' ')

const run = (text: string, look = ''): string =>
  `<w:r>${look === '' ? '' : `<w:rPr>${look}</w:rPr>`}<w:t>${text}</w:t></w:r>`
const paragraph = (inner: string, look = ''): string =>
  `<w:p w:rsidR="00AA11BB">${look === '' ? '' : `<w:pPr>${look}</w:pPr>`}${inner}</w:p>`
/** The sentence, cut into runs of different looks as Word leaves it. */
const asked = (inside = ''): string =>
  paragraph(
    `${run('次のとおり', '<w:rFonts w:hint="eastAsia"/>')}<w:r w:rsidRPr="00CC22DD"><w:rPr><w:b/></w:rPr><w:t>委託契約</w:t></w:r>${inside}${run('を締結してよろしいか伺います。')}`,
    '<w:pStyle w:val="Body"/><w:ind w:firstLine="210"/>',
  )
const cell = (inner: string, look = ''): string =>
  `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>${look}</w:tcPr>${inner}</w:tc>`
const table = (...rows: readonly string[]): string =>
  `<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>${rows.map((it) => `<w:tr>${it}</w:tr>`).join('')}</w:tbl>`
const inline = (graphic: string, id = 1): string =>
  `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="914400" cy="457200"/><wp:docPr id="${id}" name="図 ${id}"/><a:graphic>${graphic}</a:graphic></wp:inline></w:drawing></w:r>`
const picture = inline(
  '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="印影.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId20"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="457200"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>',
)
const chart = inline(
  '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId21"/></a:graphicData>',
  2,
)
const field = (code: string, result: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
const note = (kind: 'footnote' | 'endnote'): string =>
  `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:${kind}Reference w:id="1"/></w:r>`
const notes = (kind: 'footnote' | 'endnote'): string =>
  `<w:${kind}s ${namespaces}><w:${kind} w:id="1">${paragraph(`<w:r><w:${kind}Ref/></w:r>${run('地方自治法施行令第百六十七条の二第一項第二号')}`)}</w:${kind}></w:${kind}s>`
const ruby = `<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/><w:hpsBaseText w:val="21"/><w:lid w:val="ja-JP"/></w:rubyPr><w:rt>${run('けっさい', '<w:sz w:val="10"/>')}</w:rt><w:rubyBase>${run('決裁')}</w:rubyBase></w:ruby></w:r>`
const box = paragraph(
  `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="1800000" cy="400000"/><wp:wrapNone/><wp:docPr id="9" name="テキスト ボックス"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="400000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>${paragraph(run('取扱注意'))}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:140pt;height:30pt"><v:textbox><w:txbxContent>${paragraph(run('取扱注意'))}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>${run('欄外の注意。')}`,
)
const dated = 'w:author="八橋 花子" w:date="2026-10-01T09:00:00Z"'
const tracked = `<w:ins w:id="71" ${dated}>${run('随意')}</w:ins><w:del w:id="72" ${dated}><w:r><w:delText>一般競争</w:delText></w:r></w:del>`
const control = (properties: string, inner: string): string =>
  `<w:sdt><w:sdtPr><w:alias w:val="起案者"/><w:id w:val="1234"/>${properties}</w:sdtPr><w:sdtContent>${inner}</w:sdtContent></w:sdt>`
const bound = control(
  '<w:dataBinding w:prefixMappings="xmlns:k=\'urn:kian\'" w:xpath="/k:kian[1]/k:drafter[1]" w:storeItemID="{11111111-2222-3333-4444-555555555555}"/><w:text/>',
  run('山田　太郎'),
)
const section =
  '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:textDirection w:val="tbRl"/></w:sectPr>'
const link = (id: string, target: string, type: string, more = ''): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${more}/>`
const override = (part: string, type: string): string =>
  `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
)
const customXml: Extra = {
  'customXml/item1.xml':
    '<?xml version="1.0"?>\n<k:kian xmlns:k="urn:kian"><k:drafter>山田　太郎</k:drafter></k:kian>',
  'customXml/itemProps1.xml':
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{11111111-2222-3333-4444-555555555555}"/>',
  'customXml/_rels/item1.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${link('rId1', 'itemProps1.xml', 'customXmlProps')}</Relationships>`,
}
const customLink = link('rId30', '../customXml/item1.xml', 'customXml')
const comments = `<w:comments ${namespaces}><w:comment w:id="5" ${dated} w:initials="八">${paragraph(run('条項番号を明記してください。'))}</w:comment></w:comments>`
const furniture = (name: 'hdr' | 'ftr', inner: string): string =>
  `<w:${name} ${namespaces}>${inner}</w:${name}>`

const made: Readonly<Record<string, Made>> = {
  plain: { body: asked() },
  picture: {
    body: asked(picture),
    parts: { 'word/media/image1.png': png },
    links: link('rId20', 'media/image1.png', 'image'),
  },
  chart: {
    body: asked() + paragraph(chart),
    parts: {
      'word/charts/chart1.xml':
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart/></c:chartSpace>',
    },
    types: override('word/charts/chart1.xml', 'drawingml.chart'),
    links: link('rId21', 'charts/chart1.xml', 'chart'),
  },
  comment: {
    body: asked(
      '<w:commentRangeStart w:id="5"/><w:r><w:t>（案）</w:t></w:r><w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>',
    ),
    parts: { 'word/comments.xml': comments },
    types: override('word/comments.xml', 'wordprocessingml.comments'),
    links: link('rId22', 'comments.xml', 'comments'),
  },
  'tracked changes': { body: asked(tracked) },
  'content control': {
    body: asked(control('<w:tag w:val="kind"/>', run('随意契約'))) + control('', paragraph(run('理由'))),
  },
  'bound control': {
    body: asked() + paragraph(`${run('起案者：')}${bound}`),
    parts: customXml,
    links: customLink,
  },
  'custom xml': { body: asked(), parts: customXml, links: customLink },
  'macros (docm)': {
    body: asked(),
    parts: { 'word/vbaProject.bin': Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]) },
    types: '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>',
    links:
      '<Relationship Id="rId23" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>',
  },
  'vertical cell': {
    body:
      table(cell(paragraph(run('件名')), '<w:textDirection w:val="tbRlV"/>') + cell(asked())) + paragraph(''),
  },
  'vertical section': { body: paragraph(run('縦書きの部'), section) + asked() },
  ruby: { body: asked(ruby) },
  warichu: { body: asked(run('割注文字列', '<w:eastAsianLayout w:id="1" w:combine="1"/>')) },
  'header and footer': {
    body: asked(),
    parts: {
      'word/header1.xml': furniture('hdr', paragraph(run('秘密区分：取扱注意'))),
      'word/footer1.xml': furniture('ftr', paragraph(field('PAGE', '1'))),
    },
    types:
      override('word/header1.xml', 'wordprocessingml.header') +
      override('word/footer1.xml', 'wordprocessingml.footer'),
    links: link('rId24', 'header1.xml', 'header') + link('rId25', 'footer1.xml', 'footer'),
  },
  footnote: {
    body: asked(note('footnote')),
    parts: { 'word/footnotes.xml': notes('footnote') },
    types: override('word/footnotes.xml', 'wordprocessingml.footnotes'),
    links: link('rId26', 'footnotes.xml', 'footnotes'),
  },
  endnote: {
    body: asked(note('endnote')),
    parts: { 'word/endnotes.xml': notes('endnote') },
    types: override('word/endnotes.xml', 'wordprocessingml.endnotes'),
    links: link('rId27', 'endnotes.xml', 'endnotes'),
  },
  'merged cells': {
    body:
      table(
        cell(paragraph(run('区分')), '<w:vMerge w:val="restart"/>') + cell(asked()),
        cell(paragraph(''), '<w:vMerge/>') + cell(table(cell(paragraph(run('内訳')))) + paragraph('')),
        cell(paragraph(run('合計')), '<w:gridSpan w:val="2"/>'),
      ) + paragraph(''),
  },
  'text box': { body: asked() + box },
  'bookmark and reference': {
    body:
      paragraph(`<w:bookmarkStart w:id="3" w:name="別紙１"/>${run('別紙１')}<w:bookmarkEnd w:id="3"/>`) +
      asked(field('REF 別紙１ \\h', '別紙１')),
  },
  contents: {
    body:
      paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' +
          run('第一　目的'),
      ) +
      paragraph(`${run('第二　契約')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`) +
      asked(),
  },
  'kanji numbers': {
    body: paragraph(run('目的'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') + asked(),
  },
  sections: {
    body: paragraph(run('第一部'), '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>') + asked(),
  },
  hyperlink: {
    body: asked(
      `<w:hyperlink r:id="rId28" w:history="1">${run('例規集', '<w:u w:val="single"/>')}</w:hyperlink>`,
    ),
    links: link('rId28', 'https://www.example.lg.jp/reiki', 'hyperlink', ' TargetMode="External"'),
  },
  formula: { body: asked(`<m:oMath><m:r><m:t>a=b+c</m:t></m:r></m:oMath>`) },
  'old picture': {
    body: asked() + paragraph('<w:r><w:pict><v:rect style="width:60pt;height:20pt"/></w:pict></w:r>'),
  },
  'tabs, breaks, spaces': {
    body: asked('<w:r><w:tab/><w:t xml:space="preserve"> 記 </w:t><w:br/><w:noBreakHyphen/></w:r>'),
  },
  'odd but right XML': {
    body: `<!-- 注 -->\n  ${asked().replaceAll('"', "'")}\n<w:p/><w:p ></w:p ><?mso-x y?>`,
  },
}

/** Word files, each with something that an editor may lose, all with the sentence. */
export const wordFiles: ReadonlyMap<string, Buffer> = new Map(
  Object.entries(made).map(([name, it]) => [name, makeWordFile(it)]),
)

/** A whole Word file around a body. */
export function makeWordFile({ body, parts = {}, types = '', links = '' }: Made): Buffer {
  const isMacro = 'word/vbaProject.bin' in parts
  const main = isMacro
    ? 'application/vnd.ms-word.document.macroEnabled.main+xml'
    : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
  const furnitureOf =
    'word/header1.xml' in parts
      ? '<w:headerReference w:type="default" r:id="rId24"/><w:footerReference w:type="default" r:id="rId25"/>'
      : ''
  const all: Extra = {
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="${main}"/>${override('word/styles.xml', 'wordprocessingml.styles')}${override('word/numbering.xml', 'wordprocessingml.numbering')}${override('word/settings.xml', 'wordprocessingml.settings')}${types}</Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${link('rId1', 'word/document.xml', 'officeDocument')}</Relationships>`,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document ${namespaces} mc:Ignorable="wps"><w:body>${body}<w:sectPr>${furnitureOf}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${link('rId1', 'styles.xml', 'styles')}${link('rId2', 'numbering.xml', 'numbering')}${link('rId3', 'settings.xml', 'settings')}${links}</Relationships>`,
    'word/styles.xml': `<w:styles ${namespaces}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Body"><w:name w:val="本文"/><w:basedOn w:val="Normal"/></w:style><w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/></w:style></w:styles>`,
    'word/numbering.xml': `<w:numbering ${namespaces}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="第%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    'word/settings.xml': `<w:settings ${namespaces}><w:zoom w:percent="100"/></w:settings>`,
    ...parts,
  }
  return makeZip(Object.entries(all).map(([name, content]) => ({ name, content })))
}

/** What stands in the body of one of them, for a file of several. */
export function bodyOf(name: string): string {
  const found = made[name]
  if (found === undefined) throw new Error(`no Word file ${name}`)
  return found.body
}
