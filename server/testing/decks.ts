import pptx from 'pptxgenjs'
import sharp from 'sharp'
import { slideFile } from '../../db/seed/sample-files/slides.ts'
import { makeZip } from './files.ts'

const PptxGen = ((pptx as unknown as { default?: typeof pptx }).default ??
  pptx) as unknown as new () => InstanceType<typeof pptx.default>

const officeType = 'application/vnd.openxmlformats-officedocument.presentationml'
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A deck of one slide by hand, for what no library writes; with parts that no edit concerns. */
export function handMadeDeck(shapes: string, behind = ''): Buffer {
  const spaces = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${relation}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`
  return makeZip([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/ppt/presentation.xml" ContentType="${officeType}.presentation.main+xml"/><Override PartName="/ppt/slides/slide1.xml" ContentType="${officeType}.slide+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="ppt/presentation.xml"/></Relationships>`,
    },
    {
      name: 'ppt/presentation.xml',
      content: `<p:presentation ${spaces}><p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    },
    {
      name: 'ppt/_rels/presentation.xml.rels',
      content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId2" Type="${relation}/slide" Target="slides/slide1.xml"/></Relationships>`,
    },
    {
      name: 'ppt/slides/slide1.xml',
      content: `<?xml version="1.0"?>\r\n<p:sld ${spaces}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld>${behind}</p:sld>`,
    },
    { name: 'ppt/diagrams/data1.xml', content: '<dgm:dataModel>図の文字</dgm:dataModel>', stored: true },
    { name: 'ppt/vbaProject.bin', content: Buffer.from([1, 2, 3]) },
  ])
}

/** A box with these paragraphs. */
export const boxOf = (paragraphs: string, id = 4): string =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="枠 ${id}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="900000" y="${id * 300_000}"/><a:ext cx="6000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></p:spPr><p:txBody><a:bodyPr/>${paragraphs}</p:txBody></p:sp>`

export const boldRun =
  '<a:rPr lang="ja-JP" b="1"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:rPr>'
/** Runs of two looks, and a break of line. */
export const mixedRuns = `<a:p><a:pPr lvl="1"/><a:r>${boldRun}<a:t>重要</a:t></a:r><a:r><a:rPr lang="ja-JP"/><a:t>なお知らせ</a:t></a:r><a:br/><a:r><a:t>二行目</a:t></a:r><a:endParaRPr lang="ja-JP"/></a:p>`
/** The first two paragraphs of box 4 come one after the other. */
export const movesOf4 =
  '<p:timing><p:spTgt spid="4"><p:txEl><p:pRg st="0" end="1"/></p:txEl></p:spTgt></p:timing>'
export const diagram =
  '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="図"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></a:graphic></p:graphicFrame>'

async function library(
  fill: (slide: ReturnType<InstanceType<typeof PptxGen>['addSlide']>) => void,
): Promise<Buffer> {
  const deck = new PptxGen()
  fill(deck.addSlide())
  return Buffer.from((await deck.write({ outputType: 'nodebuffer' })) as Uint8Array)
}

/** Decks, each with something of its own that a save must not touch; the first box of the first slide has words. */
export async function decks(): Promise<Readonly<Record<string, Uint8Array>>> {
  const picture = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  return {
    'charts and tables': await slideFile('道路の占用', '許可の基準', 4),
    'a picture': await library((it) => {
      it.addImage({ data: `data:image/png;base64,${picture.toString('base64')}`, x: 1, y: 1, w: 1, h: 1 })
      it.addText('写真の説明', { x: 1, y: 3, w: 5, h: 1 })
    }),
    notes: await library((it) => {
      it.addText('発表', { x: 1, y: 3, w: 5, h: 1 })
      it.addNotes('読み上げの原稿')
    }),
    'a group with mixed runs': handMadeDeck(
      `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="3" name="組"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>${boxOf(mixedRuns)}${boxOf('<a:p><a:r><a:t>もう一つ</a:t></a:r></a:p>', 9)}</p:grpSp>`,
    ),
    animations: handMadeDeck(boxOf(`${mixedRuns}<a:p><a:r><a:t>後から出る</a:t></a:r></a:p>`), movesOf4),
    'a diagram': handMadeDeck(`${boxOf(mixedRuns)}${diagram}`),
    'an empty box': handMadeDeck(
      boxOf('<a:p><a:endParaRPr lang="ja-JP" sz="1800"/></a:p>') + boxOf('<a:p/>', 9),
    ),
  }
}
