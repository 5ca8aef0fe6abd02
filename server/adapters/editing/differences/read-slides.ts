import type { Block } from '../../../domain/compare/compare-passages.ts'
import type { Look } from '../../../domain/compare/difference.ts'
import { type Slide, localName, paragraphsOf, softBreak, stretchesOf } from '../slides/deck.ts'
import { type XmlElement, canonical, elementsOf } from '../word/xml.ts'

/** The words of slides, box by box in the order of the file; groups and tables among them. */
export function slideBlocks(slides: readonly Slide[]): readonly Block[] {
  return slides.flatMap((slide, at) => {
    const blocks: Block[] = []
    const walk = (element: XmlElement): void => {
      const name = localName(element)
      if (name === 'Fallback') return
      if (name === 'txBody' || name === 'txbxContent') {
        for (const it of paragraphsOf(element)) blocks.push(blockOf(it, at + 1))
        return
      }
      for (const child of elementsOf(element)) walk(child)
    }
    walk(slide.root)
    return blocks
  })
}

function blockOf(paragraph: XmlElement, slide: number): Block {
  const stretches = stretchesOf(paragraph)
  return {
    kind: 'paragraph',
    passages: [
      {
        text: stretches.map((it) => it.text.replaceAll(softBreak, '\n')).join(''),
        place: { slide },
        looks: stretches.map(({ element, text }) => ({
          count: Array.from(text).length,
          look: lookOf(element),
        })),
      },
    ],
  }
}

function lookOf(run: XmlElement): Look {
  const properties = elementsOf(run).find((it) => localName(it) === 'rPr')
  if (properties === undefined) return {}
  const said = canonical(properties).replaceAll(/ (?:lang|altLang|dirty|err|smtClean)="[^"]*"/g, '')
  const of = (attribute: string): string => new RegExp(` ${attribute}="([^"]*)"`).exec(said)?.[1] ?? ''
  const rest = said.replace(/^<[^>]*>/, '')
  return {
    bold: of('b'),
    italic: of('i'),
    underline: of('u'),
    size: of('sz'),
    other: rest === '' ? '' : rest.replace(/<\/[^>]*>$/, ''),
  }
}
