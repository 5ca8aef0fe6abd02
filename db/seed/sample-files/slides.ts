import pptx from 'pptxgenjs'
import { costLine, heading, prose } from './prose.ts'

// The package's types and its ES entry disagree about the default export.
const PptxGen = ((pptx as unknown as { default?: typeof pptx }).default ??
  pptx) as unknown as new () => InstanceType<typeof pptx.default>

/** A slide deck (16:9): a cover, then tables and charts in turn. */
export async function slideFile(title: string, gist: string, slides: number): Promise<Buffer> {
  const deck = new PptxGen()
  deck.layout = 'LAYOUT_WIDE'
  deck.author = 'みほん道'
  const font = 'メイリオ'
  const cover = deck.addSlide()
  cover.background = { color: 'E8F1FE' }
  cover.addText(title, {
    x: 0.8,
    y: 2.4,
    w: 11.7,
    h: 1.2,
    fontFace: font,
    fontSize: 34,
    bold: true,
    color: '0017C1',
  })
  cover.addText(gist, { x: 0.8, y: 3.7, w: 11.7, h: 0.8, fontFace: font, fontSize: 18, color: '333333' })
  for (let index = 1; index < slides; index += 1) {
    const slide = deck.addSlide()
    slide.addText(`${index}　${heading(index)}`, {
      x: 0.6,
      y: 0.4,
      w: 12,
      h: 0.7,
      fontFace: font,
      fontSize: 26,
      bold: true,
      color: '0017C1',
    })
    slide.addText(prose(index, 2), {
      x: 0.6,
      y: 1.2,
      w: 12,
      h: 1.2,
      fontFace: font,
      fontSize: 16,
      color: '222222',
    })
    const costs = Array.from({ length: 5 }, (_, row) => costLine(index + row))
    if (index % 2 === 0) {
      slide.addChart(
        'bar',
        [
          {
            name: '金額（千円）',
            labels: costs.map((it) => it.item),
            values: costs.map((it) => (it.quantity * it.priceYen) / 1000),
          },
        ],
        {
          x: 0.8,
          y: 2.6,
          w: 11.5,
          h: 4.2,
          chartColors: ['3460FB'],
        },
      )
    } else {
      slide.addTable(
        [
          ['項目', '数量', '単価（円）'].map((it) => ({
            text: it,
            options: { bold: true, fill: { color: 'D9E6FF' } },
          })),
          ...costs.map((it) =>
            [it.item, `${it.quantity}${it.unit}`, it.priceYen.toLocaleString('ja-JP')].map((text) => ({
              text,
            })),
          ),
        ],
        {
          x: 0.8,
          y: 2.6,
          w: 11.5,
          fontFace: font,
          fontSize: 16,
          border: { type: 'solid', pt: 1, color: '888888' },
        },
      )
    }
  }
  return Buffer.from((await deck.write({ outputType: 'nodebuffer' })) as Uint8Array)
}
